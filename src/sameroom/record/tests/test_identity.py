"""Who is who: the rules one by one, and what must hold whatever the rows."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.engines.trial import Trial
from sameroom.record.identity import resolve

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def person(ref: str, email: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": ref, "origin": ref.split(":")[0], "email": email, **more}


def account(ref: str, name: str | None = None, domain: str | None = None, **more: Any) -> Any:
    return {"id": ref, "origin": ref.split(":")[0], "name": name, "domain": domain, **more}


SELLS = {"id": "crm:0", "origin": "crm"}


def entities(noun: str, **facts: Any) -> dict[str, str]:
    """Tell what each reference stands for; a row that is not listed stands for itself."""
    told = {
        row["ref"]: row["entity_id"]
        for row in resolved({"deal": [SELLS], **facts}).to_pylist()
        if row["noun"] == noun
    }
    return {**{row["id"]: row["id"] for row in facts.get(noun, ())}, **told}


def resolved(facts: Rows) -> pa.Table:
    return resolve(ask=Trial(facts=facts).ask)


def told(noun: str, ref: str, **facts: Any) -> tuple[str, str]:
    for row in resolved({"deal": [SELLS], **facts}).to_pylist():
        if (row["noun"], row["ref"]) == (noun, ref):
            return row["rule"], row["evidence"]
    raise AssertionError(f"{ref} was not resolved")


def test_the_same_address_in_two_systems_is_one_person_with_the_crms_id() -> None:
    people = [person("mail:9", "ADA@acme.example "), person("crm:1", "ada@acme.example")]
    assert entities("person", person=people) == {"crm:1": "crm:1", "mail:9": "crm:1"}
    assert told("person", "mail:9", person=people) == ("same email", "ada@acme.example")


def test_an_address_in_a_touch_stands_for_the_person_who_has_it() -> None:
    touch = {"id": "mail:t", "origin": "mail", "person_id": "email:ada@acme.example"}
    found = entities("person", person=[person("crm:1", "Ada@Acme.example")], touch=[touch])
    assert found["email:ada@acme.example"] == "crm:1"


def test_a_plus_in_an_address_keeps_two_people_apart() -> None:
    people = [person("crm:1", "ada@acme.example"), person("crm:2", "ada+news@acme.example")]
    assert entities("person", person=people) == {"crm:1": "crm:1", "crm:2": "crm:2"}


@pytest.mark.parametrize("box", ["info", "sales", "kontakt", "no-reply"])
def test_a_mailbox_that_several_share_joins_nobody(box: str) -> None:
    people = [person("crm:1", f"{box}@acme.example"), person("mail:9", f"{box}@acme.example")]
    assert entities("person", person=people) == {"crm:1": "crm:1", "mail:9": "mail:9"}


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@acme.example", "a@b", "x y@acme.example"])
def test_what_is_no_address_joins_nobody(email: str) -> None:
    people = [person("crm:1", email), person("mail:9", email)]
    assert entities("person", person=people) == {"crm:1": "crm:1", "mail:9": "mail:9"}


def test_merges_of_merges_end_at_the_row_that_still_stands() -> None:
    people = [
        person("crm:1", merged_into_id="crm:2"),
        person("crm:2", merged_into_id="crm:3"),
        person("crm:3"),
    ]
    assert set(entities("person", person=people).values()) == {"crm:3"}
    assert told("person", "crm:1", person=people) == ("merged in its system", "crm:2")


def test_merges_in_a_circle_end_too() -> None:
    people = [person("crm:1", merged_into_id="crm:2"), person("crm:2", merged_into_id="crm:1")]
    assert set(entities("person", person=people).values()) == {"crm:1"}


def test_a_converted_lead_is_the_contact_it_became() -> None:
    people = [person("crm:L", "ada@a.example", merged_into_id="crm:C"), person("crm:C")]
    lead = {"id": "crm:x", "person_id": "crm:L", "deal_id": "crm:0"}
    facts = {"person": people, "lead": [lead]}
    assert entities("person", **facts)["crm:L"] == "crm:C"
    assert told("person", "crm:L", **facts) == ("converted lead", "crm:C")


def test_the_same_domain_is_one_account_however_it_is_written() -> None:
    accounts = [
        account("crm:A", "Acme", "https://www.Acme.example/contact"),
        account("mail:A", "Acme Holding", "acme.example"),
    ]
    assert set(entities("account", account=accounts).values()) == {"crm:A"}
    assert told("account", "mail:A", account=accounts) == ("same domain", "acme.example")


@pytest.mark.parametrize("domain", ["gmail.com", "web.de", "co.uk", "yahoo.co.jp", "github.io"])
def test_what_many_share_never_joins_two_accounts(domain: str) -> None:
    accounts = [account("crm:A", "Acme", domain), account("crm:B", "Bolt", f"www.{domain}")]
    found = entities("account", account=accounts, person=[person("crm:1", f"ada@{domain}")])
    assert found == {"crm:A": "crm:A", "crm:B": "crm:B"}


def test_a_mail_provider_is_no_company() -> None:
    touch = {"id": "mail:t", "origin": "mail", "account_id": "domain:gmail.com"}
    assert entities("account", touch=[touch]) == {"domain:gmail.com": ""}
    assert told("account", "domain:gmail.com", touch=[touch])[0] == "not a company"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme GmbH", "ACME"),
        ("Acme, Inc.", "The Acme Corporation"),
        ("Société Générale S.A.", "societe generale"),
        ("Acme GmbH & Co. KG", "Acme"),
        ("Straße AG", "STRASSE"),
    ],
)
def test_names_without_domain_match_without_legal_form_and_accents(one: str, other: str) -> None:
    accounts = [account("crm:A", one, country="DE"), account("mail:A", other, country="de")]
    assert set(entities("account", account=accounts).values()) == {"crm:A"}


def test_the_same_name_in_another_country_is_another_company() -> None:
    accounts = [account("crm:A", "Acme", country="DE"), account("crm:B", "Acme", country="US")]
    assert entities("account", account=accounts) == {"crm:A": "crm:A", "crm:B": "crm:B"}


def test_a_name_never_bridges_two_domains() -> None:
    accounts = [
        account("crm:A", "Acme", "acme.example"),
        account("crm:B", "Acme", "acme-tools.example"),
        account("mail:C", "Acme"),
    ]
    found = entities("account", account=accounts)
    assert found == {"crm:A": "crm:A", "crm:B": "crm:B", "mail:C": "mail:C"}


def test_a_name_in_a_deal_stands_for_the_one_company_of_that_name() -> None:
    deal = {"id": "crm:d", "account_id": "name:acme"}
    accounts = [account("crm:A", "Acme", "acme.example"), account("crm:B", "Bolt")]
    found = entities("account", account=accounts, deal=[SELLS, deal])
    assert found["name:acme"] == "crm:A"


def test_the_very_name_decides_between_companies_that_differ_in_legal_form_alone() -> None:
    deal = {"id": "crm:d", "account_id": "name:acme ag"}
    accounts = [
        account("crm:A", "Acme AG", "acme.example"),
        account("crm:B", "Acme GmbH", "bolt.example"),
    ]
    assert entities("account", account=accounts, deal=[SELLS, deal])["name:acme ag"] == "crm:A"


def test_an_address_belongs_to_the_account_whose_domain_it_has() -> None:
    facts = {
        "account": [account("crm:A", "Acme", "acme.example")],
        "person": [person("mail:9", "Ada@acme.example"), person("mail:8", "max@other.example")],
    }
    found = entities("account", **facts)
    assert found == {"crm:A": "crm:A", "email:ada@acme.example": "crm:A"}
    assert told("account", "email:ada@acme.example", **facts) == ("email domain", "acme.example")


def test_an_empty_record_resolves_to_nothing() -> None:
    assert resolved({}).num_rows == 0


REFS = st.sampled_from([f"{origin}:{n}" for origin in ("crm", "mail") for n in range(6)])
EMAILS = st.sampled_from(
    [None, "ada@a.example", "sol@b.example", "max@gmail.com", "info@a.example"]
)
DOMAINS = st.sampled_from([None, "a.example", "b.example", "gmail.com", "co.uk"])
NAMES = st.sampled_from([None, "Acme", "Acme GmbH", "Bolt", "Bolt Inc"])
PEOPLE = st.lists(
    st.builds(lambda r, e, m: person(r, e, merged_into_id=m), REFS, EMAILS, st.none() | REFS),
    unique_by=lambda row: row["id"],
    max_size=10,
)
ACCOUNTS = st.lists(
    st.builds(
        lambda r, n, d, c: account(r, n, d, country=c),
        REFS,
        NAMES,
        DOMAINS,
        st.sampled_from([None, "DE", "US"]),
    ),
    unique_by=lambda row: row["id"],
    max_size=10,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(people=PEOPLE, accounts=ACCOUNTS, seed=st.integers(0, 9))
def test_the_order_of_the_rows_does_not_matter(people: Any, accounts: Any, seed: int) -> None:
    mixed = random.Random(seed)
    shuffled = {
        "person": mixed.sample(people, len(people)),
        "account": mixed.sample(accounts, len(accounts)),
    }
    one = resolved({"person": people, "account": accounts}).to_pylist()
    other = resolved(shuffled).to_pylist()
    assert sorted(one, key=lambda row: row["id"]) == sorted(other, key=lambda row: row["id"])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(people=PEOPLE, accounts=ACCOUNTS)
def test_no_reference_is_listed_twice_and_an_entity_stands_for_itself(
    people: Any, accounts: Any
) -> None:
    rows = resolved({"person": people, "account": accounts}).to_pylist()
    found = {(row["noun"], row["ref"]): row["entity_id"] for row in rows}
    assert len(found) == len(rows)
    rows_of = [("person", row["id"]) for row in people] + [("account", r["id"]) for r in accounts]
    assert all(found.get((noun, ref)) != ref for noun, ref in rows_of)
    for (noun, _), entity in found.items():
        assert found.get((noun, entity), entity) == entity


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(people=PEOPLE, accounts=ACCOUNTS)
def test_resolving_again_with_the_answer_on_record_changes_nothing(
    people: Any, accounts: Any
) -> None:
    first = resolved({"person": people, "account": accounts})
    kept = [{**row, "run": "2"} for row in first.to_pylist()]
    again = resolved({"person": people, "account": accounts, "identity": kept})
    assert again.sort_by("id").equals(first.sort_by("id"))  # an engine gives rows in any order


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(accounts=ACCOUNTS)
def test_two_domains_are_never_one_account_and_free_mail_joins_none(accounts: Any) -> None:
    found = entities("account", account=accounts)
    own = {"a.example", "b.example"}
    by_entity: dict[str, set[str]] = {}
    for row in accounts:
        by_entity.setdefault(found[row["id"]], set()).add(row["domain"] or "")
    assert all(len(domains & own) <= 1 for domains in by_entity.values())


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(people=PEOPLE)
def test_people_are_joined_exactly_as_a_plain_union_find_joins_them(people: Any) -> None:
    found = entities("person", person=people)
    assert groups(found) == groups(by_union_find(people))


def groups(found: Mapping[str, str]) -> set[frozenset[str]]:
    gathered: dict[str, set[str]] = {}
    for ref, entity in found.items():
        gathered.setdefault(entity, set()).add(ref)
    return {frozenset(refs) for refs in gathered.values()}


def by_union_find(people: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Join in the plainest way there is, as an oracle."""
    parent: dict[str, str] = {}

    def root(ref: str) -> str:
        parent.setdefault(ref, ref)
        return ref if parent[ref] == ref else root(parent[ref])

    refs = [row["id"] for row in people] + [
        row["merged_into_id"] for row in people if row["merged_into_id"]
    ]
    for row in people:
        if row["merged_into_id"]:
            parent[root(row["id"])] = root(row["merged_into_id"])
        if row["email"] and not row["email"].startswith("info@"):
            parent[root(row["id"])] = root("key of " + row["email"])
    return {ref: root(ref) for ref in refs}
