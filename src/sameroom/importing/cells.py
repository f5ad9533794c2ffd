"""How one column of a file is read for one target: its value, and what can be wrong, as SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sameroom.connectors.mapping import ATTRIBUTE, STAGE, FileMapping, Fill, Parse
from sameroom.engines.arrow import DUCKDB
from sameroom.facts import Column, Kind, get_table
from sameroom.importing import dates, numbers, texts
from sameroom.importing.dates import Spellings
from sameroom.importing.sql_text import quoted

VIRTUAL_KINDS = {
    "person.first_name": Kind.TEXT,
    "person.last_name": Kind.TEXT,
    "member.first_name": Kind.TEXT,
    "member.last_name": Kind.TEXT,
    "deal.is_closed": Kind.FLAG,
    "deal.is_won": Kind.FLAG,
    "deal.is_active": Kind.FLAG,
    "lead.is_converted": Kind.FLAG,
}
AS_WRITTEN = {f"{noun}.account_id": f"{noun}.account_name" for noun in ("person", "lead", "deal")}
TO_COME = {"deal.closed_at", "asset.retired_at", "campaign.starts_on", "campaign.ends_on"}


@dataclass(slots=True)
class Cell:
    """One column read for one target.

    Args:
        number: its place among the cells of the sheet; its value is `v{number}` in SQL.
        place: the column's place in the file.
        target: what it fills.
        kind: what it holds.
        column: the fact column; None for virtual targets, stages and attributes.
        parse: how it is read.
        origin: the system whose ids a reference carries.
        spellings: spellings of dates met so far.
        mended: values that only Python can read, and what it read.
        states_currency: whether cells carry their currency beside the number.
    """

    number: int
    place: int
    target: str
    kind: Kind
    column: Column | None
    parse: Parse
    origin: str
    spellings: Spellings = field(default_factory=Spellings)
    mended: dict[str, str] = field(default_factory=dict)
    states_currency: bool = False

    @property
    def noun(self) -> str:
        """Tell the noun that it fills; "" for stages and attributes."""
        plain = not self.target.startswith((ATTRIBUTE, STAGE))
        return self.target.split(".", 1)[0] if plain else ""

    @property
    def name(self) -> str:
        """Tell the column that it fills."""
        return self.target.split(".", 1)[-1]

    @property
    def text(self) -> str:
        """Name the cleaned text in SQL."""
        return f"t{self.place}"

    @property
    def value(self) -> str:
        """Name the value in SQL."""
        return f"v{self.number}"

    @property
    def reading(self) -> tuple[object, ...]:
        """Tell all that its value hangs on: cells that agree in it share one value."""
        values = self.column.values if self.column else ()
        named = self.target if self.parse.unit or self.kind is Kind.MONEY else ""
        to_come = self.target in TO_COME
        return (self.place, self.kind, self.mode, self.parse, self.origin, values, named, to_come)

    @property
    def mode(self) -> str:
        """Tell how it is read: a reference's way, or what its column holds."""
        if self.column is not None and self.column.refers_to:
            return self.parse.reference or "id"
        if self.column is not None and self.column.name in {"email", "domain"}:
            return self.column.name
        if self.column is not None and self.column.values:
            return "vocabulary"
        return "currency" if self.name == "currency" else self.kind.value

    def learn(self, values: Sequence[str]) -> bool:
        """Take in values that SQL cannot read yet; tells whether it can read more now."""
        if self.kind in {Kind.INSTANT, Kind.DATE}:
            return self.spellings.learn(list(values))
        made = {value: self._mend(value) for value in values if value not in self.mended}
        found = {value: read for value, read in made.items() if read is not None}
        self.mended.update(found)
        return bool(found)

    def _mend(self, value: str) -> str | None:
        if self.mode == "email":
            return texts.mend_email(value)
        if self.kind in {Kind.INTEGER, Kind.NUMBER, Kind.MONEY}:
            unit = self.parse.unit or self.name
            return numbers.mend_number(value, decimal=self.parse.decimal or ".", unit=unit)
        return None


def cells_of(
    *, mapping: FileMapping, zone: str, samples: Sequence[Sequence[str | None]]
) -> list[Cell]:
    """List the cells that the columns of a file are read for, and learn from a few values."""
    nouns = {noun.noun for noun in mapping.nouns}
    cells: list[Cell] = []
    for column in mapping.columns:
        for fill in column.fills:
            cell = _cell(len(cells), column.index, fill, mapping.origin, zone)
            if cell is None or (cell.noun and cell.noun not in nouns):
                continue
            seen = [value for value in samples[column.index] if value] if samples else []
            _look_at(cell, seen)
            _share(cell, cells)
            cells.append(cell)
            if (written := _as_written(cell, len(cells))) is not None:
                _share(written, cells)
                cells.append(written)
    return cells


