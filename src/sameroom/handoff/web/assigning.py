"""Gives a lead that nobody owns to whoever's turn it is, by the agreement in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sameroom.agreement.web.api import Agreement
from sameroom.handoff import moves, routing
from sameroom.handoff.moves import State
from sameroom.handoff.routing import Routed
from sameroom.handoff.web import promising, routing_telling
from sameroom.handoff.web.keeping import find_keeper
from sameroom.handoff.web.models import Act, Case, Credit, Deadline, Routing, Seller, Turn
from sameroom.handoff.web.routing_models import How
from sameroom.handoff.web.sellers import Known, find_known, fresh, gone_ids, horizon
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit

ROUTE, GIVE = "route", "give"  # acts of ownership: they change no state


class Ended(StrEnum):
    """What became of asking the rules about a lead."""

    NO_RULES = "no rules"
    GIVEN = "given"
    NOBODY = "nobody"
    NOT_OURS = "not ours"  # somebody has it, decided it, or it is over


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever gets a lead."""

    member_id: str
    name: str
    team: str


def ownerless(*, present: datetime) -> Q:
    """Choose the leads that wait and that nobody has who could decide them.

    Nobody, a queue, or somebody who has left, in the record or here. What was left lying is no
    queue any more, and is not shared out.
    """
    left = Q(owner_id__in=gone_ids()) | Q(
        owner_id__in=Seller.objects.filter(is_active=False).values("member_id")
    )
    return (
        Q(state=State.WAITING, is_gone=False)
        & (~Q(holder="person") | left)
        & fresh(present=present)
    )


def to_route(*, present: datetime) -> "QuerySet[Case]":
    """List the leads that the rules are to be asked about: those first that never were."""
    return Case.objects.filter(ownerless(present=present))


def assign(*, case_id: int, agreed: Agreement, now: datetime) -> Ended:
    """Ask the rules in force about a lead that nobody owns, and do what they say.

    Where a rule fits somebody handed over here whom one of sales has already, it goes to that one.
    Whose turn it is, who has room and what is written of it are read and written while no other
    lead is shared out. Somebody who decides or gives the lead meanwhile goes first.
    """
    clauses = agreed.clauses
    if not clauses.handoff.routing.rules:
        return Ended.NO_RULES
    present = room.get_present() or now
    with transaction.atomic():
        _hold_turn(now)
        case = to_route(present=present).filter(pk=case_id).first()
        if case is None:
            return Ended.NOT_OURS
        taker = find_successor(member_id=case.owner_id)
        if taker is not None:
            return _take_over(case, taker, now)
        rules = clauses.handoff.routing.rules
        named = {address for rule in rules for address in rule.to}
        known = find_known(addresses=named, clauses=clauses, present=present)
        missed = find_missed(case=case)
        told = routing.route(
            values=case.packet.get("values", {}), rules=rules,
            sellers={address: replace(one.candidate, has_missed=one.member_id in missed)
                     for address, one in known.items()},
            most_open=clauses.handoff.routing.most_open, now=present,
            due_at=horizon(due_at=case.due_at, clauses=clauses, present=present),
        )  # fmt: skip
        keeper = find_keeper(case=case, present=present) if told.number else None
        if keeper is not None and keeper.owner_id not in missed:
            return _keep(case, keeper, told, agreed, now)
        if not told.address:
            return _leave(case, told, known, agreed, now)
        return _give(case, told, known, agreed, now)


def _hold_turn(now: datetime) -> None:
    """Wait for whoever shares out a lead now; what they wrote is seen from here on."""
    Turn.objects.get_or_create(only=True)
    Turn.objects.select_for_update().get(only=True)
    Turn.objects.filter(only=True).update(tried_at=now)


def find_successor(*, member_id: str) -> Owner | None:
    """Find who took over what was somebody's who has left; None where nobody was named."""
    if not member_id:
        return None
    left = User.objects.filter(member_id=member_id, is_active=False, taken_over_by__is_active=True)
    one = left.exclude(taken_over_by__member_id="").select_related("taken_over_by").first()
    taker = one.taken_over_by if one else None
    return Owner(taker.member_id, taker.name, taker.team) if taker else None


