"""match_rate: whether both systems know the same people."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, Told, TooLittle, Window
from sameroom.record.identity import resolve

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
GIVEN = {
    "audit_window": [
        {
            "starts_at": STARTS,
            "ends_at": ENDS,
            "starts_epoch": int(STARTS.timestamp()),
            "ends_epoch": int(ENDS.timestamp()),
        }
    ],
    "buyer": [{"unit": "account"}],
}

Row = dict[str, Any]


def person(origin: str, number: int) -> Row:
    email = f"person{number}@acme.example"
    return {"id": f"{origin}:{number}", "origin": origin, "email": email}


def lead(number: int, **more: Any) -> Row:
    return {"id": f"crm:l{number}", "person_id": f"crm:{number}", **more}


def measured(*, buyer: str = "account", **facts: Sequence[Row]) -> Mapping[str, Told]:
    identity = resolve(ask=Trial(facts=facts).ask).to_pylist()
    rows = [{**row, "run": "1"} for row in identity]
    context = Context(window=Window(STARTS, ENDS), buyer=buyer)
    return Trial(facts={**facts, "identity": rows}, given=GIVEN).told("match_rate", context=context)


def worked_by_hand(**more: Any) -> Mapping[str, Told]:
    """Marketing has people 0 to 39; the CRM has 10 to 49, 30 leads of whom are 20 to 49."""
    return measured(
        person=[
            *(person("mail", n) for n in range(40)),
            *(person("crm", n) for n in range(10, 50)),
        ],
        touch=[{"id": "mail:t", "origin": "mail", "person_id": "mail:1"}],
        lead=[lead(n, account_id="crm:A" if n < 35 else None) for n in range(20, 50)],
        deal=[{"id": f"crm:d{n}", "person_id": "crm:12" if n < 24 else None} for n in range(40)],
        **more,
    )


def reading(told: Mapping[str, Told], figure: str) -> Reading:
    found = told[figure]
    assert isinstance(found, Reading)
    return found


def test_the_example_worked_by_hand() -> None:
    told = worked_by_hand()
    hand = {
        "marketing_people_share": 1.0,
        "marketing_known_share": 30 / 40,
        "leads_known_share": 20 / 30,
        "leads_without_account_share": 15 / 30,
        "deals_without_people_share": 16 / 40,
    }
    assert {figure: reading(told, figure).value for figure in hand} == pytest.approx(hand)


def test_its_interval_agrees_with_statsmodels() -> None:
    interval = reading(worked_by_hand(), "marketing_known_share").interval
    assert interval
    low, high = proportion_confint(30, 40, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high))


def test_a_person_known_only_by_the_address_in_a_touch_is_marketings() -> None:
    touches = [
        {"id": f"mail:t{n}", "origin": "mail", "person_id": f"email:person{n}@acme.example"}
        for n in range(40)
    ]
    told = measured(
        touch=touches,
        person=[person("crm", n) for n in range(10)],
        deal=[{"id": "crm:d", "person_id": "crm:1"}],
    )
    assert reading(told, "marketing_known_share").value == pytest.approx(10 / 40)


def test_with_one_system_alone_there_is_nothing_to_match() -> None:
    told = measured(
        person=[person("crm", n) for n in range(40)],
        lead=[lead(n) for n in range(40)],
        deal=[{"id": "crm:d", "person_id": "crm:1"}],
    )
    for figure in ("marketing_known_share", "leads_known_share"):
        found = told[figure]
        assert isinstance(found, TooLittle)
        assert "marketing tool" in found.bring


def test_where_people_buy_for_themselves_a_lead_needs_no_company() -> None:
    assert "leads_without_account_share" not in worked_by_hand(buyer="person")


def test_a_service_desk_is_neither_marketings_nor_sales() -> None:
    rows = Trial(
        facts={
            "person": [person("desk", 1), person("mail", 2)],
            "ticket": [{"id": "desk:t", "origin": "desk", "person_id": "desk:1"}],
            "deal": [{"id": "crm:d"}],
        },
        given=GIVEN,
    ).rows("select person_id, in_marketing, in_sales from person_system order by person_id")
    assert rows == [{"person_id": "mail:2", "in_marketing": True, "in_sales": False}]


def test_a_company_that_only_the_other_system_knows_is_shown_to_be_taken_over() -> None:
    people = [
        {"id": "crm:1", "email": "ada@gmail.com"},
        {"id": "mail:1", "origin": "mail", "email": "ada@gmail.com", "account_id": "name:acme"},
    ]
    facts = {"person": people, "lead": [lead(1)], "account": [{"id": "crm:A", "name": "Acme"}]}
    identity = [{**row, "run": "1"} for row in resolve(ask=Trial(facts=facts).ask).to_pylist()]
    rows = Trial(facts={**facts, "identity": identity}, given=GIVEN).rows(
        "select account_id, is_unlinked from unlinked"
    )
    assert rows == [{"account_id": "crm:A", "is_unlinked": True}]


def test_the_address_of_a_company_on_record_tells_a_leads_company() -> None:
    facts = {
        "person": [person("crm", 1)],
        "lead": [lead(1)],
        "account": [{"id": "crm:A", "domain": "acme.example"}],
    }
    identity = [{**row, "run": "1"} for row in resolve(ask=Trial(facts=facts).ask).to_pylist()]
    rows = Trial(facts={**facts, "identity": identity}, given=GIVEN).rows(
        "select account_id, is_unlinked from unlinked"
    )
    assert rows == [{"account_id": "crm:A", "is_unlinked": False}]
