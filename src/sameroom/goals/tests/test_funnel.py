"""funnel: how far the leads of each month got in equal time, and how long winning took."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}
JANUARY: Part = (("month", "2026-01"),)
JUNE: Part = (("month", "2026-06"),)
HORIZON = 90
SCHEMA = pa.schema(
    [
        ("lead_id", pa.string()),
        ("handed_over_at", pa.timestamp("us", "UTC")),
        ("decided_at", pa.timestamp("us", "UTC")),
        ("decision", pa.string()),
        ("reason", pa.string()),
        ("turn", pa.int64()),
        ("is_latest", pa.bool_()),
        ("is_rejection_inferred", pa.bool_()),
        ("contacted_at", pa.timestamp("us", "UTC")),
    ]
)

Row = dict[str, Any]


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def handed(number: int, *, at: float, decision: str | None = None, decided: float = 1) -> Row:
    return {
        "lead_id": f"crm:l{number}",
        "handed_over_at": day(at),
        "decided_at": day(at + decided) if decision else None,
        "decision": decision,
        "reason": None,
    }


def in_turn(rows: Sequence[Row]) -> list[Row]:
    """Number the hand-overs of each lead, in the order in which they are given."""
    leads = [row["lead_id"] for row in rows]
    return [
        {**row, "turn": 1 + leads[:place].count(lead), "is_latest": lead not in leads[place + 1 :]}
        for place, (row, lead) in enumerate(zip(rows, leads, strict=True))
    ]


def deal(number: int, *, opened: float, closed: float | None, outcome: str) -> Row:
    return {
        "id": f"crm:d{number}",
        "lead_id": f"crm:l{number}",
        "created_at": day(opened),
        "closed_at": None if closed is None else day(closed),
        "outcome": outcome,
    }


def measured(
    *, handoffs: Sequence[Row], deals: Sequence[Row] = (), created: float = 0
) -> dict[tuple[str, Part], Told]:
    leads = [{"id": row["lead_id"], "created_at": day(created)} for row in handoffs]
    trial = Trial(
        facts={"lead": leads, "deal": deals},
        given={
            "audit_window": [WINDOW],
            "buyer": [{"unit": "account"}],
            "term": [{"name": "goals.horizon_days", "amount": float(HORIZON)}],
        },
        shared={"handoff_case": pa.Table.from_pylist(in_turn(handoffs), schema=SCHEMA)},
    )
    told = trial.measure("funnel", context=CONTEXT)
    return {(each.figure, each.part): each for each in told}


def worked_by_hand() -> dict[tuple[str, Part], Told]:
    """40 leads of January, 30 taken, 20 with a deal, 10 won; and 10 of June that are too young."""
    january = [handed(n, at=n % 20, decision="accepted" if n < 30 else None) for n in range(40)]
    june = [handed(n, at=160) for n in range(40, 50)]
    deals = [
        deal(n, opened=25, closed=60 if n < 10 else None, outcome="won" if n < 10 else "open")
        for n in range(20)
    ]
    return measured(handoffs=[*january, *june], deals=deals)


def value(told: dict[tuple[str, Part], Told], figure: str, part: Part = ()) -> float:
    found = told[figure, part]
    assert isinstance(found, Reading)
    return found.value


def test_the_example_worked_by_hand() -> None:
    told = worked_by_hand()
    for part in ((), JANUARY):
        shares = [value(told, f"{step}_share", part) for step in ("accepted", "deal", "won")]
        assert shares == pytest.approx([30 / 40, 20 / 40, 10 / 40])
    assert value(told, "handed_over", JUNE) == 10


def test_a_month_that_has_not_had_its_time_is_not_told() -> None:
    found = worked_by_hand()["won_share", JUNE]
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (0, 10)
    assert "have not had their 90 days yet" in found.missing


def test_the_interval_of_a_step_agrees_with_statsmodels() -> None:
    found = worked_by_hand()["won_share", ()]
    assert isinstance(found, Reading)
    assert found.interval
    low, high = proportion_confint(10, 40, method="wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high))


def test_what_happens_after_the_horizon_does_not_count() -> None:
    handoffs = [handed(n, at=1, decision="accepted") for n in range(30)]
    deals = [
        deal(n, opened=5, closed=1 + HORIZON + (0 if n < 6 else 0.01), outcome="won")
        for n in range(12)
    ]
    told = measured(handoffs=handoffs, deals=deals)
    assert value(told, "won_share") == pytest.approx(6 / 30)
    assert value(told, "deal_share") == pytest.approx(12 / 30)


def test_who_reached_a_later_step_has_reached_the_earlier_ones() -> None:
    handoffs = [handed(n, at=1) for n in range(30)]
    deals = [deal(n, opened=5, closed=20, outcome="won") for n in range(9)]
    told = measured(handoffs=handoffs, deals=deals)
    shares = [value(told, f"{step}_share") for step in ("accepted", "deal", "won")]
    assert shares == pytest.approx([0.3, 0.3, 0.3])


def test_a_lead_handed_over_twice_is_one_lead_of_its_first_month() -> None:
    first = [{**handed(n, at=1, decision="recycled"), "is_latest": False} for n in range(30)]
    second = [handed(n, at=40, decision="accepted") for n in range(15)]
    told = measured(handoffs=[*first, *second])
    assert value(told, "handed_over", JANUARY) == 30
    assert value(told, "accepted_share") == pytest.approx(15 / 30)


def test_the_days_to_win_worked_by_hand() -> None:
    """40 leads won after 1, 2, … 40 days: half of them within 20.5, three quarters within 30.25."""
    handoffs = [handed(n, at=0) for n in range(40)]
    deals = [deal(n, opened=0, closed=n + 1, outcome="won") for n in range(40)]
    told = measured(handoffs=handoffs, deals=deals)
    assert value(told, "days_to_win_median") == pytest.approx(20.5)
    assert value(told, "days_to_win_mean") == pytest.approx(20.5)
    assert value(told, "days_to_win_p75") == pytest.approx(30.25)


@pytest.mark.parametrize(("figure", "share"), [("median", 0.5), ("p75", 0.75)])
def test_the_intervals_of_the_days_hold_the_rate_by_the_binomial(figure: str, share: float) -> None:
    cases = 60
    handoffs = [handed(n, at=0) for n in range(cases)]
    deals = [deal(n, opened=0, closed=n + 1, outcome="won") for n in range(cases)]
    found = measured(handoffs=handoffs, deals=deals)[f"days_to_win_{figure}", ()]
    assert isinstance(found, Reading)
    assert found.interval
    low, high = round(found.interval.low), round(found.interval.high)
    held = binom.cdf(high - 1, cases, share) - binom.cdf(low - 1, cases, share)
    assert 0.95 <= held < 0.99


def test_a_win_before_first_contact_is_counted_apart_and_left_out_of_durations_only() -> None:
    handoffs = [handed(n, at=10) for n in range(31)]
    deals = [deal(n, opened=11, closed=20, outcome="won") for n in range(30)]
    deals.append(deal(30, opened=5, closed=8, outcome="won"))
    told = measured(handoffs=handoffs, deals=deals, created=10)
    assert value(told, "impossible_wins") == 1
    assert value(told, "won_share") == 1
    median = told["days_to_win_median", ()]
    assert isinstance(median, Reading)
    assert (median.value, median.count) == (10, 30)
    assert "left out" in median.words


def test_too_few_won_leads_tell_no_days() -> None:
    handoffs = [handed(n, at=0) for n in range(30)]
    found = measured(handoffs=handoffs)["days_to_win_median", ()]
    assert isinstance(found, TooLittle)
    assert (found.have, found.need) == (0, 30)


def test_without_leads_every_step_is_too_little() -> None:
    told = measured(handoffs=[])
    assert isinstance(told["won_share", ()], TooLittle)


def test_a_lead_handed_over_twice_counts_once_from_its_first_time() -> None:
    """Turned down first and taken the second time, 40 days later: taken, within the 90 days."""
    once = [handed(n, at=5) for n in range(39)]
    twice = [handed(39, at=5, decision="recycled"), handed(39, at=45, decision="accepted")]
    told = measured(handoffs=[*once, *twice])
    assert value(told, "accepted_share", JANUARY) == pytest.approx(1 / 40)
