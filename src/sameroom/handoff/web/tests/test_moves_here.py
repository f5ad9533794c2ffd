"""What is done with a lead is done once, by whoever may, and told to whoever comes second."""

from datetime import date, timedelta

import pytest
from django.test import Client

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations, queries
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
DUPLICATE = Told("procedural", "Duplicate lead")


def do(case: Case, move: Move, by: User, *, told: Told | None = None, after: float = 0) -> Case:
    operations.move(
        case_id=case.pk, move=move, read_as=State(Case.objects.get(pk=case.pk).state),
        told=told or Told(), by=by, now=NOW + timedelta(seconds=after),
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def test_a_lead_is_accepted_once_and_the_second_is_told() -> None:
    everybody, case = people(), a_case()
    do(case, Move.ACCEPT, everybody.sol)
    with pytest.raises(operations.MovedOnError, match="Somebody was first"):
        operations.move(case_id=case.pk, move=Move.REJECT, read_as=State.WAITING, told=DUPLICATE,
                        by=everybody.own, now=NOW)  # fmt: skip
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.decided_by, now_is.reason) == ("accepted", everybody.sol, "")
    assert Act.objects.count() == 1
    assert AuditEntry.objects.filter(action="lead.accept").count() == 1


def test_whoever_accepts_what_nobody_has_has_it() -> None:
    everybody, case = people(), a_case(owner_id="")
    assert do(case, Move.ACCEPT, everybody.sol).owner_id == "crm:2"


def test_a_decision_is_undone_within_the_minute_and_not_after() -> None:
    everybody, case = people(), a_case()
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    operations.undo(case_id=case.pk, by=everybody.sol, now=NOW + timedelta(seconds=59))
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.reason, now_is.is_ours) == ("waiting", "", False)
    assert Act.objects.get().is_undone
    do(case, Move.ACCEPT, everybody.sol)
    with pytest.raises(operations.TooLateError):
        operations.undo(case_id=case.pk, by=everybody.own, now=NOW + timedelta(seconds=1))
    with pytest.raises(operations.TooLateError):
        operations.undo(case_id=case.pk, by=everybody.sol, now=NOW + timedelta(seconds=60))


def test_a_contested_rejection_ends_when_both_leads_say_the_same() -> None:
    everybody, case = people(), a_case()
    head = a_person("Kat", team="sales", role=Role.LEAD)
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    do(case, Move.CONTEST, everybody.ada, told=Told(note="It is another plant"))

    def say(by: User, verdict: Move) -> bool:
        return operations.say_verdict(
            case_id=case.pk, verdict=verdict, note="Looked at it", by=by, now=NOW
        )

    assert not say(everybody.ada, Move.OVERTURN)
    assert not say(head, Move.UPHOLD)
    assert Case.objects.get(pk=case.pk).state == State.CONTESTED
    assert say(head, Move.OVERTURN)
    assert Case.objects.get(pk=case.pk).state == State.WAITING
    with pytest.raises(operations.MovedOnError):
        say(head, Move.UPHOLD)


def test_a_verdict_that_could_not_end_the_case_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody, case = people(), a_case()
    head = a_person("Kat", team="sales", role=Role.LEAD)
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    do(case, Move.CONTEST, everybody.ada, told=Told(note="It is another plant"))

    def say(by: User) -> bool:
        return operations.say_verdict(
            case_id=case.pk, verdict=Move.OVERTURN, note="Looked at it", by=by, now=NOW
        )

    say(everybody.ada)
    with monkeypatch.context() as broken:
        broken.setattr(operations, "tell_of", _fail)
        with pytest.raises(OSError, match="killed here"):
            say(head)
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.verdict_sales) == (State.CONTESTED, "")
    assert say(head)


def _fail(**_told: object) -> None:
    raise OSError("killed here")


def test_a_lead_comes_back_on_its_day_once() -> None:
    everybody, case = people(), a_case()
    told = Told(return_on=date(2026, 9, 1), must_change="the budget is open")
    do(case, Move.RECYCLE, everybody.sol, told=told)
    assert operations.bring_back(today=date(2026, 8, 31), now=NOW) == 0
    assert operations.bring_back(today=date(2026, 9, 1), now=NOW) == 1
    assert operations.bring_back(today=date(2026, 9, 1), now=NOW) == 0
    assert Case.objects.get(pk=case.pk).state == State.RETURNED
    assert do(case, Move.TAKE_BACK, everybody.sol).state == State.WAITING


