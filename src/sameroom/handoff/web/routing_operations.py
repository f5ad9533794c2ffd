"""Shares out what nobody owns, and gives leads from one to another by hand."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff.moves import State
from sameroom.handoff.web import assigning, routing_telling
from sameroom.handoff.web.assigning import Ended, Owner
from sameroom.handoff.web.models import Case, Routing
from sameroom.handoff.web.routing_models import How
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit

log = logging.getLogger(__name__)
MOST = 100  # leads shared out in one look, so that others wait for no longer than that takes
AGAIN = timedelta(minutes=5)  # until the rules are asked once more about one that nobody can take
GIVABLE = (State.WAITING, State.ACCEPTED, State.RETURNED)


class NotTheirsError(SameroomError):
    """A lead is not any more whose whoever gives it saw it was, or is decided."""

    def __init__(self, case_id: int) -> None:
        self.case_id = case_id
        super().__init__(
            _("Somebody was first: this lead has another owner now, or is decided."),
            remedy=_("Nothing of yours was written. Look at what became of it."),
        )


def route_due(*, now: datetime) -> int:
    """Share out the leads that nobody owns, those first that the rules were not asked about yet.

    Several may do this at once; each lead goes to one. Tells how many found an owner.
    """
    agreed = room.get_agreed()
    if not agreed.clauses.handoff.routing.rules:
        return 0
    present = room.get_present() or now
    waiting = assigning.to_route(present=present).exclude(tried_at__gt=now - AGAIN)
    ordered = waiting.order_by(F("tried_at").asc(nulls_first=True), "due_at", "pk")
    given = 0
    for case_id in list(ordered.values_list("pk", flat=True)[:MOST]):
        try:
            ended = assigning.assign(case_id=case_id, agreed=agreed, now=now)
        # One lead that cannot be shared out keeps no other from its turn.
        except Exception:
            log.exception("lead %s could not be shared out", case_id)
            Case.objects.filter(pk=case_id).update(tried_at=now)
            continue
        given += ended is Ended.GIVEN
    if given and not assigning.to_route(present=present).exclude(nobody_since=None).exists():
        routing_telling.settle_many(now=now)
    return given


@dataclass(frozen=True, slots=True)
class Gift:
    """A lead to be given, and whose it was when whoever gives it looked."""

    case_id: int
    read_owner: str


def give(*, gift: Gift, to: Owner, reason: str, by: User, now: datetime) -> None:
    """Give a lead to somebody by hand; they are told, and it stands in their queue.

    Raises:
        NotTheirsError: when it has another owner than the page showed, was decided, or is over.
    """
    with transaction.atomic():
        case = Case.objects.filter(
            pk=gift.case_id, is_gone=False, state__in=GIVABLE, owner_id=gift.read_owner
        ).exclude(owner_id=to.member_id, holder="person").first()  # fmt: skip
        if case is None or not assigning.set_owner(case=case, owner=to, now=now):
            raise NotTheirsError(gift.case_id)
        step = Routing.objects.create(
            case=case, how=How.GIVEN, at=now, to_id=to.member_id, to_name=to.name[:200],
            to_team=to.team, from_id=case.owner_id, by=by, note=reason[:300],
        )  # fmt: skip
        assigning.write_act(case=case, move=assigning.GIVE, by=by, note=reason, now=now)
        audit.record("lead.given", at=now, by=by, subject=case.pk, details={"step": step.pk})
        routing_telling.tell_owner(case_id=case.pk, step=step, now=now)
        routing_telling.tell_former(case_id=case.pk, step=step, now=now)
        present = room.get_present() or now
        if not assigning.to_route(present=present).exclude(nobody_since=None).exists():
            routing_telling.settle_many(now=now)


def give_several(
    *, gifts: Sequence[Gift], to: Owner, reason: str, by: User, now: datetime
) -> int:  # fmt: skip
    """Give leads to somebody; those that moved on meanwhile are left alone. Tells how many."""
    done = 0
    for gift in gifts:
        try:
            give(gift=gift, to=to, reason=reason, by=by, now=now)
        except NotTheirsError:
            continue
        done += 1
    return done
