"""What the disconnects cost: cash apart from expected loss, each line with its range."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from sameroom.audit import Audit
from sameroom.engines.catalog import Placed
from sameroom.measure import Interval, Reading, Stored, TooLittle, Unit
from sameroom.report import figures, inputs, wording
from sameroom.report.charts import tracks
from sameroom.report.figures import Figure, Setting, Untold

CASH = "cash"
EXPECTED = "expected loss"
TOTAL = "total"
EMPTY = Markup("")
TITLES = {CASH: "Cash cost", EXPECTED: "Expected loss"}
MEANING = {
    CASH: "money that was spent and bought nothing",
    EXPECTED: "margin that was probably lost, by the record and the agreement's assumptions",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cost.

    Args:
        key: the figure's name.
        kind: cash or expected loss.
        figure: the amount with its range.
        about, range: the amount and its range, rounded as a sentence says them.
        words: how it comes about, rows × assumption.
        measures: the names of the measures it belongs to.
        svg: its range beside the others'.
    """

    key: str
    kind: str
    figure: Figure
    about: str
    range: str
    words: str
    measures: tuple[str, ...]
    svg: Markup = EMPTY


@dataclass(frozen=True, slots=True)
class Side:
    """All lines of one kind, and their total.

    Args:
        movers: the inputs that move the total most.
        summed: whether the total had to be added up here, so that its range is too wide.
    """

    kind: str
    title: str
    meaning: str
    lines: tuple[Line, ...]
    total: Line | None
    summed: bool = False
    movers: tuple[inputs.Mover, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """The two sides, never added to one another.

    Args:
        untold: lines that cannot be told yet, and what would supply them.
        untold_measures: the measures that these lines belong to.
    """

    cash: Side
    expected: Side
    untold: tuple[Untold, ...] = ()
    untold_measures: frozenset[str] = frozenset()

    def lines(self) -> tuple[Line, ...]:
        """List every line of both sides, the dearest first."""
        both = self.cash.lines + self.expected.lines
        return tuple(sorted(both, key=lambda line: -line.figure.number))


def draw_up(*, audit: Audit, placed: tuple[Placed, ...], setting: Setting) -> Bill:
    """Put the money lines of an audit in order, the dearest first."""
    by_name = {item.measure.name: item for item in placed}
    found = [
        _line(stored, stored.told, by_name[stored.measure], setting)
        for stored in audit.stored
        if isinstance(stored.told, Reading) and stored.measure in by_name and _is_worth(stored.told)
    ]
    top = max([_high(line) for line in found if not line.key.startswith(TOTAL)], default=0.0)
    drawn = [replace(line, svg=_draw(line, top)) for line in found]
    cash, expected = (_side(drawn, kind, setting) for kind in (CASH, EXPECTED))
    moved = [_with_movers(side, audit, placed, setting) for side in (cash, expected)]
    silent = _silent(audit, by_name)
    return Bill(
        cash=moved[0],
        expected=moved[1],
        untold=figures.together([
            figures.explain(gap=gap, measure=item.measure) for item, gap in silent
        ]),
        untold_measures=frozenset(
            name for item, gap in silent for name in _belongs(item, gap.figure).split("|") if name
        ),
    )  # fmt: skip


def _silent(audit: Audit, by_name: dict[str, Placed]) -> list[tuple[Placed, TooLittle]]:
    """List the money lines that cannot be told, by the measure that would have told them."""
    return [
        (by_name[stored.measure], stored.told)
        for stored in audit.stored
        if isinstance(stored.told, TooLittle)
        and stored.measure in by_name
        and _is_line(stored.told, by_name[stored.measure])
    ]


def _is_line(gap: TooLittle, item: Placed) -> bool:
    """Tell whether what cannot be told is money: a line, or all of them."""
    return gap.figure in item.measure.settings.get("belongs", {}) or gap.figure.startswith(TOTAL)


def _belongs(item: Placed, figure: str) -> str:
    return str(dict(item.measure.settings.get("belongs", {})).get(figure, ""))


def _with_movers(side: Side, audit: Audit, placed: tuple[Placed, ...], setting: Setting) -> Side:
    if side.total is None:
        return side
    total = side.total.figure.number
    movers = inputs.list_movers(
        audit=audit, placed=placed, setting=setting, kind=side.kind, total=total
    )
    return replace(side, movers=movers)


def _is_worth(reading: Reading) -> bool:
    """Tell whether a reading is a line of the bill: of a known kind, and more than nothing."""
    return bool(_kind(reading)) and reading.value > 0


def _kind(reading: Reading) -> str:
    if reading.unit is not Unit.MONEY:
        return ""
    kind = dict(reading.part).get("kind", "").replace("_", " ")
    return kind if kind in TITLES else ""


def _line(stored: Stored, reading: Reading, item: Placed, setting: Setting) -> Line:
    part = dict(reading.part)
    bare = replace(reading, part=())
    belongs = part.get("measure") or _belongs(item, reading.figure)
    shown = figures.show(reading=bare, measure=item.measure, setting=setting)
    rounded = _about_range(reading.interval, setting)
    return Line(
        key=reading.figure,
        kind=_kind(reading),
        figure=replace(shown, range=rounded, note=_rounded(shown, rounded)),
        about=_about(reading.value, reading.interval, setting),
        range=rounded,
        words=wording.clean(reading.words),
        measures=tuple(belongs.split("|")) if belongs else (),
    )


def _rounded(shown: Figure, rounded: str) -> str:
    """Write the note with the range no finer than anybody can know it."""
    return shown.note.replace(shown.range, rounded) if shown.range else shown.note


def _side(found: list[Line], kind: str, setting: Setting) -> Side:
    own = [line for line in found if line.kind == kind]
    lines = sorted(
        (line for line in own if not line.key.startswith(TOTAL)),
        key=lambda line: -line.figure.number,
    )
    total = next((line for line in own if line.key.startswith(TOTAL)), None)
    summed = total is None and bool(lines)
    total = _add_up(lines, kind, setting) if summed else total
    return Side(kind, TITLES[kind], MEANING[kind], tuple(lines), total, summed)


def _add_up(lines: list[Line], kind: str, setting: Setting) -> Line:
    """Add lines up by hand; the ends are added too, so the range is wider than it need be."""
    number = sum(line.figure.number for line in lines)
    low = sum(_low(line) for line in lines)
    high = sum(_high(line) for line in lines)
    spread = Interval(low, high, level=0.8)
    money = setting.currency
    total = replace(
        lines[0].figure,
        label=f"{TITLES[kind]} together",
        text=wording.money(amount=number, currency=money),
        range=wording.span(interval=spread, unit=Unit.MONEY, currency=money),
        number=number,
        low=low,
        high=high,
        count=f"{len(lines)} lines",
        note=wording.span(interval=spread, unit=Unit.MONEY, currency=money),
    )
    about = _about(number, spread, setting)
    rounded = _about_range(spread, setting)
    return Line(TOTAL, kind, total, about, rounded, words="", measures=())


def _about(amount: float, spread: Interval | None, setting: Setting) -> str:
    if spread is None:
        return wording.money(amount=amount, currency=setting.currency)
    width = spread.high - spread.low
    return wording.about_money(amount=amount, currency=setting.currency, width=width)


def _about_range(spread: Interval | None, setting: Setting) -> str:
    if spread is None:
        return ""
    low, high = (_about(end, spread, setting) for end in (spread.low, spread.high))
    return wording.between(low=low, high=high)


def _low(line: Line) -> float:
    return line.figure.number if line.figure.low is None else line.figure.low


def _high(line: Line) -> float:
    return line.figure.number if line.figure.high is None else line.figure.high


def _draw(line: Line, top: float) -> Markup:
    scale = top if top > 0 else 1.0
    return tracks.amount(
        value=line.figure.number / scale,
        low=_low(line) / scale,
        high=_high(line) / scale,
        kind="cash" if line.kind == CASH else "expected",
        label=f"{line.figure.label}: {line.figure.text}, {line.figure.note}",
    )
