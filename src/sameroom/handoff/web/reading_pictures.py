"""The pictures of the readings, each with the table that says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sameroom.handoff.measures.rejection_reasons import FAMILIES
from sameroom.handoff.web import drawing
from sameroom.handoff.web import reading_words as words
from sameroom.handoff.web.drawing import Bar, Dot, Stack
from sameroom.handoff.web.reading_queries import Families, Known, Spot
from sameroom.measure import Reading

TOLD_EVERY = 15  # points of a curve, of some 120
ORDER = ("definitional", "disqualified", "timing", "clerical", "procedural", "other", "")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, its legend, and the table that says the same.

    Args:
        legend: class and words of each colour.
        small: whether it is one of several small ones.
    """

    title: str
    svg: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()
    small: bool = False

    @property
    def is_wide(self) -> bool:
        """Tell whether its table has more columns than a phone shows side by side."""
        return len(self.columns) > 3

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Give each cell with what its column is called: on a phone it says that itself."""
        return tuple(tuple(zip(self.columns, row, strict=False)) for row in self.rows)


def family_of(told: str) -> str:
    """Find the family that a measure calls so."""
    return next((key for key, said in FAMILIES.items() if said == told), told)


def waits(*, known: Known) -> tuple[Picture, ...]:
    """Draw the share of leads that still wait for an answer as working hours pass."""
    listed = known.list_parts("speed_to_lead", "still_waiting_share", "hours")
    return _curve(
        spots=known.curve, promised=known.offered.promised_hours,
        title=_("Leads still without an answer, as working hours pass"),
        rows=tuple(
            (words.hours(float(name)), words.percent(one.value), _between(one))
            for name, one in listed
        ),
    )  # fmt: skip


def decisions(*, known: Known) -> tuple[Picture, ...]:
    """Draw the share of leads that still wait for a decision as working hours pass."""
    promised = known.offered.decision_hours
    told = [one for place, one in enumerate(known.decided)
            if one[0] == promised or (one[0] and place % TOLD_EVERY == 0)]  # fmt: skip
    return _curve(
        spots=known.decided, promised=promised,
        title=_("Leads still without a decision, as working hours pass"),
        rows=tuple(
            (words.hours(after), words.percent(share),
             f"{words.percent(low)} – {words.percent(high)}")
            for after, share, low, high in told
        ),
    )  # fmt: skip


def _curve(
    *, spots: Sequence[Spot], promised: float, title: str, rows: tuple[tuple[str, ...], ...]
) -> tuple[Picture, ...]:
    """Draw who still waits as working hours pass, and the promised time."""
    if not spots or not spots[-1][0]:
        return ()
    longest = spots[-1][0]
    step = next((one for one in (1, 2, 4, 8, 16, 24, 40, 80, 160) if longest / one <= 5), 320)
    ticks = [
        (float(n * step), _("%(n)s h") % {"n": n * step}) for n in range(int(longest / step) + 1)
    ]
    svg = drawing.curve(
        spots=spots, promised=promised,
        promised_words=_("promised: %(time)s") % {"time": words.hours(promised)},
        ticks=ticks, grid=_shares(1.0), label=title,
    )  # fmt: skip
    return (Picture(title, svg, (_("After"), _("Still waiting"), _("Range")), rows),)


def months(
    *, known: Known, measure: str, figure: str, title: str, promised: float | None = None
) -> tuple[Picture, ...]:
    """Draw a share month by month."""
    listed = sorted(known.list_parts(measure, figure, "month"))
    if len(listed) < 2:
        return ()
    highest = max(one.interval.high if one.interval else one.value for _n, one in listed)
    top = min(1.0, ceil(max(highest, promised or 0) * 10) / 10) or 0.1
    dots = [
        Dot(
            _number_of(name), words.short_month(name), one.value,
            one.interval.low if one.interval else one.value,
            one.interval.high if one.interval else one.value,
        )
        for name, one in listed
    ]  # fmt: skip
    svg = drawing.trend(dots=dots, promised=promised, grid=_shares(top), top=top, label=title)
    rows = tuple(
        (words.month(name), words.percent(one.value), _between(one)) for name, one in listed
    )
    legend = (("fare-promise", _("promised")),) if promised is not None else ()
    return (Picture(title, svg, (_("Month"), _("Share"), _("Range")), rows, legend),)


def _number_of(month: str) -> int:
    """Count months from the year nought."""
    return int(month[:4]) * 12 + int(month[5:7])


def ages(*, known: Known) -> tuple[Picture, ...]:
    """Draw the undecided by how long they have waited."""
    if sum(known.ages) < 5:
        return ()
    said = (_("up to 7"), _("7 to 14"), _("14 to 30"), _("30 to 60"), _("longer"))
    top = max(known.ages)
    title = _("Leads without a decision, by days waited")
    stacks = [
        Stack(((f"fare-bar age-{place}", count),), label, f"{label}: {words.number(count)}")
        for place, (label, count) in enumerate(zip(said, known.ages, strict=True))
    ]
    svg = drawing.columns(stacks=stacks, label=title, grid=_counts(top), top=_round(top))
    rows = tuple(
        (label, words.number(count)) for label, count in zip(said, known.ages, strict=True)
    )
    return (Picture(title, svg, (_("Days waited"), _("Leads")), rows),)


def reasons(*, known: Known) -> tuple[Picture, ...]:
    """Draw why leads were turned down, week by week, altogether and by campaign."""
    there = {name for _w, families in known.weeks for name, count in families.items() if count}
    order = [name for name in ORDER if name in there]
    if not order:
        return ()
    top = max(sum(families.values()) for _w, families in known.weeks)
    title = _("Leads turned down, by week of the hand-over and reason")
    every = max(1, ceil(len(known.weeks) / 5))
    svg = drawing.columns(
        stacks=[
            _stack(week, families, order, is_named=place % every == 0)
            for place, (week, families) in enumerate(known.weeks)
        ],
        label=title, grid=_counts(top), top=_round(top),
    )  # fmt: skip
    legend = tuple((f"fam fam-{name or 'none'}", words.family(name)) for name in order)
    named = tuple(words.family(name) for name in order)
    whole = Picture(title, svg, (_("Week of"), *named), _by_week(known.weeks, order), legend)
    return (whole, *_by_campaign(known, order))


def _by_campaign(known: Known, order: Sequence[str]) -> tuple[Picture, ...]:
    if len(known.by_campaign) < 2:
        return ()
    top = max(sum(told.values()) for _c, weeks in known.by_campaign for _w, told in weeks)
    named = tuple(words.family(name) for name in order)
    return tuple(
        Picture(
            title=f"{name} · {words.number(sum(sum(told.values()) for _w, told in weeks))}",
            svg=drawing.small_columns(
                stacks=[_stack(week, told, order, is_named=False) for week, told in weeks],
                label=_("Leads of %(campaign)s turned down, by week") % {"campaign": name},
                top=top,
            ),
            columns=(_("Week of"), *named), rows=_by_week(weeks, order), small=True,
        )
        for name, weeks in known.by_campaign
    )  # fmt: skip


def _stack(week: date, families: Families, order: Sequence[str], *, is_named: bool) -> Stack:
    counts = tuple((f"fam fam-{name or 'none'}", families.get(name, 0)) for name in order)
    said = ", ".join(
        f"{words.family(name)} {families[name]}" for name in order if families.get(name)
    )
    return Stack(counts, words.day(week) if is_named else "", f"{words.day(week)}: {said}")


def _by_week(
    weeks: Sequence[tuple[date, Families]], order: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (words.day(week), *(str(families.get(name, 0)) for name in order))
        for week, families in weeks
        if any(families.values())
    )


def of_bars(
    *, shown: Sequence[Bar], title: str, by: str, figure: str, top: float = 1.0,
    say: Callable[[float], str] = words.percent,
) -> tuple[Picture, ...]:  # fmt: skip
    """Draw shares below each other, each with its range."""
    if not shown:
        return ()
    rows = tuple(
        (one.label, one.text,
         "" if one.low is None or one.high is None else f"{say(one.low)} – {say(one.high)}")
        for one in shown
    )  # fmt: skip
    legend = (
        (("fare-promise", _("promised")),) if any(one.mark is not None for one in shown) else ()
    )
    svg = drawing.bars(bars=shown, label=title, top=top)
    return (Picture(title, svg, (by, figure, _("Range")), rows, legend),)


def _between(one: Reading) -> str:
    if one.interval is None:
        return ""
    return f"{words.percent(one.interval.low)} – {words.percent(one.interval.high)}"


def _shares(top: float) -> list[tuple[float, str]]:
    step = 0.25 if top > 0.5 else 0.1 if top > 0.2 else 0.05
    return [(n * step, words.percent(n * step)) for n in range(int(top / step + 1e-9) + 1)]


def _round(top: float) -> int:
    step = _step(top)
    return max(ceil(top / step) * step, 1)


def _step(top: float) -> int:
    return next((one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
                 if top / one <= 4), 20_000)  # fmt: skip


def _counts(top: float) -> list[tuple[float, str]]:
    step = _step(top)
    return [(float(n), words.number(n)) for n in range(0, _round(top) + 1, step)]
