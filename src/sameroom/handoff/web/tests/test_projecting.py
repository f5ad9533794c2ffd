"""What the record says comes into the room; what was decided here stands."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.handoff.moves import Move, State, Told, sees_case
from sameroom.handoff.tests.builders import WINDOW, lead, moment, move, record
from sameroom.handoff.web import operations, queries, routing_operations
from sameroom.handoff.web.assigning import Owner
from sameroom.handoff.web.models import Case, PromiseWeek, Seller
from sameroom.handoff.web.projecting import project
from sameroom.handoff.web.routing_operations import Gift
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.models import Present
from sameroom.room.web.tests.builders import NOW, people
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db
END = WINDOW.ends_at
PERSON = {"id": "crm:p1", "name": "Rosa Klein"}


def read(generation: int, **facts: list[dict[str, object]]) -> None:
    trial = record(**facts)
    project(engine=trial, generation=generation, now=END)


def test_a_lead_comes_in_with_its_promise_and_moves_with_the_record() -> None:
    handed = move("handed over", moment(6, 29), id="crm:m1")
    read(1, lead=[lead(1)], stage_change=[handed], person=[PERSON])
    case = Case.objects.get()
    assert (case.key, case.state, case.holder) == ("crm:l1", State.WAITING, "nobody")
    assert case.due_at is not None
    assert case.decide_by is not None
    assert case.decide_by > case.due_at > moment(6, 29)
    taken = move("accepted", moment(6, 30), id="crm:m2")
    read(2, lead=[lead(1)], stage_change=[handed, taken])
    assert Case.objects.get().state == State.ACCEPTED


def test_a_lead_that_sales_works_on_has_its_packet_and_one_that_is_over_has_none() -> None:
    facts = [fact for number, stage in ((1, "accepted"), (2, "rejected")) for fact in (
        move("handed over", moment(6, 29), id=f"crm:h{number}", of=f"crm:l{number}"),
        move(stage, moment(6, 30), id=f"crm:d{number}", of=f"crm:l{number}"),
    )]  # fmt: skip
    leads = [lead(number, person_id="crm:p1", account_id="crm:a1") for number in (1, 2)]
    account = {"id": "crm:a1", "name": "Klein Works", "industry": "Machinery"}
    read(1, lead=leads, stage_change=facts, person=[PERSON], account=[account])
    taken, over = Case.objects.order_by("key")
    assert (taken.state, over.state) == (State.ACCEPTED, State.REJECTED)
    assert ["Industry", "Machinery"] in [list(one) for one in taken.packet["company"]]
    assert over.packet == {}


def test_promises_are_told_of_whole_weeks_alone_thirteen_of_them() -> None:
    # The record ends on Wednesday 1 July: its first whole week of thirteen began on 6 April.
    days = [(4, 2), (4, 5), (4, 6), (6, 29)]
    facts = [move("handed over", moment(*day), id=f"crm:h{n}", of=f"crm:l{n}")
             for n, day in enumerate(days)]  # fmt: skip
    read(1, lead=[lead(n) for n in range(len(days))], stage_change=facts)
    weeks = set(PromiseWeek.objects.filter(promise="first_touch").values_list("week", flat=True))
    assert weeks == {date(2026, 4, 6), date(2026, 6, 29)}


def test_what_was_decided_here_stands_until_the_record_has_it() -> None:
    handed = move("handed over", moment(6, 29), id="crm:m1")
    read(1, lead=[lead(1)], stage_change=[handed])
    sol = people().sol
    operations.move(case_id=Case.objects.get().pk, move=Move.REJECT, read_as=State.WAITING,
                    told=Told("clerical", "Missing information"), by=sol, now=NOW)  # fmt: skip
    read(2, lead=[lead(1)], stage_change=[handed])
    case = Case.objects.get()
    assert (case.state, case.reason, case.read_state) == (
        "rejected",
        "Missing information",
        "waiting",
    )


def test_a_lead_that_vanishes_is_over() -> None:
    read(1, lead=[lead(1), lead(2)])
    read(2, lead=[lead(2)])
    assert dict(Case.objects.values_list("key", "is_gone")) == {"crm:l1": True, "crm:l2": False}


def test_a_lead_without_a_time_stands_without_a_clock() -> None:
    read(1, lead=[{**lead(1), "created_at": None}])
    case = Case.objects.get()
    assert (case.oddity, case.due_at, case.decide_by) == ("no time", None, None)


def test_a_queue_and_somebody_who_left_are_told_apart() -> None:
    members = [
        {"id": "crm:00G1", "name": "Inbound queue", "team": "sales"},
        {"id": "crm:m7", "name": "Gone Gunnar", "team": "sales", "is_active": False},
    ]
    leads = [lead(1, owner_id="crm:00G1"), lead(2, owner_id="crm:m7"), lead(3)]
    read(1, lead=leads, member=members)
    assert dict(Case.objects.values_list("key", "holder")) == {
        "crm:l1": "queue", "crm:l2": "left", "crm:l3": "nobody",
    }  # fmt: skip


@pytest.mark.parametrize("team", ["", "sales", "marketing", "service"])
@pytest.mark.parametrize("sees", list(Sees))
@pytest.mark.parametrize("member_id", ["", "crm:2", "crm:3"])
def test_the_query_and_the_rule_of_who_sees_a_lead_are_twins(
    team: str, sees: Sees, member_id: str
) -> None:
    everybody = people()
    a_case(1)
    a_case(2, owner_id="")
    a_case(3, owner_id="crm:9", team="service")
    a_case(4, owner_id="crm:9", sent_by=everybody.ada)
    a_case(5, owner_id="", team="")
    reader = Reader(user_id=everybody.ada.pk, team=team, sees=sees, member_id=member_id)
    by_rule = {
        case.pk
        for case in Case.objects.all()
        if sees_case(reader=reader, owner_id=case.owner_id, team=case.team, sent_by=case.sent_by_id)
    }
    assert set(queries.visible(reader=reader).values_list("pk", flat=True)) == by_rule


def test_the_desk_asks_no_more_with_more_leads() -> None:
    from django.db import connection

    reader = people().sol.as_reader()
    counted = []
    for number in range(1, 42):
        a_case(number, due_at=NOW + timedelta(hours=number))
        if number in {1, 41}:
            with CaptureQueriesContext(connection) as caught:
                queries.get_queue_page(reader=reader, show="mine", case_id=None, now=NOW)
            counted.append(len(caught))
    assert counted[0] == counted[1] <= 9


def test_queue_and_packet_take_no_more_than_a_dozen_queries(client: Client) -> None:
    from django.db import connection

    from sameroom.people.web.models import Company

    client.force_login(people().sol)
    Company.objects.update_or_create(  # whose frame asks for more than any other's
        only=True, defaults={"name": "Tessaro", "is_demo": True, "set_up_at": NOW}
    )
    Present.objects.create(only=True, as_of=NOW, starts_at=NOW - timedelta(days=99))
    late = NOW - timedelta(hours=1)
    a_case(1, due_at=late, touch_by=late, decide_by=late)  # whose promises may be disputed
    a_case(2, state=State.RETURNED, return_on=NOW.date())
    for place in ("/leads", f"/leads/{Case.objects.get(state=State.WAITING).pk}"):
        client.get(place)  # what is found once, and that it was opened
        with CaptureQueriesContext(connection) as caught:
            page = client.get(place).content.decode()
        assert "Buyer 2" in page
        assert len(caught) <= 12, [one["sql"][:150] for one in caught]


def test_what_waits_for_a_reader_is_counted_along_indexes() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts rows before it plans, and reads a few as a whole")
    reader = people().sol.as_reader()
    queries.count_to_do(reader=reader, now=NOW)
    with CaptureQueriesContext(connection) as caught:
        queries.count_to_do(reader=reader, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("explain query plan " + caught[-1]["sql"])
        plan = [str(row[3]) for row in cursor.fetchall()]
    assert not any("SCAN handoff_case" in step for step in plan), plan
    assert any("case_nobody" in step for step in plan), plan


def test_what_was_left_lying_stands_apart_as_the_rule_says() -> None:
    from sameroom.handoff.moves import LYING_AFTER, is_lying

    reader = people().sol.as_reader()
    for number, age in enumerate((LYING_AFTER, LYING_AFTER + timedelta(seconds=1), None)):
        a_case(number, handed_over_at=None if age is None else NOW - age)
    for show, is_there in (("mine", False), ("lying", True)):
        page = queries.get_queue_page(reader=reader, show=show, case_id=None, now=NOW)
        found = {one.case_id for one in page.lines}
        assert found == {
            case.pk
            for case in Case.objects.all()
            if is_lying(handed_over_at=case.handed_over_at, now=NOW) is is_there
        }


def given(case: Case, to: str = "crm:9") -> None:
    routing_operations.give(
        gift=Gift(case.pk, case.owner_id), to=Owner(to, "Nil", "sales"), reason="",
        by=User.objects.get(name="Sol"), now=NOW,
    )  # fmt: skip


SOL, BO = ({"id": "crm:m2", "name": "Sol Sander", "email": "sol@x.example", "team": "sales"},
           {"id": "crm:m3", "name": "Bo Berg", "team": "sales"})  # fmt: skip


def test_who_was_given_a_lead_here_keeps_it_until_the_record_names_another() -> None:
    people()
    leads = [lead(1), lead(2, owner_id="crm:m2"), lead(3, owner_id="crm:m2")]
    read(1, lead=leads, member=[SOL, BO])
    for case in Case.objects.all():
        given(case, "crm:m3" if case.key == "crm:l3" else "crm:9")
    read(2, lead=leads, member=[SOL, BO])
    kept = dict(Case.objects.values_list("key", "owner_id"))
    assert kept == {"crm:l1": "crm:9", "crm:l2": "crm:9", "crm:l3": "crm:m3"}
    assert set(Case.objects.values_list("holder", "is_owned_here")) == {("person", True)}
    moved = [lead(1, owner_id="crm:m2"), lead(2, owner_id="crm:m3"), lead(3, owner_id="crm:m3")]
    read(3, lead=moved, member=[SOL, BO])
    told = {row.key: (row.owner_id, row.is_owned_here) for row in Case.objects.all()}
    assert told == {
        "crm:l1": ("crm:m2", False), "crm:l2": ("crm:m3", False), "crm:l3": ("crm:m3", False),
    }, "the newer word is the record's"  # fmt: skip


def test_the_record_tells_who_may_be_given_leads_and_who_has_left() -> None:
    members = [SOL, BO, {"id": "crm:m7", "name": "Gunnar", "team": "sales", "is_active": False},
               {"id": "crm:00G1", "name": "Inbound queue", "team": "sales"}]  # fmt: skip
    read(1, lead=[lead(1)], member=members)
    known = {row.member_id: (row.address, row.is_active) for row in Seller.objects.all()}
    assert known == {
        "crm:m2": ("sol@x.example", True), "crm:m3": ("", True), "crm:m7": ("", False),
    }  # fmt: skip
    read(2, lead=[lead(1)], member=[SOL])
    assert not Seller.objects.get(member_id="crm:m3").is_active


def test_the_packet_knows_what_the_rules_ask_of_a_lead() -> None:
    account = {"id": "crm:a1", "name": "Acme", "industry": "Steel", "employees": 120,
               "country": "Germany"}  # fmt: skip
    person = {**PERSON, "account_id": "crm:a1", "title": "Buyer", "country": "France"}
    asked = {"id": "x1", "subject": "lead", "subject_id": "crm:l1", "name": "Segment ",
             "content": "Key"}  # fmt: skip
    read(1, lead=[lead(1, person_id="crm:p1", account_id="crm:a1")], person=[person],
         account=[account], attribute=[asked])  # fmt: skip
    told = Case.objects.get().packet["values"]
    assert {name: told[name] for name in ("industry", "employees", "country", "segment")} == {
        "industry": ["Steel"], "employees": [120.0], "country": ["Germany"], "segment": ["Key"],
    }  # fmt: skip
    assert told["job title"] == ["Buyer"]


def test_the_packet_stays_readable_once_the_lead_is_decided() -> None:
    person = {**PERSON, "title": "Buyer"}
    handed = move("handed over", moment(6, 29), id="crm:m1")
    first = {"lead": [lead(1, person_id="crm:p1")], "person": [person]}
    read(1, **first, stage_change=[handed])
    before = Case.objects.get().packet
    assert before["title"] == "Buyer"
    turned_down = move("rejected", moment(6, 30), id="crm:m2")
    read(2, **first, stage_change=[handed, turned_down])
    case = Case.objects.get()
    assert (case.state, case.packet) == (State.REJECTED, before)


def test_what_marketing_promised_somebody_handed_over_here_stands() -> None:
    everybody = people()
    told = operations.Hand(person_key="key1", person_name="Rosa Klein", promise="Half the downtime",
                           why="She asked", owner_id="crm:m2")  # fmt: skip
    operations.hand_over(hand=told, by=everybody.ada, now=NOW)
    row = lead(1, id=Case.objects.get().key, person_id="crm:p1")
    mail = {"id": "mc:1", "occurred_at": moment(6, 1), "team": "marketing", "channel": "email",
            "subject": "News of June", "body": "Hello", "person_id": "crm:p1"}  # fmt: skip
    read(1, lead=[row], person=[PERSON], message=[mail])
    packet = Case.objects.get().packet
    assert packet["promise"] == "Half the downtime"
    assert [one["subject"] for one in packet["texts"]] == ["News of June"]


def test_a_lead_that_got_an_owner_in_its_system_is_nobody_s_no_longer() -> None:
    fresh = lead(1) | {"created_at": moment(6, 29)}
    read(1, lead=[fresh])
    Case.objects.update(nobody_since=NOW)
    read(2, lead=[fresh])
    assert Case.objects.get().nobody_since == NOW
    read(3, lead=[fresh | {"owner_id": "crm:m2"}], member=[SOL])
    assert Case.objects.get().nobody_since is None


def hand(number: int) -> Case:
    """Hand somebody over in the room, and tell that lead's row of the record."""
    name = f"Buyer {number}"
    hand = operations.Hand(person_key=f"key{number}", person_name=name, owner_id="crm:m2")
    case_id = operations.hand_over(hand=hand, by=User.objects.get(name="Ada"), now=NOW)
    return Case.objects.get(pk=case_id)


