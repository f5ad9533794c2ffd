"""Probable matches: the parts by hand, and what must never be joined."""

import random
import subprocess
import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.engines.trial import Trial
from sameroom.record.identity import Resolved, resolve_all
from sameroom.record.linkage import (
    Field,
    Kind,
    LinkageNotInstalledError,
    Wanted,
    link,
    require,
)
from sameroom.record.linkage.blocking import block
from sameroom.record.linkage.clusters import Groups, cluster
from sameroom.record.linkage.fields import compared, words
from sameroom.record.linkage.pieces import within
from sameroom.record.linkage.threshold import prior_odds, probabilities, threshold

GIVEN = ["ada", "sol", "max", "ines", "jon", "mia", "lee", "noor", "otto", "vera", "ida", "karl",
         "nora", "emil", "lara", "tom"]  # fmt: skip
FAMILY = [
    "stone", "rivera", "kimball", "okoro", "lund", "weber", "schneider",
    "fischer", "meyer", "wagner", "becker", "hoffmann", "koch", "richter",
    "klein", "wolf", "neumann", "schwarz", "zimmermann", "braun",
]  # fmt: skip
PEOPLE = (
    Field("given", Kind.NAME), Field("family", Kind.NAME), Field("born", Kind.DATE),
    Field("place", Kind.PLACE),
)  # fmt: skip


def test_the_threshold_is_the_lowest_that_keeps_to_the_error() -> None:
    """By hand: expected false shares of the first 1, 2, 3, 4 are .01, .02, .08, .26."""
    chances = np.array([0.99, 0.97, 0.8, 0.2])
    assert threshold(chances=chances, error=0.05) == 0.97
    assert threshold(chances=chances, error=0.09) == 0.8
    assert threshold(chances=chances, error=0.001) == 1.0
    assert threshold(chances=np.zeros(0), error=0.05) == 1.0


def test_the_odds_are_those_at_which_probabilities_add_up() -> None:
    """Ten pairs of a hundred weigh 2^20, ninety 2^-20: a tenth are matches."""
    weights = np.repeat([20.0, -20.0], [10, 90])
    odds = prior_odds(weights=weights, pairs=100)
    assert odds == pytest.approx(0.1 / 0.9, rel=1e-3)
    assert probabilities(weights=weights, odds=odds).sum() == pytest.approx(10, rel=1e-3)


def test_a_group_takes_a_row_only_when_more_speaks_for_it_than_against() -> None:
    groups = Groups(labels=np.arange(3), single=None, apart=())
    left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    refused = cluster(
        groups=groups, left=left, right=right, log_odds=np.array([9.0, 5.0, -8.0]),
        taken=np.array([True, True, False]),
    )  # fmt: skip
    assert groups.of.tolist() == [0, 0, 2]
    assert refused.tolist() == [False, True, False]


@settings(deadline=None, max_examples=60)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(-9, 9)), max_size=30),
    apart=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6),
)
def test_groups_keep_apart_what_must_be_and_hold_a_source_once(
    pairs: list[tuple[int, int, float]], apart: list[tuple[int, int]]
) -> None:
    apart = [(a, b) for a, b in apart if a != b]
    known = {(min(a, b), max(a, b)): weight for a, b, weight in pairs if a != b}
    single = np.array([0, 1] * 5)
    groups = Groups(labels=np.arange(10), single=single, apart=apart)
    left = np.array([a for a, _ in known], dtype=np.int64)
    right = np.array([b for _, b in known], dtype=np.int64)
    weights = np.array(list(known.values()), dtype=np.float64)
    cluster(groups=groups, left=left, right=right, log_odds=weights, taken=weights > 0)
    assert all(groups.of[a] != groups.of[b] for a, b in apart)
    for group in set(groups.of.tolist()):
        held = single[groups.of == group].tolist()
        assert len(held) == len(set(held))


@settings(deadline=None, max_examples=60)
@given(codes=st.lists(st.integers(0, 4), max_size=25), largest=st.integers(2, 6))
def test_blocks_pair_exactly_the_rows_that_share_a_key_up_to_the_cap(
    codes: list[int], largest: int
) -> None:
    left, right = within(
        rows=np.arange(len(codes)), codes=np.array(codes, dtype=np.int64), largest=largest
    )
    expected = {
        (a, b)
        for a in range(len(codes))
        for b in range(a + 1, len(codes))
        if codes[a] == codes[b] and codes.count(codes[a]) <= largest
    }
    assert {(min(a, b), max(a, b)) for a, b in zip(left.tolist(), right.tolist(), strict=True)} == (
        expected
    )


def test_rare_words_weigh_more() -> None:
    found = words(texts=pa.array(["acme gmbh", "zeta gmbh", None]))
    weight = {found.rows[at]: found.weights[code] for at, code in enumerate(found.codes.tolist())}
    assert len(weight) == 2
    assert found.weights.max() == pytest.approx(np.log(3) + 0.1)
    assert found.weights.min() == pytest.approx(np.log(1.5) + 0.1)


def invented(size: int, doubled: int, seed: int = 4) -> tuple[pa.Table, list[int]]:
    """Make people, some of them twice with a slip in a name and a digit of the date; the truth."""
    random.seed(seed)
    rows, truth = [], []
    for one in range(size):
        row = {"given": random.choice(GIVEN), "family": random.choice(FAMILY),
               "born": f"19{random.randrange(40, 99)}{random.randrange(1000, 1231)}",
               "place": f"town{random.randrange(40)}"}  # fmt: skip
        rows.append(row)
        truth.append(one)
        if one < doubled:
            family = row["family"][:2] + row["family"][3:]
            rows.append({**row, "family": family, "place": random.choice([row["place"], None])})
            truth.append(one)
    return pa.Table.from_pylist(rows), truth


