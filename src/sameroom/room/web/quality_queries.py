"""What is wrong with the data: of what how much, how it moved, and where the rows to mend are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from sameroom.record.measures import data_quality, match_rate
from sameroom.record.web.queries import find_shown
from sameroom.report import wording
from sameroom.room.web.models import EvidenceRow, EvidenceTable, Refresh, State, StoredReading

MEASURES = {"data_quality": data_quality.MEASURE, "match_rate": match_rate.MEASURE}
KNOWN = frozenset({"marketing_known_share", "leads_known_share"})  # the more, the better

STEADY = 0.0005  # a share that moved by less has not moved as it is written


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One line: "Missing: e-mail address of people".

    Args:
        share, of: what share of how many rows.
        moved: in points since the reading before; None where there was none.
        is_better: whether it moved the right way.
        place: of the list to mend; 0 where there is none.
        line: which rows of it.
        rows: how many of them are on the page.
    """

    words: str
    group: str
    share: float
    of: int
    moved: float | None
    is_better: bool
    measure: str
    place: int
    line: str
    rows: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    """All lines, the worst of each group first."""

    read_at: datetime | None
    before_at: datetime | None
    flawed: QualityLine | None
    groups: tuple[tuple[str, tuple[QualityLine, ...]], ...]


Key = tuple[str, str, str]


def get_quality_page() -> QualityPage:
    """Get the lines from the readings that are stored."""
    shown = find_shown()
    number = shown.generation if shown else 0
    done = Refresh.objects.filter(state=State.DONE, pk__lte=number).order_by("-pk")[:2]
    last = {one.pk: one for one in done}
    before_at = next((one.finished_at for pk, one in last.items() if pk != number), None)
    told = StoredReading.objects.filter(
        refresh_id__in=last, measure__in=MEASURES, is_told=True, unit="share"
    ).order_by("pk")
    now: dict[Key, StoredReading] = {}
    before: dict[Key, StoredReading] = {}
    for one in told:
        (now if one.refresh_id == number else before)[_key(one)] = one
    tables = list(EvidenceTable.objects.filter(refresh_id=number, measure__in=MEASURES))
    counts = _counts(tables)
    lines = [_line(one, before.get(key), tables, counts) for key, one in now.items()]
    groups: dict[str, list[QualityLine]] = {}
    for line in sorted(lines, key=lambda one: -one.share):
        if line.group:
            groups.setdefault(line.group, []).append(line)
    return QualityPage(
        read_at=last[number].finished_at if number in last else None,
        before_at=before_at,
        flawed=next((one for one in lines if not one.group), None),
        groups=tuple((name, tuple(listed)) for name, listed in groups.items()),
    )


def _key(one: StoredReading) -> Key:
    return one.measure, one.figure, ".".join(value for _, value in one.part)


def _counts(tables: list[EvidenceTable]) -> dict[tuple[int, str], int]:
    rows = EvidenceRow.objects.filter(table__in=tables).values_list("table_id", "line")
    return {(table, line): n for table, line, n in rows.annotate(n=Count("pk")).order_by()}


def _line(
    one: StoredReading,
    before: StoredReading | None,
    tables: list[EvidenceTable],
    counts: Mapping[tuple[int, str], int],
) -> QualityLine:
    measure = MEASURES[one.measure]
    part = dict(one.part)
    line = f"{part['noun']}.{part['field']}" if part else ""
    titles = {wording.clean(told.title) for told in measure.evidence if told.figure == one.figure}
    table = next((t for t in tables if t.measure == one.measure and t.title in titles), None)
    rows = counts.get((table.pk, line), 0) if table else 0
    moved = None if before is None or None in {before.value, one.value} else _moved(one, before)
    label = str(measure.settings["labels"][one.figure])
    return QualityLine(
        words=_words(part, label),
        group="" if one.figure == "flawed_share" else label if part else _("Between the systems"),
        share=one.value or 0.0,
        of=one.count,
        moved=moved,
        is_better=moved is not None and (moved > 0) is (one.figure in KNOWN),
        measure=one.measure,
        place=table.place if table and rows else 0,
        line=line,
        rows=rows,
    )


def _moved(one: StoredReading, before: StoredReading) -> float:
    apart = (one.value or 0.0) - (before.value or 0.0)
    return 0.0 if abs(apart) < STEADY else 100 * apart


def _words(part: Mapping[str, str], label: str) -> str:
    if not part:
        return label
    noun = data_quality.NOUNS.get(part["noun"], part["noun"])
    field = data_quality.FIELDS.get(part["field"], part["field"])
    return noun.capitalize() if part["field"] == "id" else f"{noun.capitalize()}: {field}"
