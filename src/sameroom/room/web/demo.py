"""Furnishes the room with the invented company, from an audit that is at hand."""

from datetime import datetime

from sameroom.audit import Audit
from sameroom.audit.document import Engine
from sameroom.discover import of_web_halves
from sameroom.room.web import eyes, operations
from sameroom.room.web.models import Refresh, State

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
    operations.lay_out(number=one.pk, engine=engine, audit=audit, now=now)
    operations.sweep(keep=one.pk)


def bring_halves(*, now: datetime) -> None:
    """Let every other web half bring what its pages show of the company: `bring` of `demo.py`."""
    for half in of_web_halves("demo"):
        if hasattr(half, "bring"):
            half.bring(now=now)


def invite_cast(*, engine: Engine, company: str, now: datetime) -> None:
    """Make the company's people, each tied to who they are in the record."""
    members = {row["name"]: row["member_id"] for row in engine.ask(MEMBERS).to_pylist()}
    eyes.bring_cast(company=company, members=members, now=now)
