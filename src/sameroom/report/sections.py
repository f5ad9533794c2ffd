"""A measure as a section of the page: its answer first, then what it is made of."""

from dataclasses import dataclass
from urllib.parse import quote

from sameroom.audit import Audit, EvidenceRows
from sameroom.engines.catalog import Placed
from sameroom.measure import Measure, Reading, Stored, TooLittle
from sameroom.report import cells, figures, gaps, pictures, whys, wording
from sameroom.report.figures import Figure, Setting, Untold
from sameroom.report.files import csv_name
from sameroom.report.money import Bill
from sameroom.report.pictures import Picture

SHORT = 2  # figures beside the headline, before a reader asks for all


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a measure: a sample on the page, all of them in the file beside it."""

    title: str
    total: int
    columns: tuple[str, ...]
    sample: tuple[tuple[cells.Cell, ...], ...]
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """One measure.

    Args:
        finding: the answer in a sentence; "" where the figure says it all.
        headline: its first figure, or None when it cannot be told.
        stats: its other figures about the whole.
        untold: what of it cannot be told; `parts_untold` counts the slices left out.
        row: its line on the gap picture, if it has one.
        formula: how it is worked out.
        sql: the question as it is put to the record.
    """

    anchor: str
    name: str
    gap_title: str
    question: str
    finding: str
    headline: Figure | None
    stats: tuple[Figure, ...]
    pictures: tuple[Picture, ...]
    more_pictures: tuple[Picture, ...]
    untold: tuple[Untold, ...]
    parts_untold: int
    row: gaps.Row | None
    formula: str
    sql: str
    needs: tuple[str, ...]
    rows: tuple[Rows, ...]

    @property
    def short_stats(self) -> tuple[Figure, ...]:
        """Give the figures that stand beside the headline in the short form."""
        return self.stats[:SHORT]

    @property
    def holds(self) -> str:
        """Say what is folded in: "6 figures, 3 pictures, rows"."""
        drawn = len(self.pictures) + len(self.more_pictures)
        counted = ((len(self.more_stats), "more figure"), (drawn, "picture"))
        told = [wording.count(number=n, noun=noun) for n, noun in counted if n]
        return ", ".join([*told, "how it is worked out", *(["the rows"] if self.rows else [])])

    @property
    def more_stats(self) -> tuple[Figure, ...]:
        """Give the figures that are folded in."""
        return self.stats[SHORT:]


def make(*, audit: Audit, item: Placed, bill: Bill, setting: Setting) -> Section:
    """Make the section of a measure."""
    measure = item.measure
    own = [stored for stored in audit.stored if stored.measure == measure.name]
    told = [stored.told for stored in own if isinstance(stored.told, Reading)]
    silent = [stored.told for stored in own if isinstance(stored.told, TooLittle)]
    headline = figures.whole(told=told, figure=measure.headline)
    shown = figures.show(reading=headline, measure=measure, setting=setting) if headline else None
    trivial = measure.settings.get("all", ())  # all there are, by definition: said in the gap only
    stats = [r for r in told if not r.part and r is not headline and r.figure not in trivial]
    drawn = pictures.draw(measure=measure, told=told, setting=setting)
    why = whys.find_why(measure=measure, stored=audit.stored, setting=setting)
    row = gaps.find_row(placed=item, told=told, bill=bill, setting=setting, why=why)
    return Section(
        anchor=f"measure-{measure.name}",
        name=measure.name,
        gap_title=wording.clean(measure.gap.title) if measure.gap else "",
        question=wording.clean(measure.question),
        finding=_finding(headline, shown, row),
        headline=shown,
        stats=tuple(figures.show(reading=r, measure=measure, setting=setting) for r in stats),
        pictures=tuple(picture for picture in drawn if picture.main),
        more_pictures=tuple(picture for picture in drawn if not picture.main),
        untold=_untold(silent, measure, own),
        parts_untold=sum(bool(gap.part) for gap in silent),
        row=row,
        formula=wording.clean(measure.formula),
        sql=item.sql.strip(),
        needs=tuple(f"{need.column.replace('|', ' or ')}: {need.why}" for need in measure.needs),
        rows=list_rows(audit=audit, measure=measure.name),
    )


def _finding(reading: Reading | None, shown: Figure | None, row: gaps.Row | None) -> str:
    if reading is None or shown is None:
        return "This cannot be told yet."
    if reading.words:
        text = wording.words(reading.words).strip()
        text = text[:1].upper() + text[1:]
        return text if text.endswith((".", "!", "?")) else f"{text}."
    if row is None:
        return ""
    ends = (f"{end.figure.text} {end.words}" for end in (row.marketing, row.sales))
    return f"{'; '.join(ends)}."


def _untold(silent: list[TooLittle], measure: Measure, own: list[Stored]) -> tuple[Untold, ...]:
    wholes = [gap for gap in silent if not gap.part]
    if not own:
        wholes = [_never_asked(measure)]
    return figures.together([figures.explain(gap=gap, measure=measure) for gap in wholes])


def _never_asked(measure: Measure) -> TooLittle:
    bring = "; ".join(need.bring for need in measure.needs)
    return TooLittle(
        figure=measure.headline,
        unit=measure.unit,
        have=0,
        need=0,
        missing="The record holds nothing to tell it from.",
        bring=bring,
    )


def list_rows(*, audit: Audit, measure: str) -> tuple[Rows, ...]:
    """List the rows behind a measure, those left out that are empty or behind nothing told."""
    told = {s.told.figure for s in audit.stored if isinstance(s.told, Reading)}
    return tuple(
        _rows(one, audit.terms.currency)
        for one in audit.evidence
        if one.measure == measure and one.total
        and (not one.evidence.figure or one.evidence.figure in told)
    )  # fmt: skip


def _rows(evidence: EvidenceRows, currency: str) -> Rows:
    sample = evidence.sample()
    columns = tuple(evidence.rows.column_names)
    return Rows(
        title=wording.clean(evidence.evidence.title),
        total=evidence.total,
        columns=tuple(cells.head(column) for column in columns),
        sample=tuple(
            tuple(cells.shown(column=c, content=row[c], currency=currency) for c in columns)
            for row in sample
        ),
        href=quote(f"evidence/{csv_name(evidence)}"),
    )
