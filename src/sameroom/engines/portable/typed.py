"""Rules that need to know what each part of a question holds."""

from collections.abc import Callable, Iterator

from sqlglot import exp

Finding = tuple[exp.Expr, str, str]
Rule = Callable[[exp.Expr], Iterator[Finding]]

Type = exp.DType
WHOLE = {Type.BIGINT, Type.INT, Type.SMALLINT, Type.TINYINT, Type.INT128}
FRACTION = {Type.DOUBLE, Type.FLOAT, Type.DECIMAL}
TEXT = {Type.TEXT, Type.VARCHAR}
MOMENT = {Type.TIMESTAMPTZ, Type.TIMESTAMP, Type.DATE}
ROUNDED = (exp.Floor, exp.Ceil, exp.Round)
COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)


def casts(tree: exp.Expr) -> Iterator[Finding]:
    """Find casts whose result differs by engine."""
    for cast in tree.find_all(exp.Cast, exp.TryCast):
        inner, held, wanted = cast.this.unnest(), _kind(cast.this), cast.to.this
        if wanted in WHOLE and held in FRACTION and not isinstance(inner, ROUNDED):
            yield (
                cast,
                "DuckDB rounds here and Spark cuts off.",
                "Write cast(floor(x) as bigint), or round.",
            )
        if wanted in WHOLE and held in TEXT:
            yield (
                cast,
                "Text to whole number differs by engine.",
                "Write cast(floor(try_cast(x as double)) as bigint).",
            )
        if wanted in TEXT and held in FRACTION | MOMENT:
            yield (
                cast,
                "This turns out as other text by engine.",
                "Write strftime, or give it bare.",
            )
        if wanted in MOMENT and held in TEXT and not isinstance(inner, exp.Literal):
            yield cast, "Text is read as other times by engine.", "Times are read at import."
        if wanted in WHOLE | FRACTION and held == Type.BOOLEAN:
            yield cast, "A yes or no is no number.", "Write case when … then 1 else 0 end."


def sums(tree: exp.Expr) -> Iterator[Finding]:
    """Find sums and averages of a yes or no."""
    for made in tree.find_all(exp.Sum, exp.Avg):
        if _kind(made.this) == Type.BOOLEAN:
            yield made, "A yes or no cannot be added up everywhere.", "Write count_if(…)."


def moments(tree: exp.Expr) -> Iterator[Finding]:
    """Find arithmetic on times."""
    for node in tree.find_all(exp.Add, exp.Sub):
        if {_kind(node.this), _kind(node.expression)} & MOMENT:
            yield node, "Times are added and taken apart in seconds.", "Write epoch(b) - epoch(a)."


def comparisons(tree: exp.Expr) -> Iterator[Finding]:
    """Find comparisons that make an engine guess what is meant."""
    for node in tree.find_all(*COMPARED):
        pair = {_kind(node.this), _kind(node.expression)}
        if pair & TEXT and pair & (MOMENT | WHOLE | FRACTION):
            yield node, "Text is compared with another kind.", "Cast one side: timestamptz '…'."
        if {Type.TIMESTAMPTZ, Type.DATE} <= pair:
            yield node, "An instant is compared with a date.", "Cast one of them."


def joined(tree: exp.Expr) -> Iterator[Finding]:
    """Find text joined with something else."""
    for node in tree.find_all(exp.DPipe):
        for side in (node.this, node.expression):
            if _kind(side) in FRACTION | MOMENT:
                yield node, "A number or time turns into other text by engine.", "Give it bare."


def _kind(node: exp.Expr) -> exp.DType | None:
    return node.type.this if node.type is not None else None


RULES: tuple[Rule, ...] = (casts, sums, moments, comparisons, joined)
