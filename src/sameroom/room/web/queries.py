"""What the room's pages show: the last whole generation, cut down to what a reader may see."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from sameroom.discover import of_web_halves
from sameroom.people.web.models import User
from sameroom.record.web import queries as record
from sameroom.record.web.search import scopes_of
from sameroom.report.cells import Cell, spaced
from sameroom.report.gaps import Row
from sameroom.report.sections import Section
from sameroom.room import keeping, things
from sameroom.room.laid_out import Front
from sameroom.room.web import wording
from sameroom.room.web.models import EvidenceRow, EvidenceTable, ReadingPage, Refresh, State
from sameroom.webkit.offers import Offer
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Sees
from sameroom.webkit.things import Thing

if TYPE_CHECKING:
    from sameroom.agreement.web.api import Unsigned

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\d\d\.\d\d\.\d{4} \d\d:\d\d")
PAGE = 50
PLURALS = {"account": "accounts", "person": "persons", "deal": "deals"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How the refresh that runs or ran last is doing.

    Args:
        shown_at: when what is shown was read.
        state: waiting, running, done or failed; "" when there was none.
        percent: how far it is; None while that cannot be told.
    """

    state: str
    step: str
    failure: str
    shown_at: datetime | None
    percent: int | None = None

    @property
    def is_going_on(self) -> bool:
        """Tell whether it is worth looking again soon."""
        return self.state in {State.WAITING, State.RUNNING}


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first page; `front` is None while nothing has been read."""

    front: Front | None
    things: tuple[Thing, ...]
    progress: Progress
    unsigned: "Unsigned | None" = None  # on what it stands, while nothing is signed


@dataclass(frozen=True, slots=True)
class TableLink:
    """A list of rows behind a reading."""

    title: str
    total: int
    place: int


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A reading and the lists of rows behind it."""

    area: str
    row: Row | None
    section: Section
    tables: tuple[TableLink, ...]
    offers: tuple[Offer, ...] = ()
    unsigned: "Unsigned | None" = None  # on what it stands, while nothing is signed


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row; `nouns` and `key` lead to the timeline of whom it is about, "" where there is none.

    Args:
        name: what they are called.
        heads: what the columns are called.
    """

    cells: tuple[Cell, ...]
    nouns: str
    key: str
    name: str
    heads: tuple[str, ...]

    @property
    def labelled(self) -> tuple[tuple[str, Cell], ...]:
        """Give each cell with what its column is called: on a phone it says that itself."""
        return tuple(zip(self.heads, self.cells, strict=False))


@dataclass(frozen=True, slots=True)
class RowsPage:
    """The rows behind a reading that the reader may see.

    Args:
        total, kept: how many there are, and how many of them the pages keep, of the line that is
            asked for or of all.
        seen: how many of those that are kept the reader may see.
        may_miss: whether rows that the reader may see may be among those that are not kept.
    """

    measure: str
    question: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[RowLine, ...]
    total: int
    seen: int
    is_cut: bool
    may_miss: bool
    kept: int
    place: int
    line: str
    before: int | None
    after: int | None

    @property
    def names_somebody(self) -> bool:
        """Tell whether any of the rows is about somebody."""
        return any(one.key for one in self.lines)

    @property
    def tells_times(self) -> bool:
        """Tell whether any cell is a time of day: all are in UTC, as the report has them."""
        return any(TIME.search(cell.text) for one in self.lines for cell in one.cells)


def get_progress() -> Progress:
    """Tell how the last refresh does, and from when what is shown is."""
    return _progress(*_last_and_shown())


def _last_and_shown() -> tuple[Refresh | None, Refresh | None]:
    """Give the last refresh, and the one that is shown: mostly the same, and then asked once."""
    last = Refresh.objects.order_by("-pk").first()
    if last is None or last.state == State.DONE:
        return last, last
    return last, Refresh.objects.filter(state=State.DONE).order_by("-pk").first()


def _progress(last: Refresh | None, shown: Refresh | None) -> Progress:
    return Progress(
        state=last.state if last else "",
        step=wording.step(last.step) if last else "",
        failure=last.failure if last and last.state == State.FAILED else "",
        shown_at=shown.finished_at if shown else None,
        percent=wording.how_far(last.step) if last else None,
    )


def find_front() -> Front | None:
    """Find what the first page shows; None while nothing has been read."""
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    return keeping.from_text(shown.front, Front) if shown else None


def get_first_page(*, reader: Reader, now: datetime) -> FirstPage:
    """Get the first page as a reader is to see it."""
    last, shown = _last_and_shown()
    progress = _progress(last, shown)
    front = keeping.from_text(shown.front, Front) if shown else None
    state = things.State(
        people=User.objects.filter(is_active=True).exclude(team="").count(),
        defaults=front.defaults if front else 0,
        untold=_untold(front),
        failure=progress.failure,
        has_second_factor=_is_safe(reader),
    )
    rows = front.rows if front else ()
    others = (half.list_things(reader=reader, now=now) for half in of_web_halves("things"))
    listed = things.list_things(
        reader=reader, rows=rows, state=state, others=tuple(chain.from_iterable(others))
    )
    told = tuple(wording.thing(one) for one in listed)
    return FirstPage(front, told, progress, _unsigned())


def _user(*, user_id: int) -> QuerySet[User]:
    return User.objects.filter(pk=user_id)


_USER = Prepared(_user)


def _is_safe(reader: Reader) -> bool:
    """Tell whether a password alone does not open the account: it has two factors, or none."""
    user = next(iter(_USER(user_id=reader.user_id or 0)), None)
    if user is None or not user.has_usable_password():
        return True
    factors = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP)
    return bool(factors.exists())


def _untold(front: Front | None) -> tuple[tuple[str, str, str], ...]:
    if front is None:
        return ()
    return tuple(
        (section.gap_title, section.name, section.untold[0].bring)
        for section in front.untold_rows
        if section.untold
    )


def find_measure_page(*, measure: str, reader: Reader) -> MeasurePage | None:
    """Find the page of a measure."""
    shown = record.find_shown()
    if shown is None:
        return None
    page = ReadingPage.objects.filter(refresh_id=shown.generation, measure=measure).first()
    if page is None:
        return None
    tables = EvidenceTable.objects.filter(refresh_id=shown.generation, measure=measure)
    section = keeping.from_text(page.section, Section)
    return MeasurePage(
        area=page.area,
        row=section.row,
        section=replace(section, row=None),  # its row says already why, and who acts
        tables=tuple(
            TableLink(one.title, one.total, one.place) for one in tables.order_by("place")
        ),
        offers=tuple(
            offer
            for half in of_web_halves("offers")
            for offer in half.list_offers(reader=reader, measure=measure)
        ),
        unsigned=_unsigned(),
    )


def _unsigned() -> "Unsigned | None":
    from sameroom.agreement.web import api as agreement  # it asks this half, too

    return agreement.find_unsigned()


@dataclass(frozen=True, slots=True)
class RowsFile:
    """The rows that a reader may take along: ids first, as the system they are from has them."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def find_rows_file(*, reader: Reader, measure: str, place: int, line: str = "") -> RowsFile | None:
    """Find the rows behind a reading that a reader may see, to take them with them.

    Args:
        line: only flaws of this noun and field, such as "person.email"; "" for all rows.
    """
    shown = record.find_shown()
    if shown is None:
        return None
    table = EvidenceTable.objects.filter(
        refresh_id=shown.generation, measure=measure, place=place
    ).first()
    if table is None:
        return None
    rows = seen_rows(reader, shown.generation, _of_line(table, line)).order_by("place")
    return RowsFile(
        name="-".join(part for part in (measure, str(place), line.replace(".", "-")) if part),
        columns=("System", "Record ID", *table.columns),
        lines=tuple((*_ids(row.ref), *row.cells) for row in rows),
    )


