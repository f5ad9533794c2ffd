"""Run the web server alone, where several machines share the work."""

from pathlib import Path

import click


@click.command("web")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record; on several machines, the same shared folder.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True)
@click.option("--web", type=click.IntRange(1, 32), default=1, show_default=True)
def COMMAND(store: Path, host: str, port: int, threads: int, web: int) -> None:  # noqa: N802 - found by this name
    """Answer browsers, and do no jobs: `sameroom worker` does them, here or elsewhere."""
    from sameroom.site import running

    running.prepare(store=store, create=False)
    bound = running.Bound(host, running.find_port(host=host, wanted=port), threads, web)
    running.serve(bound=bound, workers=0, when_up=lambda: click.echo(f"Listening: {bound.url}"))
