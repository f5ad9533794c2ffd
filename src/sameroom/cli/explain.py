"""Say what a measure answers, how it is worked out and what it needs."""

from importlib import resources
from pathlib import Path

import click

from sameroom.cli.shared import placed_or_error
from sameroom.engines.catalog import Placed, list_areas, list_measures


@click.command("explain")
@click.argument("measure", required=False)
def COMMAND(measure: str | None) -> None:  # noqa: N802 - the name by which commands are found
    """Say what MEASURE answers and how; without a name, list all measures."""
    if measure is None:
        for line in _list():
            click.echo(line)
        return
    click.echo("\n".join(_explain(placed_or_error(measure))))


def _list() -> list[str]:
    lines = []
    for area in list_areas():
        lines.append(f"\n{area.title} ({area.name})")
        mine = [placed.measure for placed in list_measures() if placed.area == area.name]
        lines += [f"  {measure.name:<22} {measure.question}" for measure in mine]
    return lines


def _field(column: str) -> str:
    return column.replace("|", " or ")


def _explain(placed: Placed) -> list[str]:
    measure = placed.measure
    lines = [measure.name, measure.question, "", f"Formula: {measure.formula}"]
    lines += [
        f"Needs {_field(need.column)}: {need.why}. Bring: {need.bring.rstrip('.')}."
        for need in measure.needs
    ]
    page = Path(str(resources.files("sameroom"))).parents[1] / measure.method
    if page.exists():
        lines += ["", page.read_text("utf-8")]
    return lines