def find_missed(*, case: Case) -> frozenset[str]:
    """Find from whom a lead was taken since it was handed over, as a promise to it was missed.

    Handed over anew, it is promised anew: whoever missed an earlier promise may get it again.
    """
    if case.handed_over_at is None:
        return frozenset()
    taken = Deadline.objects.filter(case=case, falls_at__gte=case.handed_over_at)
    return frozenset(taken.exclude(missed_by="").values_list("missed_by", flat=True))


def set_owner(*, case: Case, owner: Owner, now: datetime) -> bool:
    """Give a lead to somebody if it is still where it was read; tells whether it was.

    What the record said until now is kept, so that its next word is known from an old one. The
    promises about a lead of the room run by the new owner's hours at once.
    """
    row = Case.objects.filter(
        pk=case.pk, state=case.state, is_gone=False, owner_id=case.owner_id, holder=case.holder
    )
    changed: dict[str, Any] = {  # Any: a column each
        "owner_id": owner.member_id, "owner_name": owner.name[:200], "team": owner.team[:20],
        "holder": "person",
    }  # fmt: skip
    if not row.update(**changed, **_standing(case)):
        return False
    promising.follow_owner(case_id=case.pk, had=case.owner_id, now=now)
    return True


def stands(*, case_id: int) -> dict[str, Any]:  # Any: a column each
    """Give what is written beside a new owner, so that they stand when the record is read anew."""
    return _standing(Case.objects.get(pk=case_id))


def _standing(case: Case) -> dict[str, Any]:  # Any: as above
    told: dict[str, Any] = {"is_owned_here": True, "nobody_since": None}
    if not case.is_owned_here:
        told["read_owner_id"] = case.owner_id if case.holder == "person" else ""
    return told


def note_given(
    *, case_id: int, had: str, owner: User, by: User | None, note: str, now: datetime
) -> None:
    """Write on the way of a lead that somebody got it, in the caller's transaction."""
    Routing.objects.create(
        case_id=case_id, how=How.GIVEN, at=now, to_id=owner.member_id, to_name=owner.name[:200],
        to_team=owner.team, from_id=had, by=by, note=note[:300],
    )  # fmt: skip


def take(*, case_id: int, by: User, now: datetime) -> None:
    """Have a lead that no person has be whoever's accepts it, in the caller's transaction."""
    case = Case.objects.filter(pk=case_id).exclude(holder="person").first()
    if case is None:
        return
    owner = Owner(by.member_id, by.name, by.team)
    if set_owner(case=case, owner=owner, now=now):
        Routing.objects.create(
            case=case, how=How.TAKEN, at=now, to_id=owner.member_id, to_name=owner.name[:200],
            to_team=owner.team, from_id=case.owner_id, by=by,
        )  # fmt: skip


def give_back(*, case_id: int, taken_at: datetime) -> None:
    """Have a lead be nobody's again whose acceptance is undone, in the caller's transaction."""
    step = Routing.objects.filter(case_id=case_id).order_by("-at", "-pk").first()
    if step is None or step.how != How.TAKEN or step.at != taken_at:
        return
    holder = "left" if step.from_id else "nobody"  # a queue is read anew from the record
    Case.objects.filter(pk=case_id, owner_id=step.to_id).update(
        owner_id=step.from_id, owner_name="", holder=holder, is_owned_here=False
    )
    Routing.objects.filter(pk=step.pk).delete()


def write_act(*, case: Case, move: str, by: User | None, note: str, now: datetime) -> None:
    """Write an act of ownership; for a lead of the room itself it becomes a fact."""
    Act.objects.create(
        case=case, move=move, at=now, by=by, member_id=by.member_id if by else "",
        from_state="", to_state="", note=note,
    )  # fmt: skip


