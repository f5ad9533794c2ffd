"""The portable subset: node types that were seen to mean the same on every engine, and no others.

Each entry of `NODES` has an expected output per dialect in `tests/test_dialects.py`. `INSTEAD` says
what to write for the forms people reach for first.
"""

from sqlglot import exp

SHAPE: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.Select, exp.From, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit,
        exp.Join, exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier, exp.Star,
        exp.With, exp.CTE, exp.Subquery, exp.Union, exp.Intersect, exp.Except, exp.Distinct,
        exp.Values, exp.Tuple, exp.Paren, exp.Literal, exp.Boolean, exp.Null, exp.Window,
        exp.WindowSpec, exp.Cast, exp.TryCast, exp.DataType, exp.DataTypeParam, exp.Var,
    }
)  # fmt: skip

OPERATORS: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is,
        exp.NullSafeEQ, exp.NullSafeNEQ, exp.In, exp.Between, exp.Like, exp.Exists, exp.Add,
        exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.DPipe, exp.Case, exp.If,
    }
)  # fmt: skip

FUNCTIONS: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.Count, exp.CountIf, exp.Sum, exp.Min, exp.Max, exp.Avg, exp.Median, exp.PercentileCont,
        exp.ArgMin, exp.ArgMax, exp.StddevSamp, exp.Variance, exp.LogicalOr, exp.LogicalAnd,
        exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue,
        exp.LastValue,
        exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least, exp.Abs, exp.Floor, exp.Ceil, exp.Round,
        exp.Ln, exp.Exp, exp.Pow, exp.Sqrt, exp.Sign,
        exp.Lower, exp.Upper, exp.Trim, exp.Replace, exp.Substring, exp.Left, exp.Length,
        exp.StartsWith, exp.Contains, exp.SplitPart, exp.MD5,
        exp.TimeToUnix, exp.UnixToTime, exp.TimestampTrunc, exp.TimeToStr, exp.Year, exp.Month,
        exp.Hour,
    }
)  # fmt: skip

NODES = SHAPE | OPERATORS | FUNCTIONS

INSTEAD: dict[type[exp.Expr], str] = {
    exp.Filter: "Write sum(case when … then 1 else 0 end), or count_if(…).",
    exp.IntDiv: "Write cast(floor(a / b) as bigint).",
    exp.DateDiff: "Work on seconds: epoch(b) - epoch(a).",
    exp.DateAdd: "Work on seconds: epoch(a) + 86400 * days, and to_timestamp(…) at the end.",
    exp.DateSub: "Work on seconds: epoch(a) - 86400 * days, and to_timestamp(…) at the end.",
    exp.Interval: "Work on seconds: epoch(a) + 86400 * days, and to_timestamp(…) at the end.",
    exp.Extract: "Write epoch(x), year(x), month(x) or hour(x).",
    exp.ArrayAgg: "Order is lost on Spark: number the rows with row_number() and join.",
    exp.GroupConcat: "Order is lost on Spark: give the rows back and join them in Python.",
    exp.List: "Lists are not carried: give the rows back.",
    exp.Array: "Lists are not carried: write in (…), or a values table.",
    exp.Bracket: "Lists are not carried: write split_part(…) or a join.",
    exp.Struct: "Structs are not carried: name the columns one by one.",
    exp.Lambda: "Lambdas are not carried: write plain SQL.",
    exp.Qualify: "Number the rows in a subquery and cut them with where.",
    exp.Mode: "Count by group and take row_number() over (order by n desc, value) = 1.",
    exp.AnyValue: "It may pick another row each time: write min(x), or arg_min(x, id).",
    exp.First: "It may pick another row each time: write arg_min(x, id).",
    exp.Last: "It may pick another row each time: write arg_max(x, id).",
    exp.Concat: "It hides nulls in DuckDB alone: write a || coalesce(b, '').",
    exp.ConcatWs: "Write a || '…' || b with coalesce.",
    exp.ILike: "Write lower(a) like '…'.",
    exp.RegexpLike: "Write like, starts_with or contains; regular expressions differ by engine.",
    exp.RegexpExtract: "Write split_part; regular expressions differ by engine.",
    exp.RegexpReplace: "Write replace; regular expressions differ by engine.",
    exp.Rand: "Sample by hash: md5(id) < '1'.",
    exp.TableSample: "Sample by hash: md5(id) < '1'.",
    exp.CurrentDate: "The clock comes from outside: join audit_window.",
    exp.CurrentTimestamp: "The clock comes from outside: join audit_window.",
    exp.Lateral: "Join instead.",
    exp.Unnest: "Lists are not carried: join a table that has a row a value.",
    exp.Explode: "Lists are not carried: join a table that has a row a value.",
    exp.GenerateSeries: "Join a table that has a row a value.",
    exp.ApproxDistinct: "Write count(distinct x).",
    exp.Quantile: "Write quantile_cont(x, 0.9).",
    exp.PercentileDisc: "Write quantile_cont(x, 0.9).",
    exp.StddevPop: "Write stddev_samp(x).",
    exp.Stddev: "Write stddev_samp(x).",
    exp.Corr: "Give back sums and products; Python makes the correlation.",
    exp.Trunc: "Write floor(x), or cast(floor(x) as bigint).",
    exp.DayOfWeek: "Weekdays are numbered differently by engine: "
    "mod(cast(floor(epoch(x) / 86400) as bigint) + 3, 7) is 0 on Mondays.",
    exp.GroupingSets: "Write one select a grouping and union all.",
    exp.Rollup: "Write one select a grouping and union all.",
    exp.Cube: "Write one select a grouping and union all.",
    exp.Pivot: "Write sum(case …) a column.",
}

