"""Chooses how the parts of a measure are best looked at, by the shape of its readings."""

from dataclasses import replace

from sameroom.measure import Measure, Reading
from sameroom.report import figures
from sameroom.report.figures import Setting
from sameroom.report.pictures import bars, grids, overtime, process, spreads
from sameroom.report.pictures.picture import Group, Picture

FEW = 3  # figures that are still drawn one by one


def draw(*, measure: Measure, told: list[Reading], setting: Setting) -> tuple[Picture, ...]:
    """Draw every set of parts of a measure; those that bear on the headline stand first."""
    drawn = [picture for group in _groups(measure, told, setting) for picture in _draw(group)]
    worth = [picture for picture in drawn if len(picture.rows) > 1]
    if any(picture.kind == "pairs" for picture in worth):
        worth = [replace(picture, main=picture.kind == "pairs") for picture in worth]
    ordered = sorted(worth, key=_rank)
    if ordered and not ordered[0].main:
        ordered[0] = replace(ordered[0], main=True)
    return tuple(ordered)


def _rank(picture: Picture) -> tuple[bool, bool]:
    """Put what is open first, and a table behind what can be looked at."""
    return (not picture.main, picture.kind == "grid")


def _groups(measure: Measure, told: list[Reading], setting: Setting) -> list[Group]:
    grouped: dict[tuple[str, ...], dict[str, list[Reading]]] = {}
    for reading in told:
        if reading.part:
            by_figure = grouped.setdefault(figures.keys(reading.part), {})
            by_figure.setdefault(reading.figure, []).append(reading)
    return [Group(measure, setting, keys, by_figure) for keys, by_figure in grouped.items()]


def _draw(group: Group) -> list[Picture]:
    if process.is_map(group):
        return [process.draw_map(group=group)]
    if process.is_part_of_map(group):
        return []
    if process.is_paths(group):
        return [process.draw_paths(group=group)]
    if overtime.is_endings(group):
        return [overtime.endings(group=group)]
    between = spreads.find_ends(group)
    if between:
        ways = {name: told for name, told in group.by_figure.items() if name not in between}
        return [spreads.spreads(group=group, ends=between), *_draw(replace(group, by_figure=ways))]
    ends = bars.find_ends(group)
    if ends:
        return [bars.pairs(group=group, ends=ends)]
    if overtime.is_waiting(group):
        return [overtime.waiting(group=group, figure=name) for name in group.names]
    if grids.is_sparse(group):
        return [bars.flaws(group=group)]
    if len(group.names) > FEW or (len(group.names) == FEW and not overtime.is_time(group)):
        return [grids.grid(group=group)]
    return [_single(group, name) for name in group.names if not _is_nothing(group, name)]


def _is_nothing(group: Group, figure: str) -> bool:
    """Tell whether a figure is nought in every part: a picture of it would show nothing."""
    return all(told.value == 0 for told in group.by_figure[figure])


def _single(group: Group, figure: str) -> Picture:
    if overtime.is_time(group) and len(group.by_figure[figure]) > 2:
        return overtime.trend(group=group, figure=figure)
    return bars.bars(group=group, figure=figure)
