"""one_shot: what short and long campaigns bring for their money, and when that cannot be told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from math import exp, log
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import t

from sameroom.campaigns.measures.one_shot import MEASURE, log_rate
from sameroom.engines import catalog
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, TooLittle, Window
from sameroom.stats.intervals import ratio_of_sums

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
Row = Mapping[str, Any]  # Any: a cell


def runs(
    *, short: Sequence[tuple[float, int]], long: Sequence[tuple[float, int]]
) -> list[dict[str, Any]]:  # Any: a cell
    return [
        {
            "campaign_id": f"{kind}{n}", "days": 5, "kind": kind, "cost": cost, "leads": hits,
            "accepted": hits, "won": 0,
        }
        for kind, listed in (("one-shot", short), ("sustained", long))
        for n, (cost, hits) in enumerate(listed)
    ]  # fmt: skip


def tell(given: Sequence[Row]) -> dict[tuple[str, str], Reading | TooLittle]:
    told = MEASURE.result(moments=pa.Table.from_pylist(list(given)), context=CONTEXT)
    return {(each.figure, "".join(label for _, label in each.part)): each for each in told}


WORKED = runs(short=[(1000, 10), (1000, 20)] * 4, long=[(1000, 40), (3000, 80)] * 4)


def test_the_example_worked_by_hand() -> None:
    told = tell(WORKED)
    one, other = told[("leads_per_1000", "one-shot")], told[("leads_per_1000", "sustained")]
    assert isinstance(one, Reading)
    assert isinstance(other, Reading)
    assert (one.value, other.value) == (pytest.approx(15), pytest.approx(30))
    ratio = told[("leads_ratio", "")]
    assert isinstance(ratio, Reading)
    assert ratio.value == pytest.approx(0.5)
    # One-shot: rests of -5 and 5, eight squares of 25; sustained: 10 and -10, eight of 100.
    errors = (200 * 8 / 7) ** 0.5 / 120, (800 * 8 / 7) ** 0.5 / 480
    reach = float(t.ppf(0.975, 7)) * (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    assert ratio.interval
    assert ratio.interval.low == pytest.approx(exp(log(0.5) - reach))
    assert ratio.interval.high == pytest.approx(exp(log(0.5) + reach))
    assert "less for the same money" in ratio.words
    assert "association" in ratio.words
    assert isinstance(told[("won_ratio", "")], TooLittle)


def test_the_error_agrees_with_the_delta_method_of_ratios() -> None:
    hits, costs = [3.0, 9, 4, 12, 7], [100.0, 250, 90, 400, 210]
    rate, error = log_rate(hits=hits, costs=costs)
    other = ratio_of_sums(
        cases=5, top=35, bottom=1050, top_squares=sum(h * h for h in hits),
        bottom_squares=sum(c * c for c in costs),
        products=sum(h * c for h, c in zip(hits, costs, strict=True)),
    )  # fmt: skip
    assert exp(rate) * error * float(t.ppf(0.975, 4)) == pytest.approx(other.high - exp(rate))


def test_the_ratio_holds_the_planted_one_as_often_as_it_says() -> None:
    random = np.random.default_rng(8)
    held, alarms, size = 0, 0, 600
    for _ in range(size):
        pairs = []
        for rate, many in ((0.01, 10), (0.02, 16)):
            costs = np.exp(random.normal(8, 0.6, many))
            hits = random.poisson(costs * rate * random.gamma(6, 1 / 6, many))
            pairs.append(list(zip(costs.tolist(), hits.tolist(), strict=True)))
        found = tell(runs(short=pairs[0], long=pairs[1]))[("leads_ratio", "")]
        assert isinstance(found, Reading)
        assert found.interval
        held += found.interval.low <= 0.5 <= found.interval.high
        alarms += found.interval.low > 1
    assert 0.92 <= held / size <= 0.985
    assert alarms == 0


def test_the_order_of_rows_does_not_matter() -> None:
    assert tell(WORKED) == tell(WORKED[::-1])


@pytest.mark.parametrize("many", [0, 7])
def test_few_campaigns_are_too_little(many: int) -> None:
    found = tell(runs(short=[(1000, 10)] * many, long=[(1000, 40)] * 9))
    ratio = found[("accepted_ratio", "")]
    assert isinstance(ratio, TooLittle)
    assert (ratio.have, ratio.need) == (many, 8)
    assert "one-shot" in ratio.missing
    assert ratio.bring


@pytest.mark.parametrize(
    ("fields", "spent", "days"),
    [
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 2, 1)}, [], 1),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 2, 14)}, [], 14),
        ({"starts_on": date(2026, 6, 1), "ends_on": date(2026, 12, 31)}, [], 30),
        ({"starts_on": date(2026, 2, 1)}, [date(2026, 2, 3), date(2026, 2, 9)], 9),
        ({}, [date(2026, 2, 3), date(2026, 2, 9)], 7),
        ({"starts_on": date(2026, 2, 1)}, [], None),
        ({"starts_on": date(2026, 2, 9), "ends_on": date(2026, 2, 1)}, [], None),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 2, 2), "budget": None}, [], None),
    ],
)
def test_how_long_a_campaign_ran(fields: Row, spent: list[date], days: int | None) -> None:
    window = {
        "starts_at": STARTS, "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()), "ends_epoch": int(ENDS.timestamp()),
    }  # fmt: skip
    trial = Trial(
        facts={
            "campaign": [{"id": "m:1", "name": "One", "budget": Decimal(500), **fields}],
            "spend": [
                {"campaign_id": "m:1", "spent_on": day, "amount": Decimal(5)} for day in spent
            ],
        },
        given={"audit_window": [window]},
    )
    found = [row["days"] for row in trial.rows("select days from campaign_run")]
    assert found == ([] if days is None else [days])
    kinds = [row["kind"] for row in trial.rows(catalog.get_measure("one_shot").sql)]
    assert kinds == ([] if days is None else ["one-shot" if days <= 14 else "sustained"])
