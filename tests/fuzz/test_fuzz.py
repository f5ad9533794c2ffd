"""The readers take any bytes: a short run of what `python3 dev.py fuzz` does for longer."""

import importlib.util
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.run import changed
from tests.fuzz.targets import CORPUS, TARGETS, seeds


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_do_not_break_it(name: str) -> None:
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None)
@given(start=st.integers(0, 10**9), noise=st.binary(max_size=60), is_noise=st.booleans())
def test_no_bytes_break_it(name: str, start: int, noise: bytes, is_noise: bool) -> None:
    chance = random.Random(start)
    TARGETS[name](noise if is_noise else changed(chance.choice(seeds(name)), chance))


def test_the_kept_inputs_stay_small() -> None:
    kept = [path for path in CORPUS.rglob("*") if path.is_file()]
    assert {path.parent.name for path in kept} <= set(TARGETS)
    assert sum(path.stat().st_size for path in kept) < 200_000


@pytest.mark.slow
@pytest.mark.skipif(  # atheris has wheels for few systems; the others fuzz at random
    importlib.util.find_spec("atheris") is None,
    reason="NOT GUIDED: atheris cannot be installed here, so fuzzing was at random only",
)
@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run_guided_by_coverage_breaks_nothing(name: str) -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", "--one", name, "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "number_of_executed_units" in done.stdout + done.stderr, "it was not guided"
