"""The rows behind a figure: all, or a sample that stays the same."""

from dataclasses import replace

import pyarrow as pa

from sameroom.engines import evidence, portable
from sameroom.engines.evidence import all_sql, count_sql, first_sql, sample_sql
from sameroom.engines.trial import Trial
from sameroom.measure import Evidence
from sameroom.webkit import rights

LATE = Evidence(
    table="activity",
    columns=("id", "minutes", "member_id"),
    title="Long acts",
    where="minutes > 5",
    order="minutes desc, id",
    people=("member_id",),
)
MEMBERS = ["crm:sol", *(f"crm:{number}" for number in range(4))]
KNOWN = {
    **portable.base_schema(),
    "team_member": {"member_ref": "varchar", "member_id": "varchar", "team": "varchar"},
}


def team(people: int) -> pa.Table:
    of_us = MEMBERS[:people]
    return pa.table({"member_ref": of_us, "member_id": of_us, "team": ["sales"] * people})


def trial(people: int = 5) -> Trial:
    acts = [
        {"source_id": str(number), "minutes": float(number), "member_id": "crm:sol"}
        for number in range(40)
    ]
    return Trial(facts={"activity": acts}, shared={"team_member": team(people)})


def test_all_rows_come_in_their_order_and_name_the_team_alone() -> None:
    rows = trial().rows(all_sql(evidence=LATE))
    assert len(rows) == 34
    assert rows[0] == {"id": "crm:39", "minutes": 39.0, "member_id": "sales"}


def test_a_team_of_fewer_than_five_is_not_named() -> None:
    for people, said in ((5, "sales"), (4, "one of us")):
        told = {row["member_id"] for row in trial(people).rows(all_sql(evidence=LATE))}
        assert told == {said}


def test_it_is_the_same_five_as_on_the_pages() -> None:
    assert evidence.FEWEST_TOGETHER == rights.FEWEST_TOGETHER


def test_they_are_counted_without_being_fetched() -> None:
    assert trial().rows(count_sql(evidence=LATE)) == [{"total": 34}]


def test_the_first_are_those_that_all_rows_begin_with() -> None:
    everything = trial().rows(all_sql(evidence=LATE))
    assert trial().rows(first_sql(evidence=LATE, size=5)) == everything[:5]


def test_without_an_order_the_first_are_a_sample() -> None:
    unordered = replace(LATE, order="")
    assert first_sql(evidence=unordered, size=5) == sample_sql(evidence=unordered, size=5)


def test_a_sample_is_part_of_them_and_the_same_each_time() -> None:
    rows = trial().rows(sample_sql(evidence=LATE, size=5))
    everything = trial().rows(all_sql(evidence=LATE))
    assert len(rows) == 5
    assert rows == [row for row in everything if row in rows]
    assert rows == trial().rows(sample_sql(evidence=LATE, size=5))
    assert rows != everything[:5]


def test_the_questions_are_portable() -> None:
    for sql in (all_sql(evidence=LATE), count_sql(evidence=LATE)):
        assert portable.check(sql, known=KNOWN) == []
    assert portable.check(sample_sql(evidence=LATE, size=5), known=KNOWN) == []
