"""deal_case: who buys, how it ended, and which lead it came from."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sameroom.engines.trial import Trial

STARTS = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = datetime(2026, 7, 1, tzinfo=UTC)

Row = dict[str, Any]


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def case(deal: Row, *, unit: str = "account", stages: Sequence[Row] = (), **facts: Any) -> Row:
    window = {
        "starts_at": STARTS,
        "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()),
        "ends_epoch": int(ENDS.timestamp()),
    }
    given = {"buyer": [{"unit": unit}], "lifecycle_stage": stages, "audit_window": [window]}
    trial = Trial(facts={"deal": [{"id": "crm:d", **deal}], **facts}, given=given)
    (row,) = trial.rows("select * from deal_case")
    return row


def test_the_buyer_is_the_account_or_the_person_as_agreed() -> None:
    deal = {"account_id": "crm:A", "person_id": "crm:p"}
    assert case(deal)["buyer_id"] == "crm:A"
    assert case(deal, unit="person")["buyer_id"] == "crm:p"


def test_a_deal_without_account_takes_the_account_of_its_person() -> None:
    people = [{"id": "crm:p", "account_id": "crm:A"}]
    assert case({"person_id": "crm:p"}, person=people)["buyer_id"] == "crm:A"


def test_a_buyer_stands_under_the_id_resolved() -> None:
    identity = [{"noun": "account", "ref": "name:acme", "entity_id": "crm:A"}]
    assert case({"account_id": "name:acme"}, identity=identity)["account_id"] == "crm:A"


def test_the_agreed_meaning_of_a_stage_tells_the_outcome_where_none_is_stated() -> None:
    stages = [{"subject": "deal", "raw": "gewonnen", "stage": "won"}]
    assert case({"stage": "Gewonnen "}, stages=stages)["is_won"]
    assert case({"stage": "Angebot"}, stages=stages)["outcome"] == "open"


def test_a_deal_without_closing_date_ended_when_it_moved_to_its_last_stage() -> None:
    stages = [{"subject": "deal", "raw": "lost", "stage": "lost"}]
    moved = {
        "subject": "deal",
        "subject_id": "crm:d",
        "to_stage": "Lost",
        "changed_at": day(30),
    }
    found = case({"outcome": "lost"}, stages=stages, stage_change=[moved])
    assert found["closed_at"] == day(30)


def test_the_closing_date_of_an_open_deal_is_only_expected() -> None:
    found = case({"outcome": "open", "closed_at": day(90)})
    assert (found["closed_at"], found["expected_at"]) == (None, day(90))
    assert not found["ended_in_window"]


def test_the_lead_is_the_one_that_either_system_states() -> None:
    leads = [{"id": "crm:l"}, {"id": "crm:other", "deal_id": "crm:e"}]
    assert case({"lead_id": "crm:l"}, lead=leads)["lead_id"] == "crm:l"
    found = case({}, lead=[{"id": "crm:l", "deal_id": "crm:d"}])
    assert (found["lead_id"], found["lead_link"]) == ("crm:l", "stated")


def test_failing_that_it_is_the_persons_last_lead_before_the_deal() -> None:
    leads = [
        {"id": "crm:1", "person_id": "crm:p", "created_at": day(1)},
        {"id": "crm:2", "person_id": "crm:p", "created_at": day(5)},
        {"id": "crm:3", "person_id": "crm:p", "created_at": day(20)},
        {"id": "crm:4", "account_id": "crm:A", "created_at": day(9)},
    ]
    deal = {"person_id": "crm:p", "account_id": "crm:A", "created_at": day(10)}
    found = case(deal, lead=leads)
    assert (found["lead_id"], found["lead_link"]) == ("crm:2", "same person")


def test_failing_that_it_is_the_companys() -> None:
    leads = [{"id": "crm:4", "account_id": "crm:A", "created_at": day(9)}]
    found = case({"account_id": "crm:A", "created_at": day(10)}, lead=leads)
    assert (found["lead_id"], found["lead_link"]) == ("crm:4", "same company")


def test_dates_that_contradict_each_other_are_kept_and_flagged() -> None:
    leads = [{"id": "crm:l", "created_at": day(12)}]
    deal = {"lead_id": "crm:l", "outcome": "won", "closed_at": day(10), "created_at": day(11)}
    found = case(deal, lead=leads)
    assert found["is_closed_before_lead"]
    assert found["is_closed_before_opened"]
    assert found["closed_at"] == day(10)


def test_only_a_deal_that_ended_in_the_period_counts_as_such() -> None:
    assert case({"outcome": "won", "closed_at": day(1)})["ended_in_window"]
    assert not case({"outcome": "won", "closed_at": ENDS})["ended_in_window"]
    assert not case({"outcome": "lost", "closed_at": day(-1)})["ended_in_window"]
    assert case({"outcome": "lost"})["ended_in_window"]


def test_a_day_without_its_hour_does_not_contradict_an_hour_of_that_day() -> None:
    leads = [{"id": "crm:l", "created_at": day(10.6)}]
    deal = {"lead_id": "crm:l", "outcome": "won", "closed_at": day(10), "created_at": day(10.7)}
    found = case(deal, lead=leads)
    assert not found["is_closed_before_lead"]
    assert not found["is_closed_before_opened"]
