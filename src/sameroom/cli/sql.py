"""Print the SQL of a measure, for this engine or translated for your warehouse."""

import click

from sameroom.cli.shared import placed_or_error
from sameroom.engines import catalog
from sameroom.engines.reading import tables_read

DIALECTS = ("duckdb", "spark", "postgres", "snowflake", "bigquery", "databricks")


@click.command("sql")
@click.argument("measure")
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", show_default=True)
@click.option("--tables/--no-tables", default=True, help="With the shared tables it stands on.")
def COMMAND(measure: str, dialect: str, tables: bool) -> None:  # noqa: N802 - found by this name
    """Print the SQL of MEASURE. Sameroom runs DuckDB's and Spark's; others are translated."""
    from sameroom.engines.portable import DIALECTS as HOW
    from sameroom.engines.portable import Dialect, schema, translate

    placed, known = placed_or_error(measure), schema()
    shared = catalog.in_order(catalog.list_shared_tables(), tables_read(placed.sql))
    if dialect != "duckdb":
        click.echo(f"-- {dialect}: {HOW[Dialect(dialect)]}")
    for table in shared if tables else ():
        question = translate(table.sql, dialect=dialect, known=known).strip().rstrip(";")
        click.echo(f"create table {table.name} as\n{question};\n")
    click.echo(f"{translate(placed.sql, dialect=dialect, known=known).strip().rstrip(';')};")
