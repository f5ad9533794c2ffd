"""Erase a person from everything, so that they stay away."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sameroom.caretaking.web.erasing_queries import ErasingPage

INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C has ended


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
    count stays. This cannot be taken back. The room may be open; it waits while somebody else
    writes or reads the record. Backups made before still hold them: restoring one over this record
    erases them again.
    """
    from sameroom.caretaking import guarding
    from sameroom.site import running

    running.prepare(store=store, create=False)
    with guarding.opened(store=store.resolve()):  # no backup is put in its place meanwhile
        _erase(address, is_shared=shared, is_sure=yes)


def _erase(address: str, *, is_shared: bool, is_sure: bool) -> None:
    from sameroom.caretaking.web import erasing_by_hand

    page = erasing_by_hand.look_up(address=address, is_shared=is_shared, say=_say)
    click.echo("This would be erased:")
    _tell(page)
    if not is_sure:
        try:
            click.confirm("Erase them? This cannot be taken back.", abort=True)
        except click.Abort:
            erasing_by_hand.leave(number=page.number)
            raise
    try:
        done = erasing_by_hand.erase(page=page, say=lambda part: _say(f"  {part}"))
    except KeyboardInterrupt as stopped:
        _say(f"Stopped. The room goes on with erasing {page.number} as soon as it is open.")
        raise click.exceptions.Exit(INTERRUPTED) from stopped
    click.echo(f"Erased. The receipt is {done.number} · {done.known_as}.")
    _tell(done)
    click.echo("The record is read anew, and the report written, when the room is open.")


def _tell(page: "ErasingPage") -> None:
    """Say how much of what, and what stays; names are said to nobody."""
    for told in page.counts:
        click.echo(f"  {told.number:,}  {told.words}")
    if not page.counts:
        click.echo("  Nothing here names them. They are kept out of later imports all the same.")
    if page.in_log:
        click.echo(f"Entries of the log that name them, and cannot be changed: {page.in_log:,}.")
    if page.backups:
        click.echo("Backups made before, which hold them until they are deleted:")
    for one in page.backups:
        until = f", to be kept until {one.kept_until}" if one.kept_until else ""
        click.echo(f"  {one.file}{until}")
    if page.more_backups:
        click.echo(f"  and {page.more_backups:,} more")


def _say(words: str) -> None:
    click.echo(words, err=True)