def test_the_budget_holds_and_the_keys_reach_the_doubles() -> None:
    rows, truth = invented(600, 200)
    columns = compared(rows=rows, fields=PEOPLE)
    blocks = block(columns=columns, fields=PEOPLE, sources=None, pairs_per_row=5, largest=60)
    assert len(blocks.left) <= 5 * rows.num_rows
    found = sum(truth[a] == truth[b] for a, b in zip(blocks.left, blocks.right, strict=True))
    assert found >= 198


def test_it_finds_doubles_with_slips_at_the_stated_error() -> None:
    rows, truth = invented(600, 200)
    linked = link(rows=rows, fields=PEOPLE)
    pairs = linked.pairs.filter(linked.pairs.column("taken")).to_pylist()
    right = sum(truth[pair["left"]] == truth[pair["right"]] for pair in pairs)
    assert right >= 190
    assert right / len(pairs) >= 0.97
    assert linked.expected_error <= Wanted().error
    assert "family" in pairs[0]["evidence"]


def test_the_same_rows_give_the_same_answer() -> None:
    rows, _ = invented(300, 100)
    first, second = (link(rows=rows, fields=PEOPLE) for _ in range(2))
    assert first.labels.tolist() == second.labels.tolist()
    assert first.pairs.equals(second.pairs)


def test_what_is_apart_stays_apart_however_alike() -> None:
    rows, _ = invented(300, 100)
    linked = link(rows=rows, fields=PEOPLE, apart=[(0, 1)])
    assert linked.labels[0] != linked.labels[1]


def test_without_pairs_worth_comparing_nothing_is_joined() -> None:
    rows = pa.table({"given": [None] * 30, "family": [None] * 30, "born": [None] * 30,
                     "place": [None] * 30})  # fmt: skip
    assert len(set(link(rows=rows, fields=PEOPLE).labels.tolist())) == 30


def company(family: list[str], number: int) -> str:
    return f"{family[number % 20]}{GIVEN[number % 16]}{number % 3}"


def crowd(more: list[dict[str, Any]], domain: str | None = None) -> Resolved:
    """Resolve 300 people of a CRM, a hundred of them with a slip in the mail tool, and more."""
    random.seed(8)
    people: list[dict[str, Any]] = []
    for one in range(300):
        given, family = random.choice(GIVEN), random.choice(FAMILY)
        site = domain or f"{company(FAMILY, random.randrange(900))}.example"
        phone = f"+49 30 {random.randrange(10**6, 10**7)}"
        row = {"id": f"crm:{one}", "origin": "crm", "name": f"{given} {family}", "phone": phone,
               "email": f"{given}.{family}@{site}", "country": "Germany"}  # fmt: skip
        people.append(row)
        if one % 3 == 0 and domain is None:
            slip = family[:2] + family[3:]
            double = {"id": f"mail:{one}", "origin": "mail", "phone": None}
            double |= {"name": f"{given} {slip}", "email": f"{given}.{slip}@{site}"}
            people.append(row | double)
    facts = {"person": [*people, *more], "deal": [{"id": "crm:0", "origin": "crm"}]}
    return resolve_all(ask=Trial(facts=facts).ask, link=True)


def probable(found: Resolved) -> dict[str, dict[str, Any]]:
    rows = found.rows.to_pylist()
    return {row["ref"]: row for row in rows if row["rule"] == "probable match"}


def test_a_slip_in_name_and_address_is_found_and_says_why() -> None:
    found = probable(crowd([]))
    right = [ref for ref, row in found.items() if row["entity_id"] == f"crm:{ref.split(':')[1]}"]
    assert len(right) >= 95
    assert len(found) - len(right) <= 2
    assert "% likely, weight +" in found[right[0]]["evidence"]
    assert "family_name" in found[right[0]]["evidence"]


@pytest.mark.parametrize(
    "addresses",
    [("zoe.quill@gmail.com", "zoe.quill@gmx.de", "zoe.quill@web.de"),
     ("zoe.quill@gmail.com", "zoe.quill7@gmail.com", "quill.zoe@gmail.com")],
    ids=["different providers", "one provider"],
)  # fmt: skip
def test_namesakes_at_free_mail_providers_stay_two(addresses: tuple[str, ...]) -> None:
    more = [
        {"id": f"{origin}:{900 + at}", "origin": origin, "name": "Zoe Quill", "country": "Germany",
         "email": address}
        for at, (origin, address) in enumerate(zip(("crm", "mail", "web"), addresses, strict=True))
    ]  # fmt: skip
    found = crowd(more)
    assert not {row["id"] for row in more} & set(probable(found))


def test_a_shared_switchboard_joins_nobody() -> None:
    more = [
        {"id": f"mail:{900 + at}", "origin": "mail", "name": f"{given} Quill",
         "phone": "+49 30 555000", "email": f"{given}@x{at}.example"}
        for at, given in enumerate(GIVEN)
    ]  # fmt: skip
    found = crowd(more)
    assert not {row["id"] for row in more} & set(probable(found))


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(LinkageNotInstalledError, match=r"sameroom\[linkage\]"):
        require()
    facts = {"person": [{"id": "crm:1", "origin": "crm", "email": "ada@x.example"}]}
    assert resolve_all(ask=Trial(facts=facts).ask).rows.num_rows == 0


def test_the_rules_alone_do_not_load_the_library() -> None:
    code = "import sys, sameroom.record.identity; assert 'splink' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
