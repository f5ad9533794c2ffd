"""How the text of a column is to be read is found out from its values."""

from decimal import Decimal

import pytest

from sameroom.connectors.content import Profile
from sameroom.connectors.parsing import _dates, decimal_sign


@pytest.mark.parametrize(
    ("values", "has_thousandths", "sign"),
    [
        (["1.234,50", "999,9"], False, ","),
        (["1,234.50", "12"], False, "."),
        (["1.234", "12.345", "7"], False, ","),
        (["1.234", "12.345", "7"], True, "."),
        (["1.234", "0.500"], False, "."),
        (["1.234", "1234.500"], False, "."),
        (["1.234", "5.5"], False, "."),
        (["1,234", "12,345"], False, "."),
        (["1.234.567"], False, ","),
    ],
)
def test_it_tells_the_decimal_sign(values: list[str], has_thousandths: bool, sign: str) -> None:
    assert decimal_sign(values, has_thousandths=has_thousandths) == sign


@pytest.mark.parametrize("amount", [1_234, 12_345, 999_000])
def test_whole_amounts_with_points_are_thousands_not_fractions(amount: int) -> None:
    written = f"{amount:,}".replace(",", ".")
    sign = decimal_sign([written], has_thousandths=False)
    assert Decimal(written.replace(".", "").replace(sign, ".")) == amount


@pytest.mark.parametrize(
    ("values", "style"),
    [
        (("46143", "46144.5"), "excel"),
        (("46143", "yesterday"), ""),
        (("12345",), ""),
    ],
)
def test_days_counted_by_a_spreadsheet_are_dates(values: tuple[str, ...], style: str) -> None:
    assert _dates(Profile(frozenset(), 1.0, 1.0, values, ()), "") == style
