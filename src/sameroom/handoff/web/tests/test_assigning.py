"""What nobody owns goes to whoever's turn it is, by the agreement, and it is said why."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from sameroom.handoff.moves import LYING_AFTER, Move, State, Told
from sameroom.handoff.web import assigning, operations, promising, routing_operations, sellers
from sameroom.handoff.web.assigning import Ended, Owner
from sameroom.handoff.web.models import Act, Case, Credit, Deadline, Routing, Seller
from sameroom.handoff.web.routing_operations import Gift, NotTheirsError
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import STEEL, a_seller, agree, away
from sameroom.handoff.web.tests.routing_builders import sellers as two_sellers
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.room.web.tests.builders import NOW, People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
ALL_DAY = ", ".join(
    f"{day}: ['00:00-24:00']"
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
TODAY = NOW.date()


@pytest.fixture
def here(settings: object, tmp_path: Path) -> People:
    agree(folder=tmp_path)
    two_sellers()
    return people()


def assign(case: Case, *, after: float = 0) -> Ended:
    return assigning.assign(
        case_id=case.pk, agreed=room.get_agreed(), now=NOW + timedelta(seconds=after)
    )


def owner_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).owner_id


def told(kind: str = "handoff.nobody") -> list[str]:
    rows = Notice.objects.filter(kind=kind, settled_at=None).order_by("user__name")
    return [row.user.name for row in rows.select_related("user")]


def test_a_lead_that_nobody_owns_goes_by_the_first_rule_that_fits(here: People) -> None:
    case = a_case(owner_id="", packet=STEEL)
    assert assign(case) is Ended.GIVEN
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.owner_id, now_is.holder, now_is.is_owned_here) == ("crm:3", "person", True)
    assert (now_is.owner_name, now_is.team) == ("Oda", "sales")
    step = Routing.objects.get()
    assert (step.how, step.rule, step.number, step.to_id) == ("rule", "Steel", 1, "crm:3")
    assert {row.address: Fraction(int(row.numerator), int(row.denominator))
            for row in Credit.objects.all()} == {
        "sol@tessaro.example": Fraction(1, 2), "oda@tessaro.example": Fraction(-1, 2),
    }  # fmt: skip
    assert AuditEntry.objects.filter(action="lead.routed", subject=str(case.pk)).count() == 1
    assert told("handoff.handed_over") == ["Oda"]


@pytest.mark.parametrize("holder", ["nobody", "queue", "left"])
def test_a_queue_s_and_one_of_somebody_who_left_are_shared_out_too(
    here: People, holder: str
) -> None:
    case = a_case(owner_id="crm:77" if holder == "left" else "", holder=holder)
    assert assign(case) is Ended.GIVEN
    assert owner_of(case) == "crm:2"


def test_whose_owner_left_the_room_is_shared_out_or_goes_to_who_took_over(here: People) -> None:
    case = a_case(owner_id="crm:3", packet=STEEL)
    assert assign(case) is Ended.NOT_OURS
    User.objects.filter(pk=here.own.pk).update(is_active=False)
    assert assign(case) is Ended.GIVEN
    step = Routing.objects.get()
    assert (owner_of(case), step.passed[0]["why"]) == ("crm:2", "left")
    other = a_case(2, owner_id="crm:3")
    kim = a_person("Kim", team="sales", member_id="crm:8")
    User.objects.filter(pk=here.own.pk).update(taken_over_by=kim)
    assert assign(other) is Ended.GIVEN
    assert owner_of(other) == "crm:8"
    assert Routing.objects.latest("pk").how == "taken_over"


def test_who_the_record_knows_no_longer_has_left(here: People) -> None:
    case = a_case(owner_id="crm:9")
    a_seller("crm:9", "Nil", is_active=False)
    assert assign(case) is Ended.GIVEN


@pytest.mark.parametrize(
    "told_of",
    [{"state": State.ACCEPTED}, {"is_gone": True},
     {"handed_over_at": NOW - LYING_AFTER - timedelta(seconds=1)}],
    ids=["decided", "merged while being shared out", "left lying"],
)  # fmt: skip
def test_what_is_decided_over_or_left_lying_is_not_shared_out(
    here: People, told_of: dict[str, object]
) -> None:
    case = a_case(owner_id="", **told_of)
    assert assign(case) is Ended.NOT_OURS
    assert not Routing.objects.exists()


def test_without_rules_nothing_is_shared_out(here: People, tmp_path: Path) -> None:
    agree(folder=tmp_path / "other", rules="[]")
    case = a_case(owner_id="")
    assert assign(case) is Ended.NO_RULES
    assert routing_operations.route_due(now=NOW) == 0
    assert not told()


def test_who_is_away_unknown_left_or_full_is_passed_over_and_kept_with_why(
    here: People, tmp_path: Path
) -> None:
    listed = ", ".join(
        f"{name}@tessaro.example" for name in ("nobody", "nil", "sol", "oda", "full")
    )
    rules = f"- name: All\n  to: [{listed}]"
    agree(folder=tmp_path / "other", rules=rules)
    path = tmp_path / "other" / "agreement.yaml"
    path.write_text(path.read_text() + "    most_open: 2\n")
    a_seller("crm:9", "Nil", is_active=False)
    a_seller("crm:8", "Full")
    a_case(11, owner_id="crm:8")
    a_case(12, owner_id="crm:8")
    a_case(13, owner_id="crm:8", handed_over_at=NOW - timedelta(days=90))
    away("crm:2", TODAY - timedelta(days=1), TODAY + timedelta(days=3))
    case = a_case(owner_id="")
    assert assign(case) is Ended.GIVEN
    step = Routing.objects.get()
    why = {one["address"].partition("@")[0]: (one["why"], one["undecided"]) for one in step.passed}
    assert why == {"nobody": ("unknown", 0), "nil": ("left", 0), "sol": ("away", 0),
                   "full": ("full", 2)}  # fmt: skip
    assert owner_of(case) == "crm:3"


def test_nobody_there_is_said_at_once_and_once(here: People) -> None:
    head = a_person("Kat", team="sales", role=Role.LEAD)
    away("crm:2", TODAY, TODAY + timedelta(days=3))
    away("crm:3", TODAY, TODAY + timedelta(days=3))
    case = a_case(owner_id="", packet=STEEL)
    assert assign(case) is Ended.NOBODY
    assert assign(case, after=600) is Ended.NOBODY
    assert told() == [head.name]
    assert Notice.objects.filter(kind="handoff.nobody").count() == 1
    assert Routing.objects.filter(how="nobody").count() == 1
    assert Case.objects.get(pk=case.pk).nobody_since == NOW


def test_somebody_is_always_told(here: People, tmp_path: Path) -> None:
    away("crm:2", TODAY, TODAY + timedelta(days=3))
    agree(folder=tmp_path / "one", rules="- {name: All, to: [sol@tessaro.example]}",
          otherwise="noor@tessaro.example")  # fmt: skip
    assign(a_case(1, owner_id=""))
    assert told() == ["Noor"]
    agree(folder=tmp_path / "two", rules="- {name: All, to: [sol@tessaro.example]}")
    assign(a_case(2, owner_id=""))
    assert told() == ["Ada", "Noor"], "no lead of sales is here, so marketing's is told"
    User.objects.filter(team="marketing").update(is_active=False)
    assign(a_case(3, owner_id=""))
    assert told() == ["Ada", "Noor", "Ruth"], "then an administrator"


def test_many_that_nobody_can_take_are_told_as_many(here: People) -> None:
    away("crm:2", TODAY, TODAY + timedelta(days=3))
    for number in range(1, 31):
        assign(a_case(number, owner_id=""))
    assert Notice.objects.filter(kind="handoff.nobody").count() == 6
    assert Notice.objects.filter(words__contains="More leads").count() == 1


def test_many_that_come_to_one_are_told_as_many(here: People) -> None:
    for number in range(1, 31):
        assign(a_case(number, owner_id=""))
    assert Notice.objects.filter(kind="handoff.handed_over").count() == 6


def test_a_late_lead_and_one_without_a_clock_go_to_whoever_works_next(here: People) -> None:
    late = a_case(1, owner_id="", due_at=NOW - timedelta(days=1))
    open_one = a_case(2, owner_id="", due_at=None, handed_over_at=None)
    assert [assign(late), assign(open_one)] == [Ended.GIVEN, Ended.GIVEN]


def test_a_calendar_without_a_working_day_ahead_has_nobody_take_a_lead(
    here: People, tmp_path: Path
) -> None:
    """One without any at all is refused by the agreement itself; closed for weeks is not."""
    days = ("tuesday", "wednesday", "thursday", "friday")
    never = "calendars:\n  office:\n" + "".join(f"    {day}: []\n" for day in days)
    closed = ", ".join(str(TODAY + timedelta(days=7 * week)) for week in range(200))
    never += f"    holidays: [{closed}]\n"
    agree(folder=tmp_path / "other", more=never)
    case = a_case(owner_id="")
    assert assign(case) is Ended.NOBODY
    assert Routing.objects.get().passed[0]["why"] == "away"


def test_the_watch_shares_out_what_is_due_and_asks_again_later(here: People) -> None:
    away("crm:2", TODAY, TODAY)
    case = a_case(owner_id="", due_at=NOW + timedelta(hours=3))
    assert routing_operations.route_due(now=NOW) == 0
    routing_operations.Case.objects.filter(pk=case.pk).update(
        due_at=NOW + timedelta(days=1, hours=3)
    )
    assert routing_operations.route_due(now=NOW + timedelta(minutes=1)) == 0, "asked just now"
    assert routing_operations.route_due(now=NOW + timedelta(minutes=6)) == 1
    assert told() == []


def test_one_that_cannot_be_shared_out_keeps_no_other_from_its_turn(
    here: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = a_case(1, owner_id=""), a_case(2, owner_id="")
    real = assigning.assign

    def breaks(*, case_id: int, **more: object) -> Ended:
        if case_id == bad.pk:
            raise OSError("broken here")
        return real(case_id=case_id, **more)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(assigning, "assign", breaks)
    assert routing_operations.route_due(now=NOW) == 1
    assert owner_of(good) == "crm:2"


def test_who_is_handed_over_here_is_shared_out_at_once(here: People) -> None:
    head = a_person("Kat", team="sales", role=Role.LEAD)
    hand = operations.Hand(person_key="k" * 20, person_name="Rosa", promise="x", why="Asked today")
    case_id = operations.hand_over(hand=hand, by=here.ada, now=NOW)
    assert Case.objects.get(pk=case_id).owner_id == "crm:2"
    assert told("handoff.handed_over") == ["Sol"]
    assert Notice.objects.get().why == "Asked today"
    away("crm:2", TODAY, TODAY + timedelta(days=3))
    other = operations.Hand(person_key="m" * 20, person_name="Max", promise="x", why="y")
    operations.hand_over(hand=other, by=here.ada, now=NOW)
    assert told() == [head.name]


def test_the_promises_of_who_is_handed_over_here_run_by_the_hours_of_whoever_gets_it(
    here: People, tmp_path: Path
) -> None:
    agree(folder=tmp_path, more=f"calendars: {{always: {{{ALL_DAY}}}}}\n")
    Seller.objects.filter(member_id="crm:2").update(calendar="always")
    hand = operations.Hand(person_key="k" * 20, person_name="Rosa", promise="x", why="Asked today")
    late = NOW.replace(hour=20)
    case_id = operations.hand_over(hand=hand, by=here.ada, now=late)
    case = Case.objects.get(pk=case_id)
    assert case.owner_id == "crm:2"
    within = room.get_agreed().clauses.promises.first_touch.within_hours
    assert case.due_at == case.touch_by == late + timedelta(hours=within), "Sol works at night"
    waiting = Deadline.objects.filter(case=case, promise="first_touch", standing="waiting")
    assert set(waiting.values_list("due_at", flat=True)) == {case.due_at}
    routing_operations.give(gift=Gift(case_id, "crm:2"), to=Owner("crm:3", "Oda", "sales"),
                            reason="Knows them", by=here.sol, now=late)  # fmt: skip
    given = Case.objects.get(pk=case_id)
    assert given.due_at is not None
    assert given.due_at > late + timedelta(hours=within), "Oda does not"
    waiting = Deadline.objects.filter(case=case, promise="first_touch", standing="waiting")
    assert set(waiting.values_list("due_at", flat=True)) == {given.due_at}


def test_a_lead_of_the_crm_given_here_keeps_the_hours_that_the_record_counts(here: People) -> None:
    Seller.objects.filter(member_id="crm:3").update(calendar="always")
    case = a_case(1)
    routing_operations.give(gift=Gift(case.pk, "crm:2"), to=Owner("crm:3", "Oda", "sales"),
                            reason="Knows them", by=here.sol, now=NOW)  # fmt: skip
    given = Case.objects.get(pk=case.pk)
    assert (given.owner_id, given.due_at) == ("crm:3", case.due_at)
    assert promising.worker_of(case=given) == "crm:2"


def test_somebody_back_from_holiday_is_neither_starved_nor_flooded(here: People) -> None:
    """Over weeks, by the real rule through the room: as the pure rule's test, with decisions."""
    rules = "- {name: All, to: [sol@tessaro.example, oda@tessaro.example, kim@tessaro.example]}"
    agree(folder=Path(str(room.settings.STORE)) / "three", rules=rules)
    a_seller("crm:4", "Kim")
    monday, number, got = TODAY, 0, []
    away("crm:2", monday + timedelta(days=7), monday + timedelta(days=20))
    for week in range(4):
        counted: Counter[str] = Counter()
        for day in range(5):
            now = NOW + timedelta(days=7 * week + day, hours=1)
            for _ in range(6):
                number += 1
                case = a_case(number, owner_id="", handed_over_at=now,
                              due_at=now + timedelta(hours=5))  # fmt: skip
                assigning.assign(case_id=case.pk, agreed=room.get_agreed(), now=now)
                counted[owner_of(case)] += 1
            Case.objects.update(state=State.ACCEPTED)  # everybody decides by the evening
        got.append(counted)
    assert got == [
        {"crm:2": 10, "crm:3": 10, "crm:4": 10}, {"crm:3": 15, "crm:4": 15},
        {"crm:3": 15, "crm:4": 15}, {"crm:2": 10, "crm:3": 10, "crm:4": 10},
    ]  # fmt: skip
    assert sum(sellers.find_credits(addresses=[row.address for row in Credit.objects.all()])
               .values()) == 0  # fmt: skip


