"""A folder of hostile exports: nothing is lost, nothing crashes, errors say what to do."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing import Limits, Outcome

MEGABYTE = 1024 * 1024


class Hostile(Protocol):
    """What `conftest.py` says about the folder."""

    folder: Path
    rows: dict[str, int]
    unreadable: dict[str, str]


LIMITS = Limits(ratio_from_bytes=2 * MEGABYTE, ratio=50)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record") / "store"


@pytest.fixture(scope="session")
def done(hostile: Hostile, store: Path, now: datetime) -> Outcome:
    return importing.run(folder=hostile.folder, store=store, now=now, limits=LIMITS)


def files(done: Outcome) -> dict[str, importing.FilePlan]:
    return {file.mapping.path: file for file in done.plan.files}


def reasons(done: Outcome, path: str) -> dict[str, int]:
    return {reason.reason: reason.count for reason in files(done)[path].reasons}


def errors(done: Outcome, path: str) -> list[dict[str, str]]:
    name = "".join(mark if mark.isalnum() or mark in ".-_" else "-" for mark in path)
    (file,) = [Path(f) for f in done.error_files if Path(f).name == f"{name}.errors.csv"]
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(store: Path, sql: str) -> list[dict[str, object]]:
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        return engine.ask(sql).to_pylist()
    finally:
        engine.close()


def test_every_row_of_every_file_is_accounted_for(hostile: Hostile, done: Outcome) -> None:
    found = files(done)
    assert {path: found[path].rows for path in hostile.rows if path in found} == hostile.rows
    assert all(file.is_whole for file in found.values())


def test_files_that_cannot_be_read_are_named_with_a_reason(hostile: Hostile, done: Outcome) -> None:
    passed = {file.path: file.why for file in done.plan.passed_over}
    for path, word in hostile.unreadable.items():
        assert word in passed[path], path
    assert all(why for why in passed.values())


def test_what_went_in_is_in_the_record(done: Outcome, store: Path) -> None:
    held = {
        row["prefix"]: row["n"]
        for row in ask(
            store,
            "select split_part(source_id, '-', 1) as prefix, count(*) as n from "
            "(select source_id from person union all select source_id from deal) as x group by 1",
        )
    }
    taken = {path: file.taken for path, file in files(done).items()}
    assert held["west"] == taken["western.csv"] == 20
    assert held["ragged"] == taken["ragged.csv"] == 10
    assert held["quotes"] == taken["broken_quotes.csv"] == 12
    assert held["double"] == taken["double.csv"] == 5
    assert held["unnamed"] == taken["without_id.csv"] == 4
    assert held["json"] == taken["contacts.jsonl"] == 8
    assert sum(held.values()) == sum(taken.values())


@pytest.mark.parametrize(
    ("prefix", "name"),
    [("west", "Zoë Müller 3"), ("wide", "Zoë Müller 3"), ("bare", "Zoë Müller 3"),
     ("mixed", "Zoë Müller 3"), ("mac", "Zoë Müller 3"), ("ends", "Zoë Müller 3")],
)  # fmt: skip
def test_it_reads_names_in_every_encoding_and_with_every_line_end(
    done: Outcome, store: Path, prefix: str, name: str
) -> None:
    rows = ask(store, f"select name from person where source_id = '{prefix}-3'")
    assert rows == [{"name": name}]


def test_it_leaves_nul_characters_out(done: Outcome, store: Path) -> None:
    assert ask(store, "select title from person where source_id = 'nul-1'") == [
        {"title": "Head of Sales"}
    ]


def test_a_line_break_in_a_cell_does_not_break_the_row(done: Outcome, store: Path) -> None:
    rows = ask(store, "select title from person where source_id = 'spans-1'")
    assert rows == [{"title": "Head\nof\n\nSales"}]


def test_a_huge_cell_is_kept_whole(done: Outcome, store: Path) -> None:
    rows = ask(store, "select length(name) as size from deal where source_id = 'huge-2'")
    assert rows == [{"size": 5_000_000}]


def test_ragged_rows_are_refused_and_the_rest_goes_in(done: Outcome) -> None:
    assert reasons(done, "ragged.csv") == {"INCORRECT_NUMBER_OF_COLUMNS": 2}
    assert [row["line"] for row in errors(done, "ragged.csv")] == ["4", "7"]


def test_ragged_rows_stand_in_the_users_own_columns(done: Outcome) -> None:
    wide, short = errors(done, "ragged.csv")
    first, second, third = "Deal ID", "Deal Name", "Deal Stage"
    assert (wide[first], wide["column"], wide["value"]) == ("ragged-2", "", "surplus,more")
    assert wide["Pipeline"] == "Sales"
    assert wide["Deal Owner"]
    assert (short[first], short[second], short[third]) == ("ragged-5", "cut off", "")
    assert (short["column"], short["value"]) == (third, "")


def test_rows_of_one_id_are_folded_and_the_last_one_counts(done: Outcome, store: Path) -> None:
    file = files(done)["double.csv"]
    assert (file.taken, file.folded, file.identical) == (5, 4, 3)
    assert ask(store, "select name from person where source_id = 'double-0'") == [
        {"name": "Ada Müller 0"}
    ]


def test_each_folded_row_is_listed_beside_the_row_that_counts(done: Outcome) -> None:
    told = files(done)["double.csv"].fold_examples
    assert told[0] == "line 2 gives way to line 10"
    (listed,) = [Path(file) for file in done.folded_files if "double" in Path(file).name]
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["Record ID"], row["line"], row["line that counts"]) for row in rows] == [
        ("double-0", "2", "10"),
        ("double-1", "3", "8"),
        ("double-2", "4", "9"),
        ("double-0", "7", "10"),
    ]


def test_impossible_dates_are_left_empty_and_told(done: Outcome, store: Path) -> None:
    assert reasons(done, "dates.csv") == {
        "IMPOSSIBLE_DATE": 3,
        "COULD_NOT_PARSE_DATE": 2,
    }
    empty = ask(
        store,
        "select count(*) as n from deal where source_id like 'dates-%' and created_at is null",
    )
    assert empty == [{"n": 6}]


def test_a_deal_won_before_it_began_is_kept(done: Outcome, store: Path) -> None:
    rows = ask(
        store, "select closed_at < created_at as early from deal where source_id = 'dates-won'"
    )
    assert rows == [{"early": True}]


def test_strange_amounts_are_read_or_told(done: Outcome, store: Path) -> None:
    amounts = {
        row["source_id"]: (row["amount_stated"], row["currency"])
        for row in ask(
            store,
            "select source_id, amount_stated, currency from deal where source_id like 'money-%'",
        )
    }
    assert amounts["money-0"][0] == -500
    assert amounts["money-2"] == (70.0, "USD")
    assert amounts["money-3"] == (80.0, "EUR")
    assert amounts["money-6"][0] == -40
    assert amounts["money-7"][0] == 1234.5
    found = reasons(done, "money.csv")
    assert found["COULD_NOT_PARSE_NUMBER"] == 2
    assert found["NEGATIVE_AMOUNT"] == 2


def test_no_cell_of_an_error_file_is_a_formula(done: Outcome) -> None:
    for path in done.error_files:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    number = cell.lstrip("+-").replace(".", "").isdigit()
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or number, cell
    assert Counter(row["reason"] for row in errors(done, "formulas.csv")) == {"INVALID_EMAIL": 5}


def test_error_files_hold_each_refused_row_once_and_say_what_to_do(done: Outcome) -> None:
    for path, file in files(done).items():
        if not file.refused:
            continue
        rows = [row for row in errors(done, path) if row["level"] == "row"]
        assert len({row["line"] for row in rows}) == file.refused, path
        assert all(row["remedy"] for row in rows)


def test_links_out_of_the_folder_are_not_followed(done: Outcome, store: Path) -> None:
    assert ask(store, "select email from person where email like '%outside%'") == []


def test_the_same_folder_again_changes_nothing(
    hostile: Hostile, done: Outcome, store: Path, now: datetime
) -> None:
    again = importing.run(folder=hostile.folder, store=store, now=now, limits=LIMITS)
    assert again.run == ""
    assert [run.id for run in Store.open(path=store).snapshot().runs()] == [done.run]


def test_undoing_the_import_leaves_no_fact(hostile: Hostile, tmp_path: Path, now: datetime) -> None:
    store = tmp_path / "store"
    done = importing.run(folder=hostile.folder / "western.csv", store=store, now=now)
    assert ask(store, "select count(*) as n from person") == [{"n": 20}]
    importing.undo(run=done.run, store=store, now=now)
    assert ask(store, "select count(*) as n from person") == [{"n": 0}]
    assert ask(store, "select count(*) as n from identity") == [{"n": 0}]
