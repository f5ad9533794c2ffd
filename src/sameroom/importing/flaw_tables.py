"""Lists what is wrong in a sheet, a row a flaw, and counts it by reason."""

from dataclasses import dataclass

import duckdb

from sameroom.facts import Kind, get_table
from sameroom.importing.checks import flaw_sql
from sameroom.importing.flaws import BY_NAME, Level
from sameroom.importing.sheet import Settings, Sheet
from sameroom.importing.sheets import layers
from sameroom.importing.sql_text import quoted

EXAMPLES = 3
SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How often a reason occurs in a file.

    Args:
        reason: its name.
        level: what becomes of the rows.
        count: how often.
        examples: a few of them, as `line 12, Email: "ada at example"`.
    """

    reason: str
    level: Level
    count: int
    examples: tuple[str, ...] = ()


def flaws_name(sheet: Sheet) -> str:
    """Name the table of a sheet's flaws."""
    return f"flaws_{sheet.staged.table}"


def list_flaws(
    connection: duckdb.DuckDBPyConnection, *, sheet: Sheet, settings: Settings, currency: str
) -> None:
    """Lay out the table of a sheet's flaws: row, place, target, reason, value."""
    table = flaws_name(sheet)
    connection.execute(
        f"create or replace table {table} "
        "(row bigint, place int, target varchar, reason varchar, value varchar)"
    )
    _refused(connection, sheet, table)
    _cells(connection, sheet, settings, table)
    for cell in sheet.cells:
        if cell.kind is Kind.MONEY:
            connection.execute(
                f"insert into {table} select row, {cell.place}, {quoted(cell.target)}, "
                f"'NO_RATE_FOR_CURRENCY', k{cell.number} from {sheet.table} "
                f"where not refused and v{cell.number} is not null and k{cell.number} <> ? "
                f"and k{cell.number} not in (select currency from rates)",
                [currency],
            )


def _refused(connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: str) -> None:
    for number, mapping in enumerate(sheet.mapping.nouns):
        place = mapping.id_from[0] if mapping.id_from else -1
        lacking = _lacking(sheet, mapping.noun)
        connection.execute(
            f"insert into {table} select row, "
            f"case when id{number} is null or makes{number} then {place} else {lacking} end, "
            f"{quoted(mapping.noun)}, case when id{number} is null then 'MISSING_ID' "
            f"when makes{number} then 'NO_ROW_TO_COMPLETE' "
            f"else 'MISSING_REQUIRED_FIELD' end, case when makes{number} then id{number} end "
            f"from {sheet.table} where refused and main = {number}"
        )


def _lacking(sheet: Sheet, noun: str) -> str:
    """Write the SQL of the place of the first required column that is empty."""
    cases = [
        f"when v{cell.number} is null then {cell.place}"
        for column in get_table(noun).columns
        if column.required
        for cell in sheet.cells_for(noun, column.name)
    ]
    return f"case {' '.join(cases)} else -1 end" if cases else "-1"


def _cells(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, settings: Settings, table: str
) -> None:
    flawed = f"select row from {sheet.table} where flawed and main >= 0"
    if not connection.execute(f"{flawed} limit 1").fetchone():
        return
    sheet.staged.keep(connection)
    where = f"rowid in ({flawed})"
    connection.execute(
        f"create or replace temp table bad_rows as {layers(sheet, settings, where=where)}"
    )
    for cell in sheet.cells:
        flaw = flaw_sql(cell, now=settings.now_sql)
        if flaw != "null":
            connection.execute(
                f"insert into {table} select row, {cell.place}, {quoted(cell.target)}, reason, "
                f"value from (select row, {flaw} as reason, left({cell.text}, {SHOWN}) as value "
                f"from bad_rows) where reason is not null"
            )
    connection.execute("drop table bad_rows")


def count_reasons(connection: duckdb.DuckDBPyConnection, *, sheet: Sheet) -> list[ReasonCount]:
    """Count a sheet's flaws by reason, the rows that have no shape included."""
    found = connection.execute(
        f"select reason, count(distinct (row, place)) from {flaws_name(sheet)} "
        "group by reason order by reason"
    ).fetchall()
    counts = [
        ReasonCount(reason, BY_NAME[reason].level, count, _examples(connection, sheet, reason))
        for reason, count in found
    ]
    for reason in sorted({unread.reason for unread in sheet.staged.unread}):
        rows = [unread for unread in sheet.staged.unread if unread.reason == reason]
        shown = tuple(
            f"line {sheet.staged.place_of_line(row.line)}: {row.text[:60]}"
            for row in rows[:EXAMPLES]
        )
        counts.append(ReasonCount(reason, BY_NAME[reason].level, len(rows), shown))
    return sorted(counts, key=lambda count: (list(Level).index(count.level), -count.count))


def _examples(connection: duckdb.DuckDBPyConnection, sheet: Sheet, reason: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"select distinct row, place, value from {flaws_name(sheet)} where reason = ? "
        f"order by row, place limit {EXAMPLES}",
        [reason],
    ).fetchall()
    return tuple(_example(sheet, *row) for row in rows)


def _example(sheet: Sheet, row: int, place: int, value: str | None) -> str:
    where = f", {sheet.header(place)}" if place >= 0 else ""
    said = f': "{value[:60]}"' if value else ""
    return f"line {sheet.staged.place_of(row)}{where}{said}"
