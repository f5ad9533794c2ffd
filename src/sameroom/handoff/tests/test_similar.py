"""Which won deals are like a lead: worked by hand."""

from datetime import UTC, datetime
from typing import Any

from sameroom.handoff import packets
from sameroom.handoff.packets import similar

LEAD = {"industry": "Steel", "account_country": "DE", "employees": 100}


def a_deal(name: str, **told: Any) -> dict[str, Any]:  # Any: a cell each
    columns = {"name": name, "industry": "Steel", "country": "FR", "employees": 5_000}
    return columns | told


def names(lead: dict[str, Any], *won: dict[str, Any]) -> list[str]:  # Any: a cell each
    return [deal["name"] for deal in similar(row=lead, won=list(won))]


def test_its_country_counts_more_than_its_size_and_the_latest_comes_first_of_equals() -> None:
    told = names(
        LEAD, a_deal("far and large"), a_deal("near in size", employees=200),
        a_deal("here", country="DE"), a_deal("here and near", country="DE", employees=50),
        a_deal("paper", industry="Paper", country="DE", employees=100),
    )  # fmt: skip
    assert told == ["here and near", "here", "near in size", "far and large"][: packets.SIMILAR]
    assert names(LEAD, a_deal("later"), a_deal("earlier")) == ["later", "earlier"]


def test_what_is_unknown_is_like_nothing() -> None:
    lead = LEAD | {"account_country": None, "employees": None}
    unknown = a_deal("unknown", country=None, employees=None)
    assert names(lead, a_deal("later"), unknown) == ["later", "unknown"]
    assert names(LEAD | {"industry": None}, a_deal("any")) == []


def test_an_amount_is_told_with_its_currency_and_none_without() -> None:
    won_at = datetime(2026, 4, 1, 22, 48, tzinfo=UTC)
    deal = a_deal("A", amount=70_920, closed_at=won_at, product="", deal_id="crm:d1")
    told = packets._deal(deal, "CHF")
    assert (told["amount"], told["closed"]) == ("CHF\N{NO-BREAK SPACE}70,920", "2026-04-01")
    assert packets._deal(deal | {"amount": None}, "CHF")["amount"] == ""
