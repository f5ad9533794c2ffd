"""What a picture is made of, whatever its kind."""

from dataclasses import dataclass

from markupsafe import Markup

from sameroom.measure import Measure, Reading
from sameroom.report import figures, wording
from sameroom.report.figures import Figure, Setting

MOST = 12  # rows a person still looks at; the rest is in the files beside the report
EMPTY = Markup("")
KEYS = {
    "noun": "kind of record",
    "family": "kind of reason",
    "hours": "hours waited",
    "use": "kind of use",
    "weighed_by": "weight",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a picture: what it is about, its mark, and the figures as text."""

    label: str
    svg: Markup
    cells: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its table.

    Args:
        kind: bars, pairs, spreads, line or grid; the templates know these.
        title: what it shows.
        columns: heads of the figures in the rows.
        by: head of the rows' labels.
        rows: the lines of it, or of the table under a line chart.
        svg: the drawing of a line chart.
        more: how many rows were left out.
        main: whether it bears on the headline, so that it stands open.
    """

    kind: str
    title: str
    columns: tuple[str, ...]
    by: str
    rows: tuple[Row, ...]
    svg: Markup = EMPTY
    more: int = 0
    main: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Readings of one measure that are cut the same way, by figure.

    Args:
        keys: what they are cut by, such as ("campaign",).
        by_figure: the readings of each figure.
    """

    measure: Measure
    setting: Setting
    keys: tuple[str, ...]
    by_figure: dict[str, list[Reading]]

    @property
    def names(self) -> tuple[str, ...]:
        """List the figures."""
        return tuple(self.by_figure)

    def show(self, reading: Reading) -> Figure:
        """Write one of the readings for a page."""
        return figures.show(reading=reading, measure=self.measure, setting=self.setting)

    def label(self, figure: str) -> str:
        """Name one of the figures."""
        return figures.name(measure=self.measure, figure=figure)

    def title(self, figure: str) -> str:
        """Name one of the figures, and what it is cut by, unless its name says so."""
        label, by = self.label(figure), f", by {self.by}"
        return label if label.endswith(by) else f"{label}{by}"

    @property
    def by(self) -> str:
        """Say in words what the readings are cut by: "campaign", "attribute and segment"."""
        words = [KEYS.get(key, wording.label(key).lower()) for key in self.keys]
        return wording.listed(words)

    def is_main(self, *names: str) -> bool:
        """Tell whether any of these figures bears on the headline."""
        return self.measure.headline in names
