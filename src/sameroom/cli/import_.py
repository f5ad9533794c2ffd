"""Import a folder of exports into the record; plan it first, undo it later."""

from pathlib import Path

import click

STORE = Path(".sameroom")


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--plan", "only_plan", is_flag=True, help="Show what would happen; write nothing.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Mapping file to follow.")
@click.option(
    "--mapping-out", type=click.Path(path_type=Path), help="Where a plan puts its proposed mapping."
)
@click.option("--store", type=click.Path(path_type=Path), default=STORE, show_default=True)
@click.option("--rates", type=click.Path(path_type=Path), help="CSV of currency, on, rate.")
@click.option("--currency", default="", help="The company's currency, such as EUR.")
@click.option(
    "--zone", default="UTC", show_default=True, help="Time zone of times that state none."
)
@click.option("--origin", default="", help="Name of the system for files that are not recognised.")
@click.option("--errors", type=click.Path(path_type=Path), help="Folder of the error files.")
@click.option("--matches", type=click.Path(path_type=Path), help="Your decisions about matches.")
@click.option(
    "--link/--no-link",
    default=None,
    help="Look for probable matches too; by default as in the last import.",
)
@click.option(
    "--link-error",
    type=click.FloatRange(0, 0.5, min_open=True),
    help="The share of probable matches that may be false; at first 0.01.",
)
@click.option("--undo", "undone", default="", metavar="RUN", help="Take an import back.")
def COMMAND(  # noqa: N802 - found by this name
    folder: Path | None,
    only_plan: bool,
    mapping: Path | None,
    mapping_out: Path | None,
    store: Path,
    rates: Path | None,
    currency: str,
    zone: str,
    origin: str,
    errors: Path | None,
    matches: Path | None,
    link: bool | None,
    link_error: float | None,
    undone: str,
) -> None:
    """Import the exports in FOLDER (or one file).

    Recognises HubSpot, Salesforce, Odoo, Mailchimp and plain CSV, TSV, XLSX, JSON lines, Parquet
    and XES files, packed or not. What cannot be read goes into error files; the rest goes in.
    """
    from sameroom import clock, importing
    from sameroom.importing import showing

    if undone:
        back = importing.undo(run=undone, store=store, now=clock.now(), link=link)
        click.echo(f"Took {undone} back (as {back.run}). What stood before stands again.")
        for remark in back.remarks:
            click.echo(remark)
        for later in importing.list_leaning(run=undone, store=store):
            click.echo(
                f"{later.rows:,} rows of the later import {later.run} were on record already and "
                f"were not written twice, so some may be gone with {undone}. To have them all: "
                f"sameroom import {later.folder} --store {store}"
            )
        return
    if folder is None:
        raise click.UsageError("Give the folder of exports, or --undo RUN.")
    if only_plan:
        with showing.progress() as progress:
            planned = importing.plan(
                folder=folder, now=clock.now(), store=store, mapping=mapping,
                mapping_out=mapping_out or store / "proposed-mapping.toml", rates=rates,
                currency=currency, zone=zone, origin=origin, progress=progress,
            )  # fmt: skip
        showing.show_plan(planned)
        return
    with showing.progress() as progress:
        done = importing.run(
            folder=folder, now=clock.now(), store=store, mapping=mapping, rates=rates,
            currency=currency, zone=zone, origin=origin, errors=errors, matches=matches,
            link=link, link_error=link_error, progress=progress,
        )  # fmt: skip
    showing.show_outcome(done)
