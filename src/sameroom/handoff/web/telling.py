"""Tells people what a move asks of them, and takes it back once it is done or undone."""

from datetime import datetime

from django.utils.translation import gettext as _

from sameroom.handoff import moves
from sameroom.handoff.moves import Move
from sameroom.handoff.web import notices, promising
from sameroom.handoff.web.models import Act, Case, Deadline
from sameroom.handoff.web.warning import TOGETHER
from sameroom.notice.cards import Offer
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User

HANDED = {"hand over", Move.RESUBMIT}
ENDS = {Move.UPHOLD, Move.OVERTURN}


def tell_of(*, case_id: int, move: str, now: datetime) -> None:
    """Tell those whom the newest act of a lead asks something of, in the caller's transaction.

    What an earlier act asked is settled: it is done by this one.

    Args:
        move: the move just made, "hand over" or "returned" included.
    """
    settle(case_id=case_id, now=now)
    case = Case.objects.get(pk=case_id)
    kind, words, why = _said(case, move)
    if not kind:
        return
    due_at = case.decide_by or case.due_at if move in HANDED else None
    notice.tell(
        to=_whom(case, move), kind=kind, words=words, why=why[:300], href=f"/leads/{case_id}",
        key=_key(case_id, _count(case_id), move), now=now, due_at=due_at,
        act=Offer(notices.ACCEPT, str(case_id)) if move in HANDED and case.owner_id else None,
    )  # fmt: skip


def settle(*, case_id: int, now: datetime) -> None:
    """Say that nothing that was told of a lead so far is left to do."""
    notice.settle_all(starts=f"handoff:{case_id}:", now=now)
    together = Deadline.objects.filter(case_id=case_id, notice_key__startswith=TOGETHER)
    for key in set(together.values_list("notice_key", flat=True)):
        rows = Deadline.objects.filter(notice_key=key).select_related("case")
        if not any(promising.is_owed(row=row) for row in rows.defer("case__packet")):
            notice.settle(key=key, now=now)


def tell_given(*, case_id: int, had: str, by: User | None, reason: str, now: datetime) -> None:
    """Tell whoever had a lead and whoever has it now, in the caller's transaction.

    Args:
        had: who had it, as the record calls them; "" for nobody.
    """
    settle(case_id=case_id, now=now)
    case = Case.objects.get(pk=case_id)
    who, act = {"who": case.person_name}, _count(case_id)
    before = _owners(had) - ({by.pk} if by else set())
    after = (_owners(case.owner_id) or _leads(moves.SALES)) - before
    told = (
        ("had", before, _("%(who)s was given to somebody else.") % who),
        ("has", after, _("%(who)s is yours now.") % who if case.owner_id
         else _("Nobody has %(who)s now.") % who),
    )  # fmt: skip
    for part, people, words in told:
        due_at = case.decide_by or case.due_at if part == "has" else None
        notice.tell(
            to=people, kind=notices.GIVEN, words=words, why=reason[:300], now=now, due_at=due_at,
            href=f"/leads/{case_id}", key=_key(case_id, act, f"given:{part}"),
        )  # fmt: skip


def _count(case_id: int) -> int:
    last = Act.objects.filter(case_id=case_id).order_by("-pk").first()
    return last.pk if last else 0


def _key(case_id: int, act: int, move: str) -> str:
    return f"handoff:{case_id}:{act}:{move}"


def _said(case: Case, move: str) -> tuple[str, str, str]:
    """Word what is told; no colleague is named, since not all who are told may know names."""
    who = {"who": case.person_name}
    if move in HANDED:
        return notices.HANDED_OVER, _("%(who)s waits for your decision.") % who, case.sent_note
    if move == Move.REJECT:
        return notices.REJECTED, _("Sales turned %(who)s down.") % who, case.reason
    if move == Move.CONTEST:
        words = _("Marketing contests that %(who)s was turned down.") % who
        return notices.CONTESTED, words, case.answer
    if move == Move.UPHOLD:
        return notices.SETTLED, _("It was settled that %(who)s stays turned down.") % who, ""
    if move == Move.OVERTURN:
        return notices.SETTLED, _("It was settled that %(who)s waits for sales again.") % who, ""
    if move == "returned":
        words = _("The day has come on which %(who)s was to be looked at again.") % who
        return notices.RETURNED, words, case.must_change
    return "", "", ""


def _owners(member_id: str) -> set[int]:
    here = User.objects.filter(is_active=True, member_id=member_id)
    return set(here.values_list("pk", flat=True)) if member_id else set()


def _leads(team: str) -> set[int]:
    here = User.objects.filter(is_active=True, role="lead", team=team)
    return set(here.values_list("pk", flat=True))


def _whom(case: Case, move: str) -> set[int]:
    here = User.objects.filter(is_active=True)
    owner, of_sales = _owners(case.owner_id), _leads(moves.SALES)
    of_marketing = _leads(moves.MARKETING)
    sent_by = set(here.filter(pk=case.sent_by_id or 0).values_list("pk", flat=True))
    if move == Move.CONTEST:
        return of_sales | of_marketing
    if move == Move.REJECT:
        return sent_by or of_marketing
    if move in ENDS:
        return (sent_by or of_marketing) | (owner or of_sales)
    return owner or of_sales
