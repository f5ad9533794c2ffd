"""Taking imports back by the command leaves the readings of what remains, whichever goes first."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sameroom.cli.main import command
from sameroom.simulator import Company, simulate

pytestmark = pytest.mark.slow


def say(*words: object) -> str:
    """Give a command, and get what it printed."""
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def tell(store: Path, out: Path) -> dict[str, Any]:  # Any: readings.json as it stands
    """Audit a record and give its facts and readings."""
    say("audit", "--store", store, "--out", out)
    # Sums of floating numbers differ in their last digits by the order of threads.
    text = (out / "readings.json").read_text("utf-8")
    document = json.loads(text, parse_float=lambda digits: float(f"{float(digits):.9g}"))
    return {"facts": document["facts"], "readings": document["readings"]}


@dataclass(frozen=True, slots=True)
class Exports:
    """What the CRM gave, and what it and marketing's tool gave later, one deal having changed."""

    earlier: Path
    later: Path


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("exports")
    simulate(folder=folder / "all", company=Company().sized(accounts=150), seed=4)
    shutil.copytree(folder / "all" / "crm", folder / "earlier")
    shutil.copytree(folder / "earlier", folder / "later")
    shutil.copytree(folder / "all" / "marketing", folder / "later" / "marketing")
    deals = folder / "later" / "all-deals.csv"
    text = deals.read_text("utf-8")
    assert "Closed Lost" in text
    deals.write_text(text.replace("Closed Lost", "Closed Won", 1), "utf-8")
    return Exports(folder / "earlier", folder / "later")


@pytest.fixture
def both(exports: Exports, tmp_path: Path) -> Path:
    """Make a record of the earlier exports and, on top, the later ones."""
    for folder in (exports.earlier, exports.later):
        say("import", folder, "--store", tmp_path / "both")
    return tmp_path / "both"


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[Path], dict[str, Any]]:  # Any: as above
    """Give a function that tells what a folder says when it alone is imported."""

    def get(folder: Path) -> dict[str, Any]:  # Any: as above
        say("import", folder, "--store", tmp_path / "fresh")
        return tell(tmp_path / "fresh", tmp_path / "fresh-report")

    return get


def test_taking_the_later_import_back(
    exports: Exports, both: Path, fresh: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:  # Any: as above
    said = say("import", "--undo", "r000002", "--store", both)
    assert "were on record already" not in said
    assert tell(both, tmp_path / "report") == fresh(exports.earlier)


def test_taking_the_earlier_import_back_says_what_the_later_one_leaned_on(
    exports: Exports, both: Path, fresh: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:  # Any: as above
    said = say("import", "--undo", "r000001", "--store", both)
    assert "rows of the later import r000002 were on record already" in said
    assert f"sameroom import {exports.later} --store {both}" in said
    say("import", exports.later, "--store", both)
    assert tell(both, tmp_path / "report") == fresh(exports.later)
