"""The room's jobs: reading the record anew, and making the invented company."""

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django_tasks import task

from sameroom import clock
from sameroom.errors import SameroomError
from sameroom.webkit.jobs import alive

if TYPE_CHECKING:
    from sameroom.audit import Audit
    from sameroom.audit.document import Engine
    from sameroom.record.review import Doubt
    from sameroom.room.web.models import Refresh

log = logging.getLogger(__name__)
BEAT = 1.0  # seconds between two words of progress
FAULT = "This is a fault of Sameroom, not of your data; its log says more."


@task()
def refresh(number: int) -> None:
    """Do a refresh; whatever goes wrong is kept beside it, and what was shown stays."""
    from sameroom.room.web import operations

    began_at = clock.now()
    if not operations.begin(number=number, now=began_at):
        return
    try:
        with alive(beat=lambda: operations.beat(number=number, began_at=began_at, now=clock.now())):
            _do(number, began_at)
    except operations.TakenUpError:
        log.warning("refresh %s was taken up by somebody else meanwhile", number)
    except SameroomError as error:
        operations.fail(number=number, began_at=began_at, failure=str(error), now=clock.now())
    # A job ends with a word to the people who wait for it, whatever happened.
    except Exception:
        log.exception("refresh %s failed", number)
        operations.fail(number=number, began_at=began_at, failure=FAULT, now=clock.now())
    else:
        operations.sweep(keep=number)


def _do(number: int, began_at: datetime) -> None:
    from sameroom import importing, workbench
    from sameroom.measure import Window
    from sameroom.record.web.models import Shown as RecordShown
    from sameroom.report import languages
    from sameroom.room.web import operations
    from sameroom.room.web.models import Present, Refresh

    one = Refresh.objects.get(pk=number, began_at=began_at)
    store = Path(settings.STORE)
    if one.cause == "demo" and not one.is_imported:
        _invent(one)
    present = Present.objects.first()
    now = present.as_of if present else clock.now()
    window = Window(present.starts_at, now) if present and present.starts_at else None
    tell = _Telling(number, began_at)
    if one.folder and not one.is_imported:
        importing.run(
            folder=Path(one.folder), store=store, now=now,
            progress=lambda what, done, of: tell(f"{what} ({done:,} of {of:,})" if of else what),
        )  # fmt: skip
        _take_agreement(Path(one.folder), store, is_demo=one.cause == "demo")
        operations.tell_imported(number=number, now=clock.now())
    _follow_words(store, now)
    operations.tell_reading(number=number, run=_last_run(store))
    workbench.audit_record(
        store=store,
        out=Path(settings.REPORT),
        now=now,
        window=window,
        agreed=workbench.read_agreement(file=None, folder=store),
        threads=_threads(is_in_use=RecordShown.objects.exists()),
        speaking=languages.list_languages(),
        progress=tell,
        also=lambda engine, audit: _lay_out(one, engine, audit, _doubts(store), tell),
    )
    if one.cause == "demo":
        from sameroom.room.web import demo

        demo.bring_outstanding(now=clock.now(), after=timedelta())


def _threads(*, is_in_use: bool) -> int:
    """Tell how many threads a reading may have: a core is left to whoever opens pages meanwhile."""
    return max((os.cpu_count() or 1) - is_in_use, 1)


def _lay_out(
    one: "Refresh", engine: "Engine", audit: "Audit", doubts: "list[Doubt]", tell: "_Telling"
) -> None:
    """Lay out what was read; of the invented company, its people come first."""
    from sameroom.room.web import demo, operations

    if one.cause == "demo":
        demo.lend_cast(engine=engine, now=clock.now())
    operations.lay_out(
        number=one.pk,
        began_at=one.began_at,
        engine=engine,
        audit=audit,
        now=clock.now(),
        doubts=doubts,
        tell=tell,
    )


def _follow_words(store: Path, now: datetime) -> None:
    """Have the record follow what people said of matches; once more changes nothing."""
    from sameroom import importing
    from sameroom.record.web import matching

    if not matching.is_anything_outstanding():
        return
    outstanding = matching.settle_outstanding(known=importing.list_decided(store=store))
    importing.decide(
        decisions=outstanding.decisions, withdrawn=outstanding.withdrawn, store=store, now=now
    )
    matching.tell_followed(outstanding=outstanding, now=clock.now())


def _last_run(store: Path) -> str:
    from sameroom.engines.store import NoSuchStoreError, Store

    try:
        with Store.open(path=store).snapshot() as snapshot:
            found = snapshot.runs()
    except NoSuchStoreError:
        return ""
    return found[-1].id if found else ""


def _doubts(store: Path) -> "list[Doubt]":
    from sameroom import importing
    from sameroom.engines.store import Store
    from sameroom.record.review import Doubt

    with Store.open(path=store).snapshot() as snapshot:
        return [Doubt(*one) for one in importing.list_in_doubt(snapshot=snapshot)]


def _invent(one: "Refresh") -> None:
    """Write the exports of the invented company, to be imported like any other's."""
    from sameroom.measure import Window
    from sameroom.room.web import operations
    from sameroom.simulator import simulate

    folder = Path(settings.ROOM) / "uploads" / "demo"
    written = simulate(folder=folder, size="demo", seed=1)
    starts_at, as_of = written.world.company.period
    operations.set_present(window=Window(starts_at, as_of))
    one.folder = str(folder)
    one.save(update_fields=["folder"])


def _take_agreement(folder: Path, store: Path, *, is_demo: bool) -> None:
    """Take the agreement that came along, unless there is one.

    What the set-up wrote, nobody has worked on yet: the invented company's stands in its place, and
    it stays beside it.
    """
    from sameroom import agreement
    from sameroom.agreement.web import api

    brought, own = folder / "agreement.yaml", store / "agreement.yaml"
    if is_demo and brought.is_file() and own.exists() and not api.has_versions():
        own.replace(store / "agreement.set-up.yaml")
    if brought.is_file() and not own.exists():
        agreement.read(path=brought)
        own.write_bytes(brought.read_bytes())


class _Telling:
    """Writes down what is being done, at most once a second, as long as it is ours to do."""

    def __init__(self, number: int, began_at: datetime) -> None:
        self._number, self._began_at = number, began_at
        self._last: datetime | None = None

    def __call__(self, what: str) -> None:
        from sameroom.room.web import operations

        now = clock.now()
        if self._last is None or (now - self._last).total_seconds() >= BEAT:
            operations.tell_step(number=self._number, began_at=self._began_at, step=what, now=now)
            self._last = now
