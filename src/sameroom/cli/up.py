"""Open the room: web server, worker and database in one command."""

from pathlib import Path

import click


@click.command("up")
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".sameroom"),
    show_default=True,
    help="The record; the room's database is kept beside it.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True)
@click.option(
    "--web", type=click.IntRange(1, 32), default=1, show_default=True, help="Web processes."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    show_default=True,
    help="Processes that do the jobs.",
)
def COMMAND(  # noqa: N802 - found by this name; an option each
    store: Path, host: str, port: int, threads: int, web: int, workers: int
) -> None:
    """Open the room in the browser. Ctrl-C closes it.

    Everything runs on this machine and is seen from this machine only, unless --host says
    otherwise. With DATABASE_URL the room keeps its things in PostgreSQL.
    """
    from sameroom import clock
    from sameroom.site import running

    running.prepare(store=store)
    from sameroom.people.web import operations
    from sameroom.people.web.queries import find_company

    bound = running.Bound(host, running.find_port(host=host, wanted=port), threads, web)
    place = bound.url
    if find_company() is None:
        place = f"{bound.url}/set-up/{operations.open_door(now=clock.now())}"
        said = f"Set the room up, once: {place}"
    else:
        said = f"The room is open: {place}"
    running.serve(
        bound=bound, workers=workers, when_up=lambda: click.echo(f"{said}\nCtrl-C closes it.")
    )
    click.echo("The room is closed.")
