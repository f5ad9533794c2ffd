"""Say what is not as it should be, and what to do about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sameroom.caretaking.findings import Finding


@click.command("check")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record.",
)
@click.option("--mail", is_flag=True, help="Also ask the mail server whether it lets us in.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def COMMAND(store: Path, mail: bool, as_json: bool) -> None:  # noqa: N802 - found by this name
    """Look at the variables, the record, the agreement, the key, the disk, the database, the jobs.

    Ends with 0 when all is well, with 1 when there are only warnings, with 2 on an error. What is
    only good to know is told and changes nothing.
    """
    import json
    import sys
    from dataclasses import asdict

    from sameroom.caretaking import findings

    found = [*findings.check_variables(), *findings.check_record(store=store.resolve())]
    if not any(one.id.startswith("variables.") and one.severity == "error" for one in found):
        found += _check_room(store.resolve(), mail)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
    for one in () if as_json else found:
        click.echo(f"{one.severity} {one.id}: {one.where}: {one.what} {one.remedy}")
    severities = {one.severity for one in found} - {"note"}
    if not severities and not as_json:
        click.echo("All is well.")
    sys.exit(2 if "error" in severities else len(severities))


def _check_room(store: Path, mail: bool) -> "list[Finding]":
    if not (store / "room").is_dir():
        return []  # there is a record and no room yet
    from sameroom import clock
    from sameroom.caretaking.findings import Finding
    from sameroom.errors import SameroomError
    from sameroom.site import running

    try:
        running.set_up(store=store)
    except SameroomError as error:
        return [Finding("room.start", "error", error.what, error.where, error.remedy)]
    from sameroom.caretaking.web import looking

    found = list(looking.check_kind(store=store)) or list(looking.check_database())
    if not found:
        now = clock.now()
        found += [*looking.check_work(now=now), *looking.check_pages(now=now)]
        found += looking.check_areas(now=now)
    return [*found, *(looking.check_mail() if mail else ())]
