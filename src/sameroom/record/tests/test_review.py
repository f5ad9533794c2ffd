"""Which pairs are worth a look, worked by hand."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.engines.trial import Trial
from sameroom.record.identity import resolve
from sameroom.record.review import MOST, Doubt, Kind, are_far_apart, get_queue, key_of


def a_record(**facts: list[dict[str, Any]]) -> Trial:
    known = {"deal": [{"id": "crm:0", "origin": "crm"}], **facts}
    rows = resolve(ask=Trial(facts=known).ask).to_pylist()
    return Trial(facts={**known, "identity": rows})


def person(ref: str, name: str, email: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": ref, "origin": ref.split(":")[0], "name": name, "email": email, **more}


def account(ref: str, name: str, domain: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": ref, "origin": ref.split(":")[0], "name": name, "domain": domain, **more}


def test_one_address_under_two_names_is_worth_a_look_and_under_one_name_is_not() -> None:
    record = a_record(
        person=[
            person("crm:1", "Ada Stone", "ada@x.example"),
            person("mail:1", "Bo Kim", "ada@x.example", title="Buyer"),
            person("crm:2", "Sol Reyes", "sol@x.example"),
            person("mail:2", "Reyes, Sol", "sol@x.example"),
        ]
    )
    (pair,) = get_queue(engine=record).pairs
    assert (pair.kind, pair.is_joined) == (Kind.CONTRADICTS, True)
    assert (pair.left.ref, pair.right.ref) == ("crm:1", "mail:1")
    assert (pair.left.origin, pair.right.origin) == ("crm", "mail")
    assert pair.right.says == {"name": "Bo Kim", "email": "ada@x.example", "title": "Buyer"}
    assert pair.evidence == ("same email", "ada@x.example")


def test_two_people_of_one_name_at_one_company_and_two_companies_of_one_name_may_be_one() -> None:
    record = a_record(
        account=[
            account("crm:a", "Acme", "acme.example", country="DE"),
            account("crm:b", "Acme", "acme.test", country="FR"),
        ],
        person=[
            person("crm:1", "Ada Stone", "ada@acme.example", account_id="crm:a"),
            person("crm:2", "ada stone", "a.stone@mail.test", account_id="crm:a"),
            person("crm:3", "Ada Stone", "ada@acme.test", account_id="crm:b"),
        ],
    )
    pairs = [
        (one.noun, one.left.ref, one.right.ref, one.kind) for one in get_queue(engine=record).pairs
    ]
    assert pairs == [
        ("account", "crm:a", "crm:b", Kind.ALIKE),
        ("person", "crm:1", "crm:2", Kind.ALIKE),
    ]


def test_a_lead_that_names_another_company_than_its_person_is_worth_a_look() -> None:
    record = a_record(
        account=[account("crm:a", "Acme", "acme.example")],
        person=[person("crm:1", "Ada Stone", "ada@acme.example", account_id="crm:a")],
        lead=[
            {"id": f"crm:l{number}", "origin": "crm", "person_id": "crm:1", "account_id": ref}
            for number, ref in enumerate(("name:acme works", "name:acme works", "crm:a"))
        ],
    )
    (pair,) = get_queue(engine=record).pairs
    assert (pair.noun, pair.kind, pair.evidence) == ("account", Kind.LEAD, ("2",))
    assert (pair.left.says["name"], pair.right.says) == ("Acme", {"name": "acme works"})
    assert pair.right.origin == ""


def test_what_the_search_left_open_is_told_with_how_sure_it_was() -> None:
    record = a_record(person=[person("crm:1", "Ada Stone"), person("mail:1", "Adah Stone")])
    doubt = Doubt("person", "crm:1", "mail:1", 0.8, "family name the same +5.1")
    (pair,) = get_queue(engine=record, doubts=[doubt]).pairs
    assert (pair.kind, pair.likelihood, pair.is_joined) == (Kind.DOUBT, 0.8, False)


def test_what_somebody_decided_is_told_too_and_once() -> None:
    record = a_record(
        person=[person("crm:1", "Ada", "a@x.example"), person("mail:1", "Bo", "a@x.example")]
    )
    decided = [("person", "mail:1", "crm:1"), ("person", "crm:1", "crm:9")]
    told = get_queue(engine=record, decided=decided).pairs
    assert [(one.kind, one.right.ref) for one in told] == [
        (Kind.CONTRADICTS, "mail:1"), (Kind.DECIDED, "crm:9")
    ]  # fmt: skip


def people_of_one_address(first: int, names: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        one
        for number, (name, other) in enumerate(names, start=first)
        for one in (
            person(f"crm:{number:05}", name, f"{number}@x.example"),
            person(f"mail:{number:05}", other, f"{number}@x.example"),
        )
    ]


def test_what_is_not_worth_a_look_takes_no_place_of_what_is_however_much_of_it_comes_first() -> (
    None
):
    alike = people_of_one_address(0, [("Ada Stone", "Stone, Ada")] * (MOST + 1))
    other = people_of_one_address(MOST + 1, [("Ada Stone", "Bo Kim")] * 3)
    queue = get_queue(engine=a_record(person=alike + other))
    assert [one.left.ref for one in queue.pairs] == ["crm:01001", "crm:01002", "crm:01003"]
    assert queue.beyond == {}


def test_what_is_decided_makes_room_for_what_is_beyond_which_is_counted() -> None:
    record = a_record(person=people_of_one_address(0, [("Ada Stone", "Bo Kim")] * (MOST + 20)))
    queue = get_queue(engine=record)
    assert (len(queue.pairs), queue.beyond) == (MOST, {"contradicts": 20})
    decided = [("person", f"mail:{n:05}", f"crm:{n:05}") for n in range(15)]
    queue = get_queue(engine=record, decided=decided)
    assert (len(queue.pairs), queue.beyond) == (MOST + 15, {"contradicts": 5})
    assert queue.pairs[-1].left.ref == "crm:01014"


def test_namesakes_that_are_two_keep_no_place_and_settled_doubts_neither() -> None:
    twins = [person(f"crm:{n:05}", f"Ada {n}", f"{n}@x.example") for n in range(2 * MOST + 4)]
    for one in twins:  # two by two they have one name at one company
        one |= {"name": f"Ada {int(one['id'][-5:]) // 2}", "account_id": "crm:a"}
    record = a_record(account=[account("crm:a", "Acme", "acme.example")], person=twins)
    decided = [("person", "crm:00000", "crm:00001")]
    queue = get_queue(engine=record, decided=decided)
    assert (len(queue.pairs), queue.beyond) == (MOST + 1, {"alike": 1})
    joined = people_of_one_address(0, [("Ada Stone", "Stone, Ada")] * (MOST + 1))
    record = a_record(person=[*joined, person("crm:x", "Sol"), person("mail:x", "Soll")])
    settled = [Doubt("person", f"crm:{n:05}", f"mail:{n:05}", 0.9, "") for n in range(MOST + 1)]
    doubts = [*settled, Doubt("person", "crm:x", "mail:x", 0.8, "")]
    queue = get_queue(engine=record, doubts=doubts)
    assert [(one.kind, one.left.ref) for one in queue.pairs] == [(Kind.DOUBT, "crm:x")]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Ada Stone", "Stone, A.", False),
        ("Ada Stone", "Bo Kim", True),
        ("Müller GmbH", "MÜLLER Werke", False),
        ("", "Ada", True),
    ],
)
def test_names_are_far_apart_without_a_word_in_common(one: str, other: str, apart: bool) -> None:
    assert are_far_apart(one=one, other=other) is apart


@given(st.text(), st.text())
def test_a_pair_has_one_key_whichever_comes_first(left: str, right: str) -> None:
    assert key_of(noun="person", left=left, right=right) == key_of(
        noun="person", left=right, right=left
    )
    assert are_far_apart(one=left, other=right) == are_far_apart(one=right, other=left)