def test_a_lead_is_given_by_hand_and_the_new_owner_told(here: People) -> None:
    case = a_case(owner_id="crm:2")
    gift = Gift(case.pk, "crm:2")
    kim = a_person("Kim", team="sales", member_id="crm:8")
    routing_operations.give(gift=gift, to=Owner("crm:8", "Kim", "sales"), reason="Speaks French",
                            by=here.sol, now=NOW)  # fmt: skip
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.owner_id, now_is.is_owned_here, now_is.read_owner_id) == ("crm:8", True, "crm:2")
    notice = Notice.objects.get(settled_at=None)
    assert (notice.user, notice.why) == (kim, "Speaks French")
    act = Act.objects.get()
    assert (act.move, act.by, act.from_state, act.to_state) == ("give", here.sol, "", "")
    with pytest.raises(NotTheirsError, match="Somebody was first"):
        routing_operations.give(gift=gift, to=Owner("crm:3", "Oda", "sales"), reason="",
                                by=here.sol, now=NOW)  # fmt: skip
    assert Routing.objects.count() == 1


def test_whoever_gives_a_lead_to_themselves_is_not_told(here: People) -> None:
    case = a_case(owner_id="crm:3")
    routing_operations.give(gift=Gift(case.pk, "crm:3"), to=Owner("crm:2", "Sol", "sales"),
                            reason="", by=here.sol, now=NOW)  # fmt: skip
    assert [one.user for one in Notice.objects.all()] == [here.own], "who had it is told"


