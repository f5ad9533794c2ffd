"""Everything that changes in the room: asking for a refresh, and laying one out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sameroom.audit import Audit
from sameroom.audit.document import Engine
from sameroom.discover import of_web_halves
from sameroom.errors import SameroomError
from sameroom.measure import Reading, Stored, Window
from sameroom.record import timeline
from sameroom.record.review import Doubt, get_queue
from sameroom.record.source_rows import list_source_rows
from sameroom.record.web import matching
from sameroom.record.web import operations as record
from sameroom.room import keeping
from sameroom.room.laid_out import LaidOut, Table, lay_out_room
from sameroom.room.web import jobs
from sameroom.room.web.models import (
    EvidenceRow,
    EvidenceTable,
    Present,
    ReadingPage,
    Refresh,
    State,
    StoredReading,
    Wanted,
)
from sameroom.webkit import audit as log
from sameroom.webkit import bulk
from sameroom.webkit.audit import Actor
from sameroom.webkit.jobs import is_to_come
from sameroom.webkit.models import AuditEntry

QUIET = timedelta(minutes=2)  # a refresh that has not given a sign of life for so long was killed
QUICK = timedelta(minutes=1)  # so long a refresh may take without a rest behind it
REST = 4  # times as long as a refresh took, before acts of people ask for the next
TRIES = 5  # of asking again where somebody else asked first and theirs was begun at once


def ask_refresh(*, cause: str, now: datetime, by: Actor | None = None) -> int:
    """Ask for the record to be read anew.

    A refresh that waits already will do: then its number is given, also to whoever asks in the
    same moment as another.
    """
    for _attempt in range(TRIES):
        waiting = Refresh.objects.filter(state=State.WAITING).first()
        if waiting is not None:
            return int(waiting.pk)
        with suppress(IntegrityError), transaction.atomic():  # somebody asked in the same moment
            return _ask(cause, now, by)
        Refresh.objects.filter(is_next=True).exclude(state=State.WAITING).update(is_next=None)
    return _ask(cause, now, by)


def ask_before_long(*, cause: str, now: datetime) -> None:
    """Ask for the record to be read anew, at once where that is quick.

    Where the last time took long, it waits until so many times as long has passed: else a room in
    which people decide all day would do nothing but read.
    """
    last = Refresh.objects.filter(state=State.DONE).exclude(began_at=None).order_by("-pk").first()
    until = now
    if last is not None and last.began_at is not None and last.beat_at is not None:
        took = last.beat_at - last.began_at
        until = last.beat_at + REST * took if took > QUICK else now
    if until <= now:
        ask_refresh(cause=cause, now=now)
    else:
        Wanted.objects.get_or_create(only=True, defaults={"since": now, "not_before": until})


def ask_wanted(*, now: datetime) -> None:
    """Ask for what was to be done before long, once its time has come."""
    if Wanted.objects.filter(not_before__lte=now).exists():
        ask_refresh(cause="acts", now=now)


def _ask(cause: str, now: datetime, by: Actor | None) -> int:
    one = Refresh.objects.create(cause=cause, asked_at=now, is_next=True)
    log.record("refresh.asked", at=now, by=by, subject=one.pk, details={"cause": cause})
    jobs.refresh.enqueue(one.pk)
    return int(one.pk)


class TakenUpError(Exception):
    """Somebody else has taken a refresh up meanwhile, for whoever had it seemed dead."""


class NotEmptyError(SameroomError):
    """A room that is in use already, and is not to be filled with an invented company."""

    def __init__(self) -> None:
        super().__init__(
            _("This room is not empty any more, so the invented company stays out of it."),
            remedy=_("Open another room for it: sameroom demo."),
        )


def is_fresh() -> bool:
    """Tell whether nothing was ever brought or read here; a demo that failed does not count."""
    was_read = Refresh.objects.exclude(cause="demo", state=State.FAILED).exists()
    return not was_read and not AuditEntry.objects.filter(action="import.done").exists()


def ask_demo(*, now: datetime, by: Actor) -> None:
    """Ask for the invented company to be made and read.

    Raises:
        NotEmptyError: when the room is in use; two companies in one record cannot be told apart.
    """
    with transaction.atomic():
        if not is_fresh():
            raise NotEmptyError
        one = Refresh.objects.create(cause="demo", asked_at=now)
        log.record("demo.asked", at=now, by=by, subject=one.pk)
        jobs.refresh.enqueue(one.pk)


def ask_nightly(*, day: date, now: datetime) -> bool:
    """Ask for the refresh of a night, once, whoever else asks too."""
    try:
        with transaction.atomic():
            one = Refresh.objects.create(cause="nightly", asked_at=now, nightly_on=day)
            jobs.refresh.enqueue(one.pk)
    except IntegrityError:
        return False
    return True


def resume(*, now: datetime) -> int:
    """Take up again what was killed in the middle, or before it began; tells how many."""
    count = _put_in_again(now)
    stale = Refresh.objects.filter(state=State.RUNNING, beat_at__lt=now - QUIET)
    with transaction.atomic():
        numbers = list(stale.values_list("pk", flat=True))
        for number in numbers:
            jobs.refresh.enqueue(number)
        Refresh.objects.filter(pk__in=numbers).update(state=State.WAITING, beat_at=None)
    return count + len(numbers)


def _put_in_again(now: datetime) -> int:
    """Put in again what waits for a job that is gone: more of them than one do no harm."""
    waiting = Refresh.objects.filter(state=State.WAITING, asked_at__lt=now - QUIET).order_by("pk")
    count = 0
    for number in list(waiting.values_list("pk", flat=True)):
        if not is_to_come(job=jobs.refresh, number=number, since=now - QUIET):
            jobs.refresh.enqueue(number)
            count += 1
    return count


def begin(*, number: int, now: datetime) -> bool:
    """Take a refresh in hand; false when somebody else has, or it is over."""
    taken = Refresh.objects.filter(pk=number, state=State.WAITING)
    told = {"began_at": now, "beat_at": now, "failure": "", "step": "Beginning", "is_next": None}
    with transaction.atomic():
        is_ours = bool(taken.update(state=State.RUNNING, **told))
        if is_ours:  # it reads all that there is by now
            Wanted.objects.filter(since__lte=now).delete()
    return is_ours


def beat(*, number: int, began_at: datetime | None, now: datetime) -> None:
    """Say that a refresh is alive, as whoever began it then."""
    _of(number, began_at).update(beat_at=now)


def tell_step(*, number: int, began_at: datetime, step: str, now: datetime) -> None:
    """Say what a refresh is doing, as whoever began it then; once it is shown, nothing.

    Raises:
        TakenUpError: when somebody else has it by now, as after a machine has slept.
    """
    if _of(number, began_at).update(step=step[:200], beat_at=now):
        return
    mine = Refresh.objects.filter(pk=number, state=State.DONE, began_at=began_at)
    if not mine.exists():  # what comes behind showing it is ours still: the report's files
        raise TakenUpError


def _of(number: int, began_at: datetime | None) -> QuerySet[Refresh]:
    return Refresh.objects.filter(pk=number, state=State.RUNNING, began_at=began_at)


def tell_imported(*, number: int, now: datetime) -> None:
    """Remember that the folder of a refresh is in the record, so that it is not read again."""
    Refresh.objects.filter(pk=number).update(is_imported=True, beat_at=now)


def tell_reading(*, number: int, run: str) -> None:
    """Remember which run of the record a refresh reads.

    Where it was killed and the record has changed since, its timelines are written anew; else it
    goes on behind the last entry.
    """
    one = Refresh.objects.get(pk=number)
    if one.read_run != run:
        record.forget_entries(generation=number)
        Refresh.objects.filter(pk=number).update(read_run=run)


def fail(*, number: int, began_at: datetime, failure: str, now: datetime) -> None:
    """End a refresh that could not be done, unless somebody else has it by now.

    What was shown before is shown on.
    """
    told = {"failure": failure, "finished_at": now, "step": ""}
    _of(number, began_at).update(state=State.FAILED, **told)


def lay_out(
    *,
    number: int,
    began_at: datetime | None,
    engine: Engine,
    audit: Audit,
    now: datetime,
    doubts: Sequence[Doubt] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Lay an audit out as a generation, and show it once it is whole.

    Args:
        began_at: when whoever does it took it in hand.
        tell: is told what is being done, often, and holds that it is still ours to do.

    Raises:
        TakenUpError: when somebody else has the refresh by now.
    """
    out = lay_out_room(engine=engine, audit=audit)
    _clear(number)
    _write_readings(number, audit.stored)
    _write_pages(number, out)
    for table in out.tables:
        _write_table(number, table)
    subjects = timeline.list_subjects(engine=engine)
    record.write_subjects(generation=number, subjects=subjects, tell=tell)
    record.write_source_rows(generation=number, rows=list_source_rows(engine=engine), tell=tell)
    queue = get_queue(engine=engine, doubts=doubts, decided=matching.list_spoken_of())
    matching.write_pairs(generation=number, pairs=queue.pairs)
    _write_entries(number, engine, tell)
    for half in of_web_halves("projecting"):  # what other parts keep of the record
        half.project(engine=engine, generation=number, now=audit.window.ends_at, tell=tell)
    with transaction.atomic():
        sizes = timeline.list_team_sizes(engine=engine)
        record.show(generation=number, team_sizes=sizes, pairs_beyond=queue.beyond)
        told = {"finished_at": now, "step": "", "front": keeping.to_text(out.front)}
        if not _of(number, began_at).update(state=State.DONE, **told):
            raise TakenUpError
        log.record("refresh.done", at=now, subject=number)


