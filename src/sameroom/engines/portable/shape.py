"""Rules that need only the shape of a question: names, order, division, kinds of join."""

from collections.abc import Callable, Iterator

from sqlglot import exp

from sameroom.engines.portable.allowed import RESERVED, TIME_FORMATS, TRUNCATIONS, TYPES

Finding = tuple[exp.Expr, str, str]
Rule = Callable[[exp.Expr], Iterator[Finding]]

ORDERED = (
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue,
    exp.LastValue,
)  # fmt: skip
PICKING = (exp.RowNumber, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue)
UNIQUE = ("id", "ref", "quarter", "position")


def names(tree: exp.Expr) -> Iterator[Finding]:
    """Find names that are reserved words somewhere."""
    for node in tree.find_all(exp.Alias, exp.TableAlias, exp.CTE):
        given = [node.alias, *(column.name for column in node.args.get("columns") or ())]
        for name in given:
            if name.lower() in RESERVED:
                yield node, f'"{name}" is a reserved word somewhere.', "Choose another name."
            elif name and name != name.lower():
                yield node, f'"{name}" has capitals.', "Write names in small letters."


def unnamed(tree: exp.Expr) -> Iterator[Finding]:
    """Find outputs without a name: every engine would make up another one."""
    for select in tree.find_all(exp.Select):
        if not _gives_columns(select):
            continue
        for given in select.expressions:
            if not isinstance(given, exp.Alias | exp.Column | exp.Star):
                yield given, "An output has no name.", "Write: … as name."


def _gives_columns(select: exp.Select) -> bool:
    node: exp.Expr = select
    while isinstance(node.parent, exp.SetOperation):
        if node.parent.this is not node:
            return False
        node = node.parent
    parent = node.parent
    if isinstance(parent, exp.Subquery):
        return isinstance(parent.parent, exp.From | exp.Join)
    return parent is None or isinstance(parent, exp.CTE)


def division(tree: exp.Expr) -> Iterator[Finding]:
    """Find divisions that may meet zero: DuckDB answers infinity, Spark stops, others say null."""
    for node in tree.find_all(exp.Div, exp.Mod):
        below = node.expression.unnest()
        if isinstance(below, exp.Literal) and not below.is_string and float(below.this) != 0:
            continue
        if isinstance(below, exp.Nullif):
            continue
        yield node, f"The divisor {below.sql('duckdb')} may be zero.", "Write a / nullif(b, 0)."


def order(tree: exp.Expr) -> Iterator[Finding]:
    """Find windows and cuts whose order is left open."""
    for window in tree.find_all(exp.Window):
        what = window.this
        keys = window.args["order"].expressions if window.args.get("order") else []
        if isinstance(what, ORDERED) and not keys:
            yield window, f"{what.sql_name().lower()}() has no order.", "Add order by … and an id."
        elif isinstance(what, PICKING) and not any(_breaks_ties(key.this) for key in keys):
            last = keys[-1].this.sql("duckdb")
            yield (
                window,
                f"{what.sql_name().lower()}() leaves ties open after {last}.",
                "End its order with an id.",
            )
    for limit in tree.find_all(exp.Limit):
        if not (limit.parent and limit.parent.args.get("order")):
            yield limit, "limit without order by gives other rows each time.", "Add order by."


def _breaks_ties(key: exp.Expr) -> bool:
    return isinstance(key, exp.Column | exp.Identifier) and key.name.endswith(UNIQUE)


def distinct(tree: exp.Expr) -> Iterator[Finding]:
    """Find forms of distinct that are not carried."""
    for node in tree.find_all(exp.Distinct):
        if node.args.get("on"):
            yield node, "distinct on is not portable.", "Take row_number() … = 1 in a subquery."
        elif isinstance(node.parent, exp.Count) and len(node.expressions) > 1:
            yield (
                node,
                "count(distinct a, b) is not portable.",
                "Count a subquery of distinct rows.",
            )


def clauses(tree: exp.Expr) -> Iterator[Finding]:
    """Find forms of group by, window and * that are not carried."""
    for group in tree.find_all(exp.Group):
        if group.args.get("all"):
            yield group, "group by all is not portable.", "Name the columns."
    for select in tree.find_all(exp.Select):
        if select.args.get("windows"):
            yield select, "Named windows are not portable.", "Write over (…) each time."
    for star in tree.find_all(exp.Star):
        if any(star.args.get(form) for form in ("except_", "except", "replace", "rename")):
            yield star, "* exclude and * replace are not portable.", "Name the columns."


def queries(tree: exp.Expr) -> Iterator[Finding]:
    """Find forms of with and union that are not carried."""
    for held in tree.find_all(exp.With, exp.CTE):
        if held.args.get("recursive") or held.args.get("materialized") is not None:
            yield held, "recursive and materialized are not portable.", "Write a plain with."
    for union in tree.find_all(exp.SetOperation):
        if union.args.get("by_name"):
            yield union, "union by name is not portable.", "Name the columns in the same order."


def joins(tree: exp.Expr) -> Iterator[Finding]:
    """Find kinds of join that are not carried."""
    for join in tree.find_all(exp.Join):
        method = str(join.args.get("method") or "").upper()
        if method or str(join.args.get("kind") or "").upper() in {"POSITIONAL", "STRAIGHT_JOIN"}:
            yield (
                join,
                f"{method.lower()} join is not portable.",
                "As-of: union both, and max(…) over the rows before.",
            )


def kinds(tree: exp.Expr) -> Iterator[Finding]:
    """Find types, time formats and truncations that are not carried."""
    for kind in tree.find_all(exp.DataType):
        if kind.this not in TYPES:
            allowed = "varchar, bigint, double, decimal(p, s), timestamptz, date, boolean"
            yield kind, f"The type {kind.sql('duckdb').lower()} is not portable.", f"Use {allowed}."
    for made in tree.find_all(exp.TimeToStr):
        written = made.args.get("format")
        if not (isinstance(written, exp.Literal) and _known_format(written.this)):
            yield made, "This time format is not portable.", "Use %Y %m %d %H %M %S only."
    for cut in tree.find_all(exp.TimestampTrunc):
        if str(cut.unit).strip("'").upper() not in TRUNCATIONS:
            yield cut, f"date_trunc by {cut.unit} is not portable.", "Use day, week, month, year."


def _known_format(written: str) -> bool:
    rest = written
    for code in TIME_FORMATS:
        rest = rest.replace(code, "")
    return not any(letter.isalpha() or letter == "%" for letter in rest)


RULES: tuple[Rule, ...] = (
    names, unnamed, division, order, distinct, clauses, queries, joins, kinds,
)  # fmt: skip
