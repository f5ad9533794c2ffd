"""who_person, who_account, team_member: one row each, and what it says."""

from datetime import UTC, datetime
from typing import Any

from sameroom.engines.trial import Trial

Row = dict[str, Any]


def same(noun: str, *refs: str) -> list[Row]:
    return [{"noun": noun, "ref": ref, "entity_id": refs[0]} for ref in refs]


def test_without_identity_every_reference_stands_for_itself() -> None:
    trial = Trial(
        facts={
            "person": [{"id": "crm:1", "account_id": "domain:acme.example"}],
            "touch": [{"id": "mail:t", "person_id": "email:sol@us.example"}],
        }
    )
    people = trial.rows("select ref, person_id from person_entity order by ref")
    assert people == [
        {"ref": "crm:1", "person_id": "crm:1"},
        {"ref": "email:sol@us.example", "person_id": "email:sol@us.example"},
    ]
    (account,) = trial.rows("select * from who_account")
    assert (account["account_id"], account["domain"]) == ("domain:acme.example", "acme.example")


def test_a_person_takes_each_field_from_the_first_row_that_knows_it() -> None:
    rows: list[Row] = [
        {"id": "crm:1", "name": "Ada Lima", "title": None},
        {"id": "mail:2", "origin": "mail", "name": "A. L.", "title": "Buyer"},
    ]
    (found,) = Trial(facts={"person": rows, "identity": same("person", "crm:1", "mail:2")}).rows(
        "select * from who_person"
    )
    assert (found["name"], found["title"], found["row_count"]) == ("Ada Lima", "Buyer", 2)


def test_a_person_without_company_takes_that_of_their_address() -> None:
    trial = Trial(
        facts={
            "person": [{"id": "crm:1", "email": " Ada@Acme.example"}],
            "account": [{"id": "crm:A", "name": "Acme"}],
            "identity": [
                *same("person", "crm:1"),
                *same("account", "crm:A"),
                {"noun": "account", "ref": "email:ada@acme.example", "entity_id": "crm:A"},
            ],
        }
    )
    (found,) = trial.rows("select account_id from who_person")
    assert found == {"account_id": "crm:A"}


def test_a_mail_provider_is_nobodys_account() -> None:
    trial = Trial(
        facts={
            "person": [{"id": "crm:1", "account_id": "domain:gmail.com"}],
            "identity": [
                *same("person", "crm:1"),
                {"noun": "account", "ref": "domain:gmail.com", "entity_id": ""},
            ],
        }
    )
    assert trial.rows("select account_id from who_person") == [{"account_id": None}]
    assert trial.rows("select * from who_account") == []


def test_a_company_known_by_name_only_is_called_as_most_write_it_and_of_those_the_latest() -> None:
    july, june = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 6))
    dorn: Row = {"account_id": "name:dorn ag"}
    trial = Trial(
        facts={
            "person": [
                {"id": "crm:1", **dorn, "account_name": "DORN AG", "seen_at": july},
                {"id": "crm:2", **dorn, "account_name": "Dorn AG", "seen_at": june},
                {"id": "crm:3", "account_id": "name:gift", "account_name": "Gift", "seen_at": june},
                {"id": "crm:4", "account_id": "name:gift", "account_name": "GIFT", "seen_at": july},
                {"id": "crm:5", "account_id": "name:old"},
                {"id": "crm:6", "account_id": "crm:A", "account_name": "another's"},
            ],
            "lead": [{"id": "crm:l", **dorn, "account_name": "Dorn AG"}],
            "account": [{"id": "crm:A", "name": "Acme"}],
        }
    )
    found = trial.rows("select account_id, name from who_account order by account_id")
    names = {row["account_id"]: row["name"] for row in found}
    assert names == {
        "crm:A": "Acme", "name:dorn ag": "Dorn AG", "name:gift": "GIFT", "name:old": "old",
    }  # fmt: skip


def test_a_channel_is_called_as_agreed() -> None:
    trial = Trial(
        facts={"person": [{"id": "crm:1", "first_channel": "Paid_Search"}]},
        given={"channel_name": [{"raw": "paid_search", "channel": "Search"}]},
    )
    assert trial.rows("select first_channel from who_person") == [{"first_channel": "Search"}]


def members(*rows: Row, **facts: Any) -> dict[str, tuple[str, str | None]]:
    found = Trial(facts={"member": rows, **facts}).rows("select * from team_member")
    return {row["member_ref"]: (row["member_id"], row["team"]) for row in found}


def test_a_colleague_is_known_by_id_address_and_name_in_both_systems() -> None:
    sol = {"id": "crm:7", "name": "Sol Berg", "email": "Sol@us.example", "team": "sales"}
    again = {"id": "mail:3", "origin": "mail", "name": "sol", "email": "sol@us.example"}
    found = members(sol, again)
    assert set(found) == {"crm:7", "mail:3", "email:sol@us.example", "name:sol berg", "name:sol"}
    assert set(found.values()) == {("crm:7", "sales")}


def test_who_owns_leads_or_deals_sells_unless_the_record_says_otherwise() -> None:
    ada = {"id": "crm:1", "name": "Ada", "team": "marketing"}
    found = members(
        ada,
        deal=[{"id": "crm:d", "owner_id": "name:max"}],
        lead=[{"id": "crm:l", "owner_id": "crm:1"}],
        activity=[{"id": "crm:a", "member_id": "name:sol"}],
    )
    assert found["name:max"] == ("name:max", "sales")
    assert found["crm:1"] == ("crm:1", "marketing")
    assert found["name:sol"] == ("name:sol", None)
