"""Tells people what a move asks of them, and takes it back once it is done or undone."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.handoff import moves
from sameroom.handoff.moves import Move
from sameroom.handoff.promises import Ruling
from sameroom.handoff.web import notices, promising, settling
from sameroom.handoff.web.models import Act, Case, Deadline, Dispute
from sameroom.handoff.web.routing_telling import who_is_told
from sameroom.handoff.web.seeing import find_plain
from sameroom.handoff.web.warning import TOGETHER
from sameroom.notice.cards import Offer, Sentence
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import bulk

HANDED = {"hand over", Move.RESUBMIT, Move.TAKE_BACK}
# What is done about each, by the one-time link of its mail.
ANSWERED_BY: dict[str, str] = {
    Move.REJECT: notices.ANSWER, Move.CONTEST: notices.SETTLE, "returned": notices.LOOK_AGAIN,
}  # fmt: skip
ENDS = {Move.UPHOLD, Move.OVERTURN}


def tell_of(*, case_id: int, move: str, now: datetime, by: User | None = None) -> None:
    """Tell those whom the newest act of a lead asks something of, in the caller's transaction.

    What an earlier act asked is settled: it is done by this one.

    Args:
        move: the move just made, "hand over" or "returned" included.
        by: who made it; they know, and are not told.
    """
    settle(case_id=case_id, now=now)
    case = find_plain(case_id=case_id)
    if case is None:
        raise Case.DoesNotExist(case_id)
    kind, words, why = _said(case, move)
    if not kind:
        return
    whom = _whom(case, move) - {by.pk if by else 0}
    act = _offered(case, move)
    acting = whom & _owners(case.owner_id) if move == Move.OVERTURN else whom
    for people, offer in ((acting, act), (whom - acting, None)):
        decides = offer is not None and offer.act == notices.ACCEPT
        notice.tell(
            at=room.get_present(),
            to=people, kind=kind, words=words, why=why[:300], href=f"/leads/{case_id}",
            key=_key(case_id, _count(case_id), move), now=now, act=offer,
            due_at=case.decide_by or case.due_at if decides or move in HANDED else None,
        )  # fmt: skip


def _offered(case: Case, move: str) -> Offer | None:
    """Give the act by which whoever is told can do what is asked of them, from the mail."""
    if move in HANDED or move == Move.OVERTURN:
        return Offer(notices.ACCEPT, str(case.pk)) if case.owner_id else None
    act = ANSWERED_BY.get(move)
    return Offer(act, str(case.pk)) if act else None


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
    after = (_owners(case.owner_id) or who_is_told(otherwise="")) - before
    told: tuple[tuple[str, set[int], Sentence], ...] = (
        ("had", before, lambda: _("%(who)s was given to somebody else.") % who),
        ("has", after, lambda: _("%(who)s is yours now.") % who if case.owner_id
         else _("Nobody has %(who)s now.") % who),
    )  # fmt: skip
    for part, people, words in told:
        due_at = case.decide_by or case.due_at if part == "has" else None
        notice.tell(
            at=room.get_present(),
            to=people, kind=notices.GIVEN, words=words, why=reason[:300], now=now, due_at=due_at,
            href=f"/leads/{case_id}", key=_key(case_id, act, f"given:{part}"),
        )  # fmt: skip


def follow_promises(*, now: datetime) -> None:
    """Have every deadline that people were told say what it is now; after the promises moved.

    That a deadline comes near or is over, when it is another by now, is left to do no more: its own
    step tells it anew.
    """
    for told in bulk.in_turns(notice.list_deadlines(starts="handoff:")):
        with transaction.atomic():
            _follow_moved(told, now)


def _follow_moved(told: Sequence[tuple[str, datetime]], now: datetime) -> None:
    keys = {key for key, _due_at in told}
    cases = Case.objects.defer("packet").in_bulk(
        {int(key.split(":")[1]) for key in keys if key.split(":")[1].isdigit()}
    )
    steps = Deadline.objects.filter(notice_key__in=keys).select_related("case")
    owed: dict[str, bool] = {}
    for row in steps.defer("case__packet"):
        owed[row.notice_key] = owed.get(row.notice_key, False) or promising.is_owed(row=row)
    for key, due_at in told:  # of one key people may have been told two
        case = cases.get(int(key.split(":")[1])) if key.split(":")[1].isdigit() else None
        if key in owed:
            if not owed[key]:
                notice.settle(key=key, now=now)
        elif case is not None:
            now_is = _due_of(case, key)
            if now_is != due_at:
                notice.postpone(key=key, due_at=now_is)


def _due_of(case: Case, key: str) -> datetime | None:
    if ":due:" in key:
        return case.due_at or case.decide_by
    return case.decide_by or case.due_at


def settle_due(*, case_id: int, now: datetime) -> None:
    """Take back what was told of a lead's promises, since they are other ones now."""
    notice.settle_all(starts=f"handoff:{case_id}:due:", now=now)


