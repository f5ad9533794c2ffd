"""Where the real data sets lie, and audits of them, each made once."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sameroom.cli.main import command

HOME = Path(__file__).parents[2]
MAPPINGS = Path(__file__).parent / "mappings"
Key = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Audited:
    """What `sameroom audit` wrote of a data set."""

    folder: Path
    printed: str
    document: dict[str, Any]  # Any: readings.json as it stands

    @property
    def facts(self) -> dict[str, int]:
        """Tell how many rows of each noun were read."""
        return {noun: count for noun, count in self.document["facts"].items() if count}

    def get(self, measure: str, figure: str, **part: str) -> dict[str, Any]:  # Any: a reading
        """Get a reading by measure, figure and part."""
        return self._readings()[measure, figure, tuple(sorted(part.items()))]

    def value(self, measure: str, figure: str, **part: str) -> float:
        """Get the value of a reading that was told."""
        reading = self.get(measure, figure, **part)
        assert reading["told"], reading["missing"]
        return float(reading["value"])

    def parts(self, measure: str, figure: str, name: str) -> dict[str, float]:
        """Get the values of a figure by one part, such as each channel's."""
        return {
            part[0][1]: reading["value"]
            for (one, other, part), reading in self._readings().items()
            if (one, other) == (measure, figure) and len(part) == 1 and part[0][0] == name
            if reading["told"]
        }

    def _readings(self) -> dict[Key, dict[str, Any]]:  # Any: a reading
        return {
            (row["measure"], row["figure"], tuple(sorted(row["part"].items()))): row
            for row in self.document["readings"]
        }


def find_data(name: str) -> Path:
    """Find a data set, or skip the test with the reason."""
    root = Path(os.environ.get("SAMEROOM_REAL_DATA", HOME / ".." / "shared" / "data"))
    folder = root / name
    if not folder.is_dir():
        pytest.skip(f"the real data set {name} is not here; set SAMEROOM_REAL_DATA to its folder")
    return folder


def audit(folder: Path, out: Path, name: str) -> Audited:
    """Audit a folder by the command, with the set's mapping file if it has one."""
    mapping = MAPPINGS / f"{name}.toml"
    options = ["--mapping", str(mapping)] if mapping.exists() else []
    done = CliRunner().invoke(
        command, ["audit", str(folder), "--out", str(out), *options], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    document = json.loads((out / "readings.json").read_text("utf-8"))
    return Audited(out, done.output, document)