ANONYMOUS: dict[str, str] = {
    "now": "The clock comes from outside: join audit_window.",
    "hash": "Write md5(x).",
    "strpos": "Write contains(a, b).",
    "list_contains": "Write in (…).",
    "printf": "Give the number back; words are made in Python.",
    "format": "Give the number back; words are made in Python.",
    "epoch_ms": "Write epoch(x) * 1000.",
    "epoch_us": "Write epoch(x) * 1000000.",
}

TYPES = frozenset(
    {
        exp.DataType.Type.TEXT, exp.DataType.Type.VARCHAR, exp.DataType.Type.BIGINT,
        exp.DataType.Type.INT, exp.DataType.Type.DOUBLE, exp.DataType.Type.DECIMAL,
        exp.DataType.Type.TIMESTAMPTZ, exp.DataType.Type.DATE, exp.DataType.Type.BOOLEAN,
    }
)  # fmt: skip

TIME_FORMATS = frozenset({"%Y", "%m", "%d", "%H", "%M", "%S"})
TRUNCATIONS = frozenset({"HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"})

# Words that are reserved on DuckDB, Spark (ANSI), PostgreSQL, Snowflake or BigQuery.
_RESERVED_WORDS = """
    all alter analyse analyze and any anti array as asc asymmetric at authorization between both by
    case cast check collate column connect constraint contains create cross cube current
    current_date current_time current_timestamp current_user default deferrable define delete desc
    describe distinct drop else end enum escape except exclude exists extract false fetch filter
    following for foreign freeze from full function grant group grouping groups hash having if
    ignore ilike in increment initially inner insert interval into is isnull join lambda lateral
    leading left like limit localtime localtimestamp lookup merge minus natural new no not notnull
    null nulls of offset on only or order outer over overlaps partition pivot placing preceding
    primary proto qualify range recursive references regexp respect returning revoke right rlike
    rollup row rows sample schema select semi session_user set similar some start summarize
    symmetric table tablesample then to trailing treat trigger true unbounded union unique unnest
    unpivot update user using values variadic verbose when whenever where window with within
"""
RESERVED = frozenset(_RESERVED_WORDS.split())
