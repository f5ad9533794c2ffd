"""Counts the words of columns that become a field with a closed list, and tells their meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import duckdb

from sameroom.connectors.mapping import Parse
from sameroom.facts import Kind
from sameroom.importing.cells import Cell, kind_of, value_sql
from sameroom.importing.dates import EPOCHS, SAID_ZONE
from sameroom.importing.sheet import Settings, Sheet
from sameroom.importing.sheets import layers
from sameroom.importing.sql_text import quoted, quoted_list
from sameroom.importing.texts import EMPTY, list_emptied

MOST = 40  # words of a column that a person is asked about
LONGEST = 80  # letters of a word that somebody may want to explain
LOOKED_AT = 100_000  # rows of a file that is too large to be kept
YES, NO = "yes", "no"
STAGE, OUTCOME = "deal.stage", "deal.outcome"
ENDS = {OUTCOME, "deal.is_won", "deal.is_closed", "deal.is_active"}
TIME_OF_DAY = "[0-9]:[0-9]|T[0-9]{2}|\\s[0-9]{1,2}[.][0-9]{2}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a column.

    Args:
        key: in small letters, as a mapping names it.
        text: as the file has it.
        count: how many rows say it.
        meaning: what it is taken for; "" where it is not understood, "-" where it is left empty.
        is_own: whether it is a word of the field itself, and means something in any case.
    """

    key: str
    text: str
    count: int
    meaning: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a column mean for one field.

    Args:
        place: the column's place in the file.
        target: the field.
        words: those not understood first, then the most frequent.
        more: how many words there are beyond these.
        unknown: how many of all are not understood.
        otherwise: what a word becomes that is not understood; "" leaves the cell empty.
        rows: how many rows were looked at; 0 for all.
        is_beside: whether the column says nothing of the field yet, but could.
    """

    place: int
    target: str
    words: tuple[Word, ...]
    more: int = 0
    unknown: int = 0
    otherwise: str = ""
    rows: int = 0
    is_beside: bool = False


def list_meanings(*, target: str) -> tuple[str, ...]:
    """List what a word can mean for a field; () where it has no closed list."""
    kind, column = kind_of(target)
    if kind is Kind.FLAG:
        return (YES, NO)
    return column.values if column is not None else ()


def list_fields(*, target: str) -> tuple[str, ...]:
    """List the fields that the words of a column can speak of, if it becomes this."""
    fields = (target, OUTCOME) if target == STAGE else (target,)
    return tuple(one for one in fields if list_meanings(target=one))


def list_words(
    connection: duckdb.DuckDBPyConnection, *, sheet: Sheet, settings: Settings
) -> tuple[Words, ...]:
    """List the words of each column of a sheet that becomes a field with a closed list."""
    return tuple(_words(connection, sheet, cell, settings) for cell in _cells(sheet))


def _cells(sheet: Sheet) -> Iterator[Cell]:
    """Give the cells with a closed list, and stages that may tell how a deal ended."""
    is_told = any(cell.target in ENDS for cell in sheet.cells)
    for cell in sheet.cells:
        if list_meanings(target=cell.target):
            yield cell
        elif cell.target == STAGE and not is_told:
            kind, column = kind_of(OUTCOME)
            assert kind is not None
            parse = Parse(otherwise=EMPTY)
            yield replace(cell, target=OUTCOME, kind=kind, column=column, parse=parse)


def _words(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, cell: Cell, settings: Settings
) -> Words:
    rows = 0 if sheet.staged.is_kept else LOOKED_AT
    ends = f" limit {rows}" if rows else ""
    known = _meaning(cell, replace(cell.parse, otherwise=EMPTY), settings)
    if empty := list_emptied(words=cell.parse.words):
        known = f"case when key in {quoted_list(empty)} then {quoted(EMPTY)} else {known} end"
    own = _meaning(cell, Parse(otherwise=EMPTY), settings)
    said = f"select {cell.text} as said from ({layers(sheet, settings)}){ends}"
    counted = (
        f"select lower(said) as key, min(said) as {cell.text}, count(*) as n from ({said}) "
        "where said is not null group by all"
    )
    found = connection.execute(
        f"select key, {cell.text}, n, {known} as known, {own} is not null as own, "
        "count(*) over () as words, count(*) filter (where known is null) over () as unknown "
        f"from ({counted}) qualify length(key) <= {LONGEST} "
        f"order by known is not null, n desc, key limit {MOST}"
    ).fetchall()
    words = tuple(Word(key, text, n, known or "", own) for key, text, n, known, own, *_ in found)
    in_all, unknown = found[0][-2:] if found else (0, 0)
    otherwise = (
        "" if cell.parse.otherwise == EMPTY or cell.kind is Kind.FLAG else (cell.parse.otherwise)
    )
    return Words(
        cell.place, cell.target, words, in_all - len(words), unknown, otherwise,
        rows if rows and sheet.rows > rows else 0, is_beside=cell not in sheet.cells,
    )  # fmt: skip


def _meaning(cell: Cell, parse: Parse, settings: Settings) -> str:
    """Write the SQL of what a word means as it is read in an import; null for nothing."""
    read = value_sql(replace(cell, parse=parse), session_zone=settings.zone)
    if cell.kind is Kind.FLAG:
        return f"(case {read} when true then '{YES}' when false then '{NO}' end)"
    return f"({read})"


def list_zoneless(
    connection: duckdb.DuckDBPyConnection, *, sheet: Sheet, settings: Settings
) -> tuple[int, ...]:
    """List the columns of moments of which some say a time of day, but not its zone."""
    return tuple(
        sorted({c.place for c in sheet.cells if _is_zoneless(connection, sheet, c, settings)})
    )


def _is_zoneless(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, cell: Cell, settings: Settings
) -> bool:
    if cell.kind is not Kind.INSTANT or cell.spellings.style in EPOCHS:
        return False
    ends = "" if sheet.staged.is_kept else f" limit {LOOKED_AT}"
    said = f"select {cell.text} as said from ({layers(sheet, settings)}){ends}"
    found = connection.execute(
        f"select 1 from ({said}) where regexp_matches(said, {quoted(TIME_OF_DAY)}) "
        f"and not regexp_matches(said, {quoted(SAID_ZONE)}) limit 1"
    ).fetchone()
    return found is not None
