"""Lines over time: a trend with its range, a small trend beside a figure, a waiting curve."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sameroom.report.charts.svg import at, path, percent, picture, stretched, tag

HEIGHT = 190.0
TOP, FLOOR = 16.0, 160.0
SMALL = 34.0


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place on the line, with its range and what a reader is told about it.

    Args:
        x: 0 to 1, from left to right.
        value, low, high: in the unit of the chart.
        tick: what stands under it; "" for nothing.
        note: the sentence shown on hover.
        is_after_gap: whether something between the point before and this one cannot be told.
    """

    x: float
    value: float
    low: float | None = None
    high: float | None = None
    tick: str = ""
    note: str = ""
    is_after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart at a value, such as what was promised."""

    value: float
    text: str


def trend(
    *, points: Sequence[Point], grid: Sequence[Mark], label: str, team: str = "neutral"
) -> Markup:
    """Draw values over time with the range of each as a band."""
    top = _ceiling(points, grid)
    runs = _runs(points)
    bands = [tag("path", class_="band", d=_band(run, top)) for run in runs]
    drawn = [[(_x(p.x) * 100, _y(p.value, top)) for p in run] for run in runs]
    return picture(
        *_grid(grid, top),
        stretched(
            *bands,
            *[tag("path", class_="line", d=path(line)) for line in drawn],
            height=HEIGHT,
        ),
        *[_dot(p, top) for p in points],
        *[_tick(p) for p in points if p.tick],
        height=HEIGHT,
        label=label,
        class_=f"chart {team}",
    )


def waiting(*, points: Sequence[Point], grid: Sequence[Mark], label: str) -> Markup:
    """Draw the share still waiting as time passes, as steps that only go down."""
    line = _steps([(p.x, p.value) for p in points])
    upper = _steps([(p.x, p.value if p.high is None else p.high) for p in points])
    lower = _steps([(p.x, p.value if p.low is None else p.low) for p in points])
    return picture(
        *_grid(grid, 1.0),
        stretched(
            tag("path", class_="band", d=path(upper + lower[::-1]) + "Z"),
            tag("path", class_="line", d=path(line)),
            height=HEIGHT,
        ),
        *[_hover(p, 1.0) for p in points if p.note],
        *[_tick(p) for p in points if p.tick],
        height=HEIGHT,
        label=label,
        class_="chart sales",
    )


def endings(
    *, won: Sequence[Point], lost: Sequence[Point], grid: Sequence[Mark], label: str
) -> Markup:
    """Draw two shares that rise as time passes; each line carries its name at its end."""
    drawn = [
        tag("g", *_rising(points, name), class_=f"ending {name}")
        for points, name in ((won, "won"), (lost, "lost"))
    ]
    return picture(
        *_grid(grid, 1.0),
        *drawn,
        *[_tick(p) for p in won if p.tick],
        height=HEIGHT,
        label=label,
        class_="chart",
    )


def _rising(points: Sequence[Point], name: str) -> list[Markup]:
    """Join the days that are known by straight lines: steps would tell of days that are not."""
    line, upper, lower = (
        [(_x(p.x) * 100, _y(value, 1.0)) for p, value in zip(points, values, strict=True)]
        for values in (
            [p.value for p in points],
            [p.value if p.high is None else p.high for p in points],
            [p.value if p.low is None else p.low for p in points],
        )
    )
    laid = stretched(
        tag("path", class_="band", d=path(upper + lower[::-1]) + "Z"),
        tag("path", class_="line", d=path(line)),
        height=HEIGHT,
    )
    last = points[-1]
    words = tag("text", name, class_="line-name", x=percent(_x(last.x)),
                y=_y(last.value, 1.0) - 6, text_anchor="end")  # fmt: skip
    return [laid, *[_hover(p, 1.0) for p in points], words]


def spark(*, points: Sequence[tuple[float, float]], label: str) -> Markup:
    """Draw a small trend, its last value marked; x runs from 0 to 1."""
    top = max([*(value for _, value in points), 0.01]) * 1.1
    spots = [(2 + 94 * x, SMALL - 4 - (SMALL - 8) * value / top) for x, value in points]
    area = [(spots[0][0], SMALL), *spots, (spots[-1][0], SMALL)]
    x, y = spots[-1]
    return picture(
        stretched(
            tag("path", class_="band", d=path(area) + "Z"),
            tag("path", class_="line", d=path(spots)),
            height=SMALL,
        ),
        at(tag("circle", class_="point", cx=0, cy=0, r=3), x=x / 100, y=y),
        height=SMALL,
        label=label,
        class_="chart spark",
    )


def _x(x: float) -> float:
    return 0.09 + 0.88 * x


def _y(number: float, top: float) -> float:
    return FLOOR - (FLOOR - TOP) * min(max(number / top, 0.0), 1.0)


def _ceiling(points: Sequence[Point], grid: Sequence[Mark]) -> float:
    highest = [p.value if p.high is None else p.high for p in points]
    return max([*highest, *[mark.value for mark in grid], 1e-9])


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Break the line where something cannot be told, so that nothing is drawn across it."""
    runs: list[list[Point]] = []
    for point in points:
        if not runs or point.is_after_gap:
            runs.append([])
        runs[-1].append(point)
    return runs


def _band(points: Sequence[Point], top: float) -> str:
    ranged = [p for p in points if p.low is not None and p.high is not None]
    if len(ranged) < 2:
        return ""
    upper = [(_x(p.x) * 100, _y(p.high or 0.0, top)) for p in ranged]
    lower = [(_x(p.x) * 100, _y(p.low or 0.0, top)) for p in reversed(ranged)]
    return path(upper + lower) + "Z"


def _steps(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Turn values into the corners of steps, each value standing until the next."""
    corners: list[tuple[float, float]] = []
    for x, number in spots:
        if corners:
            corners.append((_x(x) * 100, corners[-1][1]))
        corners.append((_x(x) * 100, _y(number, 1.0)))
    return corners


def _grid(marks: Sequence[Mark], top: float) -> list[Markup]:
    drawn = []
    for mark in marks:
        y = _y(mark.value, top)
        drawn.append(tag("line", class_="grid", x1="0", x2="100%", y1=y, y2=y))
        drawn.append(tag("text", mark.text, class_="scale", x="0", y=y - 4))
    return drawn


def _dot(point: Point, top: float) -> Markup:
    mark = tag("circle", class_="point", cx=0, cy=0, r=4)
    wide = tag("circle", class_="catch", cx=0, cy=0, r=14)
    spot = at(mark, wide, x=_x(point.x), y=_y(point.value, top))
    return tag("g", tag("title", point.note), spot)


def _hover(point: Point, top: float) -> Markup:
    wide = tag("circle", class_="catch", cx=0, cy=0, r=12)
    return tag("g", tag("title", point.note), at(wide, x=_x(point.x), y=_y(point.value, top)))


def _tick(point: Point) -> Markup:
    anchor = "start" if point.x < 0.02 else "end" if point.x > 0.98 else "middle"
    return tag(
        "text",
        point.tick,
        class_="tick-label",
        x=percent(_x(point.x)),
        y=HEIGHT - 8,
        text_anchor=anchor,
    )
