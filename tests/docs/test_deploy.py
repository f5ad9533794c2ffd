"""What lies in deploy/ speaks of what is there."""

import configparser
import json
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from sameroom.cli.main import command as sameroom

HOME = Path(__file__).parents[2]
UNITS = sorted((HOME / "deploy").glob("*.service"))
IMAGE = HOME / "deploy" / "Containerfile"


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
    called = re.findall(
        r"^(?:sudo |/usr/local/bin/|podman exec room )sameroom (.*)", text, re.MULTILINE
    )
    assert len(called) >= 3
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


def steps() -> list[tuple[str, str]]:
    """Read the steps of the image: each its word and what it says."""
    lines = [line for line in IMAGE.read_text("utf-8").splitlines() if line.strip()]
    return [
        (word, rest) for word, _, rest in (line.partition(" ") for line in lines) if word != "#"
    ]


def told(word: str) -> list[str]:
    return [rest for name, rest in steps() if name == word]


def test_the_image_takes_no_package_that_is_not_pinned() -> None:
    installs = [step for step in told("RUN") if "pip install" in step]
    assert len(installs) >= 2
    assert all(
        "--require-hashes" in step or {"--no-deps", "--no-build-isolation"} <= set(step.split())
        for step in installs
    )
    lists = {name for step in installs for name in re.findall(r"-r (\S+)", step)}
    assert {"requirements/run.txt", "requirements/postgres.txt"} <= lists
    copied = " ".join(told("COPY"))
    for name in lists:
        assert name in copied
        pins = re.findall(r"^[a-z].*", (HOME / name).read_text("utf-8"), re.MULTILINE)
        assert pins
        assert all("==" in pin for pin in pins)


def test_the_image_starts_a_command_with_options_that_exist() -> None:
    program, name, *words = json.loads(told("CMD")[0])
    assert program == "sameroom"
    found = sameroom.get_command(click.Context(sameroom), name)
    assert found is not None
    read = found.make_parser(click.Context(found)).parse_args(words)[0]
    (volume,) = told("VOLUME")
    assert Path(read["store"]).is_relative_to(volume), "what is kept is in the volume"
    assert read["host"] == "0.0.0.0", "a container is reached from outside it"


def test_the_image_copies_what_is_there_and_all_that_it_installs_from() -> None:
    copied = [source for rest in told("COPY") for source in shlex.split(rest)[:-1]]
    assert [one for one in copied if not (HOME / one).exists()] == []
    installs = next(at for at, (word, rest) in enumerate(steps()) if "--no-deps" in rest)
    before = {source for word, rest in steps()[:installs] if word == "COPY"
              for source in shlex.split(rest)[:-1]}  # fmt: skip
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    named = {project["project"]["readme"], *project["project"]["license-files"]}
    forced = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert named <= before
    assert {Path(one).parts[0] for one in forced} <= before


def test_the_image_runs_as_nobody_special_who_owns_the_volume() -> None:
    (user,) = told("USER")
    (volume,) = told("VOLUME")
    made = next(rest for rest in told("RUN") if rest.startswith("useradd"))
    assert shlex.split(made)[-1] == user != "root"
    assert f"--create-home --home-dir {volume}" in made
    words = [word for word, _ in steps()]
    assert words.index("USER") < words.index("CMD")


def test_what_the_image_asks_whether_it_is_well_is_there() -> None:
    (asked,) = told("HEALTHCHECK")
    (port,) = told("EXPOSE")
    found = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", asked)
    assert found
    assert found[1] == port
    up = sameroom.get_command(click.Context(sameroom), "up")
    assert up is not None
    assert {one.name: one.default for one in up.params}["port"] == int(port)
    assert f"`{found[2]}`" in (HOME / "docs/guide/looking-after.md").read_text("utf-8")
