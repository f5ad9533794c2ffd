"""A map of steps: boxes in layers, joined by arrows as thick as they are often.

Layers follow the most frequent ways forward; what leads back bends around at the right. The drawing
has a fixed size of its own and is scrolled where the page is narrower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from sameroom.report.charts.svg import tag

WIDE, HIGH = 176.0, 44.0  # of a box
ACROSS, DOWN = 40.0, 62.0  # between boxes
THICKEST, THINNEST = 9.0, 1.2
EDGE = 24.0
LETTERS = 24  # of a step's name that fit


@dataclass(frozen=True, slots=True)
class Node:
    """A step: its name, how often it was taken, and what sort it is.

    Args:
        kind: "stage", "act", or "end" for where cases begin and end.
        note: the sentence shown on hover.
    """

    name: str
    text: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step that followed another: how often, and the words on it and on hover."""

    source: str
    target: str
    times: float
    text: str
    note: str


def flow(*, nodes: Sequence[Node], arrows: Sequence[Arrow], label: str) -> Markup:
    """Draw the map."""
    layers = lay_out(names=[node.name for node in nodes], arrows=arrows)
    places = _places(layers)
    wide = max(x for x, _ in places.values()) + WIDE / 2 + 3 * EDGE
    high = max(y for _, y in places.values()) + HIGH / 2 + EDGE
    most = max((arrow.times for arrow in arrows), default=1.0)
    drawn = [_arrow(arrow, places, most) for arrow in sorted(arrows, key=lambda a: a.times)]
    return tag(
        "svg",
        tag("g", *[line for line, _ in drawn]),
        *[_node(node, *places[node.name]) for node in nodes],
        tag("g", *[words for _, words in drawn]),
        class_="chart flow",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide:g} {high:g}",
        role="img",
        aria_label=label,
        focusable="false",
    )


def lay_out(*, names: Sequence[str], arrows: Sequence[Arrow]) -> list[list[str]]:
    """Put steps into layers, so that frequent arrows lead down; those of a layer side by side.

    Arrows are taken from the most frequent on; one that would close a circle with those taken is
    left out of the layering. A step's layer is one below the lowest of those that lead to it.
    """
    kept: dict[str, list[str]] = {name: [] for name in names}
    for arrow in sorted(arrows, key=lambda a: (-a.times, a.source, a.target)):
        if arrow.source != arrow.target and not _reaches(kept, arrow.target, arrow.source):
            kept[arrow.source].append(arrow.target)
    layer = dict.fromkeys(names, 0)
    for _ in names:
        for name in names:
            for below in kept[name]:
                layer[below] = max(layer[below], layer[name] + 1)
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=0) + 1)]
    for name in names:
        rows[layer[name]].append(name)
    return _untangled([row for row in rows if row], kept)


def _reaches(kept: Mapping[str, list[str]], start: str, goal: str) -> bool:
    seen, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        if here == goal:
            return True
        fresh = [name for name in kept[here] if name not in seen]
        seen.update(fresh)
        open_ += fresh
    return False


def _untangled(rows: list[list[str]], kept: Mapping[str, list[str]]) -> list[list[str]]:
    """Order each layer by the middle of what leads to it, so that fewer arrows cross."""
    place = {name: float(i) for row in rows for i, name in enumerate(row)}
    ordered = rows[:1]
    for row in rows[1:]:
        middle = {}
        for i, name in enumerate(row):
            above = [place[one] for one in kept if name in kept[one]]
            middle[name] = (sum(above) / len(above) if above else float(i), i)
        sorted_row = sorted(row, key=lambda name: middle[name])
        place.update({name: float(i) for i, name in enumerate(sorted_row)})
        ordered.append(sorted_row)
    return ordered


def _places(layers: list[list[str]]) -> dict[str, tuple[float, float]]:
    widest = max(len(row) for row in layers)
    places = {}
    for depth, row in enumerate(layers):
        shift = (widest - len(row)) * (WIDE + ACROSS) / 2
        for i, name in enumerate(row):
            x = EDGE + shift + WIDE / 2 + i * (WIDE + ACROSS)
            places[name] = (x, EDGE + HIGH / 2 + depth * (HIGH + DOWN))
    return places


def _node(node: Node, x: float, y: float) -> Markup:
    """Draw a step: stages as boxes, acts as pills, beginning and end without a frame."""
    round_ = {"stage": 6.0, "act": HIGH / 2}.get(node.kind, 0.0)
    return tag(
        "g",
        tag("title", node.note),
        tag("rect", class_=f"step {node.kind}", x=x - WIDE / 2, y=y - HIGH / 2, width=WIDE,
            height=HIGH, rx=round_),
        tag("text", _short(node.name), class_="step-name", x=x, y=y - 3, text_anchor="middle"),
        tag("text", node.text, class_="step-count", x=x, y=y + 14, text_anchor="middle"),
    )  # fmt: skip


def _arrow(
    arrow: Arrow, places: Mapping[str, tuple[float, float]], most: float
) -> tuple[Markup, Markup]:
    """Draw an arrow and its words, apart, so that words lie above all lines."""
    (x1, y1), (x2, y2) = places[arrow.source], places[arrow.target]
    thick = max(THINNEST, THICKEST * sqrt(arrow.times / most))
    if y2 > y1:
        top, foot = y1 + HIGH / 2, y2 - HIGH / 2
        bend = (foot - top) / 2
        d = f"M{x1:g} {top:g}C{x1:g} {top + bend:g} {x2:g} {foot - bend:g} {x2:g} {foot - 6:g}"
        tip, at = _tip(x2, foot, 0), _near_start(x1, x2, top, foot)
    else:
        out, back = x1 + WIDE / 2, x2 + WIDE / 2
        far = max(out, back) + 34
        start, end = y1 + 8, y2 - 8 if arrow.source != arrow.target else y2 - 10
        d = f"M{out:g} {start:g}C{far:g} {start:g} {far:g} {end:g} {back + 6:g} {end:g}"
        tip, at = _tip(back, end, 90), (far - 12, (start + end) / 2)
    hover = tag("title", arrow.note)
    line = tag("path", hover, class_="way", d=d, stroke_width=f"{thick:.1f}")
    words = tag("text", arrow.text, class_="way-text", x=at[0], y=at[1] + 4, text_anchor="middle")
    return tag("g", line, tip), words if arrow.text else Markup("")


def _near_start(x1: float, x2: float, top: float, foot: float) -> tuple[float, float]:
    """Find the point of a way between its first two layers, where no box can stand."""
    t = 0.5 if foot - top <= DOWN else DOWN / 2 / (foot - top) / 1.5
    along = 3 * t**2 - 2 * t**3
    return x1 + (x2 - x1) * along, top + (foot - top) * (1.5 * t * (1 - t) + t**3)


def _tip(x: float, y: float, turn: float) -> Markup:
    return tag(
        "path",
        class_="tip",
        d="M-6 -10L0 0L6 -10Z",
        transform=f"translate({x:g} {y:g}) rotate({turn:g})",
    )


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
