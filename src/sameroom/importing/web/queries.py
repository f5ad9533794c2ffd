"""What the pages about imports show."""

import itertools
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sameroom.agreement.web import api as agreement
from sameroom.agreement.web.api import Looked
from sameroom.connectors.connector import list_connectors
from sameroom.importing.found import CameIn, File, Found, Left, from_text
from sameroom.importing.web.jobs import errors_of, find_agreement, read_agreement
from sameroom.importing.web.models import GOING_ON, Bringing, State
from sameroom.importing.web.ways_out import WAYS_OUT, WayOut
from sameroom.people.web.models import User
from sameroom.room.web import api as room

LISTED = 50
WRITING = (State.RUNNING, State.UNDOING)


@dataclass(frozen=True, slots=True)
class Line:
    """An import as the list has it."""

    number: int
    title: str
    who: str
    at: datetime
    files: int
    state: str
    words: str
    rows: int
    failure: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """What was brought, and how to get more out of one's tools."""

    lines: tuple[Line, ...]
    ways_out: tuple[WayOut, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is.

    Args:
        waits_for: what it waits for, or "".
    """

    number: int
    state: str
    words: str
    step: str
    rows: int
    of: int
    percent: int
    is_going_on: bool
    waits_for: str


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file that is left out, and under which number it can be decided on, if at all."""

    left: Left
    place: int | None


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Everything about one import."""

    number: int
    title: str
    state: str
    words: str
    version: int
    who: str
    brought_at: datetime
    ended_at: datetime | None
    changed_by: str
    files: int
    size: int
    failure: str
    currency: str
    zone: str
    progress: Progress
    found: Found | None
    came_in: CameIn | None
    run: str
    agreement: Looked | None

    @property
    def can_be_decided(self) -> bool:
        """Tell whether its plan waits for somebody."""
        return self.state in {State.PLANNED, State.UNREADABLE}

    @property
    def left_files(self) -> list["LeftFile"]:
        """List what is left out; what can be read after all has a place among the files."""
        if self.found is None:
            return []
        places = itertools.count(len(self.found.files))
        return [
            LeftFile(left, next(places) if left.can_be_read else None) for left in self.found.left
        ]


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file of a plan; `state` says whether that still waits for somebody."""

    number: int
    title: str
    version: int
    state: str
    place: int
    file: File | None
    left: Left | None
    zone: str = "UTC"

    @property
    def key(self) -> str:
        """Name the file; its place moves when others are left out."""
        one = self.file or self.left
        return f"{one.path}|{one.name}" if one else ""

    @property
    def is_open(self) -> bool:
        """Tell whether it can be decided on, now or once it has been looked at anew."""
        return self.state in {State.PLANNED, State.BROUGHT, State.PLANNING}


@dataclass(frozen=True, slots=True)
class UndoPage:
    """What taking an import back would do.

    Args:
        going: rows that leave the record, by noun.
        standing: rows that stand again as they were before.
        leaning: later imports that found rows on record already, and how many.
    """

    number: int
    title: str
    going: tuple[tuple[str, int], ...]
    standing: int
    leaning: tuple[tuple[int, str, int], ...]


def get_imports_page() -> ImportsPage:
    """Get what was brought, the latest first."""
    rows = list(Bringing.objects.order_by("-pk")[:LISTED])
    names = _names({one.brought_by_id for one in rows})
    shown = {one.name for one in WAYS_OUT}
    cards = [card for card in list_connectors() if card.objects]
    return ImportsPage(
        lines=tuple(_line(one, names) for one in rows),
        ways_out=WAYS_OUT,
        others=", ".join(card.title for card in cards if card.name not in shown),
    )


def _names(ids: set[int | None]) -> dict[int | None, str]:
    return dict(User.objects.filter(pk__in=[one for one in ids if one]).values_list("pk", "name"))


def _line(one: Bringing, names: dict[int | None, str]) -> Line:
    came_in = from_text(one.came_in, CameIn) if one.came_in else CameIn()
    return Line(
        number=one.pk, title=one.title, who=names.get(one.brought_by_id, ""), at=one.brought_at,
        files=one.file_count, state=one.state, words=one.get_state_display(),
        rows=came_in.rows, failure=one.failure,
    )  # fmt: skip


def find_progress(*, number: int) -> Progress | None:
    """Find how far an import is."""
    one = Bringing.objects.filter(pk=number).first()
    return _progress(one) if one else None


def _progress(one: Bringing) -> Progress:
    return Progress(
        number=one.pk, state=one.state, words=one.get_state_display(), step=one.step,
        rows=one.rows_done, of=one.rows_of, percent=one.percent,
        is_going_on=one.state in GOING_ON,
        waits_for=_waits_for(one) if one.state in GOING_ON and not one.step else "",
    )  # fmt: skip


def _waits_for(one: Bringing) -> str:
    """Tell what somebody else does to the record meanwhile; "" when nobody does anything."""
    other = Bringing.objects.exclude(pk=one.pk).filter(state__in=WRITING).first()
    if other is not None:
        return f"“{other.title}” {other.get_state_display()}"
    return "reading" if room.is_reading() else ""


def find_import_page(*, number: int) -> ImportPage | None:
    """Find an import."""
    one = Bringing.objects.filter(pk=number).first()
    if one is None:
        return None
    names = _names({one.brought_by_id, one.changed_by_id})
    return ImportPage(
        number=one.pk, title=one.title, state=one.state, words=one.get_state_display(),
        version=one.version, who=names.get(one.brought_by_id, ""), brought_at=one.brought_at,
        ended_at=one.ended_at, changed_by=names.get(one.changed_by_id, ""), files=one.file_count,
        size=one.byte_count, failure=one.failure, currency=one.currency, zone=one.zone,
        progress=_progress(one),
        found=from_text(one.found, Found) if one.found else None,
        came_in=from_text(one.came_in, CameIn) if one.came_in else None, run=one.run_id,
        agreement=_agreement(one),
    )  # fmt: skip


def _agreement(one: Bringing) -> Looked | None:
    if one.state not in {State.PLANNED, State.UNREADABLE}:
        return None
    brought = find_agreement(Path(one.folder))
    if brought is None:
        return None
    return agreement.look_into(raw=read_agreement(brought), file=brought.name)


def find_file_page(*, number: int, place: int, key: str = "") -> FilePage | None:
    """Find a file of a plan; left-out files come after the others.

    Args:
        key: the file that is meant, wherever it stands by now; "" for the one at the place.
    """
    one = Bringing.objects.filter(pk=number).exclude(found="").first()
    if one is None:
        return None
    found = from_text(one.found, Found)
    told = (one.pk, one.title, one.version, one.state)
    readable = [left for left in found.left if left.can_be_read]
    files = [FilePage(*told, at, file, None, one.zone) for at, file in enumerate(found.files)]
    left = [FilePage(*told, at, None, left) for at, left in enumerate(readable, len(files))]
    pages = [*files, *left]
    if key:
        return next((page for page in pages if page.key == key), None)
    return pages[place] if place < len(pages) else None


def find_undo_page(*, number: int) -> UndoPage | None:
    """Find what taking an import back would do."""
    one = Bringing.objects.filter(pk=number, state=State.DONE).exclude(run_id="").first()
    if one is None:
        return None
    came_in = from_text(one.came_in, CameIn)
    found = from_text(one.found, Found)
    later = Bringing.objects.filter(pk__gt=number, state=State.DONE).order_by("pk")[:LISTED]
    held = ((x, from_text(x.came_in, CameIn).held) for x in later)
    return UndoPage(
        number=one.pk, title=one.title, going=came_in.written,
        standing=sum(noun.changed for noun in found.nouns),
        leaning=tuple((x.pk, x.title, count) for x, count in held if count),
    )  # fmt: skip


def find_error_file(*, number: int, place: int) -> Path | None:
    """Find an error file of an import by its place in the list."""
    one = Bringing.objects.filter(pk=number).exclude(came_in="").first()
    names = from_text(one.came_in, CameIn).errors if one else ()
    if one is None or not place < len(names):
        return None
    file = errors_of(one.pk) / names[place]
    return file if file.is_file() else None
