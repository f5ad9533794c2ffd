"""Everything that is done with a lead in the room."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import assigning, handed, pausing, promising, ruled, settling
from sameroom.handoff.web.assigning import Ended, assign
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.telling import take_back, tell_given, tell_of
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit

FACTS = {State.ACCEPTED, State.REJECTED, State.RECYCLED, State.QUALIFIED, State.DISQUALIFIED}
# What counts as turned to, as in the record: whoever is turned down was looked at.
SETTLES = {State.REJECTED, State.RECYCLED, State.QUALIFIED, State.DISQUALIFIED}
MOST_AT_ONCE = 200


class MovedOnError(SameroomError):
    """Somebody was first: the lead is not any more where whoever decides saw it."""

    def __init__(self, case_id: int) -> None:
        self.case_id = case_id
        super().__init__(
            _("Somebody was first: this lead is not any more where you saw it."),
            remedy=_("Nothing of yours was written. Look at what became of it."),
        )


class WaitsAlreadyError(MovedOnError):
    """A lead would wait again while another one of the same person, from the room, does."""

    def __init__(self, case_id: int) -> None:
        self.case_id = case_id
        SameroomError.__init__(
            self,
            _("They wait for sales already: somebody handed them over again meanwhile."),
            remedy=_("Nothing of yours was written. Decide that other lead of theirs."),
        )


class TooLateError(SameroomError):
    """A decision cannot be undone any more, or was somebody else's."""

    def __init__(self) -> None:
        super().__init__(
            _("The minute in which this could be undone has passed."),
            remedy=_("Say it to the other team by the way back instead."),
        )


@dataclass(frozen=True, slots=True)
class Hand:
    """What a marketer says when handing a lead over in the room."""

    person_key: str
    person_name: str
    account_key: str = ""
    account_name: str = ""
    campaign: str = ""
    promise: str = ""
    why: str = ""
    owner_id: str = ""


def move(*, case_id: int, move: Move, read_as: State, told: Told, by: User, now: datetime) -> None:
    """Do something with a lead, if it is still where whoever does it saw it.

    Args:
        read_as: the state that the page showed.
        told: reason, note, day: what `moves.lacks` finds nothing missing in.

    Raises:
        MovedOnError: when it has moved on, was merged, or cannot go this way.
    """
    if not moves.is_possible(move=move, state=read_as):
        raise MovedOnError(case_id)
    try:
        _move(case_id, move, read_as, told, by, now)
    except IntegrityError:  # see `case_handed_over_once`
        raise WaitsAlreadyError(case_id) from None


def _move(
    case_id: int, move: Move, read_as: State, told: Told, by: User, now: datetime
) -> None:  # fmt: skip
    to = moves.goes_to(move=move)
    changed = {
        "state": to, "was": read_as, "is_ours": True, "decided_by": by, "decided_at": now,
    } | _said(move, told, by)  # fmt: skip
    if to is State.WAITING:
        case = Case.objects.defer("packet").get(pk=case_id)
        changed |= _promised_anew(room.get_present() or now, promising.worker_of(case=case))
    with transaction.atomic():
        row = Case.objects.filter(pk=case_id, state=read_as, is_gone=False)
        if not row.update(**changed):
            raise MovedOnError(case_id)
        Case.objects.filter(pk=case_id, opened_at=None).update(opened_at=now, opened_by=by)
        if move is Move.ACCEPT and by.member_id:  # whoever accepts what nobody has, has it
            assigning.take(case_id=case_id, by=by, now=now)
        _write_act(case_id, move, read_as, to, told, by, now)
        if to is State.WAITING:
            _hold_place(case_id)
            pausing.end(case_id=case_id, at=room.get_present() or now, now=now, by=by)
        if to in SETTLES:
            Case.objects.filter(pk=case_id, is_touched=False).update(
                is_touched=True, touched_at=now, due_at=None
            )
        _follow(case_id, now)
        tell_of(case_id=case_id, move=move, now=now, by=by)