def _of_line(table: EvidenceTable, line: str) -> QuerySet[EvidenceRow]:
    rows = EvidenceRow.objects.filter(table=table)
    return rows.filter(line=line) if line else rows


def _ids(ref: str) -> tuple[str, str]:
    """Take the system and its own id apart; what is no system's row has no id to mend."""
    system, colon, own = ref.partition(":")
    return (system, own) if colon else ("", ref)


def find_rows_page(
    *, reader: Reader, measure: str, place: int, number: int, line: str = ""
) -> RowsPage | None:
    """Find a page of the rows behind a reading that a reader may see.

    Args:
        line: only flaws of this noun and field, such as "person.email"; "" for all rows.
    """
    shown = record.find_shown()
    if shown is None:
        return None
    generation = shown.generation
    table = EvidenceTable.objects.filter(
        refresh_id=generation, measure=measure, place=place
    ).first()
    if table is None:
        return None
    of_line = _of_line(table, line)
    rows = seen_rows(reader, generation, of_line)
    first = PAGE * (number - 1)
    got = list(rows.order_by("place")[first : first + PAGE + 1])
    keys = [row.key for row in got if row.key]
    names = record.find_names(reader=reader, generation=generation, keys=keys)
    question = ReadingPage.objects.filter(refresh_id=generation, measure=measure).first()
    kept = of_line.count()
    total, cut_for = _counted(table, line)
    return RowsPage(
        measure=measure,
        question=question.question if question else "",
        title=table.title,
        columns=tuple(table.columns),
        lines=tuple(
            RowLine(
                _cells(row),
                PLURALS.get(row.noun, ""),
                row.key,
                names.get(row.key, ""),
                tuple(table.columns),
            )
            for row in got[:PAGE]
        ),
        total=total,
        seen=rows.count(),
        is_cut=kept < total,
        may_miss=kept < total and _is_of(reader, cut_for),
        kept=kept,
        place=place,
        line=line,
        before=number - 1 if number > 1 else None,
        after=number + 1 if len(got) > PAGE else None,
    )


