"""A range over several ways to count, with a mark for each of them."""

from sameroom.measure import Part, Reading
from sameroom.report import wording
from sameroom.report.charts import tracks
from sameroom.report.pictures.picture import MOST, Group, Picture, Row


def find_ends(group: Group) -> tuple[str, str] | None:
    """Find the figures between which the measure says that its others lie."""
    ends = group.measure.settings.get("spread", ())
    if len(ends) != 2 or not all(end in group.by_figure for end in ends):
        return None
    return str(ends[0]), str(ends[1])


def spreads(*, group: Group, ends: tuple[str, str]) -> Picture:
    """Draw for each part the range, and on it a mark for each way; the highest first."""
    lows, highs = ({one.part: one for one in group.by_figure[name]} for name in ends)
    both = sorted(lows.keys() & highs.keys(), key=lambda part: (-highs[part].value, part))
    shown = both[:MOST]
    top = max((highs[part].value for part in shown), default=1.0) or 1.0
    return Picture(
        kind="spreads",
        title=f"Between the ways to count, by {group.by}",
        columns=tuple(group.label(name) for name in ends),
        by=group.by,
        rows=tuple(_row(group, lows[part], highs[part], top) for part in shown),
        more=max(len(both) - MOST, 0),
        main=len(group.keys) == 1,
    )


def _row(group: Group, low: Reading, high: Reading, top: float) -> Row:
    ends = (group.show(low), group.show(high))
    label = ends[0].slice
    said = f"{label}: between {ends[0].text} and {ends[1].text}"
    svg = tracks.spread(
        low=low.value / top,
        high=high.value / top,
        marks=[(value / top, note) for value, note in _marks(group, low.part)],
        label=said,
    )
    return Row(label=label, svg=svg, cells=ends)


def _marks(group: Group, part: Part) -> list[tuple[float, str]]:
    found = []
    for figure, words in group.measure.settings.get("marks", {}).items():
        for one in group.by_figure.get(figure, ()):
            if one.part == part:
                found.append((one.value, f"{wording.words(words)}: {group.show(one).text}"))
    return found
