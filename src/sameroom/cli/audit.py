"""Import a folder of exports and write a report of where the two teams are apart."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sameroom import clock
from sameroom.cli.progress import Steps
from sameroom.errors import SameroomError

if TYPE_CHECKING:
    from sameroom.measure import Window

READABLE = click.Path(path_type=Path, exists=True)
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("audit")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--agreement", type=READABLE, help="What both teams agreed; see docs/guide.")
@click.option("--mapping", type=READABLE, help="How columns are read, where it has to be told.")
@click.option("--rates", type=READABLE, help="Exchange rates: currency, on, rate.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("sameroom-report"),
    show_default=True,
    help="Where the report and its record go.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Audit this record instead of a folder.",
)
@click.option(
    "--engine",
    default="embedded",
    show_default=True,
    help="Where questions are answered: embedded, or a Spark cluster such as spark://host:7077.",
)
@click.option("--scratch", default="", help="Where a cluster keeps tables meanwhile.")
@click.option(
    "--language", default="en", show_default=True, help="Of the report: en, or de for German."
)
@click.option("--from", "since", type=DAY, help="First day to read; by default the record's.")
@click.option("--to", "until", type=DAY, help="The day after the last to read.")
def COMMAND(  # noqa: N802 - the name by which commands are found; one option a choice
    folder: Path | None,
    agreement: Path | None,
    mapping: Path | None,
    rates: Path | None,
    out: Path,
    store: Path | None,
    engine: str,
    scratch: str,
    language: str,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Import FOLDER and write report.html, readings.json, readings.parquet and the rows behind.

    With --store instead of FOLDER, audit a record that `sameroom import` filled.
    """
    from sameroom import workbench

    window = _window(since, until)
    with Steps() as steps:
        if store is not None and folder is None:
            agreed = workbench.read_agreement(file=agreement, folder=store)
            reported = workbench.audit_record(
                store=store, out=out, now=clock.now(), agreed=agreed, window=window,
                engine=engine, scratch=scratch, speaking=(language,), progress=steps.tell,
            )  # fmt: skip
        else:
            reported = workbench.audit_folder(
                folder=_folder(folder), out=out, now=clock.now(), agreement=agreement,
                mapping=mapping, rates=rates, window=window, engine=engine, scratch=scratch,
                speaking=(language,), progress=steps.tell,
            )  # fmt: skip
    for line in steps.summary(reported):
        click.echo(line)


def _folder(folder: Path | None) -> Path:
    if folder is None:
        raise SameroomError(
            "say which folder of exports to audit, or --store for a record.",
            where="sameroom audit",
            remedy="Try: sameroom audit exports.",
        )
    if not folder.exists():
        raise SameroomError("there is no such folder.", where=str(folder), remedy="Check the path.")
    return folder


def _window(since: datetime | None, until: datetime | None) -> "Window | None":
    from sameroom.measure import Window

    if since is None and until is None:
        return None
    if since is None or until is None or since >= until:
        raise SameroomError(
            "--from and --to go together, the earlier first.",
            where="sameroom audit",
            remedy="Try: --from 2026-01-01 --to 2026-07-01.",
        )
    return Window(starts_at=since.replace(tzinfo=UTC), ends_at=until.replace(tzinfo=UTC))
