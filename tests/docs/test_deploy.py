"""What lies in deploy/ speaks of what is there."""

import configparser
import re
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


def test_commands_of_the_guide_exist_with_their_options() -> None:
    text = (UNITS[0].parents[1] / "docs" / "guide" / "install.md").read_text("utf-8")
    called = re.findall(r"^(?:sudo |/usr/local/bin/)sameroom (.*)", text, re.MULTILINE)
    assert len(called) >= 2
    for line in called:
        name, *words = line.replace('"', "").split()
        found = sameroom.get_command(click.Context(sameroom), name)
        assert found is not None, line
        found.make_parser(click.Context(found)).parse_args(words)


def test_a_command_runs_as_the_unit_does() -> None:
    unit, command = UNITS[0].read_text("utf-8"), (UNITS[0].parent / "sameroom").read_text("utf-8")
    assert re.findall(r"EnvironmentFile=(\S+)", command) == re.findall(
        r"EnvironmentFile=(\S+)", unit
    )
    assert re.findall(r"--uid=(\S+)", command) == re.findall(r"^User=(\S+)", unit, re.MULTILINE)


def test_every_variable_of_the_examples_is_one_that_is_explained() -> None:
    home = UNITS[0].parents[1]
    explained = (home / "docs" / "guide" / "room.md").read_text("utf-8")
    files = [*UNITS[0].parent.iterdir(), home / "docs" / "guide" / "install.md"]
    used = {word for file in files for word in re.findall(r"SAMEROOM_[A-Z_]+|DATABASE_URL",
                                                          file.read_text("utf-8"))}  # fmt: skip
    assert len(used) >= 4
    assert {word for word in used if f"`{word}`" not in explained} == set()
