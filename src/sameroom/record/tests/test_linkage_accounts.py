"""Probable matches between companies, and between companies and the bare names that leads carry."""

import random
from itertools import product
from typing import Any

import pytest

from sameroom.engines.trial import Trial
from sameroom.record.identity import Resolved, resolve_all

SOUNDS = ["ba", "den", "ka", "lor", "mi", "nes", "po", "ruk", "sal", "ti", "vo", "zan"]
TRADES = ["works", "logistics", "software", "foods", "energy", "medical", "textiles", "print",
          "travel", "optics"]  # fmt: skip
SLIPPED = (2, 3, 4)
PLACES = ["germany", "france", "spain", "italy"]


def companies() -> list[dict[str, Any]]:
    """Make 300 companies of a CRM, and 60 of them again in the mail tool with a slip in the name.

    Their names are a word of their own and their trade; the second row has telephone and country.
    """
    random.seed(3)
    found: list[dict[str, Any]] = []
    for at, sounds in enumerate(random.sample(list(product(SOUNDS, repeat=4)), 300)):
        word, trade = "".join(sounds), random.choice(TRADES)
        row = {"name": f"{word} {trade}", "country": random.choice(PLACES)}
        row["phone"] = f"+49 30 {random.randrange(10**6, 10**7)}"
        found.append({**row, "id": f"crm:{at}", "origin": "crm", "domain": f"{word}.example"})
        if at % 5 == 0:
            found.append({**row, "id": f"mail:{at}", "origin": "mail", "name": slip(row["name"])})
    return found


def slip(name: str) -> str:
    """Leave out the seventh letter."""
    return name[:6] + name[7:]


def name_of(at: int) -> str:
    return next(str(row["name"]) for row in companies() if row["id"] == f"crm:{at}")


def resolved(more: list[dict[str, Any]] | None = None, leads: list[str] | None = None) -> Resolved:
    bare = [
        {"id": f"crm:lead{at}", "origin": "crm", "account_id": ref}
        for at, ref in enumerate(leads or [])
    ]
    facts = {
        "account": [*companies(), *(more or [])],
        "lead": bare,
        "deal": [{"id": "crm:deal", "origin": "crm"}],
    }
    return resolve_all(ask=Trial(facts=facts).ask, link=True)


def probable(found: Resolved) -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in found.rows.to_pylist() if row["rule"] == "probable match"}


def entities(found: Resolved) -> dict[str, str]:
    return {row["ref"]: row["entity_id"] for row in found.rows.to_pylist()}


@pytest.fixture(scope="module")
def with_leads() -> Resolved:
    """Resolve the companies with leads that carry a company's name with a slip, or a stranger's."""
    leads = [f"name:{slip(name_of(at))}" for at in SLIPPED]
    leads += [
        f"name:{name_of(1)} services",  # a subsidiary by its name
        "name:zebrawood trading",  # unknown
        "email:ada@gmail.com", "domain:gmx.de",  # a mail provider's
    ]  # fmt: skip
    return resolved(leads=leads)


def test_companies_with_a_slip_in_the_name_are_found_and_say_why(with_leads: Resolved) -> None:
    found = probable(with_leads)
    doubles = [ref for ref in found if ref.startswith("mail:")]
    right = [ref for ref in doubles if found[ref]["entity_id"] == f"crm:{ref.split(':')[1]}"]
    assert len(right) >= 57
    assert doubles == right
    assert "% likely, weight +" in found[right[0]]["evidence"]
    assert "phone equal" in found[right[0]]["evidence"]


@pytest.mark.parametrize("at", SLIPPED)
def test_a_bare_name_with_a_slip_finds_its_company(with_leads: Resolved, at: int) -> None:
    found = probable(with_leads)[f"name:{slip(name_of(at))}"]
    assert found["entity_id"] == f"crm:{at}"
    assert found["evidence"].startswith(f"crm:{at}: ")
    assert "name much alike" in found["evidence"]


def test_a_bare_name_of_a_subsidiary_or_a_stranger_joins_nobody(with_leads: Resolved) -> None:
    found = entities(with_leads)
    for ref in (f"name:{name_of(1)} services", "name:zebrawood trading"):
        assert found[ref] == ref


def test_a_mail_providers_address_is_no_company(with_leads: Resolved) -> None:
    found = entities(with_leads)
    assert found["email:ada@gmail.com"] == found["domain:gmx.de"] == ""


def test_mail_providers_in_place_of_a_domain_join_no_two_companies() -> None:
    """Two firms of one trade gave a mailbox at a provider: neither name nor site agrees."""
    more = [
        {"id": "crm:f1", "origin": "crm", "name": "Zander Baths", "domain": "gmail.com"},
        {"id": "mail:f2", "origin": "mail", "name": "Quirin Baths", "domain": "gmail.com"},
    ]
    assert not {"crm:f1", "mail:f2"} & set(probable(resolved(more)))


def test_subsidiaries_with_domains_of_their_own_stay_apart() -> None:
    phone = {"phone": "030 1234567", "country": "Germany"}
    more = [
        {"id": "crm:h1", "origin": "crm", "name": "Quillon Holding", "domain": "quillon.com"},
        {"id": "mail:h2", "origin": "mail", "name": "Quillon Services",
         "domain": "quillonservices.com"},
    ]  # fmt: skip
    found = resolved([{**row, **phone} for row in more])
    assert not {"crm:h1", "mail:h2"} & set(probable(found))
