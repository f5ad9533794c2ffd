"""`sameroom credit`: a table of paths in, every model's credit out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sameroom.cli.main import command
from sameroom.errors import SameroomError

PATHS = (
    "path;total_conversions;total_conversion_value;total_null\na > b;1;10;1\na;0;0;2\nb;1;10;1\n"
)


def test_it_writes_the_chain_worked_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "paths.csv"
    file.write_text(PATHS, encoding="utf-8")
    done = CliRunner().invoke(command, ["credit", str(file), "--order", "1", "--json"])
    markov = json.loads(done.output)["models"]["markov"]
    assert markov["removal_effects"] == pytest.approx({"a": 0.5, "b": 1.0})
    assert markov["conversions"] == pytest.approx({"a": 2 / 3, "b": 4 / 3})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_shows_the_range_whatever_stands_between_columns(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "paths.csv"
    file.write_text(PATHS.replace(";", delimiter), encoding="utf-8")
    done = CliRunner().invoke(command, ["credit", str(file)])
    assert "3 distinct paths, 2 conversions worth 20.00, 4 journeys without one." in done.output
    assert "0.0% to 50.0%" in done.output  # a: nothing by last touch, half by first


@pytest.mark.parametrize("text", ["name,size\nx,1\n", "path,total_conversions\na,much\n", ""])
def test_what_is_no_table_of_paths_says_what_one_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.csv"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(command, ["credit", str(file)])
    assert isinstance(done.exception, SameroomError)
    assert "total_conversions" in done.exception.text()


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["credit", str(tmp_path / "none.csv")])
    assert isinstance(done.exception, SameroomError)
    assert "cannot be opened" in done.exception.text()
