"""Whatever a browser sends, it is a number or it is none."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sameroom.webkit.asked import KEYS, page, whole


@pytest.mark.parametrize(
    ("told", "read"),
    [("7", 7), ("007", 7), ("0", 0), ("", None), ("-7", None), ("+7", None), ("7.0", None),
     (" 7", None), ("٧", None), ("²", None), ("1e3", None), ("9" * KEYS, int("9" * KEYS)),
     ("9" * (KEYS + 1), None), ("9" * 5_000, None)],
)  # fmt: skip
def test_a_number_is_read_and_anything_else_is_none(told: str, read: int | None) -> None:
    assert whole(told) == read


@given(st.text())
def test_no_text_breaks_it(told: str) -> None:
    read = whole(told)
    assert read is None or 0 <= read < 2**63


@pytest.mark.parametrize(
    ("told", "read"), [("", 1), ("?page=3", 3), ("?page=0", 1), ("?page=x", 1), ("?page=999999", 1)]
)
def test_a_page_that_is_none_is_the_first(told: str, read: int) -> None:
    assert page(RequestFactory().get(f"/people{told}")) == read
