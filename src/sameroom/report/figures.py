"""A reading as a page shows it: never bare, always with its range, its count and its period."""

from dataclasses import dataclass

from sameroom.measure import Measure, Part, Reading, TooLittle, Unit, Window
from sameroom.report import wording

LONG = frozenset({Unit.HOURS, Unit.DAYS})


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in words, with all that makes it honest.

    Args:
        label: what it is: "Acceptance rate".
        slice: the part it is about: "Spring fair"; "" for the whole.
        text: the value with its unit.
        amount, measured_in: the same in two pieces, the second "" where they are one.
        range: "between x and y"; "" where it is known.
        sure: how sure the range is.
        count: on how many cases it stands.
        note: range, sureness, count and period as one line, for hover and screen readers.
        number, low, high: the same as numbers, for charts.
    """

    label: str
    slice: str
    text: str
    amount: str
    measured_in: str
    range: str
    sure: str
    count: str
    note: str
    number: float
    low: float | None
    high: float | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Untold:
    """What cannot be told yet: what of, why, and what would supply it."""

    label: str
    slice: str
    why: str
    bring: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What every figure of one report shares."""

    currency: str
    window: Window | None
    defaults: tuple[str, ...] = ()  # clauses of the agreement that nobody has set


def name(*, measure: Measure, figure: str) -> str:
    """Name a figure: as its measure's settings word it, else by its own name."""
    labels = measure.settings.get("labels", {})
    return wording.clean(labels.get(figure, "")) or wording.label(figure)


def noun_of(*, measure: Measure, figure: str) -> str:
    """Name what a figure counts: as its measure says for it, else for all of its figures."""
    nouns = measure.settings.get("nouns", {})
    return str(nouns.get(figure) or measure.settings.get("noun", "case"))


def show(*, reading: Reading, measure: Measure, setting: Setting) -> Figure:
    """Write a reading for a page."""
    spread = reading.interval
    low, high = (None, None) if spread is None else (spread.low, spread.high)
    written = wording.span(interval=spread, unit=reading.unit, currency=setting.currency)
    noun = noun_of(measure=measure, figure=reading.figure)
    cases = wording.count(number=reading.count, noun=noun)
    sure = _known_how(reading, measure, setting) or wording.sureness(spread)
    text = wording.value(number=reading.value, unit=reading.unit, currency=setting.currency)
    amount, _, unit = text.partition(wording.SPACE) if reading.unit in LONG else (text, "", "")
    return Figure(
        label=name(measure=measure, figure=reading.figure),
        slice=_slice(measure, reading.part),
        text=text,
        amount=amount,
        measured_in=unit,
        range=written,
        sure=sure,
        count=cases,
        note=_note(written, sure, cases, setting.window),
        number=reading.value,
        low=low,
        high=high,
        unit=reading.unit,
    )


def _slice(measure: Measure, part: Part) -> str:
    """Name a slice: as its measure's settings word it, else by its own name."""
    words = measure.settings.get("parts", {})
    said = tuple((key, words.get(key, {}).get(text, text)) for key, text in part)
    return wording.words(wording.part(said))


def explain(*, gap: TooLittle, measure: Measure) -> Untold:
    """Say why something cannot be told, and which export would change that."""
    return Untold(
        label=name(measure=measure, figure=gap.figure),
        slice=_slice(measure, gap.part),
        why=_why(gap, noun_of(measure=measure, figure=gap.figure)),
        bring=wording.clean(gap.bring),
    )


def together(untold: list[Untold]) -> tuple[Untold, ...]:
    """Say once what is missing for several figures."""
    labels: dict[tuple[str, str], list[str]] = {}
    for one in untold:
        labels.setdefault((one.why, one.bring), []).append(one.label)
    return tuple(
        Untold(label=wording.listed(names), slice="", why=why, bring=bring)
        for (why, bring), names in labels.items()
    )


def promised(*, measure: Measure, figure: str, setting: Setting) -> str:
    """Say on whose word a figure stands that is promised, not measured; "" for any other."""
    clause = str(measure.settings.get("promises", {}).get(figure, ""))
    if not clause:
        return ""
    is_default = any(line.startswith(clause) for line in setting.defaults)
    return "our default until you agree" if is_default else "as agreed"


def _known_how(reading: Reading, measure: Measure, setting: Setting) -> str:
    if reading.interval is not None:
        return ""
    word = promised(measure=measure, figure=reading.figure, setting=setting)
    if word:
        return f"a promise, not measured; {word}"
    return "all of them, by definition" if reading.figure in measure.settings.get("all", ()) else ""


def whole(*, told: list[Reading], figure: str) -> Reading | None:
    """Find a figure about the whole; where there is none, the first of its parts."""
    named = [reading for reading in told if reading.figure == figure]
    return next((reading for reading in named if not reading.part), named[0] if named else None)


def keys(part: Part) -> tuple[str, ...]:
    """Tell what a part is sliced by: ("campaign",)."""
    return tuple(key for key, _ in part)


def _note(written: str, sure: str, cases: str, window: Window | None) -> str:
    ranged = f"{written} ({sure})" if written else sure
    return f"{ranged}; {cases}; {wording.period(window)}"


def _why(gap: TooLittle, noun: str) -> str:
    if gap.missing:
        text = wording.words(gap.missing).strip()
        return text if text.endswith((".", "!", "?")) else f"{text}."
    have = wording.count(number=gap.have, noun=noun) if gap.have else f"no {wording.plural(noun)}"
    return f"There are {have}; it takes at least {gap.need:,} to tell."
