"""handoff_case: what became of each lead handed over, read from whatever the record holds."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sameroom.handoff.tests.builders import act, case, cases, lead, moment, move, record


def test_the_history_tells_the_hand_over_the_decision_and_the_reason() -> None:
    row = case(
        record(
            lead=[lead(status="Rejected")],
            stage_change=[
                move("MQL", moment(3, 6, 16)),
                move("Rejected", moment(3, 9, 10, 30), reason="Company too small (3 people)"),
            ],
        )
    )
    assert row["handed_over_at"] == moment(3, 6, 16)
    assert row["handed_over_from"] == "stage history"
    assert (row["decision"], row["decided_at"]) == ("rejected", moment(3, 9, 10, 30))
    assert (row["reason"], row["reason_family"]) == ("Company too small (3 people)", "definitional")


def test_friday_afternoon_to_monday_morning_is_two_and_a_half_working_hours() -> None:
    row = case(
        record(
            lead=[lead()],
            stage_change=[move("MQL", moment(3, 6, 16))],
            activity=[act(moment(3, 9, 10, 30), lead_id="crm:l1")],
        )
    )
    assert row["waited_seconds"] == 9000
    assert row["due_at"] == moment(3, 9, 16)
    assert (row["is_due"], row["is_late"]) == (True, False)


def test_a_lead_handed_over_again_after_a_decision_is_a_second_case() -> None:
    first, second = cases(
        record(
            lead=[lead(status="Accepted")],
            stage_change=[
                move("MQL", moment(3, 2)),
                move("Bad Timing", moment(3, 3)),
                move("MQL", moment(4, 2)),
                move("Accepted", moment(4, 3)),
            ],
            activity=[act(moment(4, 8), person_id="crm:p1")],
        )
    )
    assert [first["decision"], second["decision"]] == ["recycled", "accepted"]
    assert [first["turn"], second["turn"]] == [1, 2]
    assert [first["is_latest"], second["is_latest"]] == [False, True]
    assert first["contacted_at"] is None
    assert second["contacted_at"] == moment(4, 8)


def test_two_names_for_one_hand_over_are_one_case() -> None:
    row = case(
        record(
            lead=[lead()],
            stage_change=[move("MQL", moment(3, 2)), move("Assigned", moment(3, 2, 12))],
        )
    )
    assert row["handed_over_at"] == moment(3, 2)


def test_events_beat_the_status() -> None:
    changes = [move("MQL", moment(3, 2)), move("Accepted", moment(3, 3))]
    assert (
        case(record(lead=[lead(status="Rejected")], stage_change=changes))["decision"] == "accepted"
    )


def test_a_status_alone_tells_the_decision_but_not_when() -> None:
    row = case(record(lead=[lead(status="Closed - Converted")]))
    assert (row["decision"], row["decided_at"]) == ("accepted", None)
    assert row["is_touched"]
    assert not row["is_clocked"]


def test_a_lead_that_became_a_deal_was_accepted_when_it_did() -> None:
    deal = {"id": "crm:d1", "lead_id": "crm:l1", "created_at": moment(3, 20), "outcome": "won",
            "closed_at": moment(4, 20), "amount": Decimal("1000.00")}  # fmt: skip
    row = case(record(lead=[lead()], deal=[deal]))
    assert (row["decision"], row["decided_at"]) == ("accepted", moment(3, 20))
    assert (row["deal_id"], row["is_won"], row["won_amount"]) == ("crm:d1", True, Decimal("1000"))


def test_what_comes_after_the_end_of_the_period_is_not_known_yet() -> None:
    later = moment(7, 1, 0)
    row = case(
        record(
            lead=[lead()],
            stage_change=[move("MQL", moment(3, 2)), move("Accepted", later)],
            activity=[act(later, lead_id="crm:l1")],
        )
    )
    assert (row["decision"], row["first_touch_at"]) == (None, None)


def test_a_lead_of_later_is_no_case_yet() -> None:
    assert cases(record(lead=[lead(created_at=moment(7, 1, 0))])) == []


def test_where_no_system_tells_hand_overs_every_lead_counts_from_its_creation() -> None:
    row = case(record(lead=[lead()]))
    assert row["handed_over_at"] == moment(3, 2)
    assert row["handed_over_from"] == "creation of the lead"
    assert row["is_clocked"]


def test_where_a_system_tells_hand_overs_its_other_leads_are_no_cases() -> None:
    trial = record(
        lead=[lead(1), lead(2), lead(3, origin="shop", id="shop:l3")],
        stage_change=[move("MQL", moment(3, 3))],
    )
    assert [row["lead_id"] for row in cases(trial)] == ["crm:l1", "shop:l3"]


def test_a_decision_without_its_hand_over_has_no_clock_where_others_have_one() -> None:
    trial = record(
        lead=[lead(1), lead(2, status="Accepted")], stage_change=[move("MQL", moment(3, 3))]
    )
    assert [row["is_clocked"] for row in cases(trial)] == [True, False]


def test_a_date_field_tells_the_hand_over_where_the_history_does_not() -> None:
    row = case(record(lead=[lead(handed_over_at=moment(3, 4), status="Open")]))
    assert (row["handed_over_at"], row["handed_over_from"]) == (moment(3, 4), "hand-over date")


def test_without_any_date_a_lead_counts_in_every_period_and_has_no_clock() -> None:
    row = case(record(lead=[lead(created_at=None, status="Converted")]))
    assert (row["is_in_window"], row["is_clocked"]) == (True, False)


def test_the_history_of_a_person_counts_for_their_lead() -> None:
    changes = [
        {**move("Marketing Qualified Lead", moment(3, 4), of="crm:p1"), "subject": "person"},
        {**move("Sales Qualified Lead", moment(3, 5), of="crm:p1"), "subject": "person"},
    ]
    row = case(record(lead=[lead()], stage_change=changes))
    assert (row["lead_id"], row["handed_over_at"]) == ("crm:l1", moment(3, 4))
    assert row["decision"] == "accepted"


def test_a_person_handed_over_without_a_lead_is_a_case_too() -> None:
    changes = [{**move("MQL", moment(3, 4), of="crm:p9"), "subject": "person"}]
    row = case(record(person=[{"id": "crm:p9"}], stage_change=changes))
    assert (row["person_id"], row["handed_over_at"]) == ("crm:p9", moment(3, 4))


def test_closed_without_any_contact_is_a_rejection_whatever_its_name() -> None:
    changes = [move("MQL", moment(3, 2)), move("Unqualified", moment(3, 9))]
    assert case(record(lead=[lead()], stage_change=changes))["decision"] == "rejected"
    called = [act(moment(3, 4), lead_id="crm:l1")]
    row = case(record(lead=[lead()], stage_change=changes, activity=called))
    assert row["decision"] == "accepted"


def test_accepting_with_a_click_does_not_stop_the_clock() -> None:
    changes = [move("MQL", moment(3, 2)), move("Accepted", moment(3, 2, 10))]
    row = case(record(lead=[lead()], stage_change=changes))
    assert (row["decision"], row["first_touch_at"], row["is_touched"]) == ("accepted", None, False)


def test_a_rejection_stops_the_clock() -> None:
    changes = [move("MQL", moment(3, 2)), move("Rejected", moment(3, 2, 10))]
    assert case(record(lead=[lead()], stage_change=changes))["waited_seconds"] == 3600


@pytest.mark.parametrize(
    "machine_or_other",
    [
        {"is_automatic": True},
        {"direction": "inbound"},
        {"direction": "internal"},
        {"kind": "note"},
        {"kind": "task"},
        {"member_id": "crm:ada"},
    ],
)
def test_what_is_no_human_contact_by_sales_does_not_stop_the_clock(
    machine_or_other: dict[str, object],
) -> None:
    row = case(
        record(
            member=[{"id": "crm:ada", "team": "marketing"}],
            lead=[lead()],
            activity=[{**act(moment(3, 3), lead_id="crm:l1"), **machine_or_other}],
        )
    )
    assert row["contacted_at"] is None


def test_a_contact_before_the_hand_over_is_not_the_answer_to_it() -> None:
    row = case(
        record(
            lead=[lead()],
            stage_change=[move("MQL", moment(3, 4))],
            activity=[act(moment(3, 3), person_id="crm:p1")],
        )
    )
    assert row["contacted_at"] is None


def test_an_act_for_the_deal_counts_for_the_lead_it_came_from() -> None:
    deal = {"id": "crm:d1", "lead_id": "crm:l1", "created_at": moment(3, 20)}
    row = case(record(lead=[lead()], deal=[deal], activity=[act(moment(3, 5), deal_id="crm:d1")]))
    assert row["contacted_at"] == moment(3, 5)


def test_routing_and_answering_are_two_clocks() -> None:
    row = case(
        record(
            lead=[lead(handed_over_at=moment(3, 2, 9), assigned_at=moment(3, 2, 11))],
            activity=[act(moment(3, 2, 14), lead_id="crm:l1")],
        )
    )
    assert (row["routing_seconds"], row["answering_seconds"]) == (2 * 3600, 3 * 3600)
    assert row["waited_seconds"] == 5 * 3600


def test_whoever_has_a_calendar_of_their_own_is_measured_by_it() -> None:
    text = "calendars: {early: {monday: ['06:00-10:00']}}"
    trial = record(
        agreement=text,
        member=[{"id": "crm:sol", "team": "sales", "calendar": "early"}],
        lead=[lead(owner_id="crm:sol", created_at=moment(3, 2, 6))],
        activity=[act(moment(3, 2, 14), lead_id="crm:l1")],
    )
    assert case(trial)["waited_seconds"] == 4 * 3600


def test_the_buyer_is_who_the_agreement_says() -> None:
    facts = {"account": [{"id": "crm:a"}], "lead": [lead(account_id="crm:a")]}
    assert case(record(**facts))["buyer_id"] == "crm:a"
    person = case(record(agreement="company: {buyer: person}", **facts))
    assert person["buyer_id"] == "crm:p1"


def test_a_lead_not_yet_due_is_neither_late_nor_due() -> None:
    row = case(record(lead=[lead(created_at=moment(6, 30, 16))]))
    assert (row["is_due"], row["is_late"]) == (False, False)


def test_the_last_second_of_the_promise_keeps_it() -> None:
    for extra, late in ((0, False), (1, True)):
        touched = moment(3, 2, 16, 59, 59) + timedelta(seconds=1 + extra)
        row = case(record(lead=[lead()], activity=[act(touched, lead_id="crm:l1")]))
        assert row["due_at"] == moment(3, 2, 17)
        assert row["is_late"] is late


def test_money_and_rows_are_counted_once_when_names_are_told_twice() -> None:
    trial = record(
        campaign=[{"id": "crm:c1", "name": "Spring"}, {"id": "crm:c2", "name": "Spring"}],
        lead=[lead(campaign_id="name:spring")],
        activity=[act(moment(3, 3), lead_id="crm:l1"), act(moment(3, 4), person_id="crm:p1")],
    )
    assert len(cases(trial)) == 1
