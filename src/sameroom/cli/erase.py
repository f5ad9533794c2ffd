"""Erase a person from everything, so that they stay away."""

from pathlib import Path

import click


@click.command("erase")
@click.argument("address")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record; the room's database is beside it, or named by DATABASE_URL.",
)
@click.option("--shared", is_flag=True, help="All whom the address leads to, several names too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def COMMAND(address: str, store: Path, shared: bool, yes: bool) -> None:  # noqa: N802 - found by this name
    """Erase whoever has the mail ADDRESS, and all other addresses of theirs that are known.

    They go from the facts and their history, the pages, the report, uploads and error files. Every
    count stays. This cannot be taken back. Backups made before still hold them: restoring one
    over this record erases them again.
    """
    from sameroom import clock
    from sameroom.site import running

    running.prepare(store=store, create=False)
    from sameroom.caretaking.web import erasing_all
    from sameroom.room.web import operations

    whom = erasing_all.look_up(store=store.resolve(), address=address, shared=shared)
    click.echo(
        f"{len(whom.addresses)} addresses, {len(whom.names)} names, {len(whom.phones)} numbers, "
        f"{len(whom.refs)} rows of people."
    )
    if not yes:
        click.confirm("Erase them? This cannot be taken back.", abort=True)
    done = erasing_all.erase(store=store.resolve(), whom=whom, now=clock.now())
    operations.ask_refresh(cause="erasing", now=clock.now())
    click.echo(
        f"Erased: in {done.total('facts')} rows of facts, {done.total('room')} rows of the "
        f"database, {done.total('files')} files. The report is written anew when the room is open."
    )
