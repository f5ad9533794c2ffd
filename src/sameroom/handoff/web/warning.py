"""Tells people of promises in danger: what, why and by when; ten at once in one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.handoff import moves
from sameroom.handoff.moves import State
from sameroom.handoff.web import notices, promising
from sameroom.handoff.web.models import Case, Deadline
from sameroom.notice.cards import Offer
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.room.web import api as room

TOGETHER = "handoff-due:"  # begins the key of what was told of several leads at once
NAMED = 3  # leads named in one message; the others are counted


@dataclass(frozen=True, slots=True)
class Step:
    """A step as one person is told of it."""

    deadline_id: int
    case_id: int
    who: str
    promise: str
    due_at: datetime
    kind: str
    is_waiting: bool
    owner_id: str

    @classmethod
    def of(cls, row: Deadline) -> "Step":
        """Make it of a row whose lead is at hand."""
        case = row.case
        kind = notices.FALLS_DUE if row.act == "remind" else notices.MISSED
        is_waiting = case.state == State.WAITING
        return cls(row.pk, case.pk, case.person_name, row.promise, row.due_at, kind, is_waiting,
                   case.owner_id)  # fmt: skip


class Here:
    """Who works here, read once for a whole sweep."""

    def __init__(self, users: Sequence[User]) -> None:
        self._by_member: dict[str, list[User]] = {}
        self._leads: dict[str, list[User]] = {}
        for one in users:
            if one.member_id:
                self._by_member.setdefault(one.member_id, []).append(one)
            if one.role == "lead":
                self._leads.setdefault(one.team, []).append(one)
        self._admins = [one for one in users if one.is_admin]

    def leads_of(self, team: str) -> list[User]:
        """List who leads a team."""
        return self._leads.get(team, [])

    def whom(self, *, case: Case, said: str) -> list[int]:
        """List who is meant by the agreement's words; a lead that nobody here owns is for sales'
        lead. Administrators stand in for a team that has no lead, so that a step tells somebody.
        """
        of_sales, of_marketing = (
            [one.pk for one in self.leads_of(team) or self._admins]
            for team in (moves.SALES, moves.MARKETING)
        )
        if said == "both leads":
            return list(dict.fromkeys((*of_sales, *of_marketing)))
        owners = [one.pk for one in self._by_member.get(case.owner_id, [])] if case.owner_id else []
        return owners or of_sales if said == "owner" else of_sales


def who_is_here() -> Here:
    """Read who works here."""
    return Here(list(User.objects.filter(is_active=True).exclude(team="").order_by("pk")))


def tell(*, user_id: int, kind: str, steps: Sequence[Step], now: datetime) -> str:
    """Tell somebody of one step, or of several in one message; gives the key it was told by."""
    first = min(steps, key=lambda one: (one.due_at, one.case_id))
    one = len({step.case_id for step in steps}) == 1
    key = (
        f"handoff:{first.case_id}:due:{first.deadline_id}:{user_id}" if one
        else f"{TOGETHER}{uuid4().hex}"
    )  # fmt: skip
    is_theirs = User.objects.filter(pk=user_id, member_id=first.owner_id, team=moves.SALES).exists()
    offers = one and first.is_waiting and bool(first.owner_id) and is_theirs
    notice.tell(
        at=room.get_present(),
        to=[user_id], kind=kind, key=key, now=now, due_at=first.due_at,
        words=lambda: _words_of_one(first) if one else _words_of_several(kind, steps),
        why=lambda: _why(first, kind) if one else _named(steps),
        href=f"/leads/{first.case_id}" if one else "/promises",
        act=Offer(notices.ACCEPT, str(first.case_id)) if offers else None,
    )  # fmt: skip
    return key


def _words_of_one(step: Step) -> str:
    who = {"who": step.who}
    if step.kind == notices.FALLS_DUE:
        if step.promise == promising.FIRST_TOUCH:
            return _("The first contact with %(who)s falls due soon.") % who
        return _("Your decision on %(who)s falls due soon.") % who
    if step.promise == promising.FIRST_TOUCH:
        return _("Nobody has contacted %(who)s in the time promised.") % who
    return _("Nobody has decided on %(who)s in the time promised.") % who


def _why(step: Step, kind: str) -> str:
    if kind == notices.FALLS_DUE:
        return _("Both teams agreed on that time.")
    return _("The agreement says that you are told.")


def _words_of_several(kind: str, steps: Sequence[Step]) -> str:
    count = len({step.case_id for step in steps})
    if kind == notices.FALLS_DUE:
        words = ngettext("The promise to %(n)s lead falls due soon.",
                         "The promises to %(n)s leads fall due soon.", count)  # fmt: skip
    else:
        words = ngettext("The promise to %(n)s lead was missed.",
                         "The promises to %(n)s leads were missed.", count)  # fmt: skip
    return words % {"n": count}


def _named(steps: Sequence[Step]) -> str:
    ordered = sorted(steps, key=lambda one: (one.due_at, one.case_id))
    names = list(dict.fromkeys(step.who for step in ordered))
    said = ", ".join(names[:NAMED])
    left = len(names) - NAMED
    return said if left <= 0 else _("%(names)s and %(n)s more") % {"names": said, "n": left}
