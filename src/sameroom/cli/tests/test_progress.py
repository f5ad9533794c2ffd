"""What a long command says while it works: a line a phase, not a line a file."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from sameroom.cli.main import command
from sameroom.cli.progress import Steps
from sameroom.importing import plan
from sameroom.report.short import in_short
from sameroom.report.tests.builders import an_audit


def test_a_log_gets_one_line_for_each_phase(capsys: pytest.CaptureFixture[str]) -> None:
    with Steps() as steps:
        for number in range(5):
            steps.tell(f"reading crm/file{number}.csv ({number} of 5)")
        steps.tell("read (5 of 5)")
        steps.tell("writing lead (0 of 1)")
        steps.tell("How many leads are taken?")
        steps.tell("What does it cost?")
        steps.tell("Writing the report")
    said = capsys.readouterr().err.split("\n")
    assert [line.strip() for line in said if line] == [
        "Reading the exports",
        "Writing the record",
        "Answering the questions",
        "Writing the report",
    ]


def test_a_column_that_waits_for_a_decision_is_named_at_the_end(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "kontakte.csv").write_text(
        "Datensatz-ID;Vorname;Nachname;E-Mail;Erstellt am;Lead-Status\n"
        "1;Ada;Berg;ada@firma.example;03.02.2026;Neu\n"
        "2;Sol;Tal;sol@firma.example;13.02.2026 14:05;Neu\n"
        "3;Max;Feld;max@;31.02.2026;Abgelehnt\n",
        encoding="utf-8",
    )
    ended = CliRunner().invoke(command, ["audit", str(exports), "--out", str(tmp_path / "out")])
    assert ended.exit_code == 0
    planned = plan(folder=exports, now=datetime(2026, 7, 1, tzinfo=UTC))
    waiting = [column for file in planned.files for column in file.mapping.asked]
    assert ("were left out" in ended.output) == bool(waiting)
    for remark in planned.remarks:
        assert remark in ended.output


def test_the_end_says_what_is_most_apart_what_it_costs_and_who_acts() -> None:
    verdict, why, cost, who = in_short(audit=an_audit())
    assert verdict.startswith("Sales and marketing are apart in ")
    assert "costs most" in why
    assert re.search(r"^It costs €.* \(between €.* and €.*\)\.$", cost)
    assert who.startswith(("Sales: ", "Marketing: ", "Both"))


def test_a_report_of_two_folders_in_one_record_says_so(tmp_path: Path) -> None:
    """Two companies audited into one place would be read as one."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "contacts.csv").write_text(
            f"Contact ID,Email,Create Date\n{name}1,ada@{name}.example,2026-02-03\n", "utf-8"
        )
    said = [
        CliRunner().invoke(command, ["audit", str(tmp_path / name), "--out", str(tmp_path / "out")])
        for name in ("one", "one", "two")
    ]
    assert [ended.exit_code for ended in said] == [0, 0, 0]
    assert ["imported from" in ended.output for ended in said] == [False, False, True]
    assert f"imported from {tmp_path / 'one'} too" in said[2].output


@pytest.mark.slow
def test_a_second_demo_is_another_company_and_not_both(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    kept = out / "mine.txt"
    for seed in ("1", "2"):
        called = ["demo", "--no-open", "--size", "small", "--seed", seed, "--out", str(out)]
        assert CliRunner().invoke(command, called).exit_code == 0
        kept.write_text("mine")
    alone = tmp_path / "alone"
    called = ["demo", "--no-open", "--size", "small", "--seed", "2", "--out", str(alone)]
    assert CliRunner().invoke(command, called).exit_code == 0
    readings = [(folder / "report" / "readings.json").read_text() for folder in (out, alone)]
    told = [json.loads(text)["facts"] for text in readings]
    assert told[0] == told[1]
    assert kept.read_text() == "mine"