def _write_entries(number: int, engine: Engine, tell: Callable[[str], None]) -> None:
    """Write the timelines, from behind those that are written; they come in one order always."""
    written = record.count_written(generation=number)
    for entries in timeline.list_entries(engine=engine, after=written, most=record.PAGE):
        for first in range(0, len(entries), record.CHUNK):
            tell("Writing the timelines")
            record.write_entries(generation=number, entries=entries[first : first + record.CHUNK])


def sweep(*, keep: int) -> None:
    """Delete what earlier refreshes laid out, and keep their readings for trends."""
    record.sweep(keep=keep)
    bulk.delete(EvidenceRow.objects.filter(table__refresh_id__lt=keep))
    bulk.delete(EvidenceTable.objects.filter(refresh_id__lt=keep))
    bulk.delete(ReadingPage.objects.filter(refresh_id__lt=keep))


def note_taken(*, what: str, rows: int, by: Actor, now: datetime) -> None:
    """Note who took rows with them, and how many."""
    log.record("rows.taken", at=now, by=by, subject=what, details={"rows": rows})


def tidy() -> None:
    """Sweep what a refresh left lying that was killed behind its end; seldom anything."""
    shown = Refresh.objects.filter(state=State.DONE).order_by("-pk").first()
    if shown is not None:
        sweep(keep=shown.pk)


