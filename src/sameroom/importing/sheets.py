"""Reads a staged sheet by its mapping into one typed table, and finds what is wrong in it."""

import duckdb

from sameroom.connectors.mapping import FileMapping, NounMapping, When
from sameroom.facts import get_table
from sameroom.importing.cells import Cell, cells_of, value_sql
from sameroom.importing.checks import flaw_sql, kept_sql
from sameroom.importing.flaws import BY_NAME, Level
from sameroom.importing.numbers import currency_sql
from sameroom.importing.sheet import Settings, Sheet
from sameroom.importing.sql_text import quoted, quoted_list
from sameroom.importing.staging import Staged

LEARN_FROM = 5_000
LEARN_TIMES = 3
ID_JOIN = "|"
BLANKS = " \t\r\n\u00a0\u200b\ufeff"
HARD = quoted_list(name for name, reason in BY_NAME.items() if reason.level is not Level.KEPT)


def read_sheet(
    connection: duckdb.DuckDBPyConnection,
    *,
    staged: Staged,
    mapping: FileMapping,
    order: int,
    samples: tuple[tuple[str | None, ...], ...],
    settings: Settings,
) -> Sheet:
    """Read a sheet into its typed table; spellings met on the way are learnt and tried again."""
    cells = cells_of(mapping=mapping, zone=settings.zone, samples=samples)
    sheet = Sheet(staged, mapping, cells, f"typed_{staged.table}", order)
    _settle_day_order(connection, sheet)
    for _ in range(LEARN_TIMES):
        _lay_out(connection, sheet, settings)
        if not _learn(connection, sheet, settings):
            break
    return sheet


def _lay_out(connection: duckdb.DuckDBPyConnection, sheet: Sheet, settings: Settings) -> None:
    """Make the typed table; rows that are read straight from the file are counted as they come."""
    is_kept = sheet.staged.is_kept
    connection.execute(f"create or replace table {sheet.base} as {_typed(sheet, settings)}")
    row = "" if is_kept else f" replace (rowid + {sheet.first_row} as row)"
    connection.execute(f"create or replace view {sheet.table} as select *{row} from {sheet.base}")


