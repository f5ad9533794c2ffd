"""Back the whole room up into one file, while it is open."""

from pathlib import Path

import click


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record; the room's database is beside it, or named by DATABASE_URL.",
)
@click.option(
    "--with-key",
    is_flag=True,
    help="Take the room's key along, closed by a passphrase (asked for, or SAMEROOM_PASSPHRASE).",
)
@click.option(
    "--keep",
    "keep_days",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="For how long you keep the file; told to whoever erases a person that it still holds.",
)
@click.option(
    "--verify/--no-verify",
    default=True,
    show_default=True,
    help="Restore it into a place that is thrown away, and count.",
)
def COMMAND(  # noqa: N802 - found by this name
    file: Path, store: Path, with_key: bool, keep_days: int | None, verify: bool
) -> None:
    """Back database, facts, uploads, error files, report and agreement up into FILE.

    The room may be open meanwhile, and an import may run. The file holds personal data: keep it
    as you keep the record.
    """
    from sameroom import clock
    from sameroom.cli import restore
    from sameroom.site import home, running

    running.prepare(store=store, create=False)
    from sameroom.caretaking.web.backing_up import back_up

    told = {"key": home.secret_key(), "passphrase": passphrase(twice=True)} if with_key else {}
    made = back_up(
        store=store.resolve(), file=file.absolute(), now=clock.now(), keep_days=keep_days, **told
    )
    click.echo(
        f"{file}: {made.size:,} bytes, {made.files:,} files, {made.rows:,} rows of the database, "
        f"{made.facts:,} facts."
    )
    if not made.is_noted:
        click.echo(
            "The room's database was too busy to note that this was made. It is whole; but whoever "
            "erases a person is not told that it still holds them. Note it yourself, or make "
            "another one later.",
            err=True,
        )
    if verify:
        restore.rehearse(file=file.absolute())
        click.echo("It was restored into a place of its own, and nothing was missing.")


def passphrase(*, twice: bool) -> str:
    """Ask for the passphrase, unless the environment has it."""
    import os

    given = os.environ.get("SAMEROOM_PASSPHRASE", "")
    return given or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice))