def _give(
    case: Case, told: Routed, known: Mapping[str, Known], agreed: Agreement, now: datetime
) -> Ended:
    who = known[told.address]
    if not set_owner(case=case, owner=Owner(who.member_id, who.name, who.team), now=now):
        return Ended.NOT_OURS
    _keep_credits(told.credits)
    step = Routing.objects.create(
        case=case, how=How.RULE, at=now, to_id=who.member_id, to_name=who.name[:200],
        to_team=who.team, from_id=case.owner_id, **_said(told, known, agreed),
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(tried_at=now)
    write_act(case=case, move=ROUTE, by=None, note=told.rule, now=now)
    audit.record("lead.routed", at=now, subject=case.pk, details={
        "rule": told.rule, "number": told.number, "step": step.pk,
    })  # fmt: skip
    routing_telling.tell_owner(case_id=case.pk, step=step, now=now)
    return Ended.GIVEN


def _leave(
    case: Case, told: Routed, known: Mapping[str, Known], agreed: Agreement, now: datetime
) -> Ended:
    """Write once that nobody can take a lead, and say so at once; it is asked about again."""
    first = Case.objects.filter(pk=case.pk, nobody_since=None).update(nobody_since=now)
    Case.objects.filter(pk=case.pk).update(tried_at=now)
    if first:
        Routing.objects.create(
            case=case, how=How.NOBODY, at=now, from_id=case.owner_id, **_said(told, known, agreed)
        )
        audit.record("lead.nobody", at=now, subject=case.pk,
                     details={"rule": told.rule, "number": told.number})  # fmt: skip
        routing_telling.tell_nobody(
            case_id=case.pk, otherwise=agreed.clauses.handoff.routing.otherwise, now=now
        )
    return Ended.NOBODY


def _take_over(case: Case, taker: Owner, now: datetime) -> Ended:
    if not set_owner(case=case, owner=taker, now=now):
        return Ended.NOT_OURS
    step = Routing.objects.create(
        case=case, how=How.TAKEN_OVER, at=now, to_id=taker.member_id, to_name=taker.name[:200],
        to_team=taker.team, from_id=case.owner_id,
    )  # fmt: skip
    write_act(case=case, move=ROUTE, by=None, note="", now=now)
    audit.record("lead.taken_over", at=now, subject=case.pk, details={"step": step.pk})
    routing_telling.tell_owner(case_id=case.pk, step=step, now=now)
    return Ended.GIVEN


def _keep(case: Case, held: Case, told: Routed, agreed: Agreement, now: datetime) -> Ended:
    """Give a lead to whoever has that person already; it is nobody's turn by it."""
    owner = Owner(held.owner_id, held.owner_name, held.team or moves.SALES)
    if not set_owner(case=case, owner=owner, now=now):
        return Ended.NOT_OURS
    step = Routing.objects.create(
        case=case, how=How.KEPT, at=now, to_id=owner.member_id, to_name=owner.name[:200],
        to_team=owner.team, from_id=case.owner_id, rule=told.rule[:200], number=told.number,
        agreement=agreed.version[:120],
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(tried_at=now)
    write_act(case=case, move=ROUTE, by=None, note=told.rule, now=now)
    audit.record("lead.kept", at=now, subject=case.pk, details={
        "because_of": held.pk, "number": told.number, "step": step.pk,
    })  # fmt: skip
    routing_telling.tell_owner(case_id=case.pk, step=step, now=now)
    return Ended.GIVEN


def _said(told: Routed, known: Mapping[str, Known], agreed: Agreement) -> dict[str, Any]:  # columns
    """Lay down what the rules said, so that each reader is told it as they may know it."""
    return {
        "rule": told.rule[:200],
        "number": told.number,
        "agreement": agreed.version[:120],
        "passed": list(_passed(told, known)),
    }


def _passed(told: Routed, known: Mapping[str, Known]) -> Iterable[dict[str, Any]]:  # JSON
    for one in told.passed:
        who = known.get(one.address)
        yield {
            "address": one.address, "why": str(one.why), "undecided": one.undecided,
            "member_id": who.member_id if who else "", "name": who.name if who else "",
            "team": who.team if who else "",
        }  # fmt: skip


def _keep_credits(credits: Mapping[str, Fraction]) -> None:
    for address, credit in credits.items():
        Credit.objects.update_or_create(
            address=address,
            defaults={"numerator": str(credit.numerator), "denominator": str(credit.denominator)},
        )
