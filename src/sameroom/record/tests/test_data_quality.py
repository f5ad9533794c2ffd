"""data_quality: what is missing, stale, contradicting, double, impossible or unknown."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, TooLittle, Window
from sameroom.record.identity import resolve

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
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
Answers = Mapping[tuple[str, Part], Told]


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def trial(**facts: Sequence[Row]) -> Trial:
    identity = [{**row, "run": "1"} for row in resolve(ask=Trial(facts=facts).ask).to_pylist()]
    return Trial(facts={**facts, "identity": identity}, given=GIVEN)


def flaws(**facts: Sequence[Row]) -> list[tuple[str, str, str]]:
    rows = trial(**facts).rows("select id, field, problem from record_flaw order by id, field")
    return [(row["id"], row["field"], row["problem"]) for row in rows]


def measured(**facts: Sequence[Row]) -> Answers:
    told = trial(**facts).measure("data_quality", context=CONTEXT)
    return {(each.figure, each.part): each for each in told}


def reading(told: Answers, figure: str, noun: str = "", field: str = "") -> Reading:
    found = told[figure, (("noun", noun), ("field", field)) if noun else ()]
    assert isinstance(found, Reading)
    return found


def worked_by_hand() -> Answers:
    """25 people: 20 have an address, 2 of these the same one in the CRM; 25 deals, 1 impossible."""
    people = [
        {"id": f"crm:{n:02}", "name": f"Ada {n}", "email": f"ada{max(n, 1)}@acme.example"}
        if n < 20
        else {"id": f"crm:{n:02}", "name": f"Ada {n}"}
        for n in range(25)
    ]
    deals = [
        {
            "id": f"crm:d{n}",
            "outcome": "won",
            "amount": Decimal(10),
            "person_id": "crm:05",
            "owner_id": "name:sol",
            "created_at": day(10),
            "closed_at": day(9 if n == 0 else 20),
        }
        for n in range(25)
    ]
    return measured(person=people, deal=deals)


def test_the_example_worked_by_hand() -> None:
    told = worked_by_hand()
    assert reading(told, "missing_share", "person", "email").value == pytest.approx(5 / 25)
    assert reading(told, "duplicate_share", "person", "id").value == pytest.approx(1 / 25)
    assert reading(told, "impossible_share", "deal", "closed_at").value == pytest.approx(1 / 25)
    assert reading(told, "flawed_share").value == pytest.approx(7 / 50)


def test_its_interval_agrees_with_statsmodels() -> None:
    interval = reading(worked_by_hand(), "flawed_share").interval
    assert interval
    low, high = proportion_confint(7, 50, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high))


def test_a_field_that_no_row_fills_was_not_exported_and_is_no_flaw() -> None:
    people = [{"id": f"crm:{n}", "name": "Max"} for n in range(30)]
    found = measured(person=people)["missing_share", (("noun", "person"), ("field", "email"))]
    assert isinstance(found, TooLittle)
    assert "e-mail address" in found.bring
    assert flaws(person=people) == []


def test_a_deal_won_before_its_leads_first_contact_is_impossible_and_says_both_dates() -> None:
    facts = {
        "lead": [{"id": "crm:l", "created_at": day(12)}],
        "deal": [
            {
                "id": "crm:d",
                "lead_id": "crm:l",
                "outcome": "won",
                "closed_at": day(10),
                "amount": Decimal(1),
            }
        ],
    }
    (row,) = trial(**facts).rows("select * from record_flaw where problem = 'impossible'")
    assert (row["id"], row["content"], row["other"]) == (
        "crm:d",
        "closed 2026-01-11",
        "first contact 2026-01-13",
    )


def test_money_below_zero_is_impossible() -> None:
    deals = [{"id": "crm:d", "amount": Decimal(-5)}, {"id": "crm:e", "amount": Decimal(5)}]
    assert ("crm:d", "amount", "impossible") in flaws(deal=deals)


def test_two_systems_that_say_different_things_contradict_each_other() -> None:
    accounts = [
        {"id": "crm:A", "origin": "crm", "domain": "acme.example", "industry": "Steel"},
        {"id": "mail:A", "origin": "mail", "domain": "acme.example", "industry": "Retail"},
        {"id": "crm:B", "origin": "crm", "domain": "bolt.example", "industry": "Steel"},
        {"id": "mail:B", "origin": "mail", "domain": "bolt.example", "industry": "steel "},
    ]
    found = [flaw for flaw in flaws(account=accounts, deal=[{"id": "crm:d"}]) if "A" in flaw[0]]
    assert found == [("crm:A", "industry", "contradicting")]


def test_only_what_two_systems_state_can_contradict() -> None:
    people = [
        {"id": f"{origin}:{n}", "origin": origin, "email": f"a{n}@acme.example", "title": title}
        for n in range(25)
        for origin, title in (("crm", "Buyer"), ("mail", "Buyer" if n < 20 else "Owner"))
    ]
    again = [{**row, "id": row["id"] + "b"} for row in people if row["origin"] == "crm"]
    alone = [{"id": f"crm:x{n}", "email": f"x{n}@acme.example", "title": "CEO"} for n in range(9)]
    told = measured(person=[*people, *again, *alone])
    found = reading(told, "contradicting_share", "person", "title")
    assert (found.value, found.count) == (pytest.approx(5 / 25), 25)


@pytest.mark.parametrize("imports", [1, 2])
def test_rows_seen_only_at_their_import_do_not_say_when_they_changed(imports: int) -> None:
    people = [
        {"id": f"crm:{n}", "run": f"r{n % imports}", "seen_at": ENDS - timedelta(days=n % imports)}
        for n in range(30)
    ]
    found = measured(person=people)["stale_share", (("noun", "person"), ("field", "seen_at"))]
    assert isinstance(found, TooLittle)
    assert "last change" in found.missing


def test_rows_merged_away_are_neither_double_nor_missing_anything() -> None:
    people = [
        {"id": "crm:1", "email": "ada@acme.example", "name": "Ada"},
        {"id": "crm:2", "name": None, "merged_into_id": "crm:1"},
    ]
    assert flaws(person=people) == []


def test_an_open_deal_past_its_closing_date_is_stale() -> None:
    deals = [
        {"id": "crm:d", "outcome": "open", "closed_at": day(100)},
        {"id": "crm:e", "outcome": "open", "closed_at": ENDS},
    ]
    assert flaws(deal=deals) == [("crm:d", "closed_at", "stale")]


def test_a_row_nobody_touched_for_a_year_is_stale() -> None:
    people = [
        {"id": "crm:1", "seen_at": ENDS - timedelta(days=366)},
        {"id": "crm:2", "seen_at": ENDS - timedelta(days=364)},
    ]
    assert flaws(person=people) == [("crm:1", "seen_at", "stale")]


def test_a_product_that_is_on_no_list_is_named_with_the_one_it_may_mean() -> None:
    facts = {
        "product": [{"id": "crm:p", "name": "Max Pro"}],
        "deal": [
            {"id": "crm:d", "product_id": "name:maxpro"},
            {"id": "crm:e", "product_id": "name:max pro"},
            {"id": "crm:f", "product": "Max Pro"},
        ],
    }
    rows = trial(**facts).rows("select id, other from record_flaw where problem = 'unknown'")
    assert rows == [{"id": "crm:d", "other": "not in the list of products; perhaps Max Pro"}]


def test_a_company_that_is_on_no_list_is_unknown() -> None:
    deals = [{"id": "crm:d", "account_id": "name:bolt"}, {"id": "crm:e", "account_id": "crm:A"}]
    found = flaws(deal=deals, account=[{"id": "crm:A", "name": "Acme"}])
    assert found == [("crm:d", "account_id", "unknown")]


def test_every_flaw_is_counted_among_the_rows_that_could_have_it() -> None:
    told = worked_by_hand()
    for each in told.values():
        if isinstance(each, Reading):
            assert 0 <= each.value <= 1


def test_a_person_or_company_is_double_only_within_one_system() -> None:
    """Known to two systems is as it should be; entered twice in one is a flaw of the later row."""
    people = [
        {"id": f"{origin}:{key}", "origin": origin, "source_id": key, "email": "ada@firm.example"}
        for origin, key in (("crm", "1"), ("crm", "2"), ("mail", "1"))
    ]
    companies = [
        {"id": f"{origin}:{key}", "origin": origin, "source_id": key, "domain": "firm.example"}
        for origin, key in (("crm", "8"), ("crm", "9"), ("mail", "8"))
    ]
    made = trial(person=people, account=companies)
    rows = made.rows("select id, noun, other from flaw_double order by id")
    assert [(row["id"], row["noun"], row["other"]) for row in rows] == [
        ("crm:2", "person", "crm:1"),
        ("crm:9", "account", "crm:8"),
    ]
