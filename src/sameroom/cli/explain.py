"""Say what a measure answers, how it is worked out, and from which columns."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import click

from sameroom.cli.shared import placed_or_error
from sameroom.engines.catalog import Placed, list_areas, list_measures

WIDE = 22


@click.command("explain")
@click.argument("measure", required=False)
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A record, to name the columns of your own files too.",
)
@click.option("--road", is_flag=True, help="Only the road from the columns to the figure.")
def COMMAND(measure: str | None, store: Path | None, road: bool) -> None:  # noqa: N802 - found by it
    """Say what MEASURE answers, how, and from which columns; without a name, list all measures."""
    if measure is None:
        for line in _list():
            click.echo(line)
        return
    placed = placed_or_error(measure)
    lines = _road(placed, _filled_by(store)) if road or store else _explain(placed)
    click.echo("\n".join(lines))


def _list() -> list[str]:
    lines = []
    for area in list_areas():
        lines.append(f"\n{area.title} ({area.name})")
        mine = [placed.measure for placed in list_measures() if placed.area == area.name]
        lines += [f"  {measure.name:<{WIDE}} {measure.question}" for measure in mine]
    return lines


def _find_page(method: str) -> Path | None:
    """Find a method's page: installed beside the code, or in the checkout."""
    package = Path(str(resources.files("sameroom")))
    places = (package / "methods" / Path(method).name, package.parents[1] / method)
    return next((place for place in places if place.exists()), None)


def _field(column: str) -> str:
    return column.replace("|", " or ")


def _explain(placed: Placed) -> list[str]:
    measure = placed.measure
    lines = [measure.name, measure.question, "", f"Formula: {measure.formula}"]
    lines += [
        f"Needs {_field(need.column)}: {need.why}. Bring: {need.bring.rstrip('.')}."
        for need in measure.needs
    ]
    if page := _find_page(measure.method):
        lines += ["", page.read_text("utf-8")]
    return [*lines, "", *_road(placed, {})]


def _road(placed: Placed, filled_by: Mapping[str, list[str]]) -> list[str]:
    """Tell the road from the columns of the facts, by way of shared tables, to what is asked."""
    from sameroom.engines.portable import trace
    from sameroom.facts import list_tables

    road = trace(placed.sql)
    nouns = [table.name for table in list_tables()]
    lines = [f"The road to {placed.measure.name}", "", "1. Columns of the record"]
    for noun in nouns:
        mine = sorted(name.split(".")[1] for name in road.facts if name.split(".")[0] == noun)
        lines += [f"   {noun:<{WIDE}} {', '.join(mine)}"] if mine else []
        lines += [
            f"   {'':<{WIDE}}   {name} is filled from {source}"
            for name in mine
            for source in filled_by.get(f"{noun}.{name}", [])
        ]
    agreed = sorted({name.split(".")[0] for name in road.facts} - set(nouns))
    lines += ["", f"2. What is agreed, and the period: {', '.join(agreed)}", "", "3. Tables"]
    lines += [f"   {name:<{WIDE}} from {', '.join(reads)}" for name, reads in road.tables]
    lines += ["", "4. What is asked of them, and what each value is made of"]
    lines += [
        f"   {name:<{WIDE}} {', '.join(sorted(made)) or 'rows counted, or a word'}"
        for name, made in road.columns.items()
    ]
    return [*lines, "", f"The SQL of each step: sameroom sql {placed.measure.name}"]


def _filled_by(store: Path | None) -> dict[str, list[str]]:
    """Tell which columns of which files filled the columns of a record, from its runs' notes."""
    if store is None:
        return {}
    from sameroom.engines.store import Store

    told: dict[str, list[str]] = {}
    with Store.open(path=store).snapshot() as snapshot:
        for run in snapshot.runs():
            for column, sources in dict(run.notes.get("columns", {})).items():
                kept = told.setdefault(column, [])
                kept += [source for source in sources if source not in kept]
    return told
