"""From Python: the record, the measures and the readings as tables."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

import sameroom
from sameroom.errors import SameroomError
from sameroom.notebook import Record

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("notebook")
    rows = ["Opportunity ID,Account ID,Amount,Is Won,Is Closed,Close Date,Created Date"]
    rows += [
        f"006{n:04},001{n % 9:04},{n * 100},{str(n % 2 == 1).lower()},true,2026-02-01,2026-01-02"
        for n in range(60)
    ]
    (folder / "opportunities.csv").write_text("\n".join(rows), "utf-8")
    done = sameroom.import_folder(folder=folder, store=folder / "record", now=NOW)
    assert done.written["deal"] == 60
    with sameroom.open_record(path=folder / "record") as opened:
        yield opened


def test_facts_come_as_arrow_with_the_columns_asked_for(record: Record) -> None:
    deals = record.facts("deal", columns=["id", "amount"])
    assert deals.column_names == ["id", "amount"]
    assert deals.num_rows == record.counts()["deal"] == 60
    assert float(sum(deals["amount"].to_pylist())) == sum(n * 100 for n in range(60))


def test_a_question_in_sql_is_answered(record: Record) -> None:
    told = record.ask("select outcome, count(*) as n from deal group by outcome order by outcome")
    assert told.to_pylist() == [{"outcome": "lost", "n": 30}, {"outcome": "won", "n": 30}]


def test_readings_come_as_arrow_and_as_a_data_frame(record: Record) -> None:
    readings = record.read(measures=["win_rate"], now=NOW)
    (rate,) = [
        row
        for row in readings.table("win_rate").to_pylist()
        if row["figure"] == "win_rate_count" and not row["part"]
    ]
    assert (rate["value"], rate["count"]) == (0.5, 60)
    frame = readings.frame("win_rate")
    whole = frame[(frame["figure"] == "win_rate_count") & (frame["part"].map(len) == 0)]
    assert whole["value"].tolist() == [0.5]
    assert {stored.measure for stored in readings.audit.stored} == {"win_rate"}
    assert sum(rows.num_rows for rows in readings.evidence("win_rate").values()) > 0


def test_every_measure_is_listed_with_its_question() -> None:
    listed = sameroom.list_measures()
    assert "win_rate" in listed["measure"].to_pylist()
    assert all(listed["question"].to_pylist())


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda record: record.facts("leed"), 'Did you mean "lead"'),
        (lambda record: record.facts("lead", columns=["stauts"]), 'Did you mean "status"'),
        (lambda record: record.read(measures=["winrate"]), 'Did you mean "win_rate"'),
        (lambda record: record.ask("select nothing from deal"), "line 1"),
        (lambda record: record.read(since=NOW), "go together"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(
    record: Record, ask: Callable[[Record], object], told: str
) -> None:
    with pytest.raises(SameroomError, match=told):
        ask(record)


def test_a_name_that_the_package_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sameroom.nothing  # noqa: B018