def test_two_handed_over_here_whom_the_record_finds_to_be_one_both_come_in() -> None:
    people()
    first, second = hand(1), hand(2)
    one_person = [{"noun": "person", "ref": f"crm:p{number}", "entity_id": "crm:p1"}
                  for number in (1, 2)]  # fmt: skip
    rows = [lead(1, id=first.key), lead(2, id=second.key)]
    read(1, lead=rows, person=[PERSON], identity=one_person)
    (key,) = set(Case.objects.values_list("person_key", flat=True))
    assert key
    with pytest.raises(operations.MovedOnError):
        operations.hand_over(hand=operations.Hand(person_key=key, person_name="Rosa Klein"),
                             by=User.objects.get(name="Ada"), now=NOW)  # fmt: skip


def test_who_was_handed_over_here_keeps_the_name_where_the_record_has_none() -> None:
    people()
    keys = [hand(1).key, hand(2).key]
    read(1, lead=[lead(number, id=key, person_id=None) for number, key in enumerate(keys)])
    assert list(Case.objects.order_by("pk").values_list("person_key", "person_name")) == [
        ("key1", "Buyer 1"), ("key2", "Buyer 2"),
    ]  # fmt: skip


def test_who_comes_back_to_waiting_by_the_record_is_not_in_the_way_of_who_waits() -> None:
    people()
    first = hand(1)
    handed = move("handed over", moment(6, 29), of=first.key, id="m1")
    taken = move("accepted", moment(6, 30), of=first.key, id="m2")
    rows = [lead(1, id=first.key)]
    Case.objects.update(is_ours=False)
    read(1, lead=rows, stage_change=[handed, taken])
    assert Case.objects.get().state == State.ACCEPTED
    Case.objects.update(person_key="key1")
    again = hand(1)
    read(2, lead=[*rows, lead(2, id=again.key)], stage_change=[handed])
    assert set(Case.objects.values_list("state", flat=True)) == {State.WAITING}
    assert Case.objects.count() == 2


