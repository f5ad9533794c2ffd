"""Which currency the company counts in, and what others are worth in it."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from sameroom.clock import parse_instant
from sameroom.errors import SameroomError
from sameroom.facts import Kind
from sameroom.importing.sheet import Sheet

USUAL = "EUR"
LONG_AGO = "0001-01-01 00:00:00+00"
LATEST = "timestamptz '9999-01-01 00:00:00+00'"
RATED_BY = {
    "deal": ("closed_at", "created_at"),
    "spend": ("spent_on",),
    "campaign": ("starts_on",),
    "asset": ("made_at",),
}


@dataclass(frozen=True, slots=True)
class Currency:
    """The company's currency.

    Args:
        code: ISO 4217.
        why: how it was settled, as a phrase.
        stated: rows by the currency that they state.
    """

    code: str
    why: str
    stated: tuple[tuple[str, int], ...] = ()


def read_rates(connection: duckdb.DuckDBPyConnection, *, file: Path | None) -> None:
    """Read the rates table: what one unit of a currency is worth in the company's, from a day on.

    Raises:
        SameroomError: when the file is missing, or a line of it cannot be read.
    """
    connection.execute(
        "create or replace table rates (currency varchar, starts timestamptz, rate double)"
    )
    rows = _rates(file) if file else []
    if rows:
        connection.executemany("insert into rates values (?, ?, ?)", rows)
        connection.execute(
            f"insert into rates select currency, timestamptz '{LONG_AGO}', arg_min(rate, starts) "
            "from rates group by currency"
        )


def _rates(file: Path) -> list[tuple[str, datetime, float]]:
    if not file.is_file():
        raise SameroomError(
            "There is no such rates file.",
            where=str(file),
            remedy="Give a CSV with the columns currency, on, rate.",
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SameroomError(
            "The rates file is not UTF-8 text.", where=str(file), remedy="Save it as UTF-8."
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"currency", "on", "rate"} <= set(reader.fieldnames or ()):
        raise SameroomError(
            f"The columns are {', '.join(reader.fieldnames or ['none'])}.",
            where=str(file),
            remedy="Name them currency, on, rate: USD,2026-01-01,0.92.",
        )
    return [_rate(file, reader.line_num, row) for row in reader]


def _rate(file: Path, line: int, row: dict[str, str]) -> tuple[str, datetime, float]:
    try:
        rate = float(row["rate"])
        if not 0 < rate < 1e9:
            raise ValueError("a rate lies above zero")
        return row["currency"].strip().upper(), parse_instant(row["on"].strip()), rate
    except (ValueError, AttributeError, TypeError) as error:
        raise SameroomError(
            f"The rate cannot be read: {error}.",
            where=f"{file}, line {line}",
            remedy="Write a line such as USD,2026-01-01,0.92.",
        ) from error


def settle(
    connection: duckdb.DuckDBPyConnection, *, sheets: list[Sheet], chosen: str = ""
) -> Currency:
    """Settle the company's currency: the one chosen, else the one most amounts are stated in."""
    counts: dict[str, int] = {}
    for sheet in sheets:
        for cell in sheet.cells:
            if cell.kind is Kind.MONEY:
                for code, rows in _stated(connection, sheet.table, cell.number):
                    counts[code] = counts.get(code, 0) + rows
    stated = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    if chosen:
        return Currency(chosen.upper(), "as you chose", stated)
    if stated:
        return Currency(stated[0][0], "the currency most amounts are stated in", stated)
    return Currency(USUAL, "assumed: no amount states its currency", stated)


def _stated(
    connection: duckdb.DuckDBPyConnection, table: str, number: int
) -> list[tuple[str, int]]:
    return connection.execute(
        f"select k{number}, count(*) from {table} "
        f"where k{number} is not null and v{number} is not null group by all"
    ).fetchall()


def converts(connection: duckdb.DuckDBPyConnection, *, sheet: Sheet, currency: str) -> set[int]:
    """Tell which money cells of a sheet carry another currency than the company's."""
    return {
        cell.number
        for cell in sheet.cells
        if cell.kind is Kind.MONEY
        and any(code != currency for code, _ in _stated(connection, sheet.table, cell.number))
    }


def join_sql(number: int, day: str) -> str:
    """Write the join that finds the rate of a money cell on a day; the latest without a day."""
    if not day:
        latest = "select currency, arg_max(rate, starts) as rate from rates group by currency"
        return f"left join ({latest}) r{number} on k{number} = r{number}.currency"
    return (
        f"asof left join rates r{number} on k{number} = r{number}.currency "
        f"and coalesce({day}, {LATEST}) >= r{number}.starts"
    )


def converted_sql(number: int, currency: str) -> str:
    """Write the SQL of a money cell in the company's currency; null where no rate is known."""
    return (
        f"case when k{number} is null or k{number} = '{currency}' then v{number} "
        f"else try_cast(round(cast(v{number} as double) * r{number}.rate, 2) as decimal(18, 2)) end"
    )
