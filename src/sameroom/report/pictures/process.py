"""The map of a process, and its paths as chips, for measures whose settings have a "drawing"."""

from collections.abc import Mapping
from typing import Any

from sameroom.measure import Part, Reading
from sameroom.report import wording
from sameroom.report.charts import flow, tracks
from sameroom.report.pictures.picture import EMPTY, Group, Picture, Row

MOST_STEPS, MOST_ARROWS, MOST_PATHS = 14, 12, 8
MAIN_END = 0.15  # of the cases that ended so, before an arrow shows it
START, ENDS = "begins", ("won", "lost", "still open")

Chart = Mapping[str, Any]  # Any: names of figures, as a measure's settings hold them


def is_map(group: Group) -> bool:
    """Tell whether these are the arrows of a map."""
    return _kind(group) == "map" and group.keys[-2:] == ("from", "to")


def is_part_of_map(group: Group) -> bool:
    """Tell whether these are a map's steps, which the map shows itself."""
    return _kind(group) == "map" and group.keys[-1] == "step"


def is_paths(group: Group) -> bool:
    """Tell whether these are paths."""
    return _kind(group) == "paths" and group.keys[-1] == "path"


def _kind(group: Group) -> str:
    return str(dict(group.measure.settings.get("drawing", {})).get("kind", ""))


def draw_map(*, group: Group) -> Picture:
    """Draw the most frequent steps and what follows what; the table has the same."""
    chart: Chart = group.measure.settings["drawing"]
    times = group.by_figure.get(chart["count"], [])
    starts, ends = (group.by_figure.get(chart[name], []) for name in ("starts", "ends"))
    steps = _most_frequent(times, starts, ends)
    waits = {one.part: one for one in group.by_figure.get(chart["wait"], [])}
    inner = _main_ways([one for one in times if {_from(one), _to(one)} <= steps.keys()])
    arrows = [_arrow(one, waits.get(one.part)) for one in inner]
    arrows += [_end_arrow(START, _to(one), one) for one in starts if _to(one) in steps]
    last = _main_ends([one for one in ends if _from(one) in steps])
    arrows += [_end_arrow(_from(one), f"{_to(one)} ", one) for one in last]
    nodes = [_node(name, count) for name, count in steps.items()]
    nodes = [flow.Node(START, "", "end", "where cases begin"), *nodes]
    nodes += [_end_node(how, ends) for how in ENDS if any(_to(one) == how for one in ends)]
    title = "Which step follows which" + _whose(group)
    return Picture(
        kind="flow",
        title=title,
        columns=(group.label(chart["count"]), group.label(chart["wait"])),
        by="from and to",
        rows=tuple(_row(group, one, waits.get(one.part)) for one in inner),
        svg=EMPTY + flow.flow(nodes=nodes, arrows=arrows, label=title),
        more=max(len(times) - len(inner), 0),
        main=group.keys == ("from", "to"),
    )


def _main_ways(times: list[Reading]) -> list[Reading]:
    """Keep the most frequent arrows, and the most frequent into and out of each step."""
    ordered = sorted(times, key=lambda one: (-one.value, one.part))
    kept = dict.fromkeys(one.part for one in ordered[:MOST_ARROWS])
    for end in (_from, _to):
        seen: set[str] = set()
        for one in ordered:
            if end(one) not in seen and _from(one) != _to(one):
                seen.add(end(one))
                kept[one.part] = None
    return [one for one in ordered if one.part in kept]


def _main_ends(ends: list[Reading]) -> list[Reading]:
    """Keep the steps with which a good part of the cases of an end ended."""
    totals: dict[str, float] = {}
    for one in ends:
        totals[_to(one)] = totals.get(_to(one), 0.0) + one.value
    return [one for one in ends if one.value >= MAIN_END * totals[_to(one)]]


