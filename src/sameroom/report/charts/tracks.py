"""Marks on one line from left to right: a gap between teams, a bar, an amount with its range."""

from dataclasses import dataclass

from markupsafe import Markup

from sameroom.report.charts.svg import at, percent, picture, tag

HEIGHT = 38
MIDDLE = HEIGHT / 2
SLIM = 18


@dataclass(frozen=True, slots=True)
class End:
    """One team's end of a gap, as shares of the line's length."""

    at: float
    low: float | None = None
    high: float | None = None


def gap(*, marketing: End, sales: End, label: str) -> Markup:
    """Draw marketing's circle and sales' square, the distance between them filled."""
    return picture(
        *[_gridline(x / 4, HEIGHT) for x in range(5)],
        _rail(HEIGHT),
        _filled(marketing.at, sales.at),
        _whisker(marketing, "marketing", MIDDLE - 11),
        _whisker(sales, "sales", MIDDLE + 11),
        at(circle(size=9), x=marketing.at, y=MIDDLE),
        at(square(size=16), x=sales.at, y=MIDDLE),
        height=HEIGHT,
        label=label,
        class_="track track-gap",
    )


def bar(
    *, length: float, low: float | None, high: float | None, label: str, is_whole: bool = True
) -> Markup:
    """Draw a bar with its range; behind it a rail, where its end stands for the whole."""
    rail = tag("rect", class_="rail", x="0", y=SLIM / 2 - 5, width="100%", height=10, rx=3)
    return picture(
        *([rail] if is_whole else []),
        tag("rect", class_="bar", x="0", y=SLIM / 2 - 5, width=percent(length), height=10, rx=3),
        *_range(low, high, SLIM / 2),
        height=SLIM,
        label=label,
        class_="track",
    )


def amount(*, value: float, low: float, high: float, kind: str, label: str) -> Markup:
    """Draw an amount as a point on its range, with a thin line from nothing to it.

    What moves a total (kind "moved") has no such line: there only the range is compared.
    """
    width = percent(max(high - low, 0.004))
    middle = (SLIM + 4) / 2
    reach = tag("line", class_="reach", x1="0", x2=percent(value), y1=middle, y2=middle)
    return picture(
        *([] if kind == "moved" else [_gridline(0.0, SLIM + 4), reach]),
        tag("rect", class_=f"spread {kind}", x=percent(low), y=4, width=width, height=14, rx=7),
        at(tag("line", class_="tick", x1=0, x2=0, y1=-10, y2=10), x=value, y=(SLIM + 4) / 2),
        height=SLIM + 4,
        label=label,
        class_="track",
    )


def pair(*, marketing: float, sales: float, label: str) -> Markup:
    """Draw the two teams' shares of one segment, joined."""
    low, high = sorted((marketing, sales))
    return picture(
        tag("line", class_="grid", x1="0", x2="100%", y1=SLIM / 2, y2=SLIM / 2),
        tag("line", class_="join", x1=percent(low), x2=percent(high), y1=SLIM / 2, y2=SLIM / 2),
        at(circle(size=6), x=marketing, y=SLIM / 2),
        at(square(size=11), x=sales, y=SLIM / 2),
        height=SLIM,
        label=label,
        class_="track",
    )


def split(*, won: float, lost: float, of: float, label: str) -> Markup:
    """Draw how many of the cases were won and lost: filled, hatched by a frame, and empty."""
    first, second = won / of if of else 0.0, lost / of if of else 0.0
    y = SLIM / 2 - 5
    return picture(
        tag("rect", class_="rail", x="0", y=y, width="100%", height=10, rx=3),
        tag("rect", class_="won", x="0", y=y, width=percent(first), height=10),
        tag("rect", class_="lost", x=percent(first), y=y, width=percent(second), height=10),
        height=SLIM,
        label=label,
        class_="track",
    )


def spread(*, low: float, high: float, marks: list[tuple[float, str]], label: str) -> Markup:
    """Draw a range, and on it a mark with a note for each of the ways to count it."""
    width = percent(max(high - low, 0.004))
    middle = (SLIM + 4) / 2
    return picture(
        tag("line", class_="axis", x1="0", x2="100%", y1=middle, y2=middle),
        tag(
            "rect", class_="spread cash", x=percent(low), y=middle - 5, width=width, height=10, rx=5
        ),
        *[_noted(x, note, middle) for x, note in marks],
        height=SLIM + 4,
        label=label,
        class_="track",
    )


def _noted(x: float, note: str, y: float) -> Markup:
    line = tag("line", class_="mark", x1=0, x2=0, y1=-8, y2=8)
    wide = tag("rect", class_="catch", x=-5, y=-10, width=10, height=20)
    return tag("g", tag("title", note), at(line, wide, x=x, y=y))


def circle(*, size: float) -> Markup:
    """Draw marketing's mark."""
    return tag("circle", class_="dot marketing", cx=0, cy=0, r=size)


def square(*, size: float) -> Markup:
    """Draw sales' mark."""
    half = -size / 2
    return tag("rect", class_="dot sales", x=half, y=half, width=size, height=size, rx=2)


def _rail(height: float) -> Markup:
    middle = height / 2
    return tag("line", class_="axis", x1="0", x2="100%", y1=middle, y2=middle)


def _gridline(x: float, height: float) -> Markup:
    return tag("line", class_="grid", x1=percent(x), x2=percent(x), y1=0, y2=height)


def _filled(marketing: float, sales: float) -> Markup:
    low, high = sorted((min(max(marketing, 0.0), 1.0), min(max(sales, 0.0), 1.0)))
    fill = "gap-marketing-first" if marketing <= sales else "gap-sales-first"
    width = percent(high - low)
    return tag("rect", class_=fill, x=percent(low), y=MIDDLE - 7, width=width, height=14)


def _whisker(end: End, team: str, y: float) -> Markup:
    if end.low is None or end.high is None:
        return Markup("")
    ends = [
        tag("line", x1=percent(x), x2=percent(x), y1=y - 4, y2=y + 4) for x in (end.low, end.high)
    ]
    line = tag("line", x1=percent(end.low), x2=percent(end.high), y1=y, y2=y)
    return tag("g", line, *ends, class_=f"whisker {team}")


def _range(low: float | None, high: float | None, y: float) -> list[Markup]:
    if low is None or high is None:
        return []
    ends = [
        tag("line", x1=percent(x), x2=percent(x), y1=y - 4, y2=y + 4, class_="range")
        for x in (low, high)
    ]
    return [tag("line", class_="range", x1=percent(low), x2=percent(high), y1=y, y2=y), *ends]