def test_a_lead_sent_back_for_later_can_be_taken_up_sooner_and_is_not_asked_about_again() -> None:
    everybody, case = people(), a_case()
    told = Told(return_on=date(2026, 9, 1), must_change="the budget is open")
    do(case, Move.RECYCLE, everybody.sol, told=told)
    sooner = do(case, Move.TAKE_BACK, everybody.ada, after=100)
    assert (sooner.state, sooner.is_touched) == (State.WAITING, False)
    assert sooner.due_at is not None
    operations.undo(case_id=case.pk, by=everybody.ada, now=NOW + timedelta(seconds=110))
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.return_on) == (State.RECYCLED, date(2026, 9, 1))
    do(case, Move.TAKE_BACK, everybody.ada, after=120)
    assert operations.bring_back(today=date(2026, 9, 1), now=NOW + timedelta(days=60)) == 0


def test_one_that_has_not_changed_goes_back_for_later_and_undo_keeps_what_was_to_change() -> None:
    everybody, case = people(), a_case()
    told = Told(return_on=date(2026, 9, 1), must_change="the budget is open")
    do(case, Move.RECYCLE, everybody.sol, told=told)
    operations.bring_back(today=date(2026, 9, 1), now=NOW + timedelta(seconds=90))
    later = Told(return_on=date(2026, 12, 1), must_change="the new plant runs")
    for move, said in ((Move.TAKE_BACK, Told()), (Move.RECYCLE, later)):
        assert do(case, move, everybody.sol, told=said, after=100).state != State.RETURNED
        operations.undo(case_id=case.pk, by=everybody.sol, now=NOW + timedelta(seconds=110))
        now_is = Case.objects.get(pk=case.pk)
        assert (now_is.state, now_is.must_change) == ("returned", "the budget is open"), move
        assert now_is.return_on is not None, "it would never stand in the queue by its day"
    now_is = do(case, Move.RECYCLE, everybody.sol, told=later, after=120)
    assert (now_is.state, now_is.return_on) == (State.RECYCLED, date(2026, 12, 1))


def test_undoing_an_answer_leaves_the_reason_of_the_rejection() -> None:
    everybody, case = people(), a_case()
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    for move in (Move.ANSWER, Move.CONTEST):
        do(case, move, everybody.ada, told=Told(note="It is another plant"), after=70)
        operations.undo(case_id=case.pk, by=everybody.ada, now=NOW + timedelta(seconds=80))
        now_is = Case.objects.get(pk=case.pk)
        assert (now_is.state, now_is.reason, now_is.family, now_is.answer) == (
            "rejected", "Duplicate lead", "procedural", ""
        )  # fmt: skip


def test_a_verdict_that_is_undone_has_to_be_said_again() -> None:
    everybody, case = people(), a_case()
    head = a_person("Kat", team="sales", role=Role.LEAD)
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    do(case, Move.CONTEST, everybody.ada, told=Told(note="It is another plant"), after=1)

    def say(by: User, after: float) -> bool:
        return operations.say_verdict(case_id=case.pk, verdict=Move.UPHOLD, note="Seen", by=by,
                                      now=NOW + timedelta(seconds=after))  # fmt: skip

    assert [say(everybody.ada, 2), say(head, 3)] == [False, True]
    operations.undo(case_id=case.pk, by=head, now=NOW + timedelta(seconds=4))
    now_is = Case.objects.get(pk=case.pk)
    assert (now_is.state, now_is.verdict_sales) == (State.CONTESTED, "")
    assert now_is.verdict_marketing == Move.UPHOLD
    assert say(head, 5)


def test_a_lead_back_on_its_day_stands_in_the_queue_after_what_is_late() -> None:
    everybody = people()
    late = a_case(1, due_at=NOW - timedelta(hours=1))
    a_case(2, due_at=NOW + timedelta(days=2))
    back = a_case(3, state=State.RETURNED, return_on=NOW.date(), must_change="the budget is open",
                  due_at=None)  # fmt: skip
    a_case(4, state=State.RETURNED, return_on=NOW.date(), owner_id="crm:3", due_at=None)
    a_case(5, state=State.RECYCLED, return_on=date(2027, 1, 1))
    page = queries.get_queue_page(reader=everybody.sol.as_reader(), show="mine", case_id=late.pk,
                                  now=NOW)  # fmt: skip
    assert [one.who for one in page.lines] == ["Buyer 1", "Buyer 3", "Buyer 2"]
    assert (page.back, page.next_id, page.total) == (1, back.pk, 2)
    client = Client()
    client.force_login(everybody.sol)
    shown = client.get(f"/leads?show=mine&case={back.pk}").content.decode()
    assert "the budget is open" in shown
    assert "Not yet: later again" in shown


