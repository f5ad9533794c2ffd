"""What other parts of the room may ask of this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Subquery

from sameroom import agreement
from sameroom.agreement import Agreement
from sameroom.agreement.calendar import WorkingTime, working_time
from sameroom.agreement.clauses import Clauses as Clauses  # for whoever is given them
from sameroom.errors import SameroomError
from sameroom.measure import Interval, Reading, Told, TooLittle, Unit
from sameroom.record.web.models import Shown as RecordShown
from sameroom.room import keeping
from sameroom.room.laid_out import Front
from sameroom.room.web import operations, queries
from sameroom.room.web.models import Present, Refresh, State, StoredReading
from sameroom.webkit.audit import Actor
from sameroom.webkit.prepared import Prepared


def ask_refresh(*, cause: str, now: datetime, by: Actor | None = None) -> int:
    """Ask for the record to be read anew; gives the number of the refresh."""
    return operations.ask_refresh(cause=cause, now=now, by=by)


def ask_before_long(*, cause: str, now: datetime) -> None:
    """Ask for the record to be read anew, not at once where that takes long and was done lately."""
    operations.ask_before_long(cause=cause, now=now)


def is_read() -> bool:
    """Tell whether anything was ever read: without, an empty page has another reason."""
    return RecordShown.objects.exists()


def get_present() -> datetime | None:
    """Tell what day it is for a company that is invented; None: today."""
    found = _PRESENT()
    return found[0] if found else None


def _present() -> QuerySet[Present, datetime]:
    return Present.objects.order_by("pk").values_list("as_of", flat=True)[:1]


_PRESENT = Prepared(_present)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page of the room stands in.

    Args:
        now: what time it is in the room: an invented company's clock stands at its end.
        team_sizes: how many people each team has, as when the record was last read.
    """

    now: datetime
    team_sizes: Mapping[str, int]


def get_setting(*, now: datetime) -> Setting:
    """Tell what time it is in the room and how large the teams are; one query."""
    found = _SETTING()
    if not found:
        return Setting(get_present() or now, {})
    present, sizes = found[0]
    return Setting(present or now, dict(sizes))


def _setting() -> QuerySet[RecordShown, tuple[datetime | None, dict[str, int]]]:
    present = Subquery(Present.objects.values("as_of")[:1])
    return RecordShown.objects.values_list(present, "team_sizes")[:1]


_SETTING = Prepared(_setting)


def is_reading() -> bool:
    """Tell whether the record is being read anew, or is about to be."""
    return queries.get_progress().is_going_on


def get_agreed() -> Agreement:
    """Read the agreement in force, else the default; a file that stays as it is is read once."""
    file = Path(settings.STORE) / "agreement.yaml"
    try:
        found = file.stat()
    except FileNotFoundError:
        return agreement.default()
    return _read(file, found.st_ino, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read(file: Path, *_: int) -> Agreement:
    return agreement.read(path=file)


def get_zone() -> str:
    """Name the time zone of the company, by which times are told to whoever has chosen none."""
    try:
        return get_agreed().clauses.company.time_zone
    except (SameroomError, OSError):  # a page is told all the same
        return settings.TIME_ZONE


def find_working(*, clauses: Clauses, promise: str, own: str = "") -> WorkingTime | None:
    """Find the calendar that a promise runs by; None where the agreement has none of its name.

    Args:
        promise: "first_touch" or "disposition".
        own: the calendar of whoever has to keep it; where the agreement has one of that name, the
            promise runs by it.
    """
    agreed = clauses.calendars.get(getattr(clauses.promises, promise).calendar)
    calendar = clauses.calendars.get(own) or agreed
    if calendar is None:
        return None
    return working_time(calendar=calendar, company_zone=clauses.company.time_zone)


def promised_until(*, clauses: Clauses, promise: str, starts_at: datetime) -> datetime | None:
    """Tell until when a promise is to be kept, in working time.

    Args:
        promise: "first_touch" or "disposition".

    Returns:
        None where its calendar has no working time within ten years.
    """
    told = getattr(clauses.promises, promise)
    clock = find_working(clauses=clauses, promise=promise)
    if clock is None:
        return None
    return clock.after(starts_at=starts_at, open_seconds=round(told.within_hours * 3600))


def has_record() -> bool:
    """Tell whether there is a record to write to."""
    from sameroom.engines.store import NoSuchStoreError, Store

    try:
        Store.open(path=Path(settings.STORE))
    except NoSuchStoreError:
        return False
    return True


def append_facts(
    *,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],  # Any: a cell
    now: datetime,
) -> None:
    """Append what was done in the room to the record, as one run; a known id stands anew.

    Args:
        rows: by noun; each with its `id`, `origin`, `source_id` and `seen_at`.

    Raises:
        StoreBusyError: when somebody else is writing; the next minute will do.
    """
    import pyarrow as pa

    from sameroom.engines.store import Store
    from sameroom.importing.writing import resolve

    with Store.open(path=Path(settings.STORE)).write(kind="room", now=now) as run:
        for noun, listed in rows.items():
            run.append(noun, pa.Table.from_pylist([dict(row) for row in listed]))
        resolve(run)