def _promised_anew(starts_at: datetime, owner_id: str) -> dict[str, Any]:  # Any: a column each
    """Begin both promises about a lead that waits again."""
    clauses, calendar = room.get_agreed().clauses, promising.find_calendar(owner_id=owner_id)
    first, last = (
        promising.due_at(clauses=clauses, promise=one, starts_at=starts_at, calendar=calendar)
        for one in promising.PROMISES
    )
    return {"handed_over_at": starts_at, "due_at": first, "touch_by": first, "decide_by": last,
            "touched_at": None, "is_touched": False}  # fmt: skip


def _hold_place(case_id: int) -> None:
    """Let nobody who waits again by a hand-over of the room be handed over beside it."""
    Case.objects.filter(pk=case_id, is_from_here=True).update(handed_key=F("person_key"))


def _follow(case_id: int, now: datetime) -> None:
    """Have the steps of a lead follow what has become of it."""
    promising.keep_promises(case_id=case_id, now=now)


def _said(move: Move, told: Told, by: User) -> dict[str, object]:
    if move in {Move.REJECT, Move.DISQUALIFY}:
        return {"family": told.family, "reason": told.reason[:300], "note": told.note,
                "answer": "", "verdict_marketing": "", "verdict_sales": ""}  # fmt: skip
    if move is Move.RECYCLE:
        return {"return_on": told.return_on, "must_change": told.must_change[:300],
                "reason": told.reason[:300], "note": told.note}  # fmt: skip
    if move in {Move.ANSWER, Move.CONTEST}:
        return {"answer": told.note}
    if move is Move.RESUBMIT:
        return {"answer": told.note, "sent_note": told.note, "sent_by": by}
    return {"note": told.note} if move in {Move.QUALIFY} else {}


def _write_act(
    case_id: int, move: Move, was: State, to: State, told: Told, by: User | None, now: datetime
) -> None:
    act = Act.objects.create(
        case_id=case_id, move=move, at=now, by=by, member_id=by.member_id if by else "",
        from_state=was, to_state=to, family=told.family, reason=told.reason[:300],
        note=told.note or told.must_change,
    )  # fmt: skip
    audit.record(f"lead.{move.replace(' ', '_')}", at=now, by=by, subject=case_id,
                 details={"act": act.pk, "from": str(was), "to": str(to)})  # fmt: skip


def undo(*, case_id: int, by: User, now: datetime) -> None:
    """Take one's own last decision on a lead back, within the minute.

    Raises:
        TooLateError: when the minute has passed, or somebody else decided since.
    """
    try:
        _undo(case_id, by, now)
    except IntegrityError:  # meanwhile they were handed over anew, and wait by that lead
        raise TooLateError from None


def _undo(case_id: int, by: User, now: datetime) -> None:
    with transaction.atomic():
        row = Case.objects.filter(
            pk=case_id, decided_by=by, is_ours=True, decided_at__gt=now - moves.UNDO_FOR,
            decided_at__lte=now,
        ).exclude(was="")  # fmt: skip
        held = row.first()
        last = _decisions(case_id).order_by("-pk").first()
        if held is None or last is None or last.appended_at is not None:
            raise TooLateError
        if last.to_state != held.state or not row.filter(state=held.state).update(
            state=held.was, was="", decided_by=None, decided_at=None,
            is_ours=_decisions(case_id).count() > 1, **_unsaid(held, last, by),
        ):  # fmt: skip
            raise TooLateError
        if held.was == State.WAITING:
            _hold_place(case_id)
        Act.objects.filter(pk=last.pk).update(is_undone=True)
        Case.objects.filter(pk=case_id, touched_at=held.decided_at).update(
            is_touched=False, touched_at=None, due_at=F("touch_by")
        )
        _follow(case_id, now)
        assigning.give_back(case_id=case_id, taken_at=last.at)
        take_back(case_id=case_id, act=last, now=now)
        audit.record("lead.undone", at=now, by=by, subject=case_id, details={"act": last.pk})


