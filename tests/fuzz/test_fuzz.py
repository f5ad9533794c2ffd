"""The readers take any bytes: a short run of what `python3 dev.py fuzz` does for longer."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.run import changed
from tests.fuzz.targets import SEEDS, TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_do_not_break_it(name: str) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None)
@given(start=st.integers(0, 10**9), noise=st.binary(max_size=60), is_noise=st.booleans())
def test_no_bytes_break_it(name: str, start: int, noise: bytes, is_noise: bool) -> None:
    chance = random.Random(start)
    TARGETS[name](noise if is_noise else changed(chance.choice(SEEDS[name]), chance))
