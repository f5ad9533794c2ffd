"""An error file that was corrected comes again as the file it was made of."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from sameroom import importing
from sameroom.connectors.mapping import SheetSample
from sameroom.importing.error_files import OWN, is_corrected
from sameroom.importing.flaws import CORRECTED
from sameroom.importing.plans import FilePlan

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEAD = "Lead No,First Name,Last Name,Email,Created Date,Lead Status\n"
ROWS = "".join(
    f"{'' if n == 9 else n},Ada{n},Winter,ada{n}@acme.example,2026-04-{n + 12},New\n"
    for n in range(1, 16)
)
GERMAN = ("Zeile", "Spalte", "Wert", "Grund", "Folge", "Abhilfe")


def planned(folder: Path, name: str, rows: list[list[str]]) -> FilePlan:
    folder.mkdir()
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(folder / name)
    else:
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as text:
            csv.writer(text, delimiter=";").writerows(rows)
    (one,) = importing.plan(folder=folder, store=folder / "store", now=NOW).files
    return one


@pytest.mark.parametrize("heads", [OWN, GERMAN], ids=["English", "German"])
@pytest.mark.parametrize("name", ["leads.csv.errors.csv", "corrected.xlsx"])
def test_what_we_added_is_passed_over_when_it_comes_again(
    tmp_path: Path, name: str, heads: tuple[str, ...]
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "leads.csv").write_text(HEAD + ROWS)
    first = importing.plan(folder=exports, store=tmp_path / "store", now=NOW).files[0]
    importing.run(folder=exports, store=tmp_path / "store", now=NOW, errors=tmp_path / "errors")
    file = tmp_path / "errors" / "leads.csv.errors.csv"
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert rows[0] == [*HEAD.strip().split(","), *OWN]
    (refused,) = rows[1:]
    refused[0] = "9"
    again = planned(tmp_path / "again", name, [[*rows[0][:-6], *heads], refused])
    assert [one.header for one in again.mapping.columns] == HEAD.strip().split(",")
    assert [one.noun for one in again.mapping.nouns] == [one.noun for one in first.mapping.nouns]
    assert (again.taken, again.refused) == (1, 0)
    assert CORRECTED in again.remarks


def test_columns_of_such_names_are_the_users_own_where_no_reason_of_ours_stands_in_them() -> None:
    def is_ours(*reasons: str | None, width: int = 7) -> bool:
        columns = tuple(
            reasons if at == width - 3 else ("x",) * len(reasons) for at in range(width)
        )
        heads = ("Name", *OWN)[-width:]
        return is_corrected(sample=SheetSample("a.csv", "a", heads, columns, len(reasons)))

    assert is_ours("MISSING_ID", None, "", "INVALID_EMAIL")
    assert not is_ours("MISSING_ID", "Price")
    assert not is_ours("Missing id")
    assert not is_ours("", None)
    assert not is_ours()
    assert not is_ours("MISSING_ID", width=6), "no column would be left"