def _settle_day_order(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    """Check day-first and month-first against every row, not only the sample."""
    for cell in sheet.cells:
        style = cell.spellings.style
        if style not in {"dmy", "mdy"}:
            continue
        shape = r"'^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}'"
        first, second = (
            f"try_cast(regexp_extract(c{cell.place}, {shape}, {group}) as int)" for group in (1, 2)
        )
        found = connection.execute(
            f"select count(*) filter (where {first} > 12), count(*) filter (where {second} > 12) "
            f"from {sheet.staged.relation}"
        ).fetchone()
        day_first, month_first = found or (0, 0)
        other = {"dmy": "mdy", "mdy": "dmy"}[style]
        for_other, against = (
            (month_first, day_first) if style == "dmy" else (day_first, month_first)
        )
        if for_other and not against:
            cell.spellings.style = other
            cell.spellings.plain.clear()
            order = "month" if other == "mdy" else "day"
            sheet.remarks.append(f"{sheet.header(cell.place)}: the {order} comes first")


def layers(sheet: Sheet, settings: Settings, *, where: str = "") -> str:
    """Write the SQL of the cleaned texts and read values of each row, without the header row."""
    used = sorted(
        {cell.place for cell in sheet.cells}
        | {place for noun in sheet.mapping.nouns for place in noun.id_from}
        | {when.index for noun in sheet.mapping.nouns for when in noun.when}
    )
    texts = "".join(f", {_clean(sheet, place)} as t{place}" for place in used)
    values = "".join(
        f", {value_sql(cell, session_zone=settings.zone)} as v{cell.number}"
        for cell in sheet.values
    )
    stated = "".join(f", {_currency(sheet, cell)} as k{cell.number}" for cell in _money(sheet))
    return (
        f"select *{values}{stated} from (select row{_hash(sheet)}{texts} from "
        f"({_rows(sheet, where)}))"
    )


def _rows(sheet: Sheet, where: str) -> str:
    staged = sheet.staged
    if not staged.is_kept:
        header = f"header = {str(bool(sheet.first_row)).lower()}"
        scan = staged.scan.replace("header = false", header, 1)
        return f"select cast(null as bigint) as row, * from {scan}"
    condition = " and ".join(filter(None, (f"rowid >= {sheet.first_row}", where)))
    return f"select rowid as row, * from {staged.table} where {condition}"


def _money(sheet: Sheet) -> list[Cell]:
    return [cell for cell in sheet.values if cell.kind == "money"]


def _clean(sheet: Sheet, place: int) -> str:
    """Take blanks off, and words that mean "not answered".

    `trim` is slow, so it only sees texts that begin or end with a blank, or with no ASCII letter.
    """
    cell = f"c{place}"
    plain = sheet.staged.is_ascii
    blanks = [blank for blank in BLANKS if blank.isascii() or not plain]
    ends = " or ".join(f"ends_with({cell}, {quoted(blank)})" for blank in blanks)
    begins = f"{cell} < '!'" if plain else f"{cell} < '!' or {cell} >= chr(128)"
    blank = f"{begins} or {ends}"
    text = f"case when {blank} then nullif(trim({cell}, {quoted(BLANKS)}), '') else {cell} end"
    if sheet.mapping.empty_words:
        words = quoted_list(sheet.mapping.empty_words)
        return f"case when lower({text}) in {words} then null else {text} end"
    return text


def _hash(sheet: Sheet) -> str:
    """Make the id of rows that have none from all that they say.

    Filled cells count with their column's name, in the order of the names: columns that are
    moved, or added and left empty, do not make another row.
    """
    if all(noun.id_from for noun in sheet.mapping.nouns):
        return ""
    labels = sorted((_label(sheet, place), place) for place in range(sheet.staged.width))
    cells = ", ".join(f"{quoted(label)} || nullif(c{place}, '')" for label, place in labels)
    return f", md5(concat_ws(chr(31), {cells})) as whole"


def _label(sheet: Sheet, place: int) -> str:
    named = sheet.staged.headers is not None or sheet.mapping.has_header
    return f"{sheet.header(place).strip().casefold() if named else place}{chr(30)}"


def _currency(sheet: Sheet, cell: Cell) -> str:
    """Tell the currency of an amount: the cell's own, the row's, the mapping's."""
    ways = [currency_sql(cell.text)] if cell.states_currency else []
    if cell.name in {"amount", "amount_stated"}:
        rows_own = sheet.cells_for(cell.noun, "currency")
        ways += [value_sql(own, session_zone="UTC") for own in rows_own]
    if cell.parse.currency:
        ways.append(quoted(cell.parse.currency.upper()))
    return f"coalesce({', '.join(ways)}, null)" if ways else "cast(null as varchar)"


def _typed(sheet: Sheet, settings: Settings) -> str:
    """Write the SQL of the typed table."""
    now = settings.now_sql
    nouns = sheet.mapping.nouns
    kept = "".join(f", {kept_sql(cell, now=now)} as v{cell.number}" for cell in sheet.values)
    money = "".join(f", k{cell.number}" for cell in _money(sheet))
    ids = "".join(f", {id_sql(sheet, noun)} as id{place}" for place, noun in enumerate(nouns))
    flaws = [flaw_sql(cell, now=now) for cell in sheet.values]
    flawed = " or ".join(f"({flaw}) is not null" for flaw in flaws if flaw != "null") or "false"
    whole = ", ".join(f"{_can_be(sheet, place)} as can{place}" for place in range(len(nouns)))
    checked = f"select *, {main_sql(sheet)} as main, {whole} from ({layers(sheet, settings)})"
    named = f"select *{ids} from ({checked})"
    can = " ".join(
        f"when {place} then not (can{place} and id{place} is not null)"
        for place in range(len(nouns))
    )
    cans = "".join(
        f", id{place} is not null and can{place} and ({applies(noun)}) as makes{place}"
        for place, noun in enumerate(nouns)
    )
    refused = f"coalesce(case main {can} end, false)"
    columns = "".join(f", id{place}" for place in range(len(nouns)))
    return (
        f"select row, main, {refused} as refused, {flawed} as flawed{columns}{cans}{kept}{money} "
        f"from ({named})"
    )


def id_sql(sheet: Sheet, noun: NounMapping) -> str:
    """Write the SQL of a row's source id; null where the cells that make it are empty."""
    if not noun.id_from:
        return "whole"
    parts = [_id_part(sheet, place) for place in noun.id_from]
    if len(parts) == 1:
        return parts[0]
    texts = f" || {quoted(ID_JOIN)} || ".join(f"coalesce({part}, '')" for part in parts)
    present = " or ".join(f"{part} is not null" for part in parts)
    return f"case when {present} then {texts} end"


def _id_part(sheet: Sheet, place: int) -> str:
    """Write the SQL of one part of an id; addresses and domains are the same however written."""
    read = [
        cell.value
        for cell in sheet.cells
        if cell.place == place and cell.name in {"email", "domain"} and cell.column is not None
    ]
    return f"coalesce({read[0]}, lower(t{place}))" if read else f"t{place}"


def applies(noun: NounMapping) -> str:
    """Write the SQL that tells whether a row fills a noun."""
    return " or ".join(_holds(when) for when in noun.when) if noun.when else "true"


def _holds(when: When) -> str:
    text = f"t{when.index}"
    if not when.words:
        return f"{text} is {'' if when.inverted else 'not '}null"
    test = "not in" if when.inverted else "in"
    return f"coalesce(lower({text}) {test} {quoted_list(when.words)}, false)"


def main_sql(sheet: Sheet) -> str:
    """Write the SQL of the first noun that a row fills; -1 where it fills none, or is empty."""
    texts = sorted({cell.place for cell in sheet.cells})
    empty = " and ".join(f"t{place} is null" for place in texts) or "false"
    cases = " ".join(
        f"when {applies(noun)} then {place}" for place, noun in enumerate(sheet.mapping.nouns)
    )
    return f"case when {empty} then -1 {cases} else -1 end"


def _can_be(sheet: Sheet, place: int) -> str:
    """Write the SQL that tells whether a noun's required columns are there."""
    noun = sheet.mapping.nouns[place].noun
    wanted = [column.name for column in get_table(noun).columns if column.required]
    conditions = []
    for name in wanted:
        cells = sheet.cells_for(noun, name)
        if cells:
            conditions.append("(" + " or ".join(f"v{c.number} is not null" for c in cells) + ")")
    return " and ".join(conditions) or "true"


def _learn(connection: duckdb.DuckDBPyConnection, sheet: Sheet, settings: Settings) -> bool:
    """Show each cell the values that SQL could not read."""
    found = connection.execute(f"select any_value(row) from {sheet.table} where flawed").fetchone()
    if not found or found[0] is None:
        return False
    sheet.staged.keep(connection)
    bad = layers(sheet, settings, where=f"rowid in (select row from {sheet.table} where flawed)")
    learnt = False
    for cell in sheet.cells:
        if cell.mode in {"id", "name", "vocabulary"} or cell.kind == "flag":
            continue
        if cell.kind == "text" and cell.mode != "email":
            continue
        values = connection.execute(
            f"select distinct {cell.text} from ({bad}) where {cell.text} is not null "
            f"and {cell.value} is null limit {LEARN_FROM}"
        ).fetchall()
        learnt = cell.learn(sorted(value for (value,) in values)) or learnt
    return learnt
