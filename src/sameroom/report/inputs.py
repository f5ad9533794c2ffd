"""What the money lines stand on: what was measured, what is assumed, and what moves the total."""

from dataclasses import dataclass

from markupsafe import Markup

from sameroom.audit import Audit
from sameroom.engines.catalog import Placed
from sameroom.measure import Reading, Unit
from sameroom.report import figures, wording
from sameroom.report.charts import tracks
from sameroom.report.figures import Figure, Setting

PREFIX = "costs."
LABELS = {
    "act_minutes": "Time for one act of sales",
    "asset_cost": "Outside cost of a piece of content",
    "asset_hours": "Work in a piece of content",
    "cost_per_lead": "Cost of a lead, where no spending is known",
    "late_win_loss_share": "Part of the chance to win that a late answer takes",
    "margin_share": "Margin of a sale",
    "marketing_hour": "An hour of a marketer",
    "rep_hour": "An hour of a seller",
    "untouched_win_share": "Chance of an untouched lead, as a part of the usual",
}
TAKEN, MOVED = ("input", "known"), ("side", "input")
MOST = 6
WORTH = 0.01  # of the total: what moves it by less is not worth a line


@dataclass(frozen=True, slots=True)
class Taken:
    """What the lines take an input for, and whether the record or an assumption says so."""

    label: str
    figure: Figure
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Mover:
    """How far one input moves a side's total, from its low to its high end."""

    label: str
    range: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Input:
    """A number that the agreement assumes, and whether it is anybody's own."""

    label: str
    text: str
    is_default: bool


def list_taken(*, audit: Audit, placed: tuple[Placed, ...], setting: Setting) -> tuple[Taken, ...]:
    """List what the money lines take each input for."""
    return tuple(
        Taken(
            label=_capital(part["input"]),
            figure=figure,
            is_measured=part["known"] == "measured",
        )
        for part, figure in _shown(audit, placed, setting, TAKEN)
    )


def list_movers(
    *, audit: Audit, placed: tuple[Placed, ...], setting: Setting, kind: str, total: float
) -> tuple[Mover, ...]:
    """List the inputs that move a side's total most, the strongest first."""
    found = [
        (part, figure)
        for part, figure in _shown(audit, placed, setting, MOVED)
        if part["side"] == kind and figure.number >= max(WORTH * total, 0.5)
    ]
    found.sort(key=lambda one: -one[1].number)
    shown = found[:MOST]
    ends = [total, *(end for _, one in shown for end in (one.low, one.high) if end is not None)]
    scale = _Scale(min(ends), max(ends))
    money = setting.currency
    return tuple(_mover(part["input"], figure, total, scale, money) for part, figure in shown)


def list_inputs(*, audit: Audit) -> tuple[Input, ...]:
    """List the assumptions about costs, as the agreement states them."""
    numbers = {key: n for key, n in audit.terms.numbers.items() if key.startswith(PREFIX)}
    by_name: dict[str, dict[str, float]] = {}
    for key, number in sorted(numbers.items()):
        name, _, bound = key.removeprefix(PREFIX).partition(".")
        by_name.setdefault(name, {})[bound] = number
    return tuple(_input(name, bounds, audit) for name, bounds in by_name.items())


def _shown(
    audit: Audit, placed: tuple[Placed, ...], setting: Setting, keys: tuple[str, ...]
) -> list[tuple[dict[str, str], Figure]]:
    by_name = {item.measure.name: item.measure for item in placed}
    return [
        (
            dict(stored.told.part),
            figures.show(reading=stored.told, measure=by_name[stored.measure], setting=setting),
        )
        for stored in audit.stored
        if isinstance(stored.told, Reading)
        and stored.measure in by_name
        and figures.keys(stored.told.part) == keys
    ]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From the least to the most a total can be moved to, so that the movers can be compared."""

    low: float
    high: float

    def at(self, amount: float) -> float:
        """Put an amount on the line, a little room left at both of its ends."""
        return 0.02 + 0.96 * (amount - self.low) / ((self.high - self.low) or 1.0)


def _mover(name: str, figure: Figure, total: float, scale: _Scale, currency: str) -> Mover:
    label = _capital(name)
    ends = (figure.low or 0.0, figure.high or 0.0)
    width = ends[1] - ends[0]
    low, high = (wording.about_money(amount=e, currency=currency, width=width) for e in ends)
    rounded = wording.between(low=low, high=high)
    svg = tracks.amount(
        value=scale.at(total),
        low=scale.at(ends[0]),
        high=scale.at(ends[1]),
        kind="moved",
        label=f"{label} moves the total {rounded}",
    )
    return Mover(label=label, range=rounded, svg=svg)


def _input(name: str, bounds: dict[str, float], audit: Audit) -> Input:
    known = [bounds[bound] for bound in ("low", "likely", "high") if bound in bounds]
    texts = [_write(name, number, audit.terms.currency) for number in known or bounds.values()]
    text = texts[0]
    if len(texts) == 3:
        text = f"{texts[1]} ({wording.between(low=texts[0], high=texts[2])})"
    is_default = any(f"{PREFIX}{name}" in line for line in audit.terms.defaults)
    return Input(label=LABELS.get(name) or wording.label(name), text=text, is_default=is_default)


def _write(name: str, number: float, currency: str) -> str:
    if name.endswith("_share"):
        return wording.share(number)
    for unit in ("hours", "minutes"):
        if name.endswith(f"_{unit}"):
            return f"{number:g}{wording.SPACE}{unit}"
    return wording.value(number=number, unit=Unit.MONEY, currency=currency)


def _capital(text: str) -> str:
    plain = wording.clean(text).replace("_", " ")
    return plain[:1].upper() + plain[1:]