def _most_frequent(
    times: list[Reading], starts: list[Reading], ends: list[Reading]
) -> dict[str, float]:
    """Find the steps taken most often, by what leads to them, in that order."""
    taken: dict[str, float] = {}
    for one in [*starts, *times]:
        taken[_to(one)] = taken.get(_to(one), 0.0) + one.value
    ordered = sorted(taken, key=lambda name: (-taken[name], name))[:MOST_STEPS]
    return {name: taken[name] for name in ordered}


def _node(name: str, count: float) -> flow.Node:
    kind = "act" if name.endswith(" (act)") else "stage"
    shown = wording.words(name.removesuffix(" (act)"))
    times = wording.count(number=round(count), noun="time")
    note = f"{shown}: taken {times}"
    return flow.Node(name, f"{count:,.0f}", kind, note, shown)


def _end_node(how: str, ends: list[Reading]) -> flow.Node:
    count = sum(one.value for one in ends if _to(one) == how)
    return flow.Node(f"{how} ", f"{count:,.0f}", "end", f"{count:,.0f} cases {how}")


def _arrow(one: Reading, wait: Reading | None) -> flow.Arrow:
    said = f", median {_days(wait.value)}" if wait else ""
    text = f"{one.value:,.0f}" + (f" · {_days(wait.value)}" if wait else "")
    times = wording.count(number=round(one.value), noun="time")
    note = f"{_from(one)} → {_to(one)}: {times}{said}"
    return flow.Arrow(_from(one), _to(one), one.value, text, wording.words(note))


def _end_arrow(source: str, target: str, one: Reading) -> flow.Arrow:
    cases = wording.count(number=round(one.value))
    note = wording.words(f"{source} → {target}: {cases}")
    return flow.Arrow(source, target, one.value, "", note)


def _days(days: float) -> str:
    """Write a time shortly, in the unit that suits it."""
    if days >= 1:
        return f"{days:.1f} d" if days < 10 else f"{days:.0f} d"
    hours = days * 24
    if hours >= 1:
        return f"{hours:.0f} h"
    return f"{hours * 60:.0f} min" if hours * 60 >= 1 else "at once"


def _row(group: Group, one: Reading, wait: Reading | None) -> Row:
    cells = (group.show(one), group.show(wait) if wait else None)
    return Row(label=wording.words(f"{_from(one)} → {_to(one)}"), svg=EMPTY, cells=cells)


def draw_paths(*, group: Group) -> Picture:
    """Draw the most frequent paths, each with how its cases ended."""
    chart: Chart = group.measure.settings["drawing"]
    by_part: dict[Part, dict[str, Reading]] = {}
    for name, readings in group.by_figure.items():
        for one in readings:
            by_part.setdefault(one.part, {})[name] = one
    shares = sorted(group.by_figure[chart["share"]], key=lambda one: (-one.value, one.part))
    return Picture(
        kind="paths",
        title="The most frequent paths" + _whose(group),
        columns=(
            group.label(chart["share"]),
            group.label(chart["won"]),
            group.label(chart["lost"]),
        ),
        by="path",
        rows=tuple(_path(group, chart, by_part[one.part]) for one in shares[:MOST_PATHS]),
        more=max(len(shares) - MOST_PATHS, 0),
        main=group.keys == ("path",),
    )


def _path(group: Group, chart: Chart, told: Mapping[str, Reading]) -> Row:
    share, won, lost = (told[chart[name]] for name in ("share", "won", "lost"))
    said = f"{won.value:,.0f} won, {lost.value:,.0f} lost of {won.count:,}"
    bar = tracks.split(won=won.value, lost=lost.value, of=float(won.count), label=said)
    cells = tuple(group.show(one) for one in (share, won, lost))
    return Row(label=wording.words(share.part[-1][1]), svg=bar, cells=cells)


def _whose(group: Group) -> str:
    first = next(iter(group.by_figure.values()))[0].part
    return f", {first[0][1]}" if first[0][0] == "process" else ""


def _from(one: Reading) -> str:
    return one.part[-2][1]


def _to(one: Reading) -> str:
    return one.part[-1][1]
