"""Which rows a company or a person is made of, against groups made by hand."""

from typing import Any

from sameroom.engines.trial import Trial
from sameroom.record.decisions import Decision, as_facts
from sameroom.record.identity import resolve_all
from sameroom.record.source_rows import SourceRow, list_source_rows
from sameroom.record.timeline import key_of

ADA = {"id": "crm:1", "origin": "crm", "name": "Ada Stone", "email": "ada@acme.example"}
HERS = {"id": "mail:7", "origin": "mail", "name": "A. Stone", "email": "ada@acme.example"}
BO = {"id": "crm:2", "origin": "crm", "name": "Bo Kim", "account_id": "crm:acme"}
ACME = {"id": "crm:acme", "origin": "crm", "name": "Acme", "domain": "acme.example"}


def rows_of(facts: dict[str, Any]) -> dict[str, SourceRow]:
    facts = {"deal": [{"id": "crm:0", "origin": "crm"}], **facts}
    identity = resolve_all(ask=Trial(facts=facts).ask).rows.to_pylist()
    engine = Trial(facts={**facts, "identity": identity})
    found = list(list_source_rows(engine=engine))
    by_ref = {one.card.ref: one for one in found}
    assert len(by_ref) == len(found), "each stands once"
    return by_ref


def test_each_row_tells_what_it_says_and_what_joined_it_to_the_first() -> None:
    found = rows_of({"person": [ADA, HERS, BO], "account": [ACME]})
    first, other = found["crm:1"], found["mail:7"]
    assert first.key == other.key == key_of(noun="person", subject_id="crm:1")
    assert (first.rule, first.is_first) == ("own id", True)
    assert (other.rule, other.evidence, other.is_first) == (
        "same email", "ada@acme.example", False
    )  # fmt: skip
    assert other.card.says == {"name": "A. Stone", "email": "ada@acme.example"}
    assert other.card.origin == "mail"
    assert found["crm:2"].card.says == {"name": "Bo Kim", "company": "Acme"}
    assert found["crm:acme"].noun == "account"


def test_who_is_only_named_has_no_row_and_is_told_of_all_the_same() -> None:
    lead = {"id": "crm:9", "origin": "crm", "person_id": "email:eva@nova.example",
            "account_id": "name:Nova"}  # fmt: skip
    found = rows_of({"person": [ADA], "account": [ACME], "lead": [lead]})
    eva = found["email:eva@nova.example"]
    assert (eva.card.origin, eva.card.says, eva.is_first) == (
        "", {"email": "eva@nova.example"}, True
    )  # fmt: skip
    assert found["name:Nova"].card.says == {"name": "Nova"}


def test_what_a_person_decided_is_told_as_such() -> None:
    told = as_facts(decisions=[Decision("person", "crm:1", "crm:2", True)]).to_pylist()
    found = rows_of({"person": [ADA, BO], "account": [ACME], "match_decision": told})
    assert found["crm:2"].rule == "decided by a person"
    assert found["crm:2"].key == found["crm:1"].key


def test_what_people_joined_is_never_told_as_merged_by_its_own_system() -> None:
    people = [{"id": f"crm:{n}", "origin": "crm", "name": f"Name {n}"} for n in (1, 2, 3)]
    said = [Decision("person", "crm:1", "crm:2", True), Decision("person", "crm:2", "crm:3", True),
            Decision("person", "crm:1", "crm:3", False)]  # fmt: skip
    told = as_facts(decisions=said).to_pylist()
    found = rows_of({"person": people, "account": [ACME], "match_decision": told})
    assert {ref: found[ref].rule for ref in ("crm:1", "crm:2", "crm:3")} == {
        "crm:1": "own id", "crm:2": "decided by a person", "crm:3": "own id"
    }  # fmt: skip
