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


@pytest.mark.parametrize(
    ("column", "content", "shown"),
    [
        ("cost", Decimal("1519.00"), cells.Cell("€1,519", is_ours=True)),
        ("won", True, cells.Cell("yes", is_ours=True)),
        ("name", None, cells.Cell("–", is_ours=True)),
        ("outcome", "won", cells.Cell("won", is_ours=True)),
        ("kind", "email_sent", cells.Cell("email sent", is_ours=True)),
        ("channel", "not stated", cells.Cell("not stated", is_ours=True)),
        ("channel", "email_sent", cells.Cell("email_sent", is_ours=False)),
        ("campaign", "Contact", cells.Cell("Contact", is_ours=False)),
        ("reason", "1,234.5", cells.Cell("1,234.5", is_ours=False)),
        ("id", "crm:1", cells.Cell("crm:1", is_ours=False)),
    ],
)
def test_a_cell_says_whether_it_is_in_our_words(
    column: str, content: object, shown: cells.Cell
) -> None:
    assert cells.shown(column=column, content=content, currency="EUR") == shown
