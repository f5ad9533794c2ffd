"""Say what is not as it should be, and what to do about it."""

from pathlib import Path

import click


@click.command("check")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def COMMAND(store: Path, as_json: bool) -> None:  # noqa: N802 - found by this name
    """Look at the variables, the record, the agreement, the key and the disk.

    Ends with 0 when all is well, with 1 when there are only warnings, with 2 on an error.
    """
    import json
    import sys
    from dataclasses import asdict

    from sameroom.caretaking import findings

    found = [*findings.check_variables(), *findings.check_record(store=store.resolve())]
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
    for one in () if as_json else found:
        click.echo(f"{one.severity} {one.id}: {one.where}: {one.what} {one.remedy}")
    if not found and not as_json:
        click.echo("All is well.")
    sys.exit(2 if any(one.severity == "error" for one in found) else int(bool(found)))
