from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sameroom.report import cells


@pytest.mark.parametrize(
    ("column", "head"),
    [
        ("handed_over_at", "Handed over"),
        ("lead_id", "Lead"),
        ("owner_id", "Owner's team"),
        ("waited_seconds", "Waited"),
        ("landing_page", "Landing page"),
    ],
)
def test_heads_are_words(column: str, head: str) -> None:
    assert cells.head(column) == head


@pytest.mark.parametrize(
    ("column", "content", "text"),
    [
        ("cost", Decimal("104000.00"), "€104,000"),
        ("waited_seconds", 5400.0, "1.5\u00a0h"),
        ("days_to_win", 12.5, "12.5"),
        ("reason_family", "definitional", "not the customer we want"),
        ("closed_at", datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01"),
        ("closed_at", datetime(2026, 3, 1, 9, 30, tzinfo=UTC), "2026-03-01 09:30"),
        ("won", True, "yes"),
        ("name", None, "–"),
        ("name", "x" * 200, "x" * 119 + "…"),
    ],
)
def test_cells_are_written_as_a_person_reads_them(column: str, content: object, text: str) -> None:
    assert cells.cell(column=column, content=content, currency="EUR") == text
