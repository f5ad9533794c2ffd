"""The command finds its commands by looking, and says what to do when it cannot go on."""

from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sameroom.cli import sql
from sameroom.cli.main import OnDemand, command, list_names
from sameroom.engines import portable
from sameroom.errors import SameroomError
from sameroom.importing import run


def test_it_lists_each_file_as_a_command() -> None:
    assert {"explain", "sql"} <= set(list_names())
    assert "main" not in list_names()


def test_help_describes_each_command_in_a_line() -> None:
    help_text = CliRunner().invoke(command, ["--help"]).output
    for name in list_names():
        assert name in help_text


def test_it_names_the_nearest_command_for_a_word_it_does_not_know() -> None:
    ended = CliRunner().invoke(command, ["explan"])
    assert ended.exit_code == 2
    assert 'Did you mean "explain"?' in ended.output


def test_a_folder_without_exports_ends_in_an_error_that_says_what_to_bring(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    with pytest.raises(SameroomError, match="nothing in it could be read") as raised:
        CliRunner().invoke(
            command,
            ["audit", str(tmp_path / "exports"), "--out", str(tmp_path / "out")],
            catch_exceptions=False,
        )
    assert "CSV" in str(raised.value)
    assert not (tmp_path / "out" / "report.html").exists()


def test_ctrl_c_ends_in_a_word_on_how_things_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("slow")
    def slow() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(OnDemand, "get_command", lambda *_: slow)
    ended = CliRunner().invoke(command, ["slow"])
    assert ended.exit_code == 130
    assert "Stopped. No half of an import stays in the record" in ended.output
    assert "Traceback" not in ended.output


def test_what_a_measure_needs_reads_as_sentences() -> None:
    said = CliRunner().invoke(command, ["explain", "acceptance"]).output
    assert "Bring: The leads from your CRM." in said
    assert ".." not in said.split("#")[0]
    assert "|" not in said.split("#")[0]


def test_the_road_of_a_figure_names_the_columns_of_the_users_own_files(tmp_path: Path) -> None:
    exports, store = tmp_path / "exports", tmp_path / "record"
    exports.mkdir()
    rows = ["Opportunity ID,Account ID,Amount,Is Won,Is Closed,Close Date,Created Date"]
    rows += [
        f"006{n:04},001{n:04},{n * 100},true,true,2026-01-{n:02},2025-12-01" for n in range(1, 9)
    ]
    (exports / "opportunities.csv").write_text("\n".join(rows), "utf-8")
    run(folder=exports, store=store, now=datetime(2026, 7, 1, tzinfo=UTC))
    told = CliRunner().invoke(command, ["explain", "win_rate", "--store", str(store)])
    assert told.exit_code == 0
    assert "amount is filled from opportunities.csv: Amount" in told.output
    assert "deal_case" in told.output


def test_the_command_offers_every_dialect_there_is() -> None:
    assert set(sql.DIALECTS) == set(map(str, portable.DIALECTS))


def test_a_question_in_words_that_were_never_executed_says_so() -> None:
    ended = CliRunner().invoke(command, ["sql", "speed_to_lead", "--dialect", "databricks"])
    assert ended.exit_code == 0
    assert ended.output.startswith("-- databricks: translated, not executed\n")


def test_a_language_the_report_does_not_speak_is_said_before_anything_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "leads.csv").write_text("Name,Status\nAda,Open\n")
    with pytest.raises(SameroomError, match='does not speak "deu"') as raised:
        CliRunner().invoke(
            command,
            ["audit", str(tmp_path), "--out", str(tmp_path / "out"), "--language", "deu"],
            catch_exceptions=False,
        )
    assert 'Did you mean "de"? It speaks: en, de.' in str(raised.value)
    assert not (tmp_path / "out").exists()
