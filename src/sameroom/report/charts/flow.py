"""A map of steps: boxes in layers, joined by arrows as thick as they are often.

Layers follow the most frequent ways forward; stages gone back to are reached around the left, acts
stand in a lane at the right. The drawing has a fixed size and is scrolled on a narrower page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from sameroom.report.charts import labels
from sameroom.report.charts.labels import Curve, Point
from sameroom.report.charts.svg import tag

WIDE, HIGH = 176.0, 44.0  # of a box
ACROSS, DOWN = 40.0, 62.0  # between boxes
THICKEST, THINNEST = 9.0, 1.2
EDGE = 24.0
BEND = 64.0  # room for what leads back
LETTERS = 22  # of a step's name that fit


@dataclass(frozen=True, slots=True)
class Node:
    """A step: its name, how often it was taken, and what sort it is.

    Args:
        name: what arrows know it by.
        kind: "stage", "act", or "end" for where cases begin and end.
        note: the sentence shown on hover.
        shown: how it is called for readers; "" where that is its name.
    """

    name: str
    text: str
    kind: str
    note: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One step that followed another: how often, and the words on it and on hover."""

    source: str
    target: str
    times: float
    text: str
    note: str


def flow(*, nodes: Sequence[Node], arrows: Sequence[Arrow], label: str) -> Markup:
    """Draw the map: stages from top to bottom, acts in a lane of their own at the right."""
    places = place(nodes=nodes, arrows=arrows)
    kinds = {node.name: node.kind for node in nodes}
    most = max((arrow.times for arrow in arrows), default=1.0)
    ordered = sorted(arrows, key=lambda a: (-a.times, a.source, a.target))
    ways = [(arrow, curve(arrow=arrow, places=places, kinds=kinds)) for arrow in ordered]
    wide = max([x + WIDE / 2 for x, _ in places.values()] + [_reach(w) for _, w in ways]) + EDGE
    high = max(y for _, y in places.values()) + HIGH / 2 + EDGE
    return tag(
        "svg",
        tag("g", *[_arrow(arrow, way, most) for arrow, way in reversed(ways)]),
        *[_node(node, *places[node.name]) for node in nodes],
        tag("g", *labels.words(ways=[(a.text, w) for a, w in ways], boxes=_boxes(places))),
        class_="chart flow",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide:g} {high:g}",
        role="img",
        aria_label=label,
        focusable="false",
    )


def place(*, nodes: Sequence[Node], arrows: Sequence[Arrow]) -> dict[str, Point]:
    """Find each step's middle. Acts stand beside the stages they go with most; alone, in layers."""
    has_stages = any(node.kind == "stage" for node in nodes)
    acts = [node.name for node in nodes if node.kind == "act" and has_stages]
    main = [node.name for node in nodes if node.name not in acts]
    kept = [arrow for arrow in arrows if arrow.source in main and arrow.target in main]
    through = [Arrow(*pair, 0, "", "") for pair in _through(acts, arrows)]
    places = _places(lay_out(names=main, arrows=[*kept, *through]))
    goes_back = any(places[a.target][1] <= places[a.source][1] for a in kept)
    shift = BEND if goes_back else 0.0
    places = {name: (x + shift, y) for name, (x, y) in places.items()}
    if not acts:
        return places
    lane = max(x for x, _ in places.values()) + WIDE + 2.5 * ACROSS
    levels = [y for _, y in places.values()]
    step = max((max(levels) - min(levels)) / (len(acts) + 1), HIGH + EDGE)
    beside = {name: _middle(name, arrows, places) for name in acts}
    for i, name in enumerate(sorted(acts, key=lambda one: (beside[one], one))):
        places[name] = (lane, min(levels) + (i + 1) * step)
    return places


def _through(acts: Sequence[str], arrows: Sequence[Arrow]) -> list[tuple[str, str]]:
    """Pair the stages before and after an act, where no stage leads to the later one itself."""
    led_to = {a.target for a in arrows if a.source not in acts and a.source != a.target}
    return sorted(
        (one.source, two.target)
        for one in arrows
        for two in arrows
        if one.target == two.source
        and one.target in acts
        and one.source not in acts
        and two.target not in {*acts, *led_to, one.source}
    )


