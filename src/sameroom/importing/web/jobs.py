"""The work behind an import: plan it, run it, take it back. Each can be killed and taken up."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any  # Any: a task of the library

from django.conf import settings
from django_tasks import task

from sameroom import clock
from sameroom.agreement.reader import LARGEST
from sameroom.errors import SameroomError
from sameroom.webkit.jobs import alive

if TYPE_CHECKING:
    from sameroom.agreement.web.api import Arrived
    from sameroom.connectors.mapping import SheetSample
    from sameroom.connectors.rules import FileRule
    from sameroom.importing.web.models import Bringing, State

log = logging.getLogger(__name__)
Job = Any  # Any: as the library has it
WORD = 1.0  # seconds between two words of progress
WAIT = timedelta(seconds=10)  # until the record is asked for again that somebody else writes to
FAULT = "This is a fault of Sameroom, not of your data; its log says more. Nothing was written."


@task()
def plan(number: int) -> None:
    """Say what importing would do."""
    from sameroom.importing.web.models import State

    _step(number, State.PLANNING, _plan)


@task()
def run(number: int) -> None:
    """Import what was planned; then the record is read anew."""
    from sameroom.importing.web.models import State
    from sameroom.room.web import api as room

    if _step(number, State.RUNNING, _run):
        room.ask_refresh(cause="import", now=clock.now())


@task()
def undo(number: int) -> None:
    """Take an import back; then the record is read anew."""
    from sameroom.importing.web.models import State
    from sameroom.room.web import api as room

    if _step(number, State.UNDOING, _undo):
        room.ask_refresh(cause="undo", now=clock.now())


def by_name(name: str) -> Job:
    """Give the job of a name."""
    return {"plan": plan, "run": run, "undo": undo}[name]


def _step(number: int, state: "State", do: "Callable[[Bringing], None]") -> bool:
    """Take a step; tells whether it was taken to its end."""
    from sameroom.engines.store import StoreBusyError
    from sameroom.importing.web import operations
    from sameroom.importing.web.models import Bringing

    if not operations.begin(number=number, state=state, now=clock.now()):
        return False
    try:
        with alive(beat=lambda: operations.beat(number=number, now=clock.now())):
            do(Bringing.objects.get(pk=number))
    except StoreBusyError:
        operations.put_back(number=number, state=state, until=clock.now() + WAIT)
        return False
    except SameroomError as error:
        operations.fail(number=number, state=state, failure=str(error), now=clock.now())
        return False
    # A job ends with a word to the people who wait for it, whatever happened.
    except Exception:
        log.exception("import %s failed", number)
        operations.fail(number=number, state=state, failure=FAULT, now=clock.now())
        return False
    return True


def _plan(one: "Bringing") -> None:
    from sameroom import importing
    from sameroom.importing.found import Found, from_text, lay_out
    from sameroom.importing.web import operations

    before = from_text(one.found, Found) if one.found else None
    shapes = dict(before.shapes) if before else {}
    with tempfile.TemporaryDirectory(prefix="sameroom-plan-") as scratch:
        told, out = Path(scratch) / "mapping.toml", Path(scratch) / "out.toml"
        told.write_text(one.mapping, "utf-8")

        def recall(samples: "Sequence[SheetSample]") -> "tuple[FileRule, ...]":
            shapes.update({f"{each.path}|{each.name}": shape_of(each) for each in samples})
            return _remembered(samples, Path(scratch))

        planned = importing.plan(
            folder=Path(one.folder), store=Path(settings.STORE), now=_now(),
            mapping=told if one.mapping else None, mapping_out=out, currency=one.currency,
            zone=one.zone, origin="files", recall=recall, progress=_Telling(one),
        )  # fmt: skip
        mapping = out.read_text("utf-8")
    found = lay_out(plan=planned, mapping=mapping, shapes=shapes, before=before)
    operations.tell_planned(number=one.pk, mapping=mapping, found=found, now=clock.now())


def shape_of(sample: "SheetSample") -> str:
    """Name the shape of a sheet: the same for any other with the same header."""
    from sameroom.connectors.headers import squeezed

    headers = "\n".join(squeezed(header) for header in sample.headers or ())
    return hashlib.sha256(f"{sample.headers is None}\n{headers}".encode()).hexdigest()


def _remembered(samples: "Sequence[SheetSample]", scratch: Path) -> "tuple[FileRule, ...]":
    """Find what people said of files of these shapes."""
    import tomlkit

    from sameroom.connectors.mapping_reader import read_toml
    from sameroom.importing.answering import readdress
    from sameroom.importing.web.models import Remembered

    shapes = {shape_of(sample) for sample in samples if sample.headers}
    known = dict(Remembered.objects.filter(shape__in=shapes).values_list("shape", "rule"))
    files = [
        readdress(rule=known[shape_of(sample)], path=sample.path, name=sample.name)
        for sample in samples
        if sample.headers and shape_of(sample) in known
    ]
    if not files:
        return ()
    told = scratch / "remembered.toml"
    told.write_text(tomlkit.dumps({"file": files}), "utf-8")
    return read_toml(path=told)


def _run(one: "Bringing") -> None:
    """Import; what a killed worker had written already is found, and only told."""
    from sameroom import importing
    from sameroom.importing.found import CameIn, Found, from_text
    from sameroom.importing.standing import find_import
    from sameroom.importing.web import operations
    from sameroom.importing.wording import say_noun

    folder, store = Path(one.folder), Path(settings.STORE)
    errors = errors_of(one.pk)
    with _mapping(one) as mapping:
        done = find_import(folder=folder, store=store)
        if done is None:
            outcome = importing.run(
                folder=folder, store=store, now=_now(), mapping=mapping, currency=one.currency,
                zone=one.zone, origin="files", errors=errors, progress=_Telling(one),
            )  # fmt: skip
            run_id, written, remarks = outcome.run, outcome.written, outcome.remarks
            held = sum(noun.same for noun in outcome.plan.nouns)
        else:  # the worker was killed after the last commit: the files' flaws are listed anew
            importing.plan(
                folder=folder, store=store, now=_now(), mapping=mapping, currency=one.currency,
                zone=one.zone, origin="files", errors=errors, progress=_Telling(one),
            )  # fmt: skip
            run_id, written, remarks = done.id, dict(done.row_counts), ()
            held = int(done.notes.get("already_held", 0))
    remarks = (*remarks, *_draft_agreement(one, folder))
    came_in = CameIn(
        written=tuple(
            (say_noun(noun=noun), count) for noun, count in written.items() if noun != "identity"
        ),
        errors=tuple(sorted(f.name for f in errors.glob("*.errors.csv"))),
        held=held,
        remarks=remarks,
        rows=from_text(one.found, Found).fresh if run_id else 0,
    )
    operations.tell_done(number=one.pk, run=run_id, came_in=came_in, now=clock.now())


def errors_of(number: int) -> Path:
    """Tell where the error files of an import are."""
    return Path(settings.ROOM) / "imports" / str(number)


@contextmanager
def _mapping(one: "Bringing") -> Iterator[Path]:
    """Give the mapping that was planned as a file."""
    with tempfile.TemporaryDirectory(prefix="sameroom-run-") as scratch:
        file = Path(scratch) / "mapping.toml"
        file.write_text(one.mapping, "utf-8")
        yield file


def _draft_agreement(one: "Bringing", folder: Path) -> tuple[str, ...]:
    """Make a draft of an agreement that was brought; nobody's signature is passed by."""
    from django.utils.translation import gettext as _

    from sameroom.agreement import AgreementWrongError

    brought = find_agreement(folder)
    if brought is None:
        return ()
    try:
        came = bring_agreement(one, brought, now=clock.now())
    except AgreementWrongError as error:
        return (_("The agreement that came along was left out: %(why)s") % {"why": error.text()},)
    told = {"label": came.label}
    if not came.is_new:
        return (_("The agreement that came along says the same as “%(label)s”.") % told,)
    return (
        _("The agreement that came along is the draft “%(label)s”, to be signed by both teams.")
        % told,
    )


