"""What lies in deploy/ speaks of what is there."""

import configparser
from pathlib import Path

import click
import pytest

from sameroom.cli.main import command as sameroom

UNITS = sorted((Path(__file__).parents[2] / "deploy").glob("*.service"))


def test_there_are_units() -> None:
    assert UNITS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_with_options_that_exist(unit: Path) -> None:
    read = configparser.ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    read.read_string(unit.read_text("utf-8"))
    program, name, *words = read["Service"]["ExecStart"].split()

    assert program.endswith("/sameroom")
    found = sameroom.get_command(click.Context(sameroom), name)
    assert found is not None
    found.make_parser(click.Context(found)).parse_args(words)
