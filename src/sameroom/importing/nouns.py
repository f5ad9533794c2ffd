"""What the rows of a sheet become: the rows of each noun, as SQL over the typed table."""

from collections.abc import Iterator
from dataclasses import dataclass

from sameroom.connectors.mapping import ATTRIBUTE, STAGE, NounMapping
from sameroom.facts import Column, Table, get_table
from sameroom.facts.attribute import SUBJECTS
from sameroom.importing.cells import Cell, constant_sql
from sameroom.importing.money import RATED_BY, converted_sql, join_sql
from sameroom.importing.sheet import Sheet
from sameroom.importing.sql_text import first_of, name, quoted

ROWS_IN_A_SHEET = 2**36


@dataclass(frozen=True, slots=True)
class Part:
    """What one sheet gives to one noun.

    Args:
        noun: the noun.
        origin: the system.
        sql: rows of source_id, place_in_order, is_main, seen_at, is_deleted and `columns`.
        columns: the columns that it can fill.
        completes: whether it only adds to rows that others bring.
        sheet: the sheet's place among the sheets.
    """

    noun: str
    origin: str
    sql: str
    columns: tuple[str, ...]
    completes: bool
    sheet: int


def parts_of(*, sheet: Sheet, currency: str, converted: set[int]) -> list[Part]:
    """List what a sheet gives, noun by noun."""
    found = [
        _noun_part(sheet, place, noun, currency, converted)
        for place, noun in enumerate(sheet.mapping.nouns)
    ]
    return [*found, *_stages(sheet), *_attributes(sheet)]


def _noun_part(
    sheet: Sheet, place: int, noun: NounMapping, currency: str, converted: set[int]
) -> Part:
    table = get_table(noun.noun)
    filled = _filled(sheet, table, place, currency, converted)
    shown = "".join(f", {sql} as {name(column)}" for column, sql in filled.items())
    joins = " ".join(
        join_sql(cell.number, _day(sheet, cell.noun))
        for cell in sheet.cells
        if cell.number in converted and cell.noun == noun.noun
    )
    return Part(
        noun=noun.noun,
        origin=sheet.mapping.origin,
        sql=_select(sheet, place, f"{sheet.table} {joins}", shown),
        columns=tuple(filled),
        completes=noun.completes,
        sheet=sheet.order,
    )


def _select(sheet: Sheet, place: int, source: str, shown: str) -> str:
    """Write the rows of a noun; of several with one id in its own file the last one counts."""
    noun = sheet.mapping.nouns[place].noun
    seen = first_of(_values(sheet, noun, "seen_at"), none="cast(null as timestamptz)")
    deleted = first_of(_values(sheet, noun, "is_deleted"), none="false")
    order = sheet.order * ROWS_IN_A_SHEET
    return (
        f"select id{place} as source_id, {order} + row as place_in_order, "
        f"main in ({_alike(sheet, place)}) as is_main, {seen} as seen_at, "
        f"coalesce({deleted}, false) as is_deleted"
        f"{shown} from {source} where makes{place} and not refused and main >= 0"
    )


def _alike(sheet: Sheet, place: int) -> str:
    """List the nouns that share this one's id: rows of one id stand or fall together."""
    mine = sheet.mapping.nouns[place].id_from
    alike = [n for n, noun in enumerate(sheet.mapping.nouns) if n == place or noun.id_from == mine]
    return ", ".join(str(number) for number in alike)


def _values(sheet: Sheet, noun: str, column: str) -> list[str]:
    return [cell.value for cell in sheet.cells_for(noun, column)]


def _day(sheet: Sheet, noun: str) -> str:
    """Write the SQL of the day whose rate counts for an amount; "" where there is none."""
    days = [
        f"cast({value} as timestamptz)"
        for column in RATED_BY.get(noun, ())
        for value in _values(sheet, noun, column)
    ]
    return first_of(days, none="")


def _filled(
    sheet: Sheet, table: Table, place: int, currency: str, converted: set[int]
) -> dict[str, str]:
    """Write the SQL of each column that the sheet can fill."""
    filled: dict[str, str] = {}
    for column in table.columns:
        ways = [
            converted_sql(cell.number, currency) if cell.number in converted else cell.value
            for cell in sheet.cells_for(table.name, column.name)
        ]
        ways += [sql for sql in (_virtual(sheet, table.name, column.name),) if sql]
        ways += _constants(sheet, table.name, column.name)
        if not ways and column.refers_to:
            ways += _own(sheet, table.name, place, column)
        if not ways and (stated := _stated(sheet, table.name, column.name)):
            ways.append(stated)
        if ways:
            filled[column.name] = first_of(ways)
    return filled


def _constants(sheet: Sheet, noun: str, column: str) -> list[str]:
    target = f"{noun}.{column}"
    return [
        constant_sql(target, text) for found, text in sheet.mapping.constants if found == target
    ]


