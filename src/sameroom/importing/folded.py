"""Lists the rows that another row with the same id stands for, so that a person can look."""

import csv
from pathlib import Path

import duckdb

from sameroom.importing.error_files import file_name, safe
from sameroom.importing.sheet import Sheet
from sameroom.importing.sql_text import first_of

OWN = ("line", "line that counts")
EXAMPLES = 3
BATCH = 10_000


def fold_examples(connection: duckdb.DuckDBPyConnection, *, sheet: Sheet) -> tuple[str, ...]:
    """Say of a few rows which row stands for them."""
    rows = connection.execute(f"{folded_sql(sheet)} order by row limit {EXAMPLES}").fetchall()
    line = sheet.staged.place_of
    return tuple(f"line {line(row)} gives way to line {line(kept)}" for row, kept in rows)


def folded_sql(sheet: Sheet) -> str:
    """Write the SQL of the rows that are folded, and beside each the row that counts.

    The row that counts is the latest, where the file says when a row was seen, else the last.
    """
    places = range(len(sheet.mapping.nouns))
    ids = f"case main {' '.join(f'when {place} then id{place}' for place in places)} end"
    seen = " ".join(f"when {place} then {_seen(sheet, place)}" for place in places)
    return (
        f"select row, kept from (select row, first_value(row) over (partition by main, {ids} "
        f"order by case main {seen} end desc nulls last, row desc) as kept "
        f"from {sheet.table} where main >= 0 and not refused) where row <> kept"
    )


def _seen(sheet: Sheet, place: int) -> str:
    cells = sheet.cells_for(sheet.mapping.nouns[place].noun, "seen_at")
    return first_of((cell.value for cell in cells), none="cast(null as timestamptz)")


def write_folded(
    connection: duckdb.DuckDBPyConnection, *, sheets: list[Sheet], folder: Path
) -> list[Path]:
    """Write one file for each sheet some rows of which are folded, and list the files."""
    written = []
    for sheet in sheets:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{file_name(sheet)}.folded.csv"
        _write(connection, sheet, target)
        written.append(target)
    return written


def _write(connection: duckdb.DuckDBPyConnection, sheet: Sheet, target: Path) -> None:
    sheet.staged.keep(connection)
    cells = "".join(f", raw.c{place}" for place in range(sheet.staged.width))
    found = connection.execute(
        f"select fold.row, fold.kept{cells} from ({folded_sql(sheet)}) as fold "
        f"join {sheet.staged.table} as raw on raw.rowid = fold.row order by fold.row"
    )
    headers = [sheet.header(place) for place in range(sheet.staged.width)]
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*map(safe, headers), *OWN])
        while batch := found.fetchmany(BATCH):
            for row, kept, *own in batch:
                lines = (sheet.staged.place_of(row), sheet.staged.place_of(kept))
                writer.writerow([*map(safe, own), *lines])
