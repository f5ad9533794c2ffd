"""The dialects, with what SQLGlot would get wrong in silence put right."""

from sqlglot import exp
from sqlglot.dialects import BigQuery, Databricks, Postgres, Snowflake, Spark

# SQLGlot builds its dialects untyped, hence the marks on the classes below; it looks writers of
# node types up in TRANSFORMS, a table a class.


class SparkWords(Spark):  # type: ignore[misc]  # untyped base
    """Spark's dialect."""

    class Generator(Spark.Generator):  # type: ignore[misc]  # untyped base
        """Writes the functions whose meaning differs."""

        TRANSFORMS = {  # noqa: RUF012, the base class declares it so
            **Spark.Generator.TRANSFORMS,
            # SQLGlot writes PERCENTILE_CONT(x, .9), which Spark refuses; PERCENTILE is exact.
            exp.PercentileCont: lambda self, node: self.func(
                "PERCENTILE", node.this, node.expression
            ),
            # UNIX_TIMESTAMP cuts the fraction of a second off.
            exp.TimeToUnix: lambda self, node: (
                f"(UNIX_MICROS(CAST({self.sql(node, 'this')} AS TIMESTAMP)) / 1E6D)"
            ),
            # FROM_UNIXTIME goes by way of text and loses the fraction.
            exp.UnixToTime: lambda self, node: (
                f"TIMESTAMP_MICROS(CAST(ROUND(({self.sql(node, 'this')}) * 1E6D) AS BIGINT))"
            ),
        }


class DatabricksWords(Databricks):  # type: ignore[misc]  # untyped base
    """Databricks' dialect: Spark's, so it is written as Spark's is."""

    class Generator(Databricks.Generator):  # type: ignore[misc]  # untyped base
        """Writes the functions whose meaning differs, in Spark's words."""

        TRANSFORMS = {  # noqa: RUF012, the base class declares it so
            **Databricks.Generator.TRANSFORMS,
            **{
                kind: SparkWords.Generator.TRANSFORMS[kind]
                for kind in (exp.PercentileCont, exp.TimeToUnix, exp.UnixToTime)
            },
        }


def _first_of(self: Postgres.Generator, node: exp.ArgMin | exp.ArgMax, direction: str) -> str:
    told, key = self.sql(node, "this"), self.sql(node, "expression")
    return (
        f"(ARRAY_AGG({told} ORDER BY {key} {direction} NULLS LAST) "
        f"FILTER (WHERE NOT {told} IS NULL AND NOT {key} IS NULL))[1]"
    )


class PostgresWords(Postgres):  # type: ignore[misc]  # untyped base
    """PostgreSQL's dialect."""

    class Generator(Postgres.Generator):  # type: ignore[misc]  # untyped base
        """Writes the functions that PostgreSQL lacks."""

        TRANSFORMS = {  # noqa: RUF012, the base class declares it so
            **Postgres.Generator.TRANSFORMS,
            exp.ArgMin: lambda self, node: _first_of(self, node, "ASC"),
            exp.ArgMax: lambda self, node: _first_of(self, node, "DESC"),
            exp.Hour: lambda self, node: f"EXTRACT(HOUR FROM {self.sql(node, 'this')})",
            exp.Contains: lambda self, node: (
                f"(POSITION({self.sql(node, 'expression')} IN {self.sql(node, 'this')}) > 0)"
            ),
            # There is no ROUND(double precision, integer).
            exp.Round: lambda self, node: (
                f"CAST(ROUND(CAST({self.sql(node, 'this')} AS DECIMAL), "
                f"{self.sql(node, 'decimals') or '0'}) AS DOUBLE PRECISION)"
            ),
        }


class SnowflakeWords(Snowflake):  # type: ignore[misc]  # untyped base
    """Snowflake's dialect."""

    class Generator(Snowflake.Generator):  # type: ignore[misc]  # untyped base
        """Writes the functions whose meaning differs."""

        TRANSFORMS = {  # noqa: RUF012, the base class declares it so
            **Snowflake.Generator.TRANSFORMS,
            exp.TimeToUnix: lambda self, node: (
                f"(DATE_PART(EPOCH_MICROSECOND, CAST({self.sql(node, 'this')} AS TIMESTAMPTZ))"
                " / 1E6)"
            ),
        }


class BigQueryWords(BigQuery):  # type: ignore[misc]  # untyped base
    """BigQuery's dialect."""

    class Generator(BigQuery.Generator):  # type: ignore[misc]  # untyped base
        """Writes the functions whose meaning differs."""

        TRANSFORMS = {  # noqa: RUF012, the base class declares it so
            **BigQuery.Generator.TRANSFORMS,
            # CONTAINS_SUBSTR does not tell capitals from small letters.
            exp.Contains: lambda self, node: (
                f"(STRPOS({self.sql(node, 'this')}, {self.sql(node, 'expression')}) > 0)"
            ),
            exp.SplitPart: lambda self, node: (
                f"COALESCE(SPLIT({self.sql(node, 'this')}, {self.sql(node, 'delimiter')})"
                f"[SAFE_ORDINAL({self.sql(node, 'part_index')})], '')"
            ),
            exp.TimeToUnix: lambda self, node: (
                f"(UNIX_MICROS(CAST({self.sql(node, 'this')} AS TIMESTAMP)) / 1E6)"
            ),
            exp.UnixToTime: lambda self, node: (
                f"TIMESTAMP_MICROS(CAST(ROUND(({self.sql(node, 'this')}) * 1E6) AS INT64))"
            ),
            # Its weeks begin on Sundays.
            exp.TimestampTrunc: lambda self, node: (
                f"TIMESTAMP_TRUNC({self.sql(node, 'this')}, {_iso(str(node.unit))})"
            ),
        }


def _iso(unit: str) -> str:
    plain = unit.strip("'").upper()
    return "ISOWEEK" if plain == "WEEK" else plain


# What a dialect cannot say with the same meaning: refused instead of approximated.
NO_EQUAL: dict[str, dict[type[exp.Expr], str]] = {
    "postgres": {exp.TryCast: "try_cast"},
    "bigquery": {
        exp.Median: "median as an aggregate",
        exp.PercentileCont: "quantile as an aggregate",
        exp.Greatest: "greatest that passes over nulls",
        exp.Least: "least that passes over nulls",
    },
}
