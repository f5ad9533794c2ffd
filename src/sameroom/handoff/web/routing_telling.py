"""Tells whoever gets a lead, and who is to know that nobody can take one."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sameroom.handoff import moves
from sameroom.handoff.web import notices
from sameroom.handoff.web.models import Case, Routing
from sameroom.handoff.web.routing_models import How
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit.rights import Role

HOUR = timedelta(hours=1)
FEW = 5  # leads an hour of which somebody is told one by one; of more they are told once


def tell_owner(*, case_id: int, step: Routing, now: datetime) -> None:
    """Tell somebody that a lead is theirs now; of many in an hour, that there are many."""
    notice.settle_all(starts=f"handoff:{case_id}:", now=now)
    to = set(
        User.objects.filter(member_id=step.to_id, is_active=True)
        .exclude(pk=step.by_id or 0).values_list("pk", flat=True)
    )  # fmt: skip
    if not to:
        return
    case = Case.objects.get(pk=case_id)
    lately = Routing.objects.filter(to_id=step.to_id, at__gt=now - HOUR, at__lte=now)
    if step.how == How.RULE and lately.count() > FEW:
        notice.tell(
            at=room.get_present(),
            to=to, kind=notices.HANDED_OVER, href="/leads?show=mine",
            words=lambda: _("Many leads came to you within an hour."),
            why=lambda: _("They are in your queue, in the order of the promise."),
            key=f"handoff-many:{step.to_id}:{now:%Y-%m-%dT%H}"[:200], now=now,
        )  # fmt: skip
        return
    notice.tell(
        at=room.get_present(),
        to=to, kind=notices.HANDED_OVER,
        words=lambda: _("%(who)s waits for your decision.") % {"who": case.person_name},
        why=step.note or case.sent_note or (lambda: _why(step)),
        href=f"/leads/{case_id}", key=f"handoff:{case_id}:{step.pk}:owner", now=now,
        due_at=case.decide_by or case.due_at,
    )  # fmt: skip


def tell_former(*, case_id: int, step: Routing, now: datetime) -> None:
    """Tell whoever had a lead that it was given to somebody else, unless they gave it."""
    if not step.from_id:
        return
    had = User.objects.filter(member_id=step.from_id, is_active=True).exclude(pk=step.by_id or 0)
    case = Case.objects.get(pk=case_id)
    notice.tell(
        at=room.get_present(),
        to=set(had.values_list("pk", flat=True)), kind=notices.GIVEN,
        words=lambda: _("%(who)s was given to somebody else.") % {"who": case.person_name},
        why=step.note, href=f"/leads/{case_id}", key=f"handoff:{case_id}:{step.pk}:former", now=now,
    )  # fmt: skip


def _why(step: Routing) -> str:
    if step.how == How.RULE:
        return _("Your turn by the rule “%(rule)s”.") % {"rule": step.rule or step.number}
    if step.how == How.KEPT:
        return _("You have this person already by an earlier lead.")
    if step.how == How.TAKEN_OVER:
        return _("You took over from somebody who has left.")
    return ""


def tell_nobody(*, case_id: int, otherwise: str, now: datetime) -> None:
    """Say at once, and once, that nobody can take a lead; of many in an hour, that there are many.

    Args:
        otherwise: the address that the agreement names for it; "" for the lead of sales.
    """
    notice.settle_all(starts=f"handoff:{case_id}:", now=now)
    case = Case.objects.get(pk=case_id)
    lately = Case.objects.filter(nobody_since__gt=now - HOUR, nobody_since__lte=now).count()
    if lately > FEW:
        notice.tell(
            at=room.get_present(),
            to=who_is_told(otherwise=otherwise), kind=notices.NOBODY,
            words=lambda: _("More leads have come that nobody can take."), why="",
            href="/leads/nobody",
            key=f"handoff-nobody:{now:%Y-%m-%dT%H}:all", now=now,
        )  # fmt: skip
        return
    notice.tell(
        at=room.get_present(),
        to=who_is_told(otherwise=otherwise), kind=notices.NOBODY,
        words=lambda: _("Nobody is there to take %(who)s.") % {"who": case.person_name},
        why=lambda: _("Give the lead to somebody by hand."), href="/leads/nobody",
        key=f"handoff:{case_id}:nobody:{now:%Y-%m-%dT%H:%M}", now=now, due_at=case.due_at,
    )  # fmt: skip


def settle_many(*, now: datetime) -> None:
    """Say that nothing is left to do about leads that nobody could take, once there are none."""
    notice.settle_all(starts="handoff-nobody:", now=now)


def who_is_told(*, otherwise: str) -> set[int]:
    """Find who is told that nobody can take a lead: there is always somebody.

    Whom the agreement names, else the leads of sales, else marketing's, else administrators.
    """
    here = User.objects.filter(is_active=True).exclude(team="")
    for wanted in (
        here.filter(email=otherwise.strip().lower()) if otherwise.strip() else here.none(),
        here.filter(role=Role.LEAD, team=moves.SALES),
        here.filter(role=Role.LEAD, team=moves.MARKETING),
        here.filter(is_admin=True),
    ):
        found = set(wanted.values_list("pk", flat=True))
        if found:
            return found
    return set()
