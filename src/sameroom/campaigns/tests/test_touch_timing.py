"""touch_timing: where the buyer stood with sales when marketing reached them, and collisions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
Row = Mapping[str, Any]  # Any: a cell


def march(number: float) -> datetime:
    return datetime(2026, 2, 28, 12, tzinfo=UTC) + timedelta(days=number)


def touch(number: int, buyer: str, moment: datetime, **more: Any) -> Row:  # Any: a cell
    return {
        "id": f"m:t{number}", "origin": "m", "occurred_at": moment, "kind": "email_sent",
        "account_id": buyer, "person_id": f"{buyer}-p", "campaign_id": "m:c1", **more,
    }  # fmt: skip


def deal(number: int, buyer: str, begins: datetime | None, **more: Any) -> Row:  # Any: a cell
    return {
        "id": f"crm:d{number}", "account_id": buyer, "created_at": begins, "outcome": "open",
        "amount": Decimal(100), **more,
    }  # fmt: skip


def call(buyer: str, moment: datetime, **more: Any) -> Row:  # Any: a cell
    return {"account_id": buyer, "occurred_at": moment, "kind": "call", **more}


def make_trial(
    *,
    touches: Sequence[Row],
    deals: Sequence[Row] = (),
    acts: Sequence[Row] = (),
    unit: str = "account",
    many: int = 3,
    channel: str = "Email",
) -> Trial:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    return Trial(
        facts={
            "touch": touches,
            "deal": deals,
            "activity": [{"id": f"crm:a{n}", **act} for n, act in enumerate(acts)],
            "campaign": [
                {"id": "m:c1", "origin": "m", "name": "Spring", "kind": "news", "channel": channel}
            ],
        },
        given={
            "audit_window": [window],
            "buyer": [{"unit": unit}],
            "term": [{"name": "campaigns.mass_mail_people", "amount": many}],
        },
    )


LOST = {"outcome": "lost", "closed_at": march(25)}


def worked(*, called: float = 5, copies: int = 1) -> Trial:
    """Build the example of the method page, several times over where asked."""
    touches, deals, acts = [], [], []
    for copy in range(copies):
        a, b, c = (f"crm:{name}{copy}" for name in "abc")
        for buyer, days in ((a, (1, 10, 20, 30)), (b, (1, 20)), (c, (1, 20))):
            for day in days:
                touches.append(touch(len(touches), buyer, march(day)))
        deals += [
            deal(2 * copy, a, march(15), **LOST),
            deal(2 * copy + 1, b, march(10)),
        ]
        acts.append(call(a, march(called)))
    return make_trial(touches=touches, deals=deals, acts=acts)


def positions(trial: Trial) -> list[str]:
    return [row["position"] for row in trial.rows("select * from touch_position order by touch_id")]


def test_the_example_worked_by_hand() -> None:
    assert positions(worked()) == [
        "before", "contact", "during", "after", "before", "during", "before", "before",
    ]  # fmt: skip
    told = worked(copies=20).told("touch_timing", context=CONTEXT)
    hand = {
        "before_share": 4 / 8,
        "contact_share": 1 / 8,
        "during_share": 2 / 8,
        "after_share": 1 / 8,
    }
    for figure, share in hand.items():
        found = told[figure]
        assert isinstance(found, Reading)
        assert (found.value, found.count) == (share, 160)
        assert found.interval
        assert found.interval.low < share < found.interval.high


def test_the_collision_worked_by_hand() -> None:
    assert worked(called=5).rows("select * from mail_collision") == []
    (hit,) = worked(called=6).rows("select * from mail_collision")
    assert (hit["deal_id"], hit["campaign"], hit["people"]) == ("crm:d0", "Spring", 3)
    assert (hit["occurred_at"], hit["last_act_at"]) == (march(20), march(6))
    told = worked(called=6, copies=20).told("touch_timing", context=CONTEXT)
    found = told["collision_share"]
    assert isinstance(found, Reading)
    # Mails of 1 and 20 March went to 60 people each; those of 10 and 30 March to 20 each.
    assert (found.value, found.count) == (20 / 160, 160)
    assert isinstance(told["deals_run_into"], Reading)
    assert told["deals_run_into"].value == 20
    assert isinstance(told["money_run_into"], Reading)
    assert told["money_run_into"].value == 2000


@pytest.mark.parametrize(
    ("acts", "more", "hits"),
    [
        ([call("crm:a", march(19))], {}, 1),
        ([call("crm:a", march(19), is_automatic=True)], {}, 0),
        ([call("crm:a", march(19), direction="internal")], {}, 0),
        ([call("crm:a", march(19), direction="inbound")], {}, 1),
        ([call("crm:a", march(19), kind="note")], {}, 0),
        ([call("crm:a", march(21))], {}, 0),
        ([{"deal_id": "crm:d0", "occurred_at": march(19), "kind": "visit"}], {}, 1),
        ([call("crm:a", march(19), deal_id="crm:d1")], {}, 0),
        ([call("crm:a", march(19))], {"outcome": "won", "closed_at": march(20)}, 0),
        ([call("crm:a", march(19))], {"outcome": "won", "closed_at": march(21)}, 1),
        ([call("crm:a", march(19))], {"created_at": march(20.5)}, 0),
        ([call("crm:a", march(19))], {"created_at": None}, 0),
    ],
)
def test_what_makes_a_negotiation_live(acts: list[Row], more: Row, hits: int) -> None:
    touches = [touch(n, buyer, march(20)) for n, buyer in enumerate(("crm:a", "crm:b", "crm:c"))]
    deals = [{**deal(0, "crm:a", march(15)), **more}, deal(1, "crm:z", march(15))]
    trial = make_trial(touches=touches, deals=deals, acts=acts)
    assert len(trial.rows("select * from mail_collision")) == hits


def test_a_mail_to_few_people_is_no_mass_mail() -> None:
    touches = [touch(n, "crm:a", march(20), person_id="crm:p") for n in range(5)]
    assert make_trial(touches=touches).rows("select * from mass_mail") == []


@pytest.mark.parametrize(
    ("fields", "position"),
    [
        ({"created_at": march(20), "closed_at": None}, "during"),
        ({"created_at": march(1), "outcome": "won", "closed_at": march(20)}, "after"),
        ({"created_at": march(21)}, "before"),
        ({"created_at": None}, "unknown"),
        ({"created_at": march(1), "outcome": "won", "closed_at": None}, "unknown"),
        ({"created_at": march(9), "outcome": "won", "closed_at": march(2)}, "unknown"),
    ],
)
def test_the_borders_of_a_position(fields: Row, position: str) -> None:
    deals = [{**deal(0, "crm:a", None), **fields}]
    assert positions(make_trial(touches=[touch(0, "crm:a", march(20))], deals=deals)) == [position]


def test_an_open_deal_expected_for_a_past_day_is_still_open() -> None:
    deals = [deal(0, "crm:a", march(1), closed_at=march(3))]
    assert positions(make_trial(touches=[touch(0, "crm:a", march(20))], deals=deals)) == ["during"]


@pytest.mark.parametrize("kind", ["targeted", "email_bounce", "unsubscribe", "complaint"])
def test_what_is_no_touch(kind: str) -> None:
    assert positions(make_trial(touches=[touch(0, "crm:a", march(2), kind=kind)])) == []


def test_where_people_buy_a_colleagues_deal_is_not_theirs() -> None:
    touches = [touch(0, "crm:a", march(20), person_id="crm:x")]
    deals = [deal(0, "crm:a", march(1), person_id="crm:y")]
    assert positions(make_trial(touches=touches, deals=deals, unit="person")) == ["before"]


def test_shares_add_up_and_order_does_not_matter() -> None:
    trial = worked(copies=20)
    told = trial.measure("touch_timing", context=CONTEXT)
    for part in {each.part for each in told}:
        shares = [
            each.value
            for each in told
            if isinstance(each, Reading) and each.part == part and each.figure != "collision_share"
            and each.figure.endswith("_share")
        ]  # fmt: skip
        assert sum(shares) == pytest.approx(1)
    assert {each.part for each in told} == {
        (), (("channel", "Email"),), (("campaign kind", "news"),),
    }  # fmt: skip


def test_few_buyers_are_too_little() -> None:
    told = worked().told("touch_timing", context=CONTEXT)
    for figure in ("before_share", "during_share", "collision_share"):
        found = told[figure]
        assert isinstance(found, TooLittle)
        assert found.have == 3
        assert found.bring


def test_deals_without_dates_are_said() -> None:
    touches = [touch(n, f"crm:{n % 40}", march(5)) for n in range(80)]
    deals = [deal(n, f"crm:{n}", None) for n in range(21)]
    found = make_trial(touches=touches, deals=deals).told("touch_timing", context=CONTEXT)[
        "during_share"
    ]
    assert isinstance(found, TooLittle)
    assert "dates" in found.bring or "opened" in found.bring


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 20))), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(spans=SPANS)
def test_where_deals_overlap_a_touch_stands_where_looking_at_each_says(
    spans: list[tuple[int, int | None]],
) -> None:
    """The oracle asks every deal about every touch, one by one."""
    deals = [
        deal(
            number,
            "crm:a",
            march(begins),
            **({} if lasts is None else {"outcome": "lost", "closed_at": march(begins + lasts)}),
        )
        for number, (begins, lasts) in enumerate(spans)
    ]
    days = range(64)
    found = positions(
        make_trial(touches=[touch(100 + day, "crm:a", march(day)) for day in days], deals=deals)
    )
    ends = [(begins, None if lasts is None else begins + lasts) for begins, lasts in spans]
    expected = []
    for day in days:
        if any(begins <= day and (end is None or day < end) for begins, end in ends):
            expected.append("during")
        elif any(end is not None and end <= day for _, end in ends):
            expected.append("after")
        else:
            expected.append("before")
    assert found == expected