def bring_agreement(one: "Bringing", brought: Path, *, now: datetime) -> "Arrived":
    """Make a draft of an agreement that was brought; asked again, it is the same draft."""
    from sameroom.agreement.web import api as agreement

    return agreement.bring(
        raw=read_agreement(brought), file=brought.name, name=f"{one.title}: {brought.name}",
        key=f"import {one.pk}", by_id=one.brought_by_id, now=now,
    )  # fmt: skip


def read_agreement(path: Path) -> bytes:
    """Read as much of a file as an agreement may have, and a byte more to tell."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def find_agreement(folder: Path) -> Path | None:
    """Find an agreement among what was brought."""
    return next(iter(sorted(folder.rglob("agreement.yaml"))), None)


def _undo(one: "Bringing") -> None:
    from sameroom import importing
    from sameroom.importing.standing import find_undo
    from sameroom.importing.web import operations

    store = Path(settings.STORE)
    back = ""
    if one.run_id:
        back = find_undo(run=one.run_id, store=store)
        if not back:
            back = importing.undo(run=one.run_id, store=store, now=_now()).run
    operations.tell_undone(number=one.pk, run=back, now=clock.now())


def _now() -> datetime:
    """Tell the present: of an invented company its record's end."""
    from sameroom.room.web import api as room

    return room.get_present() or clock.now()


class _Telling:
    """Writes down how far the work is, at most once a second."""

    def __init__(self, one: "Bringing") -> None:
        from sameroom.importing.found import Found, from_text

        found = from_text(one.found, Found) if one.found else None
        self._number = one.pk
        self._rows = {file.path: file.rows for file in found.files} if found else {}
        self._last: datetime | None = None

    def __call__(self, what: str, done: int, of: int) -> None:
        from sameroom.importing.progressing import how_far
        from sameroom.importing.web import operations

        now = clock.now()
        if self._last is None or (now - self._last).total_seconds() >= WORD:
            far = how_far(what=what, done=done, of=of, rows=self._rows)
            operations.tell(number=self._number, far=far, now=now)
            self._last = now
