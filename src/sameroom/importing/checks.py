"""What can be wrong with a value that was read, and what of it is kept, as SQL."""

from sameroom.facts import Kind
from sameroom.importing.cells import TO_COME, Cell
from sameroom.importing.sql_text import quoted_list
from sameroom.importing.texts import EMPTY, list_emptied

LARGEST = 1e15


def flaw_sql(cell: Cell, *, now: str) -> str:
    """Write the SQL that names what is wrong with the value; null where nothing is.

    Args:
        cell: the cell; its value is already a column.
        now: the present instant as an SQL literal.
    """
    read = cell.value
    empty = _is_empty(cell)
    match cell.kind:
        case Kind.INSTANT | Kind.DATE:
            return _date_flaw(cell, now)
        case Kind.INTEGER | Kind.NUMBER | Kind.MONEY:
            below = f"when {read} < 0 then 'NEGATIVE_AMOUNT'" if cell.kind is Kind.MONEY else ""
            whole = f"or {read} <> round({read})" if cell.kind is Kind.INTEGER else ""
            return (
                f"case when {empty} then null when {read} is null {whole} "
                f"then 'COULD_NOT_PARSE_NUMBER' when not (abs({read}) < {LARGEST:.0f}) "
                f"then 'NUMBER_OUT_OF_RANGE' {below} end"
            )
        case Kind.FLAG:
            return f"case when {empty} then null when {read} is null then 'INVALID_YES_NO' end"
        case _:
            return _text_flaw(cell)


def _text_flaw(cell: Cell) -> str:
    reason = {
        "email": "INVALID_EMAIL",
        "domain": "INVALID_DOMAIN",
        "vocabulary": "INVALID_ENUMERATION_OPTION",
        "currency": "INVALID_ENUMERATION_OPTION",
    }.get(cell.mode, "")
    if not reason or (cell.mode == "vocabulary" and cell.parse.otherwise == EMPTY):
        return "null"
    return f"case when {_is_empty(cell)} then null when {cell.value} is null then '{reason}' end"


def _is_empty(cell: Cell) -> str:
    """Write the SQL that tells a cell that is empty, or that the mapping leaves empty."""
    words = list_emptied(words=cell.parse.words)
    meant = f" or lower({cell.text}) in {quoted_list(words)}" if words else ""
    return f"({cell.text} is null{meant})"


def _date_flaw(cell: Cell, now: str) -> str:
    read = cell.value
    late = (
        f"when {read} > cast({now} as timestamptz) + interval 1 day then 'DATE_IN_FUTURE'"
        if cell.target not in TO_COME
        else ""
    )
    return (
        f"case when {_is_empty(cell)} then null when {read} is null "
        f"then 'COULD_NOT_PARSE_DATE' when not ({in_range(read, now)}) "
        f"then 'IMPOSSIBLE_DATE' {late} end"
    )


def in_range(read: str, now: str) -> str:
    """Write the SQL that tells a possible date."""
    return (
        f"{read} >= timestamptz '1970-01-01 00:00:00+00' "
        f"and {read} < cast({now} as timestamptz) + interval 30 year"
    )


def kept_sql(cell: Cell, *, now: str) -> str:
    """Write the SQL of the value as it is kept: impossible ones left out, types settled."""
    read = cell.value
    match cell.kind:
        case Kind.INSTANT | Kind.DATE:
            return f"case when {in_range(read, now)} then {read} end"
        case Kind.INTEGER:
            fits = f"{read} = round({read}) and abs({read}) < {LARGEST:.0f}"
            return f"case when {fits} then cast({read} as bigint) end"
        case Kind.NUMBER | Kind.MONEY:
            return f"case when abs({read}) < {LARGEST:.0f} then {read} end"
        case _:
            return read
