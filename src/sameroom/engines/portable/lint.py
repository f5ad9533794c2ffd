"""The check of a question: only what is portable, only columns that are there."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from sameroom.engines.portable import shape, typed
from sameroom.engines.portable.allowed import ANONYMOUS, INSTEAD, NODES
from sameroom.engines.portable.known import Schema, qualified


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a question that would not run, or would mean something else, elsewhere.

    Args:
        line: where it stands, from 1; 0 when it cannot be told.
        what: what is wrong.
        instead: what to write.
    """

    line: int
    what: str
    instead: str = ""

    def text(self) -> str:
        """Put it into one line: `line 3: what instead`."""
        return f"line {self.line}: {self.what} {self.instead}".rstrip()


def check(sql: str, *, known: Schema | None = None) -> list[Problem]:
    """List what keeps a question from being portable, in the order of its lines.

    Args:
        sql: one question in DuckDB's dialect.
        known: the columns of every table it may read; without it columns are not checked.
    """
    try:
        trees = sqlglot.parse(sql, read="duckdb")
    except sqlglot.errors.ParseError as error:
        place = error.errors[0] if error.errors else {}
        line = int(place.get("line") or 0)
        return [Problem(line, f"It cannot be read: {place.get('description', error)}.")]
    except sqlglot.errors.TokenError as error:
        return [Problem(0, f"It cannot be read: {error}.")]
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        return [
            Problem(1, "A file holds one question.", "Begin with select or with, no semicolon.")
        ]
    tree = trees[0]
    found = [*_outside(tree), *_named(tree)]
    if known is not None and not found:
        found += _columns(tree, known)
    return sorted(set(found), key=lambda problem: problem.line)


def _outside(tree: exp.Expr) -> Iterator[Problem]:
    for node in tree.walk():
        if isinstance(node, exp.Anonymous):
            name = str(node.this).lower()
            yield Problem(line_of(node), f"{name}() is not portable.", ANONYMOUS.get(name, ""))
        elif type(node) not in NODES:
            what = f"{_called(node)} is not portable."
            yield Problem(line_of(node), what, INSTEAD.get(type(node), ""))


def _named(tree: exp.Expr) -> Iterator[Problem]:
    for rule in shape.RULES:
        for node, what, instead in rule(tree):
            yield Problem(line_of(node), what, instead)


def _columns(tree: exp.Query, known: Schema) -> Iterator[Problem]:
    unknown = _unknown_tables(tree, known)
    if unknown:
        yield from unknown
        return
    try:
        traced = qualified(tree, known=known)
    except sqlglot.errors.OptimizeError as error:
        yield Problem(_line_in(str(error)), f"{str(error).split(' Line:')[0].rstrip('.')}.")
        return
    for rule in typed.RULES:
        for node, what, instead in rule(traced):
            yield Problem(line_of(node), what, instead)


def _unknown_tables(tree: exp.Query, known: Schema) -> list[Problem]:
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return [
        Problem(line_of(table), f"There is no table {table.name}.")
        for table in tree.find_all(exp.Table)
        if table.name not in known and table.name not in own
    ]


def line_of(node: exp.Expr) -> int:
    """Tell the line a node stands on, or that of its nearest part or surroundings."""
    for part in node.walk():
        if part.meta.get("line"):
            return int(part.meta["line"])
    return line_of(node.parent) if node.parent is not None else 0


def _line_in(message: str) -> int:
    digits = message.partition("Line: ")[2].partition(",")[0]
    return int(digits) if digits.isdigit() else 0


def _called(node: exp.Expr) -> str:
    if isinstance(node, exp.Func):
        return f"{node.sql_name().lower()}()"
    return str(node.key)
