"""Figures over time: month by month, and the share still waiting as hours pass."""

import re
from math import ceil

from sameroom.measure import Reading, Unit
from sameroom.report import wording
from sameroom.report.charts import lines
from sameroom.report.figures import Figure, Setting
from sameroom.report.pictures.picture import EMPTY, Group, Picture, Row

TIMES = frozenset({"month", "quarter", "week"})
WAITED = frozenset({"hours", "hour", "after_hours", "waited_hours", "at_hours", "within_hours"})
ROOM, FIRST_ROOM = 0.26, 0.32  # of a phone's width, for a label; the first has its year


def is_time(group: Group) -> bool:
    """Tell whether the parts are periods."""
    return len(group.keys) == 1 and group.keys[0] in TIMES


def is_waiting(group: Group) -> bool:
    """Tell whether the parts are hours that have passed."""
    return len(group.keys) == 1 and group.keys[0] in WAITED


def trend(*, group: Group, figure: str) -> Picture:
    """Draw a figure month by month; a month that cannot be told keeps its place."""
    ordered = sorted(group.by_figure[figure], key=lambda one: one.part)
    shown = [group.show(one) for one in ordered]
    periods = [one.part[0][1] for one in ordered]
    places, gaps = _places(periods), _gaps(periods)
    ticks = _ticks(places)
    points = [
        lines.Point(
            x=place,
            value=one.number,
            low=one.low,
            high=one.high,
            tick=_tick(one.slice, first=i == 0) if i in ticks else "",
            note=f"{one.slice}: {one.text}, {one.note}",
            is_after_gap=i in gaps,
        )
        for i, (place, one) in enumerate(zip(places, shown, strict=True))
    ]
    top = max(one.number if one.high is None else one.high for one in shown)
    title = group.title(figure)
    grid = _marks(top, ordered[0].unit, group.setting)
    svg = lines.trend(points=points, grid=grid, label=title)
    return _line(group, figure, title, svg, shown, [one.slice for one in shown])


def waiting(*, group: Group, figure: str) -> Picture:
    """Draw the share still waiting as the hours pass."""
    ordered = sorted(group.by_figure[figure], key=_hours)
    shown = [group.show(one) for one in ordered]
    longest = _hours(ordered[-1]) or 1.0
    places = [_hours(one) / longest for one in ordered]
    ticks = _ticks(places)
    points = [
        lines.Point(
            x=place,
            value=one.number,
            low=one.low,
            high=one.high,
            tick=f"{_hours(reading):g} h" if i in ticks else "",
            note=f"after {_hours(reading):g} hour{_more(reading)}: {one.text}, {one.note}",
        )
        for i, (place, reading, one) in enumerate(zip(places, ordered, shown, strict=True))
    ]
    label = group.label(figure)
    grid = _marks(1.0, Unit.SHARE, group.setting)
    svg = lines.waiting(points=points, grid=grid, label=label)
    return _line(group, figure, label, svg, shown, [f"{_hours(one):g} h" for one in ordered])


def _more(reading: Reading) -> str:
    return "" if _hours(reading) == 1 else "s"


def is_endings(group: Group) -> bool:
    """Tell whether these are the shares won, lost and open as days pass."""
    chart = dict(group.measure.settings.get("drawing", {}))
    return chart.get("kind") == "endings" and group.keys[-1] == "days"