def _unsaid(held: Case, last: Act, by: User) -> dict[str, object]:
    """Take back what was said with a move, and nothing that an earlier one said."""
    move = Move(last.move)
    if move in {Move.REJECT, Move.DISQUALIFY}:
        return {"family": "", "reason": "", "note": ""}
    if move in {Move.ANSWER, Move.CONTEST, Move.RESUBMIT}:
        return {"answer": ""}
    if move in moves.OF_LEADS:
        return {f"verdict_{by.team}": ""}
    if move is not Move.RECYCLE:
        return {"note": ""} if move is Move.QUALIFY else {}
    before = _decisions(held.pk).filter(move=Move.RECYCLE, pk__lt=last.pk).order_by("-pk").first()
    if held.was != State.RETURNED or before is None:
        return {"return_on": None, "must_change": "", "reason": "", "note": ""}
    today = (room.get_present() or last.at).date()  # its day had come, which is all that mattered
    return {"return_on": today, "must_change": before.note[:300]}


def _decisions(case_id: int) -> QuerySet[Act]:
    """List the acts that say where a lead is; who has it is another matter."""
    acts = Act.objects.filter(case_id=case_id, is_undone=False)
    return acts.exclude(move="reassign").exclude(to_state="")


def open_case(*, case_id: int, by: User, now: datetime) -> None:
    """Note, once, that somebody of sales opened a lead's packet."""
    if by.team != moves.SALES:
        return
    with transaction.atomic():
        if Case.objects.filter(pk=case_id, opened_at=None).update(opened_at=now, opened_by=by):
            audit.record("lead.opened", at=now, by=by, subject=case_id)


def hand_over(*, hand: Hand, by: User, now: datetime, at: datetime | None = None) -> int:
    """Hand somebody over to sales in the room; one who waits already is not handed over twice.

    Args:
        at: from when its promises run, in the room's time; None for now.

    Raises:
        MovedOnError: when that person waits for sales already.
    """
    try:
        return _hand_over(hand, by, now, at or room.get_present() or now)
    except IntegrityError:  # at the same instant somebody else did
        waits = _who_waits(hand.person_key).first()
        if waits is None:
            raise
        raise MovedOnError(waits.pk) from None


def _who_waits(person_key: str) -> "QuerySet[Case]":
    return Case.objects.filter(person_key=person_key, state=State.WAITING, is_gone=False)


def _hand_over(hand: Hand, by: User, now: datetime, starts_at: datetime) -> int:
    agreed = room.get_agreed()
    with transaction.atomic():
        waits = _who_waits(hand.person_key).select_for_update().first()
        if waits is not None:
            raise MovedOnError(waits.pk)
        buyer, facts = handed.find_known(
            person_key=hand.person_key, person_name=hand.person_name, hand_campaign=hand.campaign,
            promise=hand.promise, clauses=agreed.clauses,
        )  # fmt: skip
        case = Case.objects.create(
            key=f"sameroom:{uuid4()}", person_key=hand.person_key, person_name=hand.person_name,
            account_key=hand.account_key or buyer.account_key,
            account_name=hand.account_name or buyer.account_name[:200], campaign=hand.campaign,
            owner_id=hand.owner_id, holder="person" if hand.owner_id else "nobody",
            is_from_here=True, handed_key=hand.person_key, is_owned_here=bool(hand.owner_id),
            team=moves.SALES, sent_by=by, sent_note=hand.why, is_ours=True,
            packet={"promise": hand.promise} | facts, **_promised_anew(starts_at, hand.owner_id),
        )  # fmt: skip
        case.lead_id = case.key
        case.save(update_fields=["lead_id"])
        Act.objects.create(case=case, move="hand over", at=now, by=by, member_id=by.member_id,
                           from_state="", to_state=State.WAITING, note=hand.why)  # fmt: skip
        audit.record("lead.handed_over", at=now, by=by, subject=case.pk)
        _follow(case.pk, now)
        ended = Ended.NOT_OURS if hand.owner_id else assign(case_id=case.pk, agreed=agreed, now=now)
        if ended in {Ended.NO_RULES, Ended.NOT_OURS}:
            tell_of(case_id=case.pk, move="hand over", now=now, by=by)
    return int(case.pk)