def find_person_ids(*, keys: set[str]) -> dict[str, str]:
    """Find who in the record is meant by the keys of their pages. Reads the record: for jobs."""
    from sameroom.engines.embedded import EmbeddedEngine
    from sameroom.engines.store import Store
    from sameroom.record.timeline import key_of

    engine = EmbeddedEngine(snapshot=Store.open(path=Path(settings.STORE)).snapshot())
    try:
        known = engine.ask("select distinct person_id as id from person_entity").to_pylist()
    finally:
        engine.close()
    named = {key_of(noun="person", subject_id=row["id"]): row["id"] for row in known}
    return {key: named[key] for key in keys if key in named}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a measure told when the record was last read.

    Args:
        told: in the order in which it was told.
        agreement_version: in whose light.
    """

    told: tuple[Told, ...]
    agreement_version: str
    ends_at: datetime


def find_shown(*, measure: str) -> Shown | None:
    """Find what a measure told when the record was last read; None while nothing was."""
    last = Refresh.objects.filter(state=State.DONE).order_by("-pk").values("pk")[:1]
    rows = list(StoredReading.objects.filter(refresh_id__in=last, measure=measure).order_by("pk"))
    if not rows:
        return None
    return Shown(tuple(_told(row) for row in rows), rows[0].agreement_version, rows[0].ends_at)


def _told(row: StoredReading) -> Told:
    part = tuple((str(name), str(said)) for name, said in row.part)
    if not row.is_told or row.value is None:
        return TooLittle(row.figure, Unit(row.unit), row.count, 0, part=part)
    interval = None
    if row.low is not None and row.high is not None:
        interval = Interval(row.low, row.high)
    return Reading(row.figure, row.value, Unit(row.unit), row.count, interval, part)


@dataclass(frozen=True, slots=True)
class Cost:
    """What being apart costs, as it was last read.

    Args:
        title: of which kind of money.
        about, ranged: in the company's currency, as a person reads it.
        meaning: what it counts.
    """

    title: str
    about: str
    ranged: str
    meaning: str


def list_costs() -> tuple[Cost, ...]:
    """List what being apart costs in the period that was last read; () while nothing tells it."""
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    if shown is None or not shown.front:
        return ()
    bill = keeping.from_text(shown.front, Front).bill
    return tuple(
        Cost(side.title, side.total.about, side.total.range, side.meaning)
        for side in (bill.cash, bill.expected)
        if side.total
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """What a measure's finding costs, as it was last read.

    Args:
        about, ranged: in the company's currency, as a person reads it.
        words: how it comes about.
    """

    about: str
    ranged: str
    words: str


def list_losses(*, measures: Sequence[str]) -> dict[str, tuple[Loss, ...]]:
    """List what the findings of some measures cost; a measure without money is not there."""
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    if shown is None or not shown.front:
        return {}
    found: dict[str, tuple[Loss, ...]] = {}
    for row in keeping.from_text(shown.front, Front).rows:
        for line in row.lines:
            loss = Loss(line.about, line.range, line.words)
            for name in {*measures} & {*line.measures}:
                if loss not in found.get(name, ()):
                    found[name] = (*found.get(name, ()), loss)
    return found


def to_csv(*, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """Write rows as CSV that no spreadsheet takes for formulas."""
    from sameroom.room.web import taking

    cells = tuple(tuple(line) for line in lines)
    return taking.to_csv(file=queries.RowsFile(name="", columns=tuple(columns), lines=cells))


def note_taken(*, what: str, rows: int, by: Actor, now: datetime) -> None:
    """Note who takes rows with them, and how many, before they have them."""
    operations.note_taken(what=what, rows=rows, by=by, now=now)
