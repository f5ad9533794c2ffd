"""Run the workers alone, where several machines share the work."""

from pathlib import Path

import click


@click.command("worker")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record; on several machines, the same shared folder.",
)
@click.option("--workers", type=click.IntRange(1, 32), default=1, show_default=True)
def COMMAND(store: Path, workers: int) -> None:  # noqa: N802 - found by this name
    """Do the jobs, and look after what is due each minute; no browser is answered."""
    from sameroom.site import running

    running.prepare(store=store, create=False)
    running.serve(bound=None, workers=workers, when_up=lambda: click.echo("The worker works."))
