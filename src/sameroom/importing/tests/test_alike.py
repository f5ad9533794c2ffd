"""Many small files with one header are read as one, and come to the same record."""

import csv
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing import alike

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEADER = "Record ID,Email,Job Title,Lifecycle Stage,Create Date\n"


def rows(file: int) -> str:
    return "".join(
        f"{file}-{row},p{file}{row}@a.example,Buyer,lead,2026-03-0{1 + row}\n" for row in range(4)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of one header, and among them whatever must not be joined, or stays told apart."""
    made = tmp_path / "crm"
    made.mkdir()
    for file in range(6):
        (made / f"part-{file}.csv").write_text(HEADER + rows(file))
    (made / "part-1.csv").write_text(HEADER + rows(1).rstrip("\n"))  # no line break at the end
    (made / "part-2.csv").write_text(HEADER + rows(2).replace("Buyer", '"Head\nof\nBuying"', 1))
    (made / "part-3.csv").write_text(HEADER + rows(3).replace("2026-03-02", "2026-03-52"))
    (made / "part-4.csv").write_bytes(b"\xef\xbb\xbf" + (HEADER + rows(4)).encode())
    (made / "part-5.csv").write_text(HEADER)
    (made / "part-6.csv").write_text(HEADER + rows(6).replace("Buyer", '"Buyer', 1))
    (made / "part-7.csv").write_bytes(
        (HEADER + rows(7)).replace("Buyer", "Käufer").encode("cp1252")
    )
    (made / "part-8.csv").write_text(HEADER + rows(8) + "8-9,p89@a.example\n")
    return made


def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "FEWEST", 2)


def record(store: Path) -> list[dict[str, object]]:
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        return engine.ask("select * from person order by id").to_pylist()
    finally:
        engine.close()


def test_joined_files_come_to_the_same_record(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = importing.run(folder=folder, store=tmp_path / "apart", now=NOW)
    few(monkeypatch)
    joined = importing.run(folder=folder, store=tmp_path / "joined", now=NOW)
    assert (len(apart.plan.files), len(joined.plan.files)) == (9, 3)
    assert record(tmp_path / "joined") == record(tmp_path / "apart")
    assert len(record(tmp_path / "joined")) == 32
    assert importing.run(folder=folder, store=tmp_path / "apart", now=NOW).run == ""
    assert all(file.is_whole for file in joined.plan.files)


def test_an_error_names_the_users_own_file_and_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    done = importing.run(folder=folder, store=tmp_path / "store", now=NOW)
    (listed,) = [Path(file) for file in done.error_files if "part-0" in file]
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        told = {row["line"]: row["reason"] for row in csv.DictReader(stream)}
    assert told == {
        "part-8.csv:6": "INCORRECT_NUMBER_OF_COLUMNS",
        "part-3.csv:3": "COULD_NOT_PARSE_DATE",
    }


def test_files_of_other_rules_are_not_joined(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    rule = '[[file]]\npath = "{}"\norigin = "{}"\nfills = ["person"]\nid = ["Record ID"]\n'
    rule += '[file.columns]\n"Email" = "person.email"\n'
    told = rule.format("part-[0-2].csv", "old") + rule.format("*.csv", "new")
    (folder / "mapping.toml").write_text(told)
    importing.run(folder=folder, store=tmp_path / "store", now=NOW)
    found = record(tmp_path / "store")
    assert {(str(row["source_id"])[0], row["origin"]) for row in found} == {
        *((file, "old") for file in "012"), *((file, "new") for file in "34678"),
    }  # fmt: skip


@pytest.mark.parametrize("header", ["1,ada@b.example,2\n", "A,A,B\n", "sep=;\n", "Report,,\n"])
def test_a_first_row_that_may_be_no_header_joins_nothing(
    header: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    sources = []
    for file in range(3):
        place = tmp_path / f"{file}.csv"
        place.write_text(header + f"{file},x,y\n")
        sources.append(alike.Source(place.name, place, alike.Form.DELIMITED))
    assert alike.join_alike(sources=sources, scratch=tmp_path, rule_of=lambda _: "") == sources


CELLS = st.one_of(
    st.sampled_from(["", "1", "2", "ada@a.example", "lead", "2026-03-01", "yesterday", "it's"]),
    st.sampled_from(['"a,b"', '"a\nb"', '"', '""', "'a'", "a\rb", "\ufeff", "é", ";", "a\\b"]),
)
RULE = """
[[file]]
path = "*.csv"
origin = "crm"
fills = ["person"]
id = ["Record ID"]
[file.columns]
"Email" = "person.email"
"Job Title" = "person.title"
"Lifecycle Stage" = "person.lifecycle_stage"
"Create Date" = "person.created_at"
"""
FILES = st.lists(
    st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=4), min_size=2, max_size=4
)


def told(folder: Path, store: Path) -> tuple[int, list[dict[str, object]], set[tuple[str, str]]]:
    """Import; tell how many rows were seen, the record, and what is wrong in which file and line.

    The errors of a file that was read by itself are told as those of a joined one.
    """
    done = importing.run(folder=folder, store=store, now=NOW)
    wrong = set()
    for listed in map(Path, done.error_files):
        with listed.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                name = listed.name.removesuffix(".errors.csv")
                line = row["line"] if ":" in row["line"] else f"{name}:{row['line']}"
                wrong.add((line, row["reason"]))
    assert all(file.is_whole for file in done.plan.files)
    return sum(file.rows for file in done.plan.files), record(store), wrong


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=FILES)
def test_joining_loses_no_row_whatever_the_files_hold(files: list[list[list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place) / "crm"
        folder.mkdir()
        (folder / "mapping.toml").write_text(RULE)  # what a file is taken for is not the question
        for number, rows in enumerate(files):
            lines = "".join(",".join([f"{number}-{r}", *row]) + "\n" for r, row in enumerate(rows))
            (folder / f"part-{number}.csv").write_bytes((HEADER + lines).encode())
        apart = told(folder, Path(place) / "apart")
        few(patch)
        assert told(folder, Path(place) / "joined") == apart
