"""Who may give leads, and say when somebody is away."""

import pytest

from sameroom.handoff.owners import may_give, may_give_any, may_say_away
from sameroom.webkit.rights import Reader, Role

SELLER = Reader(user_id=1, team="sales", member_id="crm:2")
HEAD = Reader(user_id=2, team="sales", role=Role.LEAD, member_id="crm:1")
ADA = Reader(user_id=3, team="marketing", role=Role.LEAD, member_id="crm:9")
RUTH = Reader(user_id=4, team="management", role=Role.LEAD, is_admin=True)
GONE = Reader(user_id=5, team="", role=Role.LEAD, is_admin=True, member_id="crm:2")


@pytest.mark.parametrize(
    ("reader", "with_lead", "without"),
    [(SELLER, False, False), (HEAD, True, True), (ADA, False, True), (RUTH, True, True),
     (GONE, False, False), (Reader(), False, False)],
)  # fmt: skip
def test_who_gives_out_any_lead(reader: Reader, with_lead: bool, without: bool) -> None:
    assert may_give_any(reader=reader, has_sales_lead=True) is with_lead
    assert may_give_any(reader=reader, has_sales_lead=False) is without


def test_whoever_has_a_lead_may_hand_it_on() -> None:
    assert may_give(reader=SELLER, owner_id="crm:2", has_sales_lead=True)
    assert not may_give(reader=SELLER, owner_id="crm:3", has_sales_lead=True)
    assert not may_give(reader=SELLER, owner_id="", has_sales_lead=True)
    assert not may_give(reader=GONE, owner_id="crm:2", has_sales_lead=True)


def test_who_says_that_somebody_is_away() -> None:
    assert may_say_away(reader=SELLER, member_id="crm:2", team="sales")
    assert not may_say_away(reader=SELLER, member_id="crm:3", team="sales")
    assert may_say_away(reader=HEAD, member_id="crm:3", team="sales")
    assert not may_say_away(reader=HEAD, member_id="crm:9", team="marketing")
    assert may_say_away(reader=RUTH, member_id="crm:9", team="marketing")
    assert not may_say_away(reader=RUTH, member_id="", team="marketing")
    assert not may_say_away(reader=GONE, member_id="crm:2", team="sales")