def _as_written(cell: Cell, number: int) -> Cell | None:
    """Read a company's name once more as it stands: the reference by name folds its letters."""
    named = AS_WRITTEN.get(cell.target)
    if named is None or cell.mode != "name":
        return None
    kind, column = kind_of(named)
    if kind is None:
        return None
    parse = replace(cell.parse, reference="")
    return replace(cell, number=number, target=named, kind=kind, column=column, parse=parse)


def _share(cell: Cell, others: Sequence[Cell]) -> None:
    """Let a cell that reads like an earlier one have its value, and what it learns."""
    for other in others:
        if cell.reading == other.reading:
            cell.number, cell.spellings, cell.mended = other.number, other.spellings, other.mended
            return


def _cell(number: int, place: int, fill: Fill, origin: str, zone: str) -> Cell | None:
    kind, column = kind_of(fill.target)
    if kind is None:
        return None
    style = "" if fill.parse.dates == "ymd" else fill.parse.dates
    return Cell(
        number=number,
        place=place,
        target=fill.target,
        kind=kind,
        column=column,
        parse=fill.parse,
        origin=fill.parse.origin or origin,
        spellings=Spellings(style=style, zone=fill.parse.zone or zone),
    )


def kind_of(target: str) -> tuple[Kind | None, Column | None]:
    """Tell what a target holds, and its fact column if it has one; None for an id or nothing."""
    if target.startswith(ATTRIBUTE):
        return Kind.TEXT, None
    if target.startswith(STAGE):
        return Kind.INSTANT, None
    if target in VIRTUAL_KINDS:
        return VIRTUAL_KINDS[target], None
    noun, _, name = target.partition(".")
    try:
        column = get_table(noun).column(name)
    except KeyError:
        return None, None
    return (None, None) if name in {"id", "source_id", "origin", "run"} else (column.kind, column)


def _look_at(cell: Cell, seen: list[str]) -> None:
    stripped = [value.strip() for value in seen if value.strip()]
    if cell.kind in {Kind.INSTANT, Kind.DATE} and cell.spellings.style in {"dmy", "mdy"}:
        cell.learn(stripped)
    if cell.kind is Kind.MONEY:
        signs = [code for code in numbers.SIGNS if any(code in value for value in stripped)]
        cell.states_currency = bool(signs) or any(
            any(mark.isalpha() for mark in value) for value in stripped
        )


def value_sql(cell: Cell, *, session_zone: str) -> str:
    """Write the SQL that gives the cell's value; null where it cannot be read."""
    parse = cell.parse
    if cell.column is not None and cell.column.refers_to:
        return texts.reference_sql(
            _worded(cell), way=cell.mode, origin=cell.origin, mended=cell.mended
        )
    if cell.mode == "vocabulary" and cell.column is not None:
        return texts.vocabulary_sql(
            cell.text, values=cell.column.values, words=parse.words, otherwise=parse.otherwise
        )
    if cell.kind is Kind.TEXT:
        return _text(cell)
    return _typed(cell, _worded(cell), session_zone)


def _worded(cell: Cell) -> str:
    words = cell.parse.words
    return texts.words_sql(cell.text, words=words, otherwise="") if words else cell.text


def _text(cell: Cell) -> str:
    match cell.mode:
        case "email":
            return texts.email_sql(_worded(cell), mended=cell.mended)
        case "domain":
            return texts.domain_sql(_worded(cell))
        case "currency":
            return numbers.currency_name_sql(_worded(cell))
        case _:
            parse = cell.parse
            return texts.words_sql(cell.text, words=parse.words, otherwise=parse.otherwise)


def _typed(cell: Cell, text: str, session_zone: str) -> str:
    match cell.kind:
        case Kind.INSTANT:
            return dates.instant_sql(text, cell.spellings, session_zone=session_zone)
        case Kind.DATE:
            return dates.date_sql(text, cell.spellings, session_zone=session_zone)
        case Kind.FLAG:
            return texts.flag_sql(text, yes=cell.parse.yes, no=cell.parse.no)
        case _:
            return _number(cell, text)


def _number(cell: Cell, text: str) -> str:
    """Read numbers; what carries a unit is brought to the fact column's own."""
    into = DUCKDB[cell.kind] if cell.kind is Kind.MONEY else "double"
    read = numbers.number_sql(
        text, decimal=cell.parse.decimal or ".", into=into, mended=cell.mended
    )
    by = numbers.factor(column=cell.name, unit=cell.parse.unit) if cell.parse.unit else 1.0
    if by != 1.0:
        read = f"({read}) * {by!r}"
    if cell.kind is Kind.INTEGER:
        return f"try_cast({read} as double)"
    return f"try_cast({read} as {DUCKDB[cell.kind]})"


def constant_sql(target: str, text: str) -> str:
    """Write the SQL of a value that is the same in every row."""
    kind, column = kind_of(target)
    if kind is None or (column is None and target not in VIRTUAL_KINDS):
        return quoted(text)
    return f"cast({quoted(text)} as {DUCKDB[kind]})"
