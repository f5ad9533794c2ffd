"""Share conversions out over a table of paths, as other attribution tools write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sameroom.errors import SameroomError

if TYPE_CHECKING:
    from sameroom.stats.attribution import Credit, Journeys

TIMELESS = ("first", "last", "linear", "position", "markov", "shapley")
REMEDY = (
    "Give a CSV with a column `path` (channels joined by ` > `), `total_conversions`, and where "
    "known `total_conversion_value` and `total_null`."
)


@click.command("credit")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--order", type=click.IntRange(1, 4), help="Steps the chain remembers; else chosen.")
@click.option("--json", "as_json", is_flag=True, help="All digits, as JSON.")
def COMMAND(file: Path, order: int | None, as_json: bool) -> None:  # noqa: N802 - found by this name
    """Share the conversions in FILE, a table of paths, out by every model that needs no times."""
    journeys = _read(file)
    chosen, given = _share_out(journeys, order)
    if as_json:
        click.echo(json.dumps(_plain(journeys, chosen, given), indent=1, ensure_ascii=False))
        return
    click.echo(
        f"{len(journeys.lengths):,} distinct paths, {journeys.conversions.sum():,.0f} conversions "
        f"worth {journeys.value.sum():,.2f}, {journeys.nulls.sum():,.0f} journeys without one."
    )
    click.echo(f"The Markov chain remembers {chosen} step{'s' if chosen > 1 else ''}.\n")
    click.echo("\n".join(_table(journeys, given)))


def _read(file: Path) -> Journeys:
    """Read a table of paths; commas, semicolons and tabs are told apart by the first line.

    Raises:
        SameroomError: when the file cannot be read as one.
    """
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    from sameroom.stats.attribution import read_paths

    try:
        with file.open(encoding="utf-8") as lines:
            head = lines.readline()
        split = arrow_csv.ParseOptions(delimiter=max(";,\t", key=head.count))
        kinds = {
            "path": pa.string(),
            "total_conversions": pa.float64(),
            "total_conversion_value": pa.float64(),
            "total_null": pa.float64(),
        }
        kept = arrow_csv.ConvertOptions(column_types=kinds)
        table = arrow_csv.read_csv(file, parse_options=split, convert_options=kept)
        return read_paths(table=table)
    except OSError as error:
        what = "the file cannot be opened."
        raise SameroomError(what, where=str(file), remedy="Check the path.") from error
    except (ValueError, pa.ArrowInvalid) as error:
        what = f"it is no table of paths: {error}."
        raise SameroomError(what, where=str(file), remedy=REMEDY) from error


def _share_out(journeys: Journeys, order: int | None) -> tuple[int, dict[str, Credit]]:
    from sameroom.stats.attribution import Known, attribute, choose_order
    from sameroom.stats.bootstrap import generator

    if order is None:
        order = choose_order(journeys=journeys, rng=generator("credit", seed=0)).order
    known = Known(order=order)
    return order, {
        model: attribute(journeys=journeys, model=model, known=known) for model in TIMELESS
    }


def _plain(journeys: Journeys, order: int, given: dict[str, Credit]) -> dict[str, object]:
    def named(amounts: list[float]) -> dict[str, float]:
        return dict(zip(journeys.names, amounts, strict=True))

    models = {
        model: {
            "conversions": named(one.conversions.tolist()),
            "value": named(one.value.tolist()),
            **({"removal_effects": named(one.effects.tolist())} if model == "markov" else {}),
        }
        for model, one in given.items()
    }
    return {"order": order, "paths": len(journeys.lengths), "models": models}


def _table(journeys: Journeys, given: dict[str, Credit]) -> list[str]:
    wide = max((len(name) for name in journeys.names), default=7)
    lines = [f"{'channel':{wide}} {'range':>15} " + " ".join(f"{model:>10}" for model in given)]
    highest = [max(one.share[i] for one in given.values()) for i in range(len(journeys.names))]
    for i in sorted(range(len(highest)), key=lambda at: (-highest[at], journeys.names[at])):
        shares = [float(one.share[i]) for one in given.values()]
        span = f"{min(shares):.1%} to {max(shares):.1%}"
        credited = " ".join(f"{one.conversions[i]:>10,.1f}" for one in given.values())
        lines.append(f"{journeys.names[i]:{wide}} {span:>15} {credited}")
    return lines
