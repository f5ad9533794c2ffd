"""Invent a company, import its exports, audit them and show the report."""

import shutil
import sys
import webbrowser
from pathlib import Path

import click

from sameroom.cli.progress import Steps


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
@click.option("--open/--no-open", "shown", default=sys.stdout.isatty(), help="Open the report.")
def COMMAND(out: Path, seed: int, size: str, shown: bool) -> None:  # noqa: N802 - found by this name
    """Show Sameroom at work: simulate, import, audit, report, in under a minute."""
    from sameroom import workbench
    from sameroom.measure import Window
    from sameroom.simulator import simulate

    exports = out / "exports"
    _start_afresh(out, exports)
    with Steps() as steps:
        steps.tell("Inventing a company and writing the exports of its tools")
        written = simulate(folder=exports, size=size, seed=seed)
        begins, as_of = written.world.company.period
        reported = workbench.audit_folder(
            folder=exports, out=out / "report", now=as_of, window=Window(begins, as_of),
            progress=steps.tell,
        )  # fmt: skip
    click.echo(f"Exports of an invented company: {exports.resolve()}")
    for line in steps.summary(reported):
        click.echo(line)
    if shown:
        webbrowser.open(reported.report.resolve().as_uri())


def _start_afresh(out: Path, exports: Path) -> None:
    """Take an earlier demo away, so that two companies do not end in one record.

    What no demo made is left as it stands: only a demo's exports have the truth beside them.
    """
    if (exports / "truth.json").is_file():
        for made in (exports, out / "report"):
            shutil.rmtree(made, ignore_errors=True)
