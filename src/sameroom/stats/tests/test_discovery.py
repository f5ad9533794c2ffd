"""Benjamini and Hochberg's rule against their own example and statsmodels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.stats import discovery

PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_it_finds_the_four_of_the_1995_paper() -> None:
    assert discovery.found(PUBLISHED) == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0, 1), max_size=40))
@settings(deadline=None)
def test_it_agrees_with_statsmodels(chances: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    oracle = multipletests(chances, method="fdr_bh")[1] if chances else []
    assert discovery.adjusted(chances) == pytest.approx(list(oracle))


@given(st.permutations(PUBLISHED))
def test_the_order_does_not_matter(chances: list[float]) -> None:
    told = dict(zip(chances, discovery.adjusted(chances), strict=True))
    assert told == dict(zip(PUBLISHED, discovery.adjusted(PUBLISHED), strict=True))
