"""Furnishes the room with the invented company, from an audit that is at hand."""

from datetime import datetime, timedelta

from sameroom import clock
from sameroom.audit import Audit
from sameroom.audit.document import Engine
from sameroom.discover import of_web_halves
from sameroom.people.web.models import Company, User
from sameroom.room.web import eyes, operations
from sameroom.room.web.models import Refresh, State
from sameroom.webkit import audit as log
from sameroom.webkit.jobs import alive
from sameroom.webkit.models import AuditEntry

QUIET = timedelta(minutes=10)  # whoever has not brought theirs by then was killed
BROUGHT = "demo.brought"
MEMBERS = (
    "select member_id, min(name) as name from team_member where name is not null group by member_id"
)


def furnish(*, engine: Engine, audit: Audit, now: datetime) -> None:
    """Make the company and its people, and lay the audit out for the pages."""
    invite_cast(engine=engine, company=audit.terms.company, now=now)
    operations.set_present(window=audit.window)
    one = Refresh.objects.create(
        cause="demo", asked_at=now, state=State.RUNNING, beat_at=now, is_imported=True
    )
    with alive(beat=lambda: operations.beat(number=one.pk, began_at=None, now=clock.now())):
        operations.lay_out(number=one.pk, began_at=None, engine=engine, audit=audit, now=now)
    operations.sweep(keep=one.pk)


def bring_halves(*, now: datetime) -> None:
    """Let every other web half bring what its pages show of the company: `bring` of `demo.py`."""
    for half in of_web_halves("demo"):
        if hasattr(half, "bring"):
            half.bring(now=now)


def invite_cast(*, engine: Engine, company: str, now: datetime) -> None:
    """Make the company's people, each tied to who they are in the record."""
    eyes.bring_cast(company=company, members=_members(engine), now=now)


def lend_cast(*, engine: Engine, now: datetime) -> None:
    """Bring the company's people into a room that somebody set up for themselves."""
    eyes.lend_cast(members=_members(engine), now=now)


def _members(engine: Engine) -> dict[str, str]:
    return {row["name"]: row["member_id"] for row in engine.ask(MEMBERS).to_pylist()}


def bring_outstanding(*, now: datetime, after: timedelta = QUIET) -> None:
    """Let the halves bring theirs, once, into a room that was filled with the invented company.

    What was killed in the middle is done again, by one process alone.

    Args:
        after: how long nothing has moved; for whoever has it in hand already, no time at all.
    """
    done = Refresh.objects.filter(cause="demo", state=State.DONE).order_by("-pk").first()
    if done is None or Company.objects.exclude(eyes_hash="").exists():
        return
    if AuditEntry.objects.filter(action=BROUGHT).exists():
        return
    mine = Refresh.objects.filter(pk=done.pk, beat_at=done.beat_at, beat_at__lte=now - after)
    if User.objects.filter(is_invented=True).exists() and mine.update(beat_at=now):
        bring_halves(now=now)
        log.record("demo.brought", at=now, subject=done.pk)