def test_a_lead_that_somebody_takes_back_while_others_are_brought_back_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everybody, one, other = people(), a_case(), a_case(2)
    told = Told(return_on=date(2026, 9, 1), must_change="the budget is open")
    for case in (one, other):
        do(case, Move.RECYCLE, everybody.sol, told=told)

    def meanwhile(**_told: object) -> None:
        Case.objects.filter(pk=other.pk).update(state=State.ACCEPTED)

    monkeypatch.setattr(operations, "tell_of", meanwhile)
    assert operations.bring_back(today=date(2026, 9, 1), now=NOW) == 1
    assert Case.objects.get(pk=one.pk).state == State.RETURNED
    assert Case.objects.get(pk=other.pk).state == State.ACCEPTED


def test_a_merged_lead_is_not_decided() -> None:
    everybody, case = people(), a_case(is_gone=True, merged_into="crm:l2")
    with pytest.raises(operations.MovedOnError):
        do(case, Move.ACCEPT, everybody.sol)
    assert Act.objects.count() == 0


def test_of_a_lead_decided_before_the_room_was_there_nothing_is_claimed(client: Client) -> None:
    client.force_login(people().sol)
    case = a_case(state=State.REJECTED, packet={}, person_key="0" * 20)
    page = client.get(f"/leads/{case.pk}").content.decode()
    assert "Decided before this room read of it" in page
    assert f'href="/persons/{"0" * 20}"' in page
    assert "Spring fair" in page
    for claim in ("Nothing on record.", "No company is known", "No texts are on record"):
        assert claim not in page
    other = a_case(2)
    page = client.get(f"/leads/{other.pk}").content.decode()
    assert "Half the downtime" in page
    assert "Nothing on record." in page


def test_a_merged_lead_leads_to_the_other_one_as_far_as_it_is_seen(client: Client) -> None:
    everybody = people()
    case = a_case(is_gone=True, merged_into="crm:l2")
    other = a_case(2, owner_id="crm:2", person_name="<b>Rosa")
    link = f'<a href="/leads/{other.pk}"><b><bdi>&lt;b&gt;Rosa'
    client.force_login(everybody.sol)
    assert link in client.get(f"/leads/{case.pk}").content.decode()
    Case.objects.filter(pk=other.pk).update(team="service", owner_id="")
    page = client.get(f"/leads/{case.pk}").content.decode()
    assert "was merged into another one" in page
    assert link not in page


def test_one_who_waits_is_not_handed_over_twice() -> None:
    everybody = people()
    hand = operations.Hand(person_key="k" * 20, person_name="Rosa", promise="x", why="y")
    operations.hand_over(hand=hand, by=everybody.ada, now=NOW)
    case = Case.objects.get()
    assert case.due_at is not None
    assert case.due_at > NOW
    assert case.decide_by is not None
    assert case.decide_by > case.due_at
    with pytest.raises(operations.MovedOnError):
        operations.hand_over(hand=hand, by=everybody.ada, now=NOW)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_lacks_is_said_at_its_field_and_what_was_typed_stays() -> None:
    everybody, case = people(), a_case()
    posted = {"move": "recycle", "read_as": "waiting", "must_change": "a <b>budget</b>"}
    response = signed_in(everybody.sol).post(f"/leads/{case.pk}/move", posted)
    assert response.status_code == 422
    text = response.content.decode()
    assert "Say on which day it is to come back." in text
    assert "a &lt;b&gt;budget&lt;/b&gt;" in text
    assert Case.objects.get(pk=case.pk).state == State.WAITING


def test_a_replayed_form_changes_nothing_and_says_what_became_of_it() -> None:
    everybody, case = people(), a_case()
    client = signed_in(everybody.sol)
    posted = {"move": "accept", "read_as": "waiting"}
    assert client.post(f"/leads/{case.pk}/move", posted).status_code == 302
    again = client.post(f"/leads/{case.pk}/move", posted)
    assert again.status_code == 409
    assert "Somebody was first" in again.content.decode()
    assert "You, 0" in again.content.decode().replace("\xa0", " ")
    assert Act.objects.count() == 1


def test_marketing_does_not_decide_and_sales_does_not_answer() -> None:
    everybody, case = people(), a_case()
    told = {"move": "accept", "read_as": "waiting"}
    assert signed_in(everybody.ada).post(f"/leads/{case.pk}/move", told).status_code == 404
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE)
    told = {"move": "contest", "read_as": "rejected", "note": "no"}
    assert signed_in(everybody.sol).post(f"/leads/{case.pk}/move", told).status_code == 404


def test_a_forged_form_is_refused() -> None:
    everybody, case = people(), a_case()
    client = Client(enforce_csrf_checks=True)
    client.force_login(everybody.sol)
    told = {"move": "accept", "read_as": "waiting"}
    assert client.post(f"/leads/{case.pk}/move", told).status_code == 403
    assert Case.objects.get(pk=case.pk).state == State.WAITING


