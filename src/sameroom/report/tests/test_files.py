import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.measure import Reading, Unit
from sameroom.report import files
from sameroom.report.tests.builders import an_audit, some_rows
from sameroom.report.tests.hostile import FORMULA

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n=", "＝", "＋", "－", "＠")


def written(values: list[str], folder: Path) -> list[str]:
    path = folder / "rows.csv"
    files.write_csv(rows=pa.table({"name": values, "n": range(len(values))}), path=path)
    with path.open(encoding="utf-8-sig", newline="") as source:
        return [row["name"] for row in csv.DictReader(source)]


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_cell_begins_as_a_formula(start: str, tmp_path: Path) -> None:
    [cell] = written([f"{start}cmd|' /C calc'!A0"], tmp_path)
    assert cell.startswith("'") or cell.startswith("\n'")


@pytest.mark.parametrize("break_", [";", "\t", "|", "\n"])
def test_no_formula_begins_where_a_spreadsheet_may_split_the_line(
    break_: str, tmp_path: Path
) -> None:
    [cell] = written([f"Max{break_}{FORMULA}"], tmp_path)
    assert f"{break_}=" not in cell


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_whatever_the_text_no_cell_is_a_formula_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    cells = written(values, tmp_path_factory.mktemp("csv"))
    assert len(cells) == len(values)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_plain_text_numbers_money_and_instants_stay_as_they_are(tmp_path: Path) -> None:
    table = pa.table(
        {
            "name": ["Ada, of Köln"],
            "amount": pa.array([Decimal("-12.50")], pa.decimal128(18, 2)),
            "hours": [-1.5],
            "met_at": pa.array([datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)]),
        }
    )
    path = tmp_path / "rows.csv"
    files.write_csv(rows=table, path=path)
    with path.open(encoding="utf-8-sig", newline="") as source:
        [row] = csv.DictReader(source)
    assert row == {
        "name": "Ada, of Köln",
        "amount": "-12.50",
        "hours": "-1.5",
        "met_at": "2026-01-02 03:04:05",
    }


def test_every_row_of_the_evidence_is_in_its_file(tmp_path: Path) -> None:
    evidence = some_rows(many=250)
    files.write_evidence(audit=an_audit(evidence=(evidence,)), folder=tmp_path)
    path = tmp_path / "evidence" / files.csv_name(evidence)
    with path.open(encoding="utf-8-sig", newline="") as source:
        assert len(list(csv.DictReader(source))) == 250


def test_json_and_parquet_hold_every_reading_and_every_silence(tmp_path: Path) -> None:
    audit = an_audit()
    files.write_readings(audit=audit, folder=tmp_path)
    told = json.loads((tmp_path / "readings.json").read_text("utf-8"))["readings"]
    table = pa.parquet.read_table(tmp_path / "readings.parquet")
    assert len(told) == table.num_rows == len(audit.stored)
    silent = next(one for one in told if not one["told"] and not one["part"])
    assert silent["bring"] == "The list of your sales documents with their author."
    rate = next(one for one in told if one["figure"] == "acceptance_rate" and not one["part"])
    assert rate["value"] == pytest.approx(1421 / 2310)
    assert rate["low"] < rate["value"] < rate["high"]
    assert (rate["count"], rate["level"]) == (2310, 0.95)


def test_a_value_that_is_no_number_is_null_in_json(tmp_path: Path) -> None:
    odd = Reading("acceptance_rate", float("nan"), Unit.SHARE, 3)
    files.write_readings(audit=an_audit(told=[("acceptance", odd)]), folder=tmp_path)
    [one] = json.loads((tmp_path / "readings.json").read_text("utf-8"))["readings"]
    assert one["value"] is None
