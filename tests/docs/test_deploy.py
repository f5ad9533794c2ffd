"""What lies in deploy/ speaks of what is there."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from sameroom.cli.main import command as sameroom
from sameroom.site import running

HOME = Path(__file__).parents[2]
UNITS = sorted((HOME / "deploy").glob("*.service"))
IMAGE = HOME / "deploy" / "Containerfile"
NGINX = HOME / "deploy" / "nginx.conf"
DEFAULT_LIMIT = 2_000_000_000  # SAMEROOM_UPLOAD_LIMIT, where nobody says otherwise


def test_there_are_units() -> None:
    assert UNITS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_with_options_that_exist(unit: Path) -> None:
    program, name, *words = settings_of(unit)["ExecStart"].split()

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
    assert re.findall(r"UMask=(\S+)", command) == re.findall(r"UMask=(\S+)", unit) == ["0077"]
    assert {"--pty", "--pipe"} <= set(command.split()), "Ctrl-C ends the command, not its sight"


def test_only_the_first_process_is_told_to_stop_and_has_the_time_to_end_the_others() -> None:
    read = settings_of(UNITS[0])
    assert read["KillMode"] == "mixed", "a worker told twice breaks off its job"
    assert float(read["TimeoutStopSec"]) > running.GRACE


def settings_of(unit: Path) -> dict[str, str]:
    """Read what a unit says of its service; of a word said twice the last."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    read.read_string(unit.read_text("utf-8"))
    return dict(read["Service"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_nothing_wrong_with_a_unit_and_little_that_it_lets_be(
    unit: Path, tmp_path: Path
) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    text = unit.read_text("utf-8")
    stand_in = tmp_path / unit.name  # the program that it starts is not here
    stand_in.write_text(text.replace("/opt/sameroom/bin/sameroom", "/bin/true"))
    said = ask(program, "verify", "--man=no", stand_in)
    assert [line for line in said.splitlines() if unit.name in line] == []
    said = ask(program, "security", "--offline=yes", "--threshold=20", stand_in)
    assert "Overall exposure level" in said
    assert float(re.findall(r"exposure level for \S+: ([\d.]+)", said)[0]) <= 2


def ask(*command: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=20
    )
    return done.stdout + done.stderr


def test_nginx_understands_its_example(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("nginx or openssl is not installed")
    key, certificate = tmp_path / "key", tmp_path / "pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=room.example.com",
         "-keyout", key, "-out", certificate],
        capture_output=True, check=True, timeout=20,
    )  # fmt: skip
    site = (
        NGINX.read_text("utf-8")
        .replace("/etc/ssl/room.example.com.pem", str(certificate))
        .replace("/etc/ssl/room.example.com.key", str(key))
    )
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{site}}}\n")
    said = ask(nginx, "-t", "-p", tmp_path, "-e", "stderr", "-c", whole)
    assert "test is successful" in said, said


def test_nginx_says_itself_who_asks_and_waits_for_whoever_sends_slowly() -> None:
    text = re.sub(r"#.*", "", NGINX.read_text("utf-8"))
    for name, value in (("Proto", "$scheme"), ("For", "$remote_addr")):
        assert re.findall(rf"proxy_set_header X-Forwarded-{name} (.*);", text) == [value]
    assert "proxy_request_buffering on;" in text, "else a few slow forms hold all of the room"
    limit = int(re.findall(r"client_max_body_size (\d+)g;", text)[0]) * 2**30
    assert limit >= DEFAULT_LIMIT, "what the room takes gets through"


def test_a_backup_of_the_night_is_a_program_that_the_guide_installs() -> None:
    script = HOME / "deploy" / "sameroom-backup"
    assert os.access(script, os.X_OK)
    text = script.read_text("utf-8").replace("\\\n", " ")
    (words,) = re.findall(r"^/usr/local/bin/sameroom (.*)", text, re.MULTILINE)
    name, *rest = shlex.split(words)
    found = sameroom.get_command(click.Context(sameroom), name)
    assert found is not None
    read = found.make_parser(click.Context(found)).parse_args(rest)[0]
    assert f"-mtime +{read['keep_days']} -delete" in text, "kept as long as the room is told"
    assert f"--store {read['store']}" in settings_of(UNITS[0])["ExecStart"]
    guide = (HOME / "docs" / "guide" / "install.md").read_text("utf-8")
    assert "install deploy/sameroom-backup /etc/cron.daily/sameroom-backup" in guide


def test_the_guide_installs_the_packages_that_the_tests_ran_with() -> None:
    guide = (HOME / "docs" / "guide" / "install.md").read_text("utf-8")
    installs = re.findall(r"/opt/sameroom/bin/pip install (.*)", guide)
    assert len(installs) == 4
    for pinned, ours in (installs[:2], installs[2:]):
        assert pinned.startswith("--require-hashes -r requirements/run.txt")
        assert ours == "--no-deps --no-build-isolation ."


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
