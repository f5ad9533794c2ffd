"""`pip install .` into an empty environment gives a working command."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

HOME = Path(__file__).parents[2]


def make_empty_environment(folder: Path) -> tuple[Path, list[str]]:
    """Make an environment with nothing in it; give its Python and how to install into it."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(folder)], check=True)
        python = folder / "bin" / "python"
        return python, [uv, "pip", "install", "-q", "--python", str(python)]
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    return python, [str(python), "-m", "pip", "install", "-q"]


@pytest.mark.slow
def test_installing_the_folder_gives_a_working_command(tmp_path: Path) -> None:
    source = tmp_path / "source"
    ignore = shutil.ignore_patterns(".venv", ".git", "build", "__pycache__", ".*_cache")
    shutil.copytree(HOME, source, ignore=ignore)
    python, install = make_empty_environment(tmp_path / "empty")
    subprocess.run([*install, str(source)], check=True)
    sameroom = python.parent / "sameroom"
    done = subprocess.run([sameroom, "--version"], capture_output=True, text=True, check=True)
    assert "0." in done.stdout
    told = [sameroom, "explain", "win_rate"]
    page = subprocess.run(told, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert "# How many deals are won" in page
    demo = [sameroom, "demo", "--size", "small", "--out", str(tmp_path / "demo"), "--no-open"]
    ended = subprocess.run(demo, check=True, cwd=tmp_path, capture_output=True, text=True)
    assert "The room, where both teams see the same page" in ended.stdout
    assert (tmp_path / "demo" / "report" / "report.html").stat().st_size > 50_000
    room = [sameroom, "up", "--store", str(tmp_path / "demo" / "report" / "record"), "--port", "0"]
    with subprocess.Popen(room, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as opened:
        assert opened.stdout is not None
        try:
            said = opened.stdout.readline()
            place = re.search(r"http://127\.0\.0\.1:\S+", said)
            assert place, said
            with urlopen(place[0]) as answer:
                assert "Your company" in answer.read().decode()
        finally:
            opened.terminate()