def _middle(name: str, arrows: Sequence[Arrow], places: Mapping[str, Point]) -> float:
    near = [
        (places[other][1], arrow.times)
        for arrow in arrows
        for one, other in ((arrow.source, arrow.target), (arrow.target, arrow.source))
        if one == name and other in places
    ]
    weight = sum(times for _, times in near)
    return sum(y * times for y, times in near) / weight if weight else 0.0


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
    shown = shorten(node.shown or node.name.removesuffix(" (act)"))
    round_ = {"stage": 6.0, "act": HIGH / 2}.get(node.kind, 0.0)
    return tag(
        "g",
        tag("title", node.note),
        tag("rect", class_=f"step {node.kind}", x=x - WIDE / 2, y=y - HIGH / 2, width=WIDE,
            height=HIGH, rx=round_),
        tag("text", shown, class_="step-name", x=x, y=y - 3, text_anchor="middle"),
        tag("text", node.text, class_="step-count", x=x, y=y + 14, text_anchor="middle"),
    )  # fmt: skip


def curve(*, arrow: Arrow, places: Mapping[str, Point], kinds: Mapping[str, str]) -> Curve:
    """Find an arrow's way: down between layers, across to acts and back, around at the outside."""
    (x1, y1), (x2, y2) = places[arrow.source], places[arrow.target]
    half = WIDE / 2
    if abs(x1 - x2) < 1 and (arrow.source == arrow.target or kinds[arrow.source] == "act"):
        side, far = 1, 20 + 0.14 * abs(y2 - y1)  # acts among themselves, around at the right
        out = half if y2 > y1 or kinds[arrow.source] == "act" else -half
        gap = 10.0 if arrow.source == arrow.target else 6.0
        start, end = (x1 + out, y1 + gap * side), (x2 + out, y2 - gap)
        return start, (start[0] + 1.4 * far, start[1]), (end[0] + 1.4 * far, end[1]), end
    if "act" in (kinds[arrow.source], kinds[arrow.target]) and abs(x1 - x2) > WIDE + 2 * ACROSS:
        towards = 1 if x2 > x1 else -1
        start, end = (
            (x1 + towards * half, y1 - 8 * towards),
            (x2 - towards * half, y2 - 8 * towards),
        )
        bend = (end[0] - start[0]) / 2
        return start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end
    if y2 > y1:
        top, foot = (x1, y1 + HIGH / 2), (x2, y2 - HIGH / 2)
        bend = (foot[1] - top[1]) / 2
        return top, (x1, top[1] + bend), (x2, foot[1] - bend), foot
    far = min(x1, x2) - half - BEND * 0.9  # stages gone back to, around at the left
    return (x1 - half, y1 - 8), (far, y1 - 8), (far, y2 + 8), (x2 - half, y2 + 8)


def _arrow(arrow: Arrow, way: Curve, most: float) -> Markup:
    """Draw an arrow with its tip; its words lie above all lines."""
    thick = max(THINNEST, THICKEST * sqrt(arrow.times / most))
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = way
    level = abs(y3 - y4) < abs(x3 - x4)
    turn = (90.0 if x3 > x4 else -90.0) if level else 0.0
    d = f"M{x1:g} {y1:g}C{x2:g} {y2:g} {x3:g} {y3:g} {x4:g} {y4:g}"
    hover = tag("title", arrow.note)
    line = tag("path", hover, class_="way", d=d, stroke_width=f"{thick:.1f}")
    return tag("g", line, _tip(x4, y4, turn))


def _reach(way: Curve) -> float:
    """Tell how far to the right a way goes."""
    return max(labels.point(way=way, t=i / 8)[0] for i in range(9))


def _boxes(places: Mapping[str, Point]) -> list[labels.Box]:
    return [(x - WIDE / 2, y - HIGH / 2, x + WIDE / 2, y + HIGH / 2) for x, y in places.values()]


def _tip(x: float, y: float, turn: float) -> Markup:
    return tag(
        "path",
        class_="tip",
        d="M-6 -10L0 0L6 -10Z",
        transform=f"translate({x:g} {y:g}) rotate({turn:g})",
    )


def shorten(name: str) -> str:
    """Cut a name to what fits into a box; all of it is said on hover."""
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