def say_verdict(
    *, case_id: int, verdict: Move, note: str, by: User, now: datetime, seen: str | None = None
) -> bool:
    """Say, as the lead of a team or for one without, how a contested rejection is to end; tells
    whether it ended.

    It ends once the same is said for both teams.

    Args:
        seen: what was said for both teams when the page was opened, such as "uphold|".

    Raises:
        ChangedSinceError: when something else was said since.
        MovedOnError: when it is not contested any more.
        NoWordError: when it is not theirs to say.
    """
    with transaction.atomic():
        teams = settling.words_of(by=by)
        row = Case.objects.filter(pk=case_id, state=State.CONTESTED, is_gone=False)
        settling.check_seen(row=row.select_for_update().first(), seen=seen)
        if not row.update(**{f"verdict_{team}": verdict for team in teams}):
            raise MovedOnError(case_id)
        ruled.write_verdict(
            case_id=case_id, teams=teams, ruling=verdict, note=note, by=by,
            now=room.get_present() or now,
        )  # fmt: skip
        told = row.values("verdict_marketing", "verdict_sales").get()
        audit.record("lead.verdict", at=now, by=by, subject=case_id,
                     details={"says": verdict, "for": " ".join(teams)})  # fmt: skip
        ends = moves.settle(marketing=told["verdict_marketing"], sales=told["verdict_sales"])
        if ends is not None:
            move(case_id=case_id, move=ends, read_as=State.CONTESTED, told=Told(note=note), by=by,
                 now=now)  # fmt: skip
    return ends is not None


def bring_back(*, today: date, now: datetime) -> int:
    """Bring back the leads whose day has come, once each; what was to change is looked at next."""
    count = 0
    due = Case.objects.filter(state=State.RECYCLED, return_on__lte=today, is_gone=False)
    for case_id in list(due.order_by("return_on", "pk").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            row = Case.objects.filter(pk=case_id, state=State.RECYCLED, return_on__lte=today)
            if row.update(state=State.RETURNED, is_ours=True, was="", decided_at=now):
                audit.record("lead.returned", at=now, subject=case_id)
                tell_of(case_id=case_id, move="returned", now=now)
                count += 1
    return count


def reassign(
    *, case_ids: list[int], owner: User | None, by: User | None, now: datetime, reason: str = ""
) -> int:
    """Give waiting leads to a colleague, and tell both who had them and who has them now.

    Args:
        owner: None: to whoever takes it.
        by: None for Sameroom itself.
        reason: why; who gets it reads it.

    Returns:
        How many still waited.
    """
    return sum(_reassign(case_id, owner, by, now, reason) for case_id in case_ids[:MOST_AT_ONCE])


def _reassign(
    case_id: int, owner: User | None, by: User | None, now: datetime, reason: str
) -> bool:
    with transaction.atomic():
        had = Case.objects.filter(pk=case_id).values_list("owner_id", flat=True).first() or ""
        row = Case.objects.filter(pk=case_id, state=State.WAITING, is_gone=False, owner_id=had)
        told = {"owner_id": owner.member_id, "owner_name": owner.name, "team": owner.team,
                "holder": "person"} if owner else {"owner_id": "", "owner_name": "",
                "team": moves.SALES, "holder": "nobody"}  # fmt: skip
        if not row.update(**told, **assigning.stands(case_id=case_id)):
            return False
        if owner:
            assigning.note_given(case_id=case_id, had=had, owner=owner, by=by, note=reason, now=now)
        # Who has a lead is no stage of it: such an act becomes no move in the record.
        act = Act.objects.create(case_id=case_id, move="reassign", at=now, by=by, note=reason,
                                 member_id=by.member_id if by else "", from_state="",
                                 to_state="")  # fmt: skip
        audit.record("lead.reassigned", at=now, by=by, subject=case_id, details={
            "to": owner.pk if owner else "nobody", "from": had, "act": act.pk, "why": reason[:200],
        })  # fmt: skip
        tell_given(case_id=case_id, had=had, by=by, reason=reason, now=now)
    return True
