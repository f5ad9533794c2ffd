"""Bars with their ranges, and the two teams' shares of each segment side by side."""

from sameroom.measure import Part, Reading, Unit
from sameroom.report.charts import tracks
from sameroom.report.pictures.picture import MOST, Group, Picture, Row

WHOLE = 0.4  # above this, a share is drawn on a scale to 100 %


def bars(*, group: Group, figure: str) -> Picture:
    """Draw one figure of each part as a bar, the longest first."""
    ordered = sorted(group.by_figure[figure], key=lambda one: (-one.value, one.part))
    label = group.label(figure)
    return Picture(
        kind="bars",
        title=group.title(figure),
        columns=(label,),
        by=group.by,
        rows=_rows(group, ordered[:MOST], named=False),
        more=max(len(ordered) - MOST, 0),
        main=group.is_main(figure),
    )


def flaws(*, group: Group) -> Picture:
    """Draw figures of which most parts have only one, on one scale, the largest first."""
    every = [one for readings in group.by_figure.values() for one in readings if one.value > 0]
    ordered = sorted(every, key=lambda one: (-one.value, one.part, one.figure))
    return Picture(
        kind="bars",
        title=f"Most often first, by {group.by}",
        columns=("",),
        by=group.by,
        rows=_rows(group, ordered[:MOST], named=True),
        more=max(len(ordered) - MOST, 0),
        main=group.is_main(*group.names),
    )


def find_ends(group: Group) -> tuple[str, str] | None:
    """Find the figures that are the two ends of the measure's gap, told part by part."""
    gap = group.measure.gap
    if gap is None:
        return None
    found = []
    for end in (gap.marketing, gap.sales):
        found += [name for name in group.names if name == end or name.endswith(f"_{end}")][:1]
    return (found[0], found[1]) if len(found) == 2 else None


def pairs(*, group: Group, ends: tuple[str, str]) -> Picture:
    """Draw marketing's and sales' share of each part, those furthest apart first."""
    left, right = ({one.part: one for one in group.by_figure[name]} for name in ends)

    def apart(part: Part) -> tuple[float, Part]:
        return (-abs(left[part].value - right[part].value), part)

    both = sorted(left.keys() & right.keys(), key=apart)
    return Picture(
        kind="pairs",
        title=f"By {group.by}, furthest apart first",
        columns=tuple(group.label(name) for name in ends),
        by=group.by,
        rows=tuple(_pair(group, left[part], right[part]) for part in both[:MOST]),
        more=max(len(both) - MOST, 0),
        main=True,
    )


def _rows(group: Group, readings: list[Reading], *, named: bool) -> tuple[Row, ...]:
    top = _scale(readings)
    return tuple(_row(group, one, top, named=named) for one in readings)


def _scale(readings: list[Reading]) -> float:
    """Choose what a full bar stands for: the whole, where shares come near it; else the most."""
    most = max((_top(one) for one in readings), default=1.0) or 1.0
    return 1.0 if readings and readings[0].unit is Unit.SHARE and most > WHOLE else most


def _row(group: Group, reading: Reading, top: float, *, named: bool) -> Row:
    shown = group.show(reading)
    label = f"{shown.slice}: {shown.label.lower()}" if named else shown.slice
    svg = tracks.bar(
        length=shown.number / top,
        low=None if shown.low is None else shown.low / top,
        high=None if shown.high is None else shown.high / top,
        label=f"{label}: {shown.text}, {shown.note}",
        is_whole=reading.unit is Unit.SHARE and top == 1.0,
    )
    return Row(label=label, svg=svg, cells=(shown,))


def _pair(group: Group, left: Reading, right: Reading) -> Row:
    ends = (group.show(left), group.show(right))
    label = ends[0].slice
    said = f"{label}: marketing {ends[0].text}, sales {ends[1].text}"
    svg = tracks.pair(marketing=ends[0].number, sales=ends[1].number, label=said)
    return Row(label=label, svg=svg, cells=ends)


def _top(reading: Reading) -> float:
    return max(reading.value, reading.interval.high if reading.interval else reading.value)