def test_what_buyers_wrote_is_shown_as_text() -> None:
    everybody = people()
    text = {"at": "2026-06-01T08:00:00+00:00", "team": "marketing", "channel": "mail",
            "subject": "<img src=x>", "body": "<script>alert(1)</script>"}  # fmt: skip
    a_case(packet={"texts": [text], "promise": "<i>cheap</i>"})
    shown = signed_in(everybody.sol).get("/leads").content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<img src=x>" not in shown
    assert "<i>cheap" not in shown


def test_several_are_rejected_after_a_look_and_what_was_decided_meanwhile_is_left() -> None:
    everybody = people()
    first, second, other = a_case(1), a_case(2), a_case(3, owner_id="crm:3")
    client = signed_in(everybody.sol)
    posted = {"act": "duplicate", "cases": [first.pk, second.pk]}
    looked = client.post("/leads/several", posted)
    assert "Reject 2 leads as duplicates" in looked.content.decode()
    assert not Act.objects.exists()
    do(second, Move.ACCEPT, everybody.own)
    client.post("/leads/several", posted | {"sure": "1"})
    states = dict(Case.objects.values_list("pk", "state"))
    assert states == {first.pk: "rejected", second.pk: "accepted", other.pk: "waiting"}


def test_the_queue_is_in_the_order_of_the_promise() -> None:
    everybody = people()
    a_case(1, due_at=None)
    a_case(2, due_at=NOW + timedelta(hours=5))
    a_case(3, due_at=NOW - timedelta(hours=1))
    reader = everybody.sol.as_reader()
    page = queries.get_queue_page(reader=reader, show="mine", case_id=None, now=NOW)
    assert [one.who for one in page.lines] == ["Buyer 3", "Buyer 2", "Buyer 1"]
    assert [one.urgency for one in page.lines] == ["late", "in time", "open"]
    assert page.late == 1
    assert page.packet is not None
    assert page.packet.who == "Buyer 3"


def test_the_receipt_is_written_once_and_by_sales_only() -> None:
    everybody, case = people(), a_case()
    signed_in(everybody.ada).post(f"/leads/{case.pk}/opened")
    assert Case.objects.get(pk=case.pk).opened_by is None
    signed_in(everybody.sol).post(f"/leads/{case.pk}/opened")
    signed_in(a_person("Zoe", team="sales")).post(f"/leads/{case.pk}/opened")
    assert Case.objects.get(pk=case.pk).opened_by == everybody.sol


def test_leads_are_not_given_away_where_they_are_rejected() -> None:
    everybody, case = people(), a_case()
    posted = {"act": "reassign", "cases": [case.pk], "to": everybody.own.pk, "sure": "1"}
    assert signed_in(everybody.sol).post("/leads/several", posted).status_code == 422
    assert Case.objects.get(pk=case.pk).owner_id == "crm:2"


def test_marketing_takes_its_own_word_back_where_it_said_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, case = people(), a_case()
    do(case, Move.REJECT, everybody.sol, told=DUPLICATE, after=-120)
    do(case, Move.CONTEST, everybody.ada, told=Told(note="It is another plant"))
    monkeypatch.setattr("sameroom.clock.now", lambda: NOW + timedelta(seconds=30))
    undo = f'action="/leads/{case.pk}/undo"'
    client.force_login(everybody.sol)
    assert undo not in client.get("/leads/sent-back").content.decode(), "it was not theirs"
    client.force_login(everybody.ada)
    page = client.get("/leads/sent-back")
    assert undo in page.content.decode()
    (one,) = page.context["page"].contested
    assert (one.by_whom, one.decided_at) == ("One of us", NOW - timedelta(seconds=120))
    answer = client.post(f"/leads/{case.pk}/undo", {"from_back": "1"}, follow=True)
    assert answer.redirect_chain == [("/leads/sent-back", 302)]
    assert "Taken back." in answer.content.decode()
    assert undo not in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.answer) == (State.REJECTED, "")
    again = client.post(f"/leads/{case.pk}/undo", {"from_back": "1"}, follow=True)
    assert "That is undone already." in again.content.decode()


def test_where_no_reason_was_chosen_it_is_told_once_and_beside_the_list() -> None:
    everybody, case, client = people(), a_case(), Client()
    client.force_login(everybody.sol)
    sent = {"move": "reject", "read_as": "waiting"}
    answer = client.post(f"/leads/{case.pk}/move", sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    words = "Say why, so that marketing can put it right."
    assert html.count(words) == 1
    assert words in html.split("<fieldset", 1)[1].split("</fieldset>")[0]
    assert "Choose what kind of reason it is." not in html
    html = client.post(f"/leads/{case.pk}/move", sent | {"reason": "Too far"}).content.decode()
    assert "Choose what kind of reason it is." in html
    assert words not in html