def _stated(sheet: Sheet, noun: str, column: str) -> str:
    """Keep an amount as stated, and its currency, where no column gives them."""
    amounts = sheet.cells_for(noun, "amount")
    if column not in {"amount_stated", "currency"} or not amounts:
        return ""
    amount = amounts[0].number
    return f"cast(v{amount} as double)" if column == "amount_stated" else f"k{amount}"


def _virtual(sheet: Sheet, noun: str, column: str) -> str:
    """Write the SQL of a column that is made of others."""
    match noun, column:
        case (("person" | "member"), "name"):
            parts = _values(sheet, noun, "first_name")[:1] + _values(sheet, noun, "last_name")[:1]
            return f"nullif(concat_ws(' ', {', '.join(parts)}), '')" if parts else ""
        case "deal", "outcome":
            return _outcome(sheet)
        case "lead", "status":
            converted = _values(sheet, "lead", "is_converted")
            yes, no = "then 'converted'", "then 'not converted'"
            return f"case {converted[0]} when true {yes} when false {no} end" if converted else ""
    return ""


def _outcome(sheet: Sheet) -> str:
    """Tell how a deal stands from what its system flags."""
    won = first_of(_values(sheet, "deal", "is_won"))
    closed = first_of(_values(sheet, "deal", "is_closed"))
    active = first_of(_values(sheet, "deal", "is_active"))
    chance = first_of(_values(sheet, "deal", "probability"))
    if (won, closed, active) == ("null", "null", "null"):
        return ""
    return (
        f"case when {won} then 'won' when {closed} and not {won} then 'lost' "
        f"when not {active} and {chance} >= 1 then 'won' when not {active} then 'lost' "
        f"when {active} and {chance} >= 1 then 'won' "
        f"when {active} or not {closed} then 'open' end"
    )


def _own(sheet: Sheet, noun: str, place: int, column: Column) -> list[str]:
    """Point at the row's own account, person, lead …, where the row makes one."""
    found = []
    for other, mapping in enumerate(sheet.mapping.nouns):
        same = other == place or mapping.noun == noun
        if same or column.refers_to not in {mapping.noun, "subject"}:
            continue
        if column.refers_to == "subject" and mapping.noun not in _subjects(sheet, noun):
            continue
        ref = f"{quoted(sheet.mapping.origin + ':')} || id{other}"
        found.append(f"case when makes{other} then {ref} end")
    return found


def _subjects(sheet: Sheet, noun: str) -> list[str]:
    return [text for target, text in sheet.mapping.constants if target == f"{noun}.subject"]


def _stages(sheet: Sheet) -> Iterator[Part]:
    """Make a move of each column that tells when a stage was entered."""
    for cell in sheet.cells:
        if not cell.target.startswith(STAGE):
            continue
        _, subject, word = cell.target.split(":", 2)
        place = _place_of(sheet, subject)
        if place is not None:
            yield _stage(sheet, cell, subject, word, place)


def _place_of(sheet: Sheet, noun: str) -> int | None:
    nouns = [mapping.noun for mapping in sheet.mapping.nouns]
    return nouns.index(noun) if noun in nouns else None


def _stage(sheet: Sheet, cell: Cell, subject: str, word: str, place: int) -> Part:
    origin = quoted(sheet.mapping.origin + ":")
    columns = {
        "subject": quoted(subject),
        "subject_id": f"{origin} || id{place}",
        "to_stage": quoted(word),
        "changed_at": cell.value,
    }
    key = f"{quoted(subject + '|')} || id{place} || {quoted('|' + word)}"
    return _extra(sheet, place, "stage_change", key, columns, f"{cell.value} is not null")


def _attributes(sheet: Sheet) -> Iterator[Part]:
    """Make a row of the open map of each further property."""
    carriers = [m.noun for m in sheet.mapping.nouns if m.noun in SUBJECTS]
    if not carriers:
        return
    place = _place_of(sheet, carriers[0]) or 0
    origin = quoted(sheet.mapping.origin + ":")
    for cell in sheet.cells:
        if cell.target.startswith(ATTRIBUTE):
            called = cell.target.removeprefix(ATTRIBUTE)
            columns = {
                "subject": quoted(carriers[0]),
                "subject_id": f"{origin} || id{place}",
                "name": quoted(called),
                "content": cell.value,
            }
            key = f"{quoted(carriers[0] + '|')} || id{place} || {quoted('|' + called)}"
            yield _extra(sheet, place, "attribute", key, columns, f"{cell.value} is not null")


def _extra(
    sheet: Sheet, place: int, noun: str, key: str, columns: dict[str, str], condition: str
) -> Part:
    shown = "".join(f", {sql} as {name(column)}" for column, sql in columns.items())
    order = sheet.order * ROWS_IN_A_SHEET
    sql = (
        f"select {key} as source_id, {order} + row as place_in_order, true as is_main, "
        f"cast(null as timestamptz) as seen_at, false as is_deleted{shown} from {sheet.table} "
        f"where makes{place} and not refused and main >= 0 and {condition}"
    )
    return Part(noun, sheet.mapping.origin, sql, tuple(columns), completes=False, sheet=sheet.order)
