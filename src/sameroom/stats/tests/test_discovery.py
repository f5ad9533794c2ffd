"""Benjamini and Hochberg's rule and Fisher's test against published examples and libraries."""

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


def test_a_part_against_the_rest_by_the_lady_who_tasted_tea() -> None:
    """Fisher 1935: three of four right among eight cups, by chance in 17 of 70 trials."""
    assert discovery.chance_above(hits=3, cases=4, all_hits=4, all_cases=8) == pytest.approx(
        17 / 70
    )


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
@settings(deadline=None)
def test_a_part_against_the_rest_agrees_with_scipy(a: int, b: int, c: int, d: int) -> None:
    from scipy.stats import fisher_exact

    told = discovery.chance_above(hits=a, cases=a + b, all_hits=a + c, all_cases=a + b + c + d)
    oracle = fisher_exact([[a, b], [c, d]], alternative="greater").pvalue
    assert told == pytest.approx(float(oracle), rel=1e-9, abs=1e-12)
