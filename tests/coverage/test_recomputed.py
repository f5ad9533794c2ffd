"""The demo's headline figures, against a recount of its exports by hand; and its files' manners."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sameroom import workbench
from sameroom.measure import Window
from sameroom.simulator import Company, simulate
from tests.coverage.exports import Exports

pytestmark = pytest.mark.slow
SINCE: date = Company().starts_on
AS_OF: date = Company().ends_on
AREAS = ("handoff", "content", "results", "record", "cost")
LISTED = {
    ("never_touched", "untouched", "value"): "handoff-never-touched-leads-nobody",
    ("acceptance", "undecided", "value"): "handoff-acceptance-leads-without-a-decision",
    ("rejection_reasons", "rejected", "value"): "handoff-rejection-reasons-rejected",
    ("speed_to_lead", "median_hours", "count"): "handoff-speed-to-lead-all-leads",
    ("win_rate", "win_rate_count", "count"): "goals-win-rate-deals",
    ("campaign_results", "won", "value"): "campaigns-campaign-results-leads-that",
    ("money_lines", "never_worked_cost", "count"): "cost-money-lines-leads-that-nobody",
    ("money_lines", "rejected_cost", "count"): "cost-money-lines-leads-that-sales-rejected",
    ("money_lines", "late_loss", "count"): "cost-money-lines-leads-followed-up-too-late",
    ("money_lines", "unused_content_cost", "count"): "cost-money-lines-content-that-sales-never",
    ("money_lines", "made_twice_cost", "count"): "cost-money-lines-content-that-sales-made",
}
"""Figures that state how many rows they stand on, and the list of those rows."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the demo's exports and its report, for a company no other test has looked at."""
    folder = tmp_path_factory.mktemp("demo")
    begins, now = simulate(folder=folder / "exports", size="small", seed=3).world.company.period
    workbench.audit_folder(
        folder=folder / "exports", out=folder / "report", now=now, window=Window(begins, now)
    )
    return folder


def readings(demo: Path) -> dict[tuple[str, str], dict[str, Any]]:  # Any: a reading
    """Get the readings about the whole; a money line's kind is no slice."""
    document = json.loads((demo / "report/readings.json").read_text("utf-8"))
    return {
        (row["measure"], row["figure"]): row
        for row in document["readings"]
        if row["told"] and row["part"].keys() <= {"kind"}
        if row["measure"] == "money_lines" or not row["part"]
    }


def lists(demo: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Read every list of evidence."""
    for file in sorted((demo / "report/evidence").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield file.name, list(csv.reader(stream))


@pytest.mark.parametrize("area", AREAS)
def test_a_recount_of_the_exports_finds_the_same(demo: Path, area: str) -> None:
    exports, told = Exports(folder=demo / "exports", since=SINCE, as_of=AS_OF), readings(demo)
    for key, value in getattr(exports, area)().items():
        assert told[key]["value"] == pytest.approx(value, rel=1e-9), key


def test_a_figure_stands_on_as_many_rows_as_it_says(demo: Path) -> None:
    told, found = readings(demo), dict(lists(demo))
    for (measure, figure, said), begins in LISTED.items():
        [name] = [name for name in found if name.startswith(begins)]
        assert len(found[name]) - 1 == told[measure, figure][said], name


def test_money_that_is_on_record_adds_up_from_its_list(demo: Path) -> None:
    told, found = readings(demo), dict(lists(demo))
    for figure in ("never_worked_cost", "rejected_cost", "unused_content_cost"):
        begins = LISTED["money_lines", figure, "count"]
        [(head, *rows)] = [listed for name, listed in found.items() if name.startswith(begins)]
        total = sum(float(row[head.index("cost")] or 0) for row in rows)
        assert told["money_lines", figure]["value"] == pytest.approx(total), figure


def test_none_of_our_own_people_is_named_anywhere(demo: Path) -> None:
    members = Exports(folder=demo / "exports", since=SINCE, as_of=AS_OF).members
    ours = {row[column] for row in members for column in ("Name", "Email", "Owner ID")}
    report = demo / "report"
    files = [report / "report.html", report / "readings.json", *report.glob("evidence/*.csv")]
    assert len(members) > 10
    assert len(files) > 20
    for file in files:
        words = set(re.findall(r"[\w.@-]+", text := file.read_text("utf-8")))
        assert not [one for one in ours if (one in text if " " in one else one in words)], file.name


def test_no_cell_of_any_list_begins_a_formula(demo: Path) -> None:
    for name, rows in lists(demo):
        for cell in (cell for row in rows for cell in row):
            is_number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)
            assert is_number or not re.match("[\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]", cell), name
