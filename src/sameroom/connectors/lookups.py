"""Puts labels in the place of codes where another file lists both: stage ids and stage names."""

from collections.abc import Sequence
from dataclasses import replace

from sameroom.connectors import vocabulary
from sameroom.connectors.mapping import ColumnMapping, FileMapping, Fill, Parse
from sameroom.connectors.matching import Column
from sameroom.connectors.sheets import Sheet

_CODED = {"deal.stage", "deal.pipeline", "ticket.status", "stage_change.to_stage"}
_YES = {"true", "1", "yes", "t"}


def fill(*, files: Sequence[FileMapping], sheets: Sequence[Sheet]) -> list[FileMapping]:
    """Translate coded stages and pipelines by the files that list them."""
    tables = [table for sheet in sheets if (table := _labels(sheet))]
    if not tables:
        return list(files)
    return [
        replace(file, columns=tuple(_column(c, sheet, tables) for c in file.columns))
        for file, sheet in zip(files, sheets, strict=True)
    ]


Table = dict[str, tuple[str, str]]


def _labels(sheet: Sheet) -> Table:
    """Read a small file of codes and labels: code to (label, outcome); {} for any other file."""
    keys = [c for c in sheet.columns if c.profile.is_unique and _means(c, "ID")]
    names = [c for c in sheet.columns if c.header.lower() in {"label", "name"}]
    is_stage = any(
        c.header.lower() in {"display_order", "closed_won", "probability", "sort_order"}
        for c in sheet.columns
    )
    if not keys or not names or not is_stage or sheet.sample.rows > 1000:
        return {}
    codes, labels = _raw(sheet, keys[0]), _raw(sheet, names[0])
    outcomes = _outcomes(sheet, labels)
    return {
        code.lower(): (label, outcome)
        for code, label, outcome in zip(codes, labels, outcomes, strict=True)
        if code and label
    }


def _means(column: Column, wanted: str) -> bool:
    return any(wanted in word.senses for word in column.meanings)


def _raw(sheet: Sheet, column: Column) -> list[str]:
    return [(value or "").strip() for value in sheet.sample.columns[column.index]]


def _outcomes(sheet: Sheet, labels: list[str]) -> list[str]:
    """Tell how a deal in each stage has ended."""
    named = {column.header.lower(): _raw(sheet, column) for column in sheet.columns}
    empty = [""] * len(labels)
    won, closed = named.get("closed_won", empty), named.get("is_closed", empty)
    chance = named.get("probability", empty)
    return [
        _outcome(label, is_won.lower() in _YES, is_closed.lower() in _YES, odds)
        for label, is_won, is_closed, odds in zip(labels, won, closed, chance, strict=True)
    ]


def _outcome(label: str, is_won: bool, is_closed: bool, odds: str) -> str:
    said = vocabulary.translate("deal.outcome", label)
    if is_won or said == "won":
        return "won"
    return "lost" if said == "lost" or (is_closed and odds in {"0", "0.0"}) else ""


def _column(column: ColumnMapping, sheet: Sheet, tables: list[Table]) -> ColumnMapping:
    if column.target not in _CODED:
        return column
    values = {value.lower() for value in sheet.columns[column.index].profile.values}
    table = next(
        (t for t in tables if values and len(values & t.keys()) >= 0.5 * len(values)), None
    )
    if table is None:
        return column
    words = tuple(sorted((code, label) for code, (label, _) in table.items()))
    parsed = replace(column, parse=replace(column.parse, words=words))
    outcomes = tuple(sorted((code, outcome) for code, (_, outcome) in table.items() if outcome))
    if column.target != "deal.stage" or not outcomes:
        return parsed
    others = tuple(fill for fill in column.also if fill.target != "deal.outcome")
    return replace(
        parsed, also=(*others, Fill("deal.outcome", Parse(words=outcomes, otherwise="open")))
    )
