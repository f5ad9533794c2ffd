"""Clocks that are paused, misses that are disputed, and what the record is told of both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from sameroom import agreement
from sameroom.errors import SameroomError
from sameroom.handoff.promises import Ruling, Standing
from sameroom.handoff.tests.builders import WINDOW, lead, moment, move, record
from sameroom.handoff.web import clock_facts, disputing, pausing, promising, sweeping
from sameroom.handoff.web.clock_rows import ClockRows, is_anything_to_tell
from sameroom.handoff.web.models import (
    Case,
    Deadline,
    Dispute,
    Ended,
    Pause,
    PromiseWeek,
    Seller,
)
from sameroom.handoff.web.projecting import project
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.record.web import operations as record_half
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role, Sees

pytestmark = pytest.mark.django_db


ALL_DAY = ", ".join(f"{day}day: ['00:00-24:00']" for day in (
    "mon", "tues", "wednes", "thurs", "fri", "satur", "sun",
))  # fmt: skip
ALWAYS = f"""
promises: {{disposition: {{within_hours: 8, calendar: always}}}}
calendars: {{always: {{{ALL_DAY}}}}}
"""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def here() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")
    return everybody


def hanna() -> User:
    return User.objects.get(name="Hanna")


def promised(number: int = 1, **told: object) -> Case:
    """Make a lead of Thursday 2 July at nine, to be contacted that day and decided by Monday."""
    columns: dict[str, object] = {
        "handed_over_at": at(2, 9), "due_at": at(2, 17), "touch_by": at(2, 17),
        "decide_by": at(6, 17),
    }  # fmt: skip
    return a_case(number, **(columns | told))  # type: ignore[arg-type]  # columns


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_pause_stops_both_clocks_and_they_run_on_from_there(here: People) -> None:
    case = promised()
    pausing.pause(case_id=case.pk, reason="On leave", until=None, by=here.sol, now=at(2, 10))
    case.refresh_from_db()
    assert (case.due_at, case.decide_by, case.paused_for) == (None, None, "On leave")
    stands = promising.standings(case=case, now=at(3, 9))
    assert {one.standing for one in stands.values()} == {Standing.PAUSED}
    pausing.resume(case_id=case.pk, by=here.sol, now=at(3, 10))
    case.refresh_from_db()
    assert (case.due_at, case.paused_at) == (at(3, 17), None)
    actions = AuditEntry.objects.filter(action__in=["lead.paused", "lead.resumed"])
    assert actions.count() == 2


def test_a_pause_with_a_day_ends_by_itself_once_and_its_owner_is_told(here: People) -> None:
    case = promised()
    pausing.pause(case_id=case.pk, reason="Fair", until=at(8, 0), by=here.sol, now=at(2, 10))
    case.refresh_from_db()
    assert case.due_at == at(8, 16), "seven working hours were left"
    assert pausing.end_due(now=at(7, 23)) == 0
    assert [pausing.end_due(now=at(8, 9)) for _ in range(2)] == [1, 0]
    assert Pause.objects.get().ends_at == at(8, 0)
    told = Notice.objects.get(kind="handoff.runs_again")
    assert (told.user, told.due_at) == (here.sol, at(8, 16))


def test_a_paused_lead_has_no_steps_and_new_ones_when_it_runs_again(here: People) -> None:
    case = promised()
    promising.keep_promises(case_id=case.pk, now=at(2, 9))
    waiting = Deadline.objects.filter(standing=Ended.WAITING)
    before = waiting.count()
    assert before == 4
    pausing.pause(case_id=case.pk, reason="Fair", until=None, by=here.sol, now=at(2, 10))
    assert waiting.count() == 0
    assert sweeping.sweep(now=at(2, 18)) == 0
    pausing.resume(case_id=case.pk, by=here.sol, now=at(3, 10))
    assert waiting.count() == before
    assert min(waiting.values_list("falls_at", flat=True)) == at(3, 15)


def test_a_second_pause_and_a_second_end_are_refused(here: People) -> None:
    case = promised()
    pausing.pause(case_id=case.pk, reason="Fair", until=None, by=here.sol, now=at(2, 10))
    with pytest.raises(pausing.NothingRunsError):
        pausing.pause(case_id=case.pk, reason="Fair", until=None, by=here.sol, now=at(2, 11))
    pausing.resume(case_id=case.pk, by=here.sol, now=at(2, 12))
    with pytest.raises(pausing.NotPausedError):
        pausing.resume(case_id=case.pk, by=here.sol, now=at(2, 12))


def test_a_pause_after_it_was_missed_does_not_make_it_kept(here: People) -> None:
    case = promised()
    pausing.pause(case_id=case.pk, reason="Late", until=None, by=here.sol, now=at(3, 9))
    case.refresh_from_db()
    assert case.due_at == at(2, 17)
    stands = promising.standings(case=case, now=at(3, 10))
    assert stands["first_touch"].standing is Standing.MISSED
    assert stands["disposition"].standing is Standing.PAUSED


def test_a_dispute_is_settled_by_both_leads_and_told(here: People) -> None:
    case = promised()
    number = disputing.dispute(case_id=case.pk, promise="first_touch", reason="Wrong number",
                               by=here.sol, now=at(3, 9))  # fmt: skip
    told = Notice.objects.filter(kind="handoff.disputed", settled_at=None)
    assert {one.user.name for one in told} == {"Ada", "Hanna"}
    assert not disputing.rule(dispute_id=number, ruling=Ruling.EXCUSE, note="Yes", by=here.ada,
                              now=at(3, 10))  # fmt: skip
    assert disputing.rule(dispute_id=number, ruling=Ruling.EXCUSE, note="So be it", by=hanna(),
                          now=at(3, 11))  # fmt: skip
    with pytest.raises(disputing.SettledError):
        disputing.rule(dispute_id=number, ruling=Ruling.COUNT, note="No", by=here.ada,
                       now=at(3, 12))  # fmt: skip
    stand = promising.standings(case=case, now=at(3, 12))["first_touch"]
    assert stand.standing is Standing.EXCUSED
    ruled = Notice.objects.get(kind="handoff.ruled")
    assert (ruled.user, ruled.why) == (here.sol, "Yes – So be it")
    assert not told.all().exists()


def test_only_what_was_missed_is_disputed_and_only_once(here: People) -> None:
    case = promised()
    with pytest.raises(disputing.NotMissedError):
        disputing.dispute(case_id=case.pk, promise="first_touch", reason="x", by=here.sol,
                          now=at(2, 16))  # fmt: skip
    for is_first in (True, False):
        if is_first:
            disputing.dispute(case_id=case.pk, promise="first_touch", reason="x", by=here.sol,
                              now=at(3, 9))  # fmt: skip
            continue
        with pytest.raises(disputing.NotMissedError):
            disputing.dispute(case_id=case.pk, promise="first_touch", reason="x", by=here.sol,
                              now=at(3, 9))  # fmt: skip
    assert Dispute.objects.count() == 1


def test_pauses_and_excuses_are_told_the_record_once_each_and_it_reads_them_back(
    here: People,
) -> None:
    handed = move("handed over", moment(6, 29), id="crm:m1")
    project(engine=record(lead=[lead(1)], stage_change=[handed]), generation=1, now=WINDOW.ends_at)
    case = Case.objects.get()
    Case.objects.update(owner_id="crm:2")
    pausing.pause(case_id=case.pk, reason="Fair", until=None, by=here.sol, now=moment(6, 29, 10))
    first = ClockRows.read(present=None, seen_at=moment(6, 29, 11), most=9)
    first.mark()
    assert [row["id"] for row in first.rows] == [f"sameroom:pause-{Pause.objects.get().pk}"]
    assert not is_anything_to_tell(), "it goes on"
    pausing.resume(case_id=case.pk, by=here.sol, now=moment(6, 29, 12))
    rows = ClockRows.read(present=None, seen_at=moment(6, 29, 13), most=9)
    assert is_anything_to_tell()
    rows.mark()
    assert not is_anything_to_tell()
    trial = record(lead=[lead(1)], stage_change=[handed], activity=rows.rows)
    (row,) = trial.rows("select due_at, paused_seconds from handoff_case")
    case.refresh_from_db()
    assert row == {"due_at": case.due_at, "paused_seconds": 7200}
    assert case.due_at == moment(6, 30, 11)
    project(engine=trial, generation=2, now=WINDOW.ends_at)
    case.refresh_from_db()
    assert case.due_at == moment(6, 30, 11), "not taken off twice"


def test_facts_of_clocks_are_nobodys_work_and_name_no_reason() -> None:
    rows = clock_facts.rows_of(
        stopped=[clock_facts.Stopped(1, "crm:l1", "crm:2", at(2, 9), at(2, 10))],
        excused=[clock_facts.Excused(5, "crm:l1", "first_touch", at(3, 9))], seen_at=at(4, 9),
    )  # fmt: skip
    assert [row["outcome"] for row in rows] == [
        "clock paused", "clock resumed", "lateness excused",
    ]  # fmt: skip
    assert {(row["is_automatic"], row["direction"], row["kind"]) for row in rows} == {
        (True, "internal", "note")
    }
    trial = record(lead=[lead(1)], activity=rows)
    assert trial.rows("select * from first_contact") == []
    assert trial.rows("select * from process_act") == []


def a_counted_week(here: People) -> None:
    record_half.show(generation=4, team_sizes={"sales": 9, "marketing": 3})
    told = {"generation": 4, "week": at(6, 0).date(), "campaign": "Spring fair"}
    PromiseWeek.objects.create(promise="first_touch", team="sales", kept=7, missed=3, open=2,
                               routed=10, routing_seconds=36_000, answered=3,
                               human_seconds=900, **told)  # fmt: skip
    PromiseWeek.objects.create(promise="first_touch", team="service", kept=1, **told)
    PromiseWeek.objects.create(promise="acceptance", team="marketing", channel="fair", kept=8,
                               missed=1, paused=1, amount=12_500.0, **told)  # fmt: skip


def test_the_page_sets_both_teams_promises_side_by_side(here: People) -> None:
    a_counted_week(here)
    a_case(2, handed_over_at=at(6, 7), due_at=datetime(2099, 1, 1, tzinfo=UTC),
           touch_by=datetime(2099, 1, 1, tzinfo=UTC))  # fmt: skip
    page = signed_in(here.ada).get("/promises").content.decode()
    assert "73 %" in page, "8 of 11 first contacts"
    assert "89 %" in page
    assert "12,500" in page
    assert "Buyer 2" in page
    assert "too few" in page, "three leads would tell of one person's delay"
    assert signed_in(here.ada).get("/promises?week=2026-07-06&campaign=Nothing").status_code == 200
    assert signed_in(here.ada).get("/promises?week=x").status_code == 200


def test_what_is_paused_and_what_is_disputed_stands_on_the_page(here: People) -> None:
    first, second = promised(1), promised(2, due_at=at(9, 9), touch_by=at(9, 9))
    disputing.dispute(case_id=first.pk, promise="first_touch", reason="Wrong number", by=here.sol,
                      now=at(3, 9))  # fmt: skip
    pausing.pause(case_id=second.pk, reason="On leave", until=at(20, 0), by=here.sol, now=at(3, 9))
    page = signed_in(here.ada).get("/promises").content.decode()
    for words in ("Wrong number", "On leave", "It does not count", "Nothing was counted yet"):
        assert words in page, words
    assert "It does not count" not in signed_in(here.sol).get("/promises").content.decode()
    assert "Wrong number" not in signed_in(here.own).get("/promises").content.decode()


def test_the_page_asks_a_dozen_times_at_most_however_many_leads(here: People) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sameroom.handoff.web.promise_queries import get_promises_page

    counted = []
    for number in range(1, 32):
        a_case(number, due_at=at(8, 9), handed_over_at=at(6, 7))
        if number in {1, 31}:
            a_counted_week(here) if number == 1 else None
            with CaptureQueriesContext(connection) as caught:
                get_promises_page(reader=here.sol.as_reader(), week="", campaign="", now=at(6, 8))
            counted.append(len(caught))
    assert counted[0] == counted[1] <= 12


def test_the_week_is_counted_when_the_record_is_read(here: People) -> None:
    leads = [lead(number, created_at=moment(6, 1)) for number in range(1, 4)]
    moves = [move("accepted", moment(6, 1, 12), of="crm:l1", id="m1"),
             move("rejected", moment(6, 4, 12), of="crm:l2", id="m2")]  # fmt: skip
    people_of = [{"id": "crm:p1", "name": "Rosa Klein", "email": "rosa@klein.example"}]
    trial = record(lead=leads, stage_change=moves, person=people_of)
    project(engine=trial, generation=7, now=WINDOW.ends_at)
    told = {
        row.promise: (row.kept, row.missed, row.open)
        for row in PromiseWeek.objects.filter(generation=7)
    }
    assert {row.week for row in PromiseWeek.objects.all()} == {moment(6, 1).date()}
    assert told == {
        "first_touch": (0, 3, 0), "disposition": (1, 2, 0), "acceptance": (1, 1, 1),
        "completeness": (1, 2, 0),
    }  # fmt: skip


def test_others_cannot_pause_dispute_or_settle(here: People) -> None:
    case = promised()
    number = disputing.dispute(case_id=case.pk, promise="first_touch", reason="x", by=here.sol,
                               now=at(3, 9))  # fmt: skip
    other = a_person("Olga", team="sales", sees=Sees.TEAM, member_id="crm:9")
    for who in (here.ada, other, here.own, here.outsider, here.analyst):
        client = signed_in(who)
        for place in ("pause", "dispute/first_touch"):
            assert client.get(f"/leads/{case.pk}/{place}").status_code == 404, (who, place)
        assert client.post(f"/leads/{case.pk}/resume").status_code == 404
    for who in (here.sol, other, here.analyst, here.admin):
        assert signed_in(who).post(f"/disputes/{number}", {"ruling": "excuse", "note": "x"}
                                   ).status_code == 404  # fmt: skip
    assert signed_in(here.sol).get(f"/leads/{case.pk}/dispute/teapot").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(here.sol)
    told = {"reason": "x"}
    assert strict.post(f"/leads/{case.pk}/pause", told).status_code == 403
    assert Pause.objects.count() == 0


def test_what_was_typed_stays_and_is_escaped(here: People) -> None:
    case = promised(due_at=datetime(2099, 1, 1, tzinfo=UTC))
    client = signed_in(here.sol)
    answer = client.post(f"/leads/{case.pk}/pause", {"reason": "<i>", "until": "2020-01-01"})
    assert answer.status_code == 422
    assert "The day must lie ahead." in answer.content.decode()
    assert "&lt;i&gt;" in answer.content.decode()
    answer = client.post(f"/leads/{case.pk}/pause", {"reason": "<i>x</i>"})
    assert answer.status_code == 302
    page = client.get(f"/leads/{case.pk}").content.decode()
    assert "&lt;i&gt;x&lt;/i&gt;" in page
    assert "Paused since" in page


def test_a_ruling_without_a_sentence_is_asked_for_one(here: People) -> None:
    case = promised()
    number = disputing.dispute(case_id=case.pk, promise="first_touch", reason="x", by=here.sol,
                               now=at(3, 9) + timedelta(seconds=1))  # fmt: skip
    answer = signed_in(here.ada).post(f"/disputes/{number}", {"ruling": "excuse", "note": ""})
    assert answer.status_code == 422
    assert "Say it in a sentence" in answer.content.decode()
    assert Dispute.objects.get().verdict_marketing == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ALWAYS, "the decision can fall due before the first contact"),
        ("promises: {completeness: {fields: [email, shoe_size]}}", "shoe_size"),
    ],
)
def test_promises_that_contradict_or_cannot_be_told_are_said_on_the_page(
    here: People, text: str, words: str
) -> None:
    with patch("sameroom.room.web.api.get_agreed", lambda: agreement.parse(text=text)):
        assert words in signed_in(here.ada).get("/promises").content.decode()
    assert words not in signed_in(here.ada).get("/promises").content.decode()


def test_a_calendar_without_working_hours_is_refused_before_it_is_agreed() -> None:
    text = "calendars: {office: {monday: [], tuesday: [], wednesday: [], thursday: [], friday: []}}"
    with pytest.raises(SameroomError, match="never lets a promise fall due"):
        agreement.parse(text=text)


def test_a_lead_whose_promises_have_no_calendar_says_so_and_has_no_steps(here: People) -> None:
    case = a_case(1, handed_over_at=at(2, 9), due_at=None)
    clauses = agreement.default().clauses
    lost = replace(clauses, calendars={})
    assert promising.due_at(clauses=lost, promise="first_touch", starts_at=at(2, 9)) is None
    promising.lay_out(cases=[case], clauses=lost, now=at(2, 9))
    assert not Deadline.objects.exists()
    page = signed_in(here.sol).get(f"/leads/{case.pk}").content.decode()
    assert "no working hours for its promises" in page


def test_a_decision_promised_before_the_first_contact_has_its_steps_in_order(here: People) -> None:
    case = promised(due_at=at(2, 17), decide_by=at(2, 13))
    clauses = agreement.default().clauses
    promising.lay_out(cases=[case], clauses=clauses, now=at(2, 9))
    rows = Deadline.objects.order_by("falls_at").values_list("promise", "act", "falls_at")
    assert list(rows) == [
        ("disposition", "notify", at(2, 13)), ("first_touch", "remind", at(2, 15)),
        ("first_touch", "notify", at(2, 17)),
    ], "a reminder that would come as it is handed over is left out"  # fmt: skip


def test_after_a_pause_a_promise_runs_by_the_calendar_of_whoever_has_the_lead(here: People) -> None:
    clauses = agreement.parse(text=f"calendars: {{always: {{{ALL_DAY}}}}}").clauses
    within = timedelta(hours=clauses.promises.disposition.within_hours)
    own, common = promised(1, owner_id="crm:2"), promised(2, owner_id="crm:1")
    Seller.objects.create(member_id="crm:2", team="sales", calendar="always", name="Sol")
    Seller.objects.create(member_id="crm:1", team="sales", calendar="of the moon", name="Hanna")
    for case in (own, common):
        Pause.objects.create(case=case, starts_at=at(2, 10), ends_at=at(2, 12), reason="Fair")
        promising.promise_anew(case=case, clauses=clauses)
    assert own.decide_by == at(2, 9) + within + timedelta(hours=2)
    assert common.decide_by != own.decide_by, "the agreement knows no such calendar"
    promising.lay_out(cases=[own], clauses=clauses, now=at(2, 13))
    ladder = clauses.handoff.escalation.disposition
    laid = Deadline.objects.filter(promise=promising.DISPOSITION).values_list("falls_at", flat=True)
    assert sorted(laid) == sorted(
        own.decide_by + timedelta(hours=step.after_hours) for step in ladder
    )