def tell_running(*, case_id: int, pause_id: int, now: datetime) -> None:
    """Tell who has a lead that its clocks run again, in the caller's transaction."""
    case = Case.objects.get(pk=case_id)
    notice.tell(
        at=room.get_present(),
        to=_owners(case.owner_id) or who_is_told(otherwise=""), kind=notices.RUNNING, now=now,
        words=lambda: _("The day has come until which %(who)s asked to wait.")
        % {"who": case.person_name},
        why=lambda: _("Its clock runs again."), href=f"/leads/{case_id}",
        due_at=case.due_at or case.decide_by, key=f"handoff:{case_id}:due:pause-{pause_id}",
    )  # fmt: skip


def tell_disputed(*, dispute_id: int, now: datetime) -> None:
    """Tell the leads of both teams that a miss is disputed, in the caller's transaction."""
    one = Dispute.objects.select_related("case").get(pk=dispute_id)
    notice.tell(
        at=room.get_present(),
        to=settling.list_settlers(), kind=notices.DISPUTED, now=now,
        words=lambda: _("It is disputed that the promise to %(who)s was missed.")
        % {"who": one.case.person_name},
        why=one.reason[:300], href="/promises#disputes", key=f"handoff-dispute:{dispute_id}",
    )  # fmt: skip


def tell_ruled(*, dispute_id: int, now: datetime) -> None:
    """Tell whoever disputed how it ended, in the caller's transaction."""
    one = Dispute.objects.select_related("case").get(pk=dispute_id)
    notice.settle(key=f"handoff-dispute:{dispute_id}", now=now)
    who = {"who": one.case.person_name}

    def words() -> str:
        if one.ended_as == Ruling.EXCUSE:
            return _("It was settled that the promise to %(who)s does not count as missed.") % who
        return _("It was settled that the promise to %(who)s counts as missed.") % who

    notice.tell(
        at=room.get_present(),
        to={one.by_id} if one.by_id else set(), kind=notices.RULED, words=words,
        why=_sentences(one)[:300], href=f"/leads/{one.case_id}", now=now,
        key=f"handoff-ruled:{dispute_id}",
    )  # fmt: skip


def _sentences(one: Dispute) -> str:
    """Give the sentence of either team, each once; no colleague is named."""
    said = {row.team: row.note for row in one.rulings.order_by("pk")}
    return " – ".join(dict.fromkeys(said[team] for team in moves.BOTH if said.get(team)))


def take_back(*, case_id: int, act: Act, now: datetime) -> None:
    """Take back what an undone act told, and ask again what it had settled."""
    notice.reopen_all(starts=f"handoff:{case_id}:", settled_at=act.at)
    notice.settle_all(starts=f"handoff:{case_id}:{act.pk}:", now=now)


def _count(case_id: int) -> int:
    last = Act.objects.filter(case_id=case_id).order_by("-pk").first()
    return last.pk if last else 0


def _key(case_id: int, act: int, move: str) -> str:
    return f"handoff:{case_id}:{act}:{move}"


def _said(case: Case, move: str) -> tuple[str, Sentence, str]:
    """Word what is told; no colleague is named, since not all who are told may know names."""
    kind, why = {
        Move.REJECT: (notices.REJECTED, case.reason),
        Move.CONTEST: (notices.CONTESTED, case.answer),
        Move.UPHOLD: (notices.SETTLED, ""),
        Move.OVERTURN: (notices.SETTLED, ""),
        "returned": (notices.RETURNED, case.must_change),
    }.get(move, (notices.HANDED_OVER, case.sent_note) if move in HANDED else ("", ""))
    return kind, lambda: _word(move) % {"who": case.person_name}, why


def _word(move: str) -> str:
    if move == Move.REJECT:
        return _("Sales turned %(who)s down.")
    if move == Move.CONTEST:
        return _("Marketing contests that %(who)s was turned down.")
    if move == Move.UPHOLD:
        return _("It was settled that %(who)s stays turned down.")
    if move == Move.OVERTURN:
        return _("It was settled that %(who)s waits for sales again.")
    if move == "returned":
        return _("The day has come on which %(who)s was to be looked at again.")
    return _("%(who)s waits for your decision.")


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
        return settling.list_settlers()
    if move == Move.REJECT:
        return sent_by or of_marketing
    if move in ENDS:
        return (sent_by or of_marketing) | (owner or of_sales)
    return owner or who_is_told(otherwise="")
