"""win_back: former customers that come back."""

from sameroom.accounts.tests.builders import Row, act, deal, read, reading, record
from sameroom.measure import TooLittle


def the_table_of_its_page() -> list[Row]:
    rows = []
    for n in range(0, 50, 5):
        rows += [deal(n, -100), deal(n, 70, kind="win-back")]
        rows += [deal(n + 1, -100)]
        rows += [deal(n + 2, -100), deal(n + 2, 20)]  # back before the moment: not a former one
        rows += [deal(n + 3, -100), deal(n + 3, 91)]  # back after the 60 days
        rows += [deal(n + 4, 300)]  # not gone for long enough
    return rows


def test_the_example_of_its_page_ten_times_over() -> None:
    told = read(record(deal=the_table_of_its_page()), "win_back")
    back = reading(told, "returned_share")
    # Those who came back on day 20 fall silent again on day 150: a moment of their own, no return.
    assert (back.value, back.count) == (1 / 4, 40)


def test_touches_count_before_the_moment_alone() -> None:
    """Gone 100 days after day -100, the moment is day 30; touches count from day 0 on."""
    acts = [act(1, 5), act(2, 31), act(3, -1)]
    deals = [deal(n, -100) for n in (1, 2, 3)]
    rows = record(deal=deals, activity=acts).rows(
        "select moment_id, sales from customer_touch order by moment_id"
    )
    assert rows == [{"moment_id": "lapsed crm:a1", "sales": 1}]


def test_with_too_short_a_record_nothing_is_told() -> None:
    told = read(record(deal=[deal(n, 300) for n in range(60)]), "win_back")["returned_share", ()]
    assert isinstance(told, TooLittle)
