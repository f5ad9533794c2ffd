"""Writes a proposal as a `mapping.toml` that a person can read and change."""

from dataclasses import fields
from glob import escape
from pathlib import Path
from typing import Any  # Any: TOML values are texts, lists and tables

import tomlkit
from tomlkit.items import InlineTable, Table

from sameroom.connectors.mapping import (
    ASK,
    ATTRIBUTE,
    IGNORE,
    ColumnMapping,
    FileMapping,
    Fill,
    Parse,
    Proposal,
)

_HEAD = (
    "What each file is, and what each of its columns fills. Change what is wrong, delete what",
    "you do not need: what is not named is found out again. docs/guide/mapping.md says more.",
    'A column that says "ask" waits for you: give it a target, or "ignore".',
)


def write_toml(*, proposal: Proposal, path: Path) -> None:
    """Write the mapping file of a proposal."""
    path.write_text(to_toml(proposal=proposal), encoding="utf-8")


def to_toml(*, proposal: Proposal) -> str:
    """Put a proposal into the text of a mapping file."""
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    files = tomlkit.aot()
    for file in proposal.files:
        files.append(_file(file))
    document.add("file", files)
    return tomlkit.dumps(document)


def _file(file: FileMapping) -> Table:
    table = tomlkit.table()
    table.add(tomlkit.comment(f"{file.confidence:.0%} sure: {file.why}"))
    table.add("path", escape(file.path))  # a name may hold what a pattern would read as a sign
    if file.name and file.name not in file.path:
        table.add("sheet", escape(file.name))
    table.add("origin", file.origin)
    table.add("fills", [noun.noun for noun in file.nouns])
    _add_settings(table, file)
    columns = tomlkit.table()
    for column in file.columns:
        columns.add(tomlkit.comment(_comment(column)))
        columns.add(_key(column, file), _value(column))
    table.add("columns", columns)
    if file.constants:
        table.add("always", dict(file.constants))
    return table


def _add_settings(table: Table, file: FileMapping) -> None:
    ids = {
        noun.noun: [_key(file.columns[i], file) for i in noun.id_from] or ["row"]
        for noun in file.nouns
    }
    if ids:
        table.add("id", _inline(ids))
    if not file.has_header:
        table.add("headers", False)
    done = [noun.noun for noun in file.nouns if noun.completes]
    if done:
        table.add("completes", done)
    if file.empty_words:
        table.add("empty", list(file.empty_words))
    conditions = {
        noun.noun: {
            _key(file.columns[w.index], file): (["!"] if w.inverted else []) + list(w.words)
            for w in noun.when
        }
        for noun in file.nouns
        if noun.when
    }
    if conditions:
        table.add("only_if", _inline(conditions))


def _inline(value: dict[str, Any]) -> InlineTable:  # Any: texts, lists or further tables
    table = tomlkit.inline_table()
    for key, item in value.items():
        table.append(key, _inline(item) if isinstance(item, dict) else item)
    return table


def _key(column: ColumnMapping, file: FileMapping) -> str:
    """Name a column by its header, or by its place where that is not enough."""
    twins = [c for c in file.columns if c.header == column.header]
    return column.header if column.header.strip() and len(twins) == 1 else f"#{column.index + 1}"


def _comment(column: ColumnMapping) -> str:
    shown = " · ".join(" ".join(sample.split())[:40] for sample in column.samples) or "empty"
    shown = "".join(letter if letter.isprintable() else " " for letter in shown)
    likely = f"may be {', '.join(column.may_be)} · " if column.may_be else ""
    return f"{column.confidence:.0%} · {column.why} · {likely}{shown}"


def _value(column: ColumnMapping) -> str | InlineTable | list[Any]:  # Any: texts and tables
    if column.target in {IGNORE, ASK}:
        return column.target
    written = [_fill(fill) for fill in column.fills]
    return written[0] if len(written) == 1 else written


def _fill(fill: Fill) -> str | InlineTable:
    usual = Parse()
    stated = {
        f.name: getattr(fill.parse, f.name)
        for f in fields(Parse)
        if getattr(fill.parse, f.name) != getattr(usual, f.name)
    }
    if not stated or fill.target.startswith(ATTRIBUTE):
        return fill.target
    return _inline({"fills": fill.target} | {name: _plain(v) for name, v in stated.items()})


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return value