def test_who_was_handed_over_anew_is_in_the_way_of_the_first_coming_back_here() -> None:
    everybody = people()
    first = hand(1)
    operations.move(
        case_id=first.pk, move=Move.REJECT, read_as=State.WAITING, by=everybody.sol, now=NOW,
        told=Told("clerical", "Missing information"),
    )  # fmt: skip
    read(1, lead=[lead(1, id=first.key)])
    key = Case.objects.get().person_key
    anew = operations.Hand(person_key=key, person_name="Rosa Klein", owner_id="crm:m2")
    operations.hand_over(hand=anew, by=everybody.ada, now=NOW)
    with pytest.raises(operations.WaitsAlreadyError):
        operations.move(case_id=first.pk, move=Move.RESUBMIT, read_as=State.REJECTED,
                        told=Told(note="Here it is."), by=everybody.ada, now=NOW)  # fmt: skip
    with pytest.raises(operations.TooLateError):
        operations.undo(case_id=first.pk, by=everybody.sol, now=NOW)
    assert Case.objects.filter(state=State.WAITING).count() == 1


def sent_back_and_again(case: Case) -> list[dict[str, object]]:
    """Have a lead turned down and handed over again here; gives what the record tells of it."""
    sol, ada = User.objects.get(name="Sol"), User.objects.get(name="Ada")
    for word, by, told, at in (
        (Move.REJECT, sol, Told("clerical", "Missing information"), moment(6, 30, 9)),
        (Move.RESUBMIT, ada, Told(note="Here it is."), moment(6, 30, 11)),
    ):
        state = Case.objects.get(pk=case.pk).state
        operations.move(case_id=case.pk, move=word, read_as=State(state), told=told, by=by, now=at)
    return [
        move("handed over", moment(6, 29), of=case.lead_id, id="m1"),
        move("rejected", moment(6, 30, 9), of=case.lead_id, id="m2"),
        move("handed over", moment(6, 30, 11), of=case.lead_id, id="m3"),
    ]


