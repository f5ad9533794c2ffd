"""A table of several figures, one row a part; what cannot be told is a dash."""

from sameroom.measure import Part, Reading
from sameroom.report import wording
from sameroom.report.pictures.overtime import is_time
from sameroom.report.pictures.picture import EMPTY, MOST, Group, Picture, Row

LONGEST = 2 * MOST
SPARSE = 0.6  # of the cells filled: with fewer, a list says more than a table


def is_sparse(group: Group) -> bool:
    """Tell whether most parts have only few of the figures."""
    if len(group.names) < 3 or is_time(group):
        return False
    filled = sum(len(readings) for readings in group.by_figure.values())
    return filled < SPARSE * len(group.names) * len(_by_part(group))


def grid(*, group: Group) -> Picture:
    """Lay several figures of the same parts out as a table."""
    by_part = _by_part(group)
    ordered = _ordered(group, by_part)
    return Picture(
        kind="grid",
        title=f"By {group.by}",
        columns=tuple(group.label(name) for name in group.names),
        by=group.by,
        rows=tuple(_row(group, part, by_part[part]) for part in ordered[:LONGEST]),
        more=max(len(ordered) - LONGEST, 0),
        main=group.is_main(*group.names),
    )


def _by_part(group: Group) -> dict[Part, dict[str, Reading]]:
    by_part: dict[Part, dict[str, Reading]] = {}
    for name, readings in group.by_figure.items():
        for reading in readings:
            by_part.setdefault(reading.part, {})[name] = reading
    return by_part


def _ordered(group: Group, by_part: dict[Part, dict[str, Reading]]) -> list[Part]:
    if is_time(group):
        return sorted(by_part)
    first = group.names[0]

    def size(part: Part) -> tuple[float, Part]:
        return (-by_part[part][first].value if first in by_part[part] else 0.0, part)

    return sorted(by_part, key=size)


def _row(group: Group, part: Part, told: dict[str, Reading]) -> Row:
    cells = tuple(group.show(told[name]) if name in told else None for name in group.names)
    return Row(label=wording.words(wording.part(part)), svg=EMPTY, cells=cells)