@pytest.mark.parametrize("state", [State.REJECTED, State.RECYCLED, State.DEAL, State.SETTLED])
def test_what_is_decided_is_not_given(here: People, state: State) -> None:
    case = a_case(owner_id="crm:2", state=state)
    gifts = [Gift(case.pk, "crm:2")]
    done = routing_operations.give_several(
        gifts=gifts, to=Owner("crm:3", "Oda", "sales"), reason="", by=here.sol, now=NOW
    )
    assert (done, owner_of(case)) == (0, "crm:2")


def test_the_owner_of_what_was_given_does_not_undo_with_a_decision(here: People) -> None:
    case = a_case(owner_id="crm:2")
    operations.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                    by=here.sol, now=NOW)  # fmt: skip
    routing_operations.give(gift=Gift(case.pk, "crm:2"), to=Owner("crm:3", "Oda", "sales"),
                            reason="", by=here.sol, now=NOW + timedelta(seconds=5))  # fmt: skip
    operations.undo(case_id=case.pk, by=here.sol, now=NOW + timedelta(seconds=9))
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.owner_id, now_is.is_ours) == ("waiting", "crm:3", False)
    assert dict(Act.objects.values_list("move", "is_undone")) == {"accept": True, "give": False}


def test_an_undone_acceptance_of_nobody_s_lead_leaves_it_nobody_s(here: People) -> None:
    case = a_case(owner_id="")
    operations.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                    by=here.sol, now=NOW)  # fmt: skip
    assert owner_of(case) == "crm:2"
    operations.undo(case_id=case.pk, by=here.sol, now=NOW + timedelta(seconds=9))
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.owner_id, now_is.holder, now_is.is_owned_here) == ("", "nobody", False)
    assert not Routing.objects.exists()
