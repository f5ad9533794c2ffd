"""expansion: customers that buy more."""

import pytest

from sameroom.accounts.tests.builders import deal, read, reading, record
from sameroom.measure import TooLittle


def test_the_example_of_its_page_ten_times_over() -> None:
    rows = []
    for n in range(0, 50, 5):
        rows += [deal(n, 10, amount=1000), deal(n, 60, kind="expansion", amount=300)]
        rows += [deal(n + 1, 10, amount=500), deal(n + 1, 30, kind="expansion", amount=900)]
        rows += [deal(n + 2, 10, amount=500), deal(n + 2, 100, kind="expansion", amount=900)]
        rows += [deal(n + 3, 10, amount=500), deal(n + 3, 60, kind="renewal", amount=500)]
        rows += [deal(n + 4, 300, amount=500)]
    told = read(record(deal=rows), "expansion")
    grown = reading(told, "expanded_share")
    assert (grown.value, grown.count) == (1 / 4, 40)
    assert reading(told, "expansion_rate").value == pytest.approx(300 / 2500)


def test_where_no_deal_is_an_expansion_it_says_so() -> None:
    found = read(record(deal=[deal(n, 10) for n in range(60)]), "expansion")["expanded_share", ()]
    assert isinstance(found, TooLittle)
    assert "No deal on record" in found.missing