def endings(*, group: Group) -> Picture:
    """Draw the shares won and lost as days pass; what is left is still open."""
    chart = group.measure.settings["drawing"]
    names = [chart[name] for name in ("won", "lost", "open")]
    ordered = {name: sorted(group.by_figure[name], key=_last) for name in names}
    longest = _last(ordered[names[0]][-1]) or 1.0
    places = [_last(one) / longest for one in ordered[names[0]]]
    ticks = _ticks(places)
    drawn = {
        name: [
            lines.Point(
                x=place,
                value=one.value,
                low=one.interval.low if one.interval else None,
                high=one.interval.high if one.interval else None,
                tick=f"{_last(one):g} d" if i in ticks else "",
                note=f"after {_last(one):g} days: {group.show(one).text} {_said(group, name)}",
            )
            for i, (place, one) in enumerate(zip(places, ordered[name], strict=True))
        ]
        for name in names
    }
    title = "Won, lost and still open, as days pass"
    if group.keys[0] == "process":
        title += f", {ordered[names[0]][0].part[0][1]}"
    svg = lines.endings(
        won=drawn[names[0]], lost=drawn[names[1]], grid=_marks(1.0, Unit.SHARE, group.setting),
        label=title,
    )  # fmt: skip
    rows = tuple(
        Row(label=f"{_last(ordered[names[0]][i]):g} d", svg=EMPTY,
            cells=tuple(group.show(ordered[name][i]) for name in names))
        for i in range(len(places))
    )  # fmt: skip
    columns = tuple(group.label(name) for name in names)
    main = group.keys == ("days",)
    return Picture("endings", title, columns, "days", rows, EMPTY + svg, main=main)


def _said(group: Group, figure: str) -> str:
    return group.label(figure).lower()


def _last(reading: Reading) -> float:
    return float(reading.part[-1][1])


def _line(
    group: Group, figure: str, title: str, svg: str, shown: list[Figure], labels: list[str]
) -> Picture:
    return Picture(
        kind="line",
        title=title,
        columns=(group.label(figure),),
        by=group.by,
        rows=tuple(
            Row(label=label, svg=EMPTY, cells=(one,))
            for label, one in zip(labels, shown, strict=True)
        ),
        svg=EMPTY + svg,
        main=group.is_main(figure) or is_waiting(group) or _is_end(group, figure),
    )


def _is_end(group: Group, figure: str) -> bool:
    return group.measure.gap is not None and figure == group.measure.gap.sales


def _hours(reading: Reading) -> float:
    try:
        return float(reading.part[0][1])
    except ValueError:
        return 0.0


def _gaps(periods: list[str]) -> set[int]:
    """Find the months before which at least one month cannot be told."""
    numbers = _numbers(periods)
    return {i for i in range(1, len(numbers)) if numbers[i] - numbers[i - 1] > 1}


def _numbers(periods: list[str]) -> list[float]:
    """Count months from the year nought; periods of another kind by their place."""
    found = [re.match(r"(\d{4})-(\d{2})", period) for period in periods]
    numbers = [float(int(one[1]) * 12 + int(one[2])) for one in found if one]
    return numbers if len(numbers) == len(periods) else [float(i) for i in range(len(periods))]


def _places(periods: list[str]) -> list[float]:
    """Put months where they lie between the first and the last; others at equal distances."""
    numbers = _numbers(periods)
    length = (numbers[-1] - numbers[0]) or 1.0
    return [(number - numbers[0]) / length for number in numbers]


def _tick(period: str, *, first: bool) -> str:
    """Write a month under a chart, with its year where a year begins."""
    return period if first or period.startswith("Jan") else period.split(" ")[0]


def _ticks(places: list[float]) -> set[int]:
    """Choose places for the labels under a line, so that none touches the next."""
    chosen: set[int] = set()
    last = float("-inf")
    for i, place in enumerate(places):
        if place - last >= (FIRST_ROOM if len(chosen) == 1 else ROOM) - 1e-9:
            chosen.add(i)
            last = place
    return chosen


def _marks(top: float, unit: Unit, setting: Setting) -> list[lines.Mark]:
    """Draw up to five lines across a chart at round values, the lowest at nothing."""
    step = _step(top)
    values = [place * step for place in range(ceil(top / step - 1e-9) + 1)]
    return [
        lines.Mark(one, f"{one:g} h" if unit is Unit.HOURS else _written(one, unit, setting))
        for one in values
    ]


def _written(number: float, unit: Unit, setting: Setting) -> str:
    return wording.value(number=number, unit=unit, currency=setting.currency)


def _step(top: float) -> float:
    if top <= 0:
        return 1.0
    size = 1.0
    while size > top:
        size /= 10
    while size * 10 <= top:
        size *= 10
    return next(size * factor for factor in (0.25, 0.5, 1, 2, 2.5, 5) if top / (size * factor) <= 4)
