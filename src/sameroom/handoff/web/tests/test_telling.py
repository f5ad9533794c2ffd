"""Whoever a move asks something of is told, once, and no longer once it is done."""

from datetime import date, timedelta

import pytest

from sameroom.agreement import default
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import facts, operations
from sameroom.handoff.web.facts import Done
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.telling import tell_of
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db
DUPLICATE = Told("procedural", "Duplicate lead")


def do(case: Case, move: Move, by: User, *, after: float, told: Told = DUPLICATE) -> None:
    operations.move(
        case_id=case.pk, move=move, read_as=State(Case.objects.get(pk=case.pk).state),
        told=told, by=by, now=NOW + timedelta(seconds=after),
    )  # fmt: skip


def open_ones() -> list[tuple[str, str]]:
    left = Notice.objects.filter(settled_at=None).order_by("kind", "user__name")
    return [(one.kind, one.user.team) for one in left]


def test_who_sent_a_rejected_lead_is_told_and_again_at_the_next_rejection() -> None:
    everybody = people()
    sender = User.objects.filter(team="marketing", is_active=True).order_by("pk")[0]
    case = a_case(sent_by=sender)
    do(case, Move.REJECT, everybody.sol, after=0)
    assert open_ones() == [("handoff.rejected", "marketing")]
    assert Notice.objects.get().user == sender
    do(case, Move.RESUBMIT, sender, after=90, told=Told(note="Put right"))
    assert open_ones() == [("handoff.handed_over", "sales")]
    do(case, Move.REJECT, everybody.sol, after=180)
    assert open_ones() == [("handoff.rejected", "marketing")]
    assert Notice.objects.filter(kind="handoff.rejected").count() == 2


def test_it_is_told_in_the_language_of_whoever_is_told() -> None:
    everybody = people()
    User.objects.filter(pk=everybody.ada.pk).update(language="de")
    case = a_case(sent_by=everybody.ada)
    do(case, Move.REJECT, everybody.sol, after=0)
    told = Notice.objects.get()
    assert (told.words, told.why) == ("Der Vertrieb hat Buyer 1 abgelehnt.", "Duplicate lead")


def test_an_undone_rejection_asks_nothing_of_anybody() -> None:
    everybody = people()
    sender = User.objects.filter(team="marketing", is_active=True).order_by("pk")[0]
    case, other = a_case(sent_by=sender), a_case(2, sent_by=sender)
    do(other, Move.REJECT, everybody.sol, after=0)
    do(case, Move.REJECT, everybody.sol, after=1)
    operations.undo(case_id=case.pk, by=everybody.sol, now=NOW + timedelta(seconds=30))
    left = Notice.objects.filter(settled_at=None)
    assert [one.href for one in left] == [f"/leads/{other.pk}"]


def test_a_lead_back_on_its_day_is_told_to_its_owner_once() -> None:
    everybody = people()
    a_case(state=State.RECYCLED, return_on=date(2020, 1, 1), must_change="New budget")
    for _ in range(2):
        operations.bring_back(today=NOW.date(), now=NOW)
    told = Notice.objects.get(kind="handoff.returned")
    assert (told.user, told.why) == (everybody.sol, "New budget")


def test_a_contest_is_told_to_the_leads_of_both_teams_and_settled_by_the_verdict() -> None:
    everybody, case = people(), a_case(state=State.REJECTED)
    for team in ("sales", "marketing"):
        User.objects.create(
            email=f"{team}-lead@x.example", name=team, team=team, role="lead", joined_at=NOW
        )
    do(case, Move.CONTEST, everybody.own, after=0, told=Told(note="It fits"))
    assert {team for kind, team in open_ones() if kind == "handoff.contested"} == {
        "sales", "marketing",
    }  # fmt: skip
    do(case, Move.UPHOLD, everybody.own, after=90)
    assert {kind for kind, _ in open_ones()} == {"handoff.settled"}


def test_an_undone_decision_asks_again_what_it_had_settled() -> None:
    everybody = people()
    case = a_case(sent_by=everybody.ada)
    tell_of(case_id=case.pk, move="hand over", now=NOW)
    assert open_ones() == [("handoff.handed_over", "sales")]
    do(case, Move.REJECT, everybody.sol, after=5)
    assert open_ones() == [("handoff.rejected", "marketing")]
    operations.undo(case_id=case.pk, by=everybody.sol, now=NOW + timedelta(seconds=30))
    assert open_ones() == [("handoff.handed_over", "sales")]


def test_somebody_is_told_of_a_lead_that_nobody_has_though_sales_has_no_lead() -> None:
    everybody, case = people(), a_case(owner_id="")
    tell_of(case_id=case.pk, move="hand over", now=NOW, by=everybody.admin)
    assert {one.user for one in Notice.objects.all()} == {everybody.ada}, "who leads marketing"


def test_nobody_is_told_of_their_own_act() -> None:
    everybody, case = people(), a_case(state=State.REJECTED)
    do(case, Move.CONTEST, everybody.ada, after=0, told=Told(note="It fits"))
    assert not Notice.objects.filter(user=everybody.ada).exists()


def test_an_owner_s_act_becomes_a_fact_where_the_lead_is_the_room_s() -> None:
    done = [
        Done(act_id=1, move="hand over", at=NOW, member_id="crm:9", lead_id="sameroom:x",
             person_id="crm:p", from_state="", to_state="waiting", family="", reason="",
             owner_id="crm:3", handed_over_at=NOW),
        Done(act_id=2, move="give", at=NOW + timedelta(hours=1), member_id="crm:2",
             lead_id="sameroom:x", person_id="crm:p", from_state="", to_state="", family="",
             reason="", owner_id="crm:3", handed_over_at=NOW),
        Done(act_id=3, move="give", at=NOW, member_id="crm:2", lead_id="crm:l1", person_id="",
             from_state="", to_state="", family="", reason="", owner_id="crm:3"),
    ]  # fmt: skip
    rows = facts.rows_of(done=done, words=default().clauses.lifecycle.lead, seen_at=NOW)
    (lead,) = rows["lead"]
    assert (lead["owner_id"], lead["created_at"], lead["assigned_at"]) == (
        "crm:3", NOW, NOW + timedelta(hours=1),
    )  # fmt: skip
    assert [row["source_id"] for row in rows["stage_change"]] == ["act-1"]
