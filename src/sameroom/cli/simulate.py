"""Write the exports of a made-up company whose disconnects are known."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sameroom.simulator import Company


@click.command("simulate")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--seed", type=int, default=1, show_default=True, help="Of the whole history.")
@click.option(
    "--size",
    type=click.Choice(("small", "demo", "large")),
    default="demo",
    show_default=True,
    help="About 400, 900 or 20,000 accounts.",
)
@click.option("--accounts", type=click.IntRange(50, 2_000_000), help="Instead of a size.")
@click.option(
    "--scale",
    type=click.IntRange(1_000, 2_000_000_000),
    metavar="FACTS",
    help="Instead of exports, a record of about so many facts, in bounded memory.",
)
@click.option("--aligned", is_flag=True, help="Plant no disconnect, to look for false alarms.")
@click.option("--force", is_flag=True, help="Write into a folder that is not empty.")
def COMMAND(  # noqa: N802 - found by this name
    folder: Path,
    seed: int,
    size: str,
    accounts: int | None,
    scale: int | None,
    aligned: bool,
    force: bool,
) -> None:
    """Write the exports of a made-up company into FOLDER.

    Beside them stand agreement.yaml, and truth.json with what each measure ought to find. With
    --scale, no exports are written but a record that is imported already, of any size.
    """
    from sameroom.errors import SameroomError
    from sameroom.simulator.company import SIZE_ACCOUNTS, Company
    from sameroom.simulator.write import simulate

    if folder.exists() and any(folder.iterdir()) and not force:
        raise SameroomError(
            "The folder is not empty.",
            where=str(folder),
            remedy="Name another one, or add --force to write over what is there.",
        )
    company = Company.aligned() if aligned else Company()
    if scale is not None:
        _simulate_record(folder, scale, seed, company)
        return
    company = company.sized(accounts=accounts or SIZE_ACCOUNTS[size])
    written = simulate(folder=folder, company=company, seed=seed)
    for name, rows in sorted(written.files.items()):
        click.echo(f"{rows:>9,} rows  {name}")
    click.echo(f"What is planted stands in {folder / 'truth.json'}.")


def _simulate_record(folder: Path, facts: int, seed: int, company: "Company") -> None:
    from sameroom import workbench
    from sameroom.cli.progress import Steps

    folder.mkdir(parents=True, exist_ok=True)
    with Steps() as steps:
        counts = workbench.simulate_record(
            folder=folder, facts=facts, seed=seed, company=company, progress=steps.tell
        )
    for noun, rows in sorted(counts.items()):
        click.echo(f"{rows:>13,} rows  {noun}")
    click.echo(f"{sum(counts.values()):>13,} facts in {folder / 'record'}; audit them with:")
    agreement = folder / "agreement.yaml"
    click.echo(f"sameroom audit --store {folder / 'record'} --agreement {agreement}")