def _cells(row: EvidenceRow) -> tuple[Cell, ...]:
    ours = {*(row.ours or ())}
    return tuple(
        Cell(spaced(str(text)) if place in ours else str(text), place in ours)
        for place, text in enumerate(row.cells)
    )


def _counted(table: EvidenceTable, line: str) -> tuple[int, list[str] | None]:
    """Tell how many rows there are, and for whom not all are kept; None where that is not known."""
    count = (table.counts or {}).get(line)
    if count is None:  # laid out before it was counted by line, or a line that is not there
        return (0, []) if table.counts else (table.total, None)
    return count["total"], count["cut_for"]


def _is_of(reader: Reader, cut_for: list[str] | None) -> bool:
    if cut_for is None:
        return bool(reader.team)
    return reader.sees is Sees.ALL or not set(scopes_of(reader)).isdisjoint(cut_for)


def seen_rows(
    reader: Reader, generation: int, rows: QuerySet[EvidenceRow]
) -> QuerySet[EvidenceRow]:
    """Cut rows down to those about nobody, or about whom the reader sees."""
    if reader.sees is Sees.ALL and reader.team:
        return rows
    subjects = record.visible(reader=reader, generation=generation)
    # Said twice, for PostgreSQL: where a row's subject is looked for by "=" alone, it would rather
    # read all subjects of the record into a table of its own than look for those of these rows.
    own = subjects.filter(key=OuterRef("key"), key__gte=OuterRef("key"))
    return rows.filter(Q(is_open=True) | Exists(own))


@dataclass(frozen=True, slots=True)
class Done:
    """A refresh as the data page lists it."""

    cause: str
    state: str
    asked_at: datetime
    finished_at: datetime | None
    failure: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """What was brought and when it was read."""

    progress: Progress
    done: tuple[Done, ...]
    facts: tuple[tuple[str, int], ...]


def get_data_page() -> DataPage:
    """Get the last refreshes and what the record holds."""
    last = Refresh.objects.order_by("-pk")[:20]
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    front = keeping.from_text(shown.front, Front) if shown else None
    return DataPage(
        progress=get_progress(),
        done=tuple(
            Done(
                wording.cause(one.cause),
                one.get_state_display(),
                one.asked_at,
                one.finished_at,
                one.failure,
            )
            for one in last
        ),
        facts=tuple((wording.noun(noun), number) for noun, number in front.facts) if front else (),
    )
