"""Invent a company, import its exports, audit them, and open the room on it."""

import shutil
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sameroom.cli.progress import Steps

if TYPE_CHECKING:
    from sameroom.audit import Audit
    from sameroom.audit.document import Engine


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where the exports, the record and the report go.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another one, another company."
)
@click.option("--size", type=click.Choice(["small", "demo", "large"]), default="demo")
@click.option("--open/--no-open", "shown", default=None, help="Open a browser on it.")
@click.option(
    "--room/--no-room",
    "with_room",
    default=sys.stdout.isatty(),
    help="End in the room, until Ctrl-C; by default where there is a terminal.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def COMMAND(  # noqa: N802 - found by this name
    out: Path, seed: int, size: str, shown: bool | None, with_room: bool, port: int
) -> None:
    """Show Sameroom at work: simulate, import, audit, report, in under a minute.

    On a terminal it ends in the room: choose with whose eyes you want to see the company.
    """
    from sameroom import workbench
    from sameroom.measure import Window
    from sameroom.report import languages
    from sameroom.simulator import simulate

    exports, store = out / "exports", out / "report" / "record"
    _start_afresh(out, exports)
    is_shown = sys.stdout.isatty() if shown is None else shown
    if with_room:
        prepare(store, out / "report")
    with Steps() as steps:
        steps.tell("Inventing a company and writing the exports of its tools")
        written = simulate(folder=exports, size=size, seed=seed)
        begins, as_of = written.world.company.period
        also: Callable[[Engine, Audit], None] = (
            _lay_out(steps) if with_room else lambda _engine, _audit: None
        )
        reported = workbench.audit_folder(
            folder=exports, out=out / "report", now=as_of, window=Window(begins, as_of),
            speaking=languages.list_languages() if with_room else (languages.ENGLISH,),
            progress=steps.tell, also=also,
        )  # fmt: skip
    click.echo(f"Exports of an invented company: {exports.resolve()}")
    for line in steps.summary(reported):
        click.echo(line)
    if with_room:
        shutil.copyfile(exports / "agreement.yaml", store / "agreement.yaml")
        _bring_halves()
        open_room(port, is_shown)
        return
    click.echo("The room, where both teams see the same page: the same command with --room.")
    if is_shown:
        webbrowser.open(reported.report.resolve().as_uri())


def _start_afresh(out: Path, exports: Path) -> None:
    """Take an earlier demo away, so that two companies do not end in one record.

    What no demo made is left as it stands: only a demo's exports have the truth beside them.
    """
    if (exports / "truth.json").is_file():
        for made in (exports, out / "report"):
            shutil.rmtree(made, ignore_errors=True)


def prepare(store: Path, report: Path) -> None:
    """Bring the room's database up before the audit, which lays itself out for it."""
    import os

    from sameroom.site import home, running

    os.environ[home.REPORT] = str(report.resolve())
    os.environ.setdefault("SAMEROOM_MAIL", "dummymail://")  # nobody of them has a mailbox
    running.prepare(store=store)


def _lay_out(steps: Steps) -> "Callable[[Engine, Audit], None]":
    def lay_out(engine: "Engine", audit: "Audit") -> None:
        from sameroom import clock
        from sameroom.room.web import demo

        steps.tell("Furnishing the room")
        demo.furnish(engine=engine, audit=audit, now=clock.now())

    return lay_out


def _bring_halves() -> None:
    from sameroom import clock
    from sameroom.room.web import demo

    demo.bring_halves(now=clock.now())


def open_room(port: int, shown: bool) -> None:
    """Open the furnished room until Ctrl-C, and say the link to everybody's eyes."""
    from sameroom.room.web import eyes
    from sameroom.site import running

    host = "127.0.0.1"  # whoever has the link sees everything: never beyond this machine
    bound = running.Bound(host, running.find_port(host=host, wanted=port))
    place = f"{bound.url}/eyes/{eyes.make_key()}"

    def say() -> None:
        click.echo(f"The room, with whose eyes you like: {place}\nCtrl-C closes it.")
        if shown:
            webbrowser.open(place)

    running.serve(bound=bound, workers=1, when_up=say)
    click.echo("The room is closed.")
