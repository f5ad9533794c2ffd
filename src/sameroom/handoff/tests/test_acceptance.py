"""acceptance: how many leads sales takes, and how many wait for a decision."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.handoff.tests.builders import lead, moment, move, read, record, whole
from sameroom.measure import Reading, TooLittle


def many(**decisions: int) -> dict[str, list[dict[str, object]]]:
    """Make so many leads of each status, handed over on 2 March and decided a day later."""
    words = [word for word, times in decisions.items() for _ in range(times)]
    moves = [move("MQL", moment(3, 2), of=f"crm:l{n}") for n in range(len(words))]
    moves += [
        move(word, moment(3, 3), of=f"crm:l{n}") for n, word in enumerate(words) if word != "Open"
    ]
    return {"lead": [lead(n) for n in range(len(words))], "stage_change": moves}


def test_it_is_accepted_by_accepted_and_rejected_and_agrees_with_statsmodels() -> None:
    told = whole(record(**many(Accepted=30, Rejected=10, Recycled=5, Open=15)), "acceptance")
    rate, undecided = told["acceptance_rate"], told["undecided_share"]
    assert isinstance(rate, Reading)
    assert (rate.value, rate.count) == (0.75, 40)
    assert rate.interval is not None
    low, high = proportion_confint(30, 40, method="wilson")
    assert (rate.interval.low, rate.interval.high) == pytest.approx((low, high))
    assert isinstance(undecided, Reading)
    assert undecided.value == 15 / 60


def test_too_few_decisions_are_too_little_to_tell() -> None:
    rate = whole(record(**many(Accepted=20, Rejected=9)), "acceptance")["acceptance_rate"]
    assert isinstance(rate, TooLittle)
    assert (rate.have, rate.need) == (29, 30)


def test_nothing_decided_at_all_is_said_so_instead_of_a_share_of_one() -> None:
    told = whole(record(**many(Open=40)), "acceptance")
    assert isinstance(told["acceptance_rate"], TooLittle)
    share = told["undecided_share"]
    assert isinstance(share, TooLittle)
    assert "Nothing on record" in share.missing


def test_an_empty_record_gives_answers_and_no_error() -> None:
    assert isinstance(whole(record(), "acceptance")["acceptance_rate"], TooLittle)


def test_the_undecided_have_waited_since_their_hand_over() -> None:
    age = whole(record(**many(Open=31, Accepted=1)), "acceptance")["undecided_age_days"]
    assert isinstance(age, Reading)
    assert age.value == 120  # 2 March, 9:00 to 1 July, 0:00


def test_months_and_campaigns_add_up_to_the_whole() -> None:
    facts = many(Accepted=40, Rejected=40)
    for number, row in enumerate(facts["lead"]):
        row["campaign_id"] = "name:spring" if number % 2 else "name:autumn"
    told = read(record(**facts), "acceptance")
    rates = {
        one.part: one
        for one in told
        if one.figure == "acceptance_rate" and isinstance(one, Reading)
    }
    assert rates[(("month", "2026-03"),)].count == 80
    by_campaign = [one for part, one in rates.items() if part and part[0][0] == "campaign"]
    assert sorted(one.part[0][1] for one in by_campaign) == ["autumn", "spring"]
    assert sum(one.count for one in by_campaign) == 80


def test_the_promise_comes_from_the_agreement() -> None:
    trial = record(**many(Accepted=30))
    told = {
        one.figure: one for one in read(trial, "acceptance", **{"promises.acceptance.share": 0.8})
    }
    promised = told["promised_share"]
    assert isinstance(promised, Reading)
    assert promised.value == 0.8


def test_leads_counted_from_their_creation_are_said_to_be() -> None:
    leads = [lead(n, status="Accepted") for n in range(30)]
    rate = whole(record(lead=leads), "acceptance")["acceptance_rate"]
    assert isinstance(rate, Reading)
    assert "counts from its creation" in rate.words


def test_closed_leads_are_not_called_rejected_where_no_contact_is_on_record() -> None:
    rate = whole(record(**many(Accepted=30, Unqualified=40)), "acceptance")["acceptance_rate"]
    assert isinstance(rate, TooLittle)
    assert "Neither contacts" in rate.missing
    assert rate.bring


def test_one_stated_rejection_shows_that_the_system_tells_the_two_apart() -> None:
    told = whole(record(**many(Accepted=30, Unqualified=9, Rejected=1)), "acceptance")
    rate = told["acceptance_rate"]
    assert isinstance(rate, Reading)
    assert rate.value == 30 / 40


def test_where_nobody_records_rejections_no_share_of_all_is_told() -> None:
    rate = whole(record(**many(Accepted=40, Open=60)), "acceptance")["acceptance_rate"]
    assert isinstance(rate, TooLittle)
    assert "turned down" in rate.missing


def test_a_team_that_takes_every_lead_is_believed() -> None:
    rate = whole(record(**many(Accepted=40, Open=2)), "acceptance")["acceptance_rate"]
    assert isinstance(rate, Reading)
    assert rate.value == 1
