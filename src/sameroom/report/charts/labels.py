"""Words on curves, put where they cover neither boxes nor each other, or left out."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from sameroom.report.charts.svg import tag

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
Box = tuple[float, float, float, float]  # left, top, right, bottom

LETTER, LINE = 6.1, 15.0  # of the words on arrows
TRIED = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85)


def words(*, ways: Sequence[tuple[str, Curve]], boxes: Sequence[Box]) -> list[Markup]:
    """Place the words of curves, the first ones first; those without room are left out.

    Args:
        ways: the words of each curve, and the curve; empty words take no room.
        boxes: what must not be covered.
    """
    taken, drawn = list(boxes), []
    for text, way in ways:
        for t in TRIED if text else ():
            x, y = point(way=way, t=t)
            half = LETTER * len(text) / 2
            box = (x - half, y - LINE / 2, x + half, y + LINE / 2)
            if box[0] >= 0 and not any(_meet(box, one) for one in taken):
                taken.append(box)
                drawn.append(
                    tag("text", text, class_="way-text", x=x, y=y + 4, text_anchor="middle")
                )
                break
    return drawn


def point(*, way: Curve, t: float) -> Point:
    """Find the point of a cubic curve after a share of its parameter (de Casteljau)."""
    row = list(way)
    while len(row) > 1:
        row = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(row)]
    return row[0]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
