"""Every row of a file is in, a repeat, refused, or empty: none is lost, whatever the file holds."""

import csv
import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sameroom import importing

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEADERS = ("Record ID", "Email", "Lifecycle Stage", "Amount", "Create Date")
MAPPING = """
[[file]]
path = "people.csv"
origin = "crm"
fills = ["person", "deal"]
id = ["Record ID"]
[file.columns]
"Record ID" = "person.source_id"
"Email" = "person.email"
"Lifecycle Stage" = "person.lifecycle_stage"
"Amount" = "deal.amount"
"Create Date" = "person.created_at"
"""
CELLS = st.one_of(
    st.sampled_from(["", "1", "2", "3", "ada@a.example", "lead", "2026-03-01", "31.12.2025", "-5"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(['"', '""', "a,b", "a\nb", "a\r\nb", "=1+1", "\ufeff", "\0", "'", "é", ";;"]),
)
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=7), min_size=0, max_size=12)


def written(rows: list[list[str]], *, quoted: bool) -> str:
    """Write rows as CSV, or join them as they are, so that quotes and line breaks are broken."""
    if not quoted:
        return "\n".join(",".join(row) for row in [list(HEADERS), *rows]) + "\n"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADERS, *rows])
    return text.getvalue()


def plan_and_run(text: bytes) -> tuple[importing.Outcome, importing.Outcome, int]:
    """Import a file twice; tell both outcomes, and how many rows its error file refuses."""
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place) / "exports", Path(place) / "store"
        folder.mkdir()
        (folder / "people.csv").write_bytes(text)
        (folder / "mapping.toml").write_text(MAPPING)
        first = importing.run(folder=folder, store=store, now=NOW)
        refused: set[str] = set()
        for file in first.error_files:
            with Path(file).open(encoding="utf-8-sig", newline="") as stream:
                refused |= {row["line"] for row in csv.DictReader(stream) if row["level"] == "row"}
        return first, importing.run(folder=folder, store=store, now=NOW), len(refused)


def check(text: bytes) -> None:
    first, again, refused = plan_and_run(text)
    for file in first.plan.files:
        assert file.is_whole, file
        assert file.refused == refused
    assert again.run == ""
    assert [file.taken for file in again.plan.files] == [file.taken for file in first.plan.files]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, quoted=st.booleans())
def test_no_row_of_a_delimited_file_is_lost(rows: list[list[str]], quoted: bool) -> None:
    text = written(rows, quoted=quoted)
    check(text.encode())


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_no_bytes_end_the_import(noise: bytes) -> None:
    check(",".join(HEADERS).encode() + b"\n1,a@b.example,lead,5,2026-03-01\n" + noise)


def test_a_well_formed_file_is_read_row_by_row() -> None:
    rows = [["1", "a@b.example", "lead", "5", "2026-03-01"], ["2", "a\nb", "", "x,y", "nonsense"]]
    first, _, _ = plan_and_run(written(rows, quoted=True).encode())
    assert [(file.rows, file.taken) for file in first.plan.files] == [(2, 2)]


def test_empty_rows_wider_than_the_header_do_not_push_it_aside() -> None:
    first, _, _ = plan_and_run(written([[""] * 7, [""] * 7], quoted=False).encode())
    assert [(file.rows, file.idle) for file in first.plan.files] == [(2, 2)]


def test_one_row_wider_than_the_header_does_not_push_it_aside() -> None:
    first, _, _ = plan_and_run(
        written([[""] * 6, ["", "", "", "", "", "0"]], quoted=False).encode()
    )
    assert [(file.rows, file.idle, file.refused) for file in first.plan.files] == [(2, 1, 1)]


def test_rows_wider_than_the_header_leave_it_the_header() -> None:
    """Its names stand for the first columns; the cells beyond them have no name."""
    rows = [[str(number), "a@b.example", "lead", "5", "2026-03-01", "x", "y"] for number in (1, 2)]
    first, _, _ = plan_and_run(written(rows, quoted=False).encode())
    assert [(file.rows, file.taken, file.refused) for file in first.plan.files] == [(2, 2, 0)]