def set_present(*, window: Window) -> None:
    """Say of which period an invented company's record tells; its end is today there."""
    told = {"starts_at": window.starts_at, "as_of": window.ends_at}
    Present.objects.update_or_create(only=True, defaults=told)


def _clear(number: int) -> None:
    bulk.delete(EvidenceRow.objects.filter(table__refresh_id=number))
    for model in (StoredReading, ReadingPage, EvidenceTable):
        bulk.delete(model._default_manager.filter(refresh_id=number))


def _write_readings(number: int, stored: tuple[Stored, ...]) -> None:
    bulk.create(_reading(number, one) for one in stored)


def _reading(number: int, one: Stored) -> StoredReading:
    told = one.told
    row = StoredReading(
        refresh_id=number,
        area=one.area,
        measure=one.measure,
        figure=told.figure,
        part=[list(pair) for pair in told.part],
        is_told=isinstance(told, Reading),
        unit=str(told.unit),
        count=told.count if isinstance(told, Reading) else told.have,
        starts_at=one.window.starts_at,
        ends_at=one.window.ends_at,
        agreement_version=one.agreement_version[:120],
        code_version=one.code_version,
    )
    if isinstance(told, Reading):
        row.value = told.value
        if told.interval is not None:
            row.low, row.high = told.interval.low, told.interval.high
    return row


def _write_pages(number: int, out: LaidOut) -> None:
    bulk.create(
        ReadingPage(
            refresh_id=number,
            measure=section.name,
            area=area,
            place=place,
            question=section.question,
            section=keeping.to_text(section),
        )
        for place, (area, section) in enumerate(out.sections)
    )


def _write_table(number: int, table: Table) -> None:
    head = EvidenceTable.objects.create(
        refresh_id=number,
        measure=table.measure,
        place=table.place,
        title=table.title,
        columns=list(table.columns),
        total=table.total,
        counts={one.line: {"total": one.total, "cut_for": one.cut_for} for one in table.counts},
    )
    bulk.create(
        EvidenceRow(
            table=head,
            place=place,
            cells=list(line.cells),
            ours=list(line.ours),
            noun=line.noun,
            key=line.key,
            is_open=line.is_open,
            ref=line.ref[:200],
            line=line.line,
        )
        for place, line in enumerate(table.lines, start=1)
    )