@pytest.mark.parametrize("is_from_here", [True, False])
def test_a_lead_handed_over_again_here_stays_the_one_that_mails_lead_to(is_from_here: bool) -> None:
    people()
    if is_from_here:
        case = hand(1)
    else:
        read(1, lead=[lead(1)], stage_change=[move("handed over", moment(6, 29), id="m1")])
        case = Case.objects.get()
    told = sent_back_and_again(case)
    read(2, lead=[lead(1, id=case.lead_id)], stage_change=told)
    now_is = Case.objects.get()
    assert (now_is.pk, now_is.state, now_is.turn) == (case.pk, State.WAITING, 2)
    assert (now_is.key, now_is.is_gone) == (f"{case.lead_id}#2", False)
    read(3, lead=[lead(1, id=case.lead_id)], stage_change=told)
    assert Case.objects.get().pk == case.pk


def test_one_that_its_own_system_hands_over_again_is_another() -> None:
    people()
    read(1, lead=[lead(1)], stage_change=[move("handed over", moment(6, 29), id="m1")])
    case = Case.objects.get()
    operations.move(
        case_id=case.pk, move=Move.REJECT, read_as=State.WAITING, by=User.objects.get(name="Sol"),
        told=Told("clerical", "Missing information"), now=moment(6, 30, 9),
    )  # fmt: skip
    told = [
        move("handed over", moment(6, 29), id="m1"),
        move("rejected", moment(6, 30, 9), id="m2"),
        move("handed over", moment(6, 30, 11), id="m3"),
    ]
    read(2, lead=[lead(1)], stage_change=told)
    (other,) = Case.objects.exclude(pk=case.pk)
    assert (other.key, other.state) == ("crm:l1#2", State.WAITING)
    assert Case.objects.get(pk=case.pk).state == State.REJECTED
