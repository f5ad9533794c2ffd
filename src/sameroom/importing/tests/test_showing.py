"""What a plan says on a terminal: what a person needs before anything is written."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from sameroom import importing
from sameroom.errors import SameroomError
from sameroom.importing.showing import show_outcome, show_plan

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CONTACTS = """Record ID,First Name,Last Name,Email,Lifecycle Stage,Original Source,Create Date
1,Ada,Stone,ada@acme.example,lead,Email Marketing,2026-03-01 10:00
2,Sol,Kim,sol at acme,lead,Email Marketing,2026-03-02 10:00
,Max,Weber,max@acme.example,lead,Email Marketing,2026-03-03 10:00
1,Ada,Rivera,ada@acme.example,lead,Email Marketing,2026-03-01 10:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exports"
    made.mkdir()
    (made / "contacts.csv").write_text(CONTACTS)
    (made / "notes.pdf").write_bytes(b"%PDF-1.7")
    return made


def console() -> Console:
    return Console(file=io.StringIO(), width=400, color_system=None)


def printed(out: Console) -> str:
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def planned(folder: Path) -> str:
    out = console()
    show_plan(importing.plan(folder=folder, now=NOW), console=out)
    return printed(out)


def test_a_plan_names_each_file_and_what_it_is_taken_for(folder: Path) -> None:
    told = planned(folder)
    assert "contacts.csv  4 rows" in told
    assert "taken for hubspot" in told
    assert "person.email" in told
    assert "% sure" in told
    assert "notes.pdf: a picture or document" in told
    assert "Nothing has been written." in told


def test_a_column_takes_one_line_on_a_narrow_terminal_and_keeps_what_it_becomes(
    folder: Path,
) -> None:
    out = Console(file=io.StringIO(), width=80, color_system=None)
    show_plan(importing.plan(folder=folder, now=NOW), console=out)
    lines = printed(out).splitlines()
    [email] = [line for line in lines if line.startswith("  Email ")]
    assert "person.email" in email
    assert "%" in email
    assert "ada@acme" in email
    assert len(email) <= 80


def test_a_plan_counts_what_goes_in_repeats_and_is_refused(folder: Path) -> None:
    told = planned(folder)
    assert "2 go in, 1 repeat another row (0 to the letter), 1 refused" in told
    assert "repeated: line 2 gives way to line 5" in told
    assert "1 x MISSING_ID (rows refused): line 4, Record ID" in told
    assert '1 x INVALID_EMAIL (cells left empty): line 3, Email: "sol at acme"' in told
    assert "Write one address such as ada@example.com." in told


def test_a_plan_says_what_is_missing_for_which_reading(folder: Path) -> None:
    told = planned(folder)
    assert "Missing for readings" in told
    missing = importing.plan(folder=folder, now=NOW).missing
    assert {item.column.split(".")[0] for item in missing} >= {"deal"}
    assert all(item.question in told and item.bring in told for item in missing)


def test_an_outcome_names_the_run_and_the_files_to_look_at(folder: Path, tmp_path: Path) -> None:
    out = console()
    done = importing.run(folder=folder, store=tmp_path / "store", now=NOW)
    show_outcome(done, console=out)
    told = printed(out)
    assert "To take it back: sameroom import --undo r000001" in told
    assert all(file in told for file in (*done.error_files, *done.folded_files))
    assert (len(done.error_files), len(done.folded_files)) == (1, 1)


def test_a_currency_that_is_none_is_refused_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(SameroomError, match="three letters of its code, such as EUR"):
        importing.plan(folder=folder, now=NOW, currency="EURO")
