"""What people decide about matches: the file, its errors, and that their word stands."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.engines.trial import Trial
from sameroom.record.decisions import Decision, MatchesError, as_facts, carry_out, read
from sameroom.record.identity import resolve_all

HEAD = "noun,left origin,left id,right origin,right id,decision\n"


def written(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    path = tmp_path / "matches.csv"
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    return path


def resolved(decisions: list[Decision], *people: dict[str, Any]) -> dict[str, tuple[str, str]]:
    facts = {
        "person": people,
        "deal": [{"id": "crm:0", "origin": "crm"}],
        "match_decision": as_facts(decisions=decisions).to_pylist(),
    }
    told = resolve_all(ask=Trial(facts=facts).ask).rows.to_pylist()
    named = {row["id"]: (row["id"], "own id") for row in people}
    return named | {row["ref"]: (row["entity_id"], row["rule"]) for row in told}


def person(ref: str, email: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": ref, "origin": ref.split(":")[0], "email": email, **more}


def test_it_reads_pairs_in_any_order_and_passes_over_rows_without_a_word(tmp_path: Path) -> None:
    path = written(
        tmp_path, "person,mail,9,crm,1,same", "person,crm,1,mail,9,same", "account,crm,1,crm,2,", ""
    )
    assert read(path=path) == [Decision("person", "crm:1", "mail:9", True)]


def test_it_names_every_wrong_line_and_takes_nothing(tmp_path: Path) -> None:
    path = written(
        tmp_path, "persn,crm,1,crm,2,same", "person,crm,1,crm,2,smae", "person,crm,,crm,2,same",
        "person,crm,3,crm,3,different",
    )  # fmt: skip
    with pytest.raises(MatchesError) as told:
        read(path=path)
    said = str(told.value)
    assert 'line 2: noun is "persn"; write account or person.' in said
    assert 'line 3: decision is "smae"; write same or different. Did you mean "same"?' in said
    assert "line 4: left id is empty" in said
    assert "line 5: left and right are the same row." in said


def test_it_names_a_missing_column(tmp_path: Path) -> None:
    with pytest.raises(MatchesError, match="line 1: The column left id is missing"):
        read(path=written(tmp_path, head=HEAD.replace("left id", "left_id")))


def test_two_words_on_one_pair_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "person,crm,1,crm,2,same", "person,crm,2,crm,1,different")
    with pytest.raises(MatchesError, match="line 3: says the opposite of line 2"):
        read(path=path)


def test_different_splits_what_an_address_joined_and_the_rest_stays_with_the_first() -> None:
    people = [person("crm:1", "a@x.example"), person("mail:2", "a@x.example"),
              person("mail:3", "a@x.example")]  # fmt: skip
    found = resolved([Decision("person", "crm:1", "mail:3", False)], *people)
    assert {ref: found[ref][0] for ref in ("crm:1", "mail:2", "mail:3")} == {
        "crm:1": "crm:1", "mail:2": "crm:1", "mail:3": "mail:3"
    }  # fmt: skip


def test_a_row_merged_in_its_system_goes_with_the_row_that_replaced_it() -> None:
    people = [person("crm:1", "a@x.example"), person("mail:3", "a@x.example"),
              person("mail:4", None, merged_into_id="mail:3")]  # fmt: skip
    found = resolved([Decision("person", "crm:1", "mail:3", False)], *people)
    assert (found["mail:3"][0], found["mail:4"][0]) == ("mail:3", "mail:3")


def test_same_joins_what_no_rule_joins_and_says_who_said_so() -> None:
    people = [person("crm:1", "a@x.example"), person("mail:2", "b@y.example")]
    found = resolved([Decision("person", "crm:1", "mail:2", True)], *people)
    assert found["mail:2"] == ("crm:1", "decided by a person")


def test_a_contradiction_is_told_and_what_is_to_be_apart_stays_apart() -> None:
    decisions = [
        Decision("person", "a:1", "b:2", True),
        Decision("person", "b:2", "c:3", True),
        Decision("person", "a:1", "c:3", False),
    ]
    labels = np.arange(3)
    done = carry_out(refs=["a:1", "b:2", "c:3"], labels=labels, units=labels, decisions=decisions)
    assert done.labels[0] == done.labels[1] != done.labels[2]
    assert "b:2 and c:3 were decided to be the same" in done.remarks[0]


@settings(deadline=None, max_examples=60)
@given(
    labels=st.lists(st.integers(0, 3), min_size=8, max_size=8),
    pairs=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=8),
)
def test_what_is_decided_to_differ_never_is_one(
    labels: list[int], pairs: list[tuple[int, int, bool]]
) -> None:
    refs = [f"a:{row}" for row in range(8)]
    decisions = [
        Decision("person", refs[min(a, b)], refs[max(a, b)], same) for a, b, same in pairs if a != b
    ]
    rows = np.arange(8)
    done = carry_out(refs=refs, labels=np.array(labels), units=rows, decisions=decisions)
    for one in decisions:
        left, right = refs.index(one.left), refs.index(one.right)
        if not one.is_same:
            assert done.labels[left] != done.labels[right]
    untold = {row for a, b, _ in pairs for row in (a, b)}
    torn = {labels[row] for row in untold}
    for one_row in range(8):
        for other in range(8):
            if labels[one_row] == labels[other] and labels[one_row] not in torn:
                assert done.labels[one_row] == done.labels[other]
