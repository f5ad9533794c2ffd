"""The lines of cost, worked by hand, and how often they hold a planted loss."""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from sameroom.cost import draws
from sameroom.cost.draws import Inputs
from sameroom.cost.lines import CASH, EXPECTED, Line, Moment, Silent, list_lines

SURE = {
    "cost_per_lead": 80.0, "rep_hour": 60.0, "marketing_hour": 50.0, "margin_share": 0.4,
    "asset_cost": 900.0, "asset_hours": 10.0, "late_win_loss_share": 0.2,
    "untouched_win_share": 0.5,
}  # fmt: skip


def make_inputs(*, seed: int = 0, **ranges: tuple[float, float, float]) -> Inputs:
    """Make inputs that are known exactly, save for those given as ranges."""
    known = {name: (value, value, value) for name, value in SURE.items()} | ranges
    terms = {
        f"costs.{name}.{end}": value
        for name, values in known.items()
        for end, value in zip(("low", "likely", "high"), values, strict=True)
    }
    return Inputs(terms, seed)


def tell(moments: Mapping[str, Moment], inputs: Inputs) -> dict[str, Line | Silent]:
    return {line.figure: line for line in list_lines(moments=moments, inputs=inputs)}


def middle(line: Line | Silent) -> float:
    assert isinstance(line, Line)
    return draws.middle(line.drawn)


EXAMPLE = {
    "worked": Moment(cases=400, known=80),
    "leads never_worked": Moment(cases=50, known=50, amount=4000),
    "decided": Moment(cases=300),
    "leads rejected": Moment(cases=60, known=40, amount=2000),
    "answered late": Moment(cases=100, known=15),
    "answered in time": Moment(cases=300, known=65),
    "claimed late": Moment(cases=100, known=15),
    "leads late": Moment(cases=85),
    "leads none": Moment(cases=255),
    "sales": Moment(cases=80, known=80, amount=800_000, squares=80 * 10_000.0**2),
    "listed content": Moment(cases=100),
    "pieces unused": Moment(cases=30, known=10, amount=12_000),
    "pieces made_twice": Moment(cases=5),
    "segments tested": Moment(cases=8),
    "explained": Moment(cases=400),
}


def test_the_worked_example_of_the_method_page() -> None:
    told = tell(EXAMPLE, make_inputs())
    assert middle(told["never_worked_cost"]) == 4000
    assert middle(told["rejected_cost"]) == 2000 + 20 * 80
    assert middle(told["unused_content_cost"]) == 12_000 + 20 * (900 + 10 * 50)
    assert middle(told["made_twice_cost"]) == 5 * 10 * 60
    # 50 leads × 20 % × 0.5 × 10,000 × 0.4, and 15 wins × 0.2 / 0.8 × 10,000 × 0.4
    assert middle(told["never_worked_loss"]) == pytest.approx(20_000, rel=0.02)
    assert middle(told["late_loss"]) == pytest.approx(15_000, rel=0.03)


def test_what_is_known_has_no_range_and_what_is_assumed_has_one() -> None:
    told = tell(EXAMPLE, make_inputs(cost_per_lead=(40, 80, 160)))
    never, rejected = told["never_worked_cost"], told["rejected_cost"]
    assert isinstance(never, Line)
    assert isinstance(rejected, Line)
    assert draws.spread(never.drawn) is None
    assert draws.spread(rejected.drawn) is not None
    assert "(40 on record, 20 assumed)" in rejected.words


def test_a_company_without_a_leak_pays_nothing() -> None:
    moments = {
        "worked": Moment(cases=400, known=80), "decided": Moment(cases=300),
        "answered in time": Moment(cases=400, known=80), "leads none": Moment(cases=400),
        "sales": EXAMPLE["sales"], "listed content": Moment(cases=100),
        "segments tested": Moment(cases=8),
    }  # fmt: skip
    told = tell(moments, make_inputs(margin_share=(0.2, 0.4, 0.6)))
    rejected = told.pop("rejected_cost")
    assert isinstance(rejected, Silent)
    assert rejected.missing == "No rejection of any lead is on record."
    assert {middle(line) for line in told.values()} == {0.0}


def test_lost_leads_are_not_taken_for_rejected_where_no_contact_is_on_record() -> None:
    told = tell({**EXAMPLE, "explained": Moment()}, make_inputs())["rejected_cost"]
    assert isinstance(told, Silent)
    assert "cannot be told from leads that were worked and lost" in told.missing


def test_what_is_not_on_record_is_not_told_as_zero() -> None:
    told = tell({}, make_inputs())
    silent = {figure for figure, line in told.items() if isinstance(line, Silent)}
    assert silent == {
        "never_worked_cost", "never_worked_loss", "rejected_cost", "off_segment_cost", "late_loss",
        "unused_content_cost", "made_twice_cost",
    }  # fmt: skip


def test_leads_never_cost_more_than_was_spent() -> None:
    moments = {**EXAMPLE, "spend": Moment(cases=3, known=3, amount=3800)}
    told = tell(moments, make_inputs())
    leads = [line for line in told.values() if isinstance(line, Line) and line.kind == CASH
             and line.figure not in {"unused_content_cost", "made_twice_cost"}]  # fmt: skip
    assert sum(middle(line) for line in leads) == pytest.approx(3800)
    assert middle(told["never_worked_cost"]) == pytest.approx(2000)


def test_expected_loss_is_never_more_than_if_every_lead_had_bought() -> None:
    told = tell(EXAMPLE, make_inputs(late_win_loss_share=(0.9, 0.95, 1.0)))
    drawn = sum(
        line.drawn for line in told.values() if isinstance(line, Line) and line.kind == EXPECTED
    )
    most = (50 + 60 + 85 + 255) * 10_000 * 0.4
    assert np.max(drawn) <= most * 1.0001


def test_lines_that_share_an_input_rise_and_fall_together() -> None:
    told = tell(EXAMPLE, make_inputs(margin_share=(0.1, 0.4, 0.7)))
    first, second = told["never_worked_loss"], told["late_loss"]
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert np.corrcoef(first.drawn, second.drawn)[0, 1] > 0.3


def test_off_segment_costs_only_what_its_wins_do_not_earn() -> None:
    moments = {
        **EXAMPLE,
        "segment industry: Retail": Moment(cases=20_000, known=1000, amount=80_000, squares=16_000),
        "off industry: Retail": Moment(cases=100, known=100, amount=10_000),
    }
    told = tell(moments, make_inputs())
    # They win 5 % where the rest wins 20 %: three quarters of the money bought nothing.
    assert middle(told["off_segment_cost"]) == pytest.approx(7500, rel=0.01)


def test_the_draws_are_the_same_each_time_and_others_with_another_seed() -> None:
    first, again, other = (
        middle(tell(EXAMPLE, make_inputs(seed=seed))["late_loss"]) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_the_range_of_a_mean_agrees_with_the_bootstrap() -> None:
    amounts = np.random.default_rng(5).lognormal(9, 0.8, size=150)
    drawn = draws.log_normal(
        150, float(amounts.sum()), float(amounts @ amounts), np.random.default_rng(1)
    )
    oracle = stats.bootstrap(
        (amounts,), np.mean, confidence_level=0.8, method="percentile",
        rng=np.random.default_rng(2),
    ).confidence_interval  # fmt: skip
    spread = draws.spread(drawn)
    assert spread is not None
    assert (spread.low, spread.high) == pytest.approx((oracle.low, oracle.high), rel=0.02)


def simulate_firm(seed: int) -> tuple[dict[str, Moment], Inputs, float, float]:
    """Draw a firm whose assumptions are right on average, and what its leaks truly cost."""
    rng = np.random.default_rng(seed)
    ranges = {
        "margin_share": (0.2, 0.4, 0.6), "untouched_win_share": (0.2, 0.5, 0.9),
        "late_win_loss_share": (0.0, 0.15, 0.4), "cost_per_lead": (40.0, 80.0, 160.0),
    }  # fmt: skip
    true = {name: float(rng.triangular(*ends)) for name, ends in ranges.items()}
    chance, mean = 0.18, 10_000.0
    worked, left, late = 600, int(rng.poisson(80)), 220
    won = int(rng.binomial(worked - late, chance))
    late_chance = chance * (1 - true["late_win_loss_share"])
    late_won = int(rng.binomial(late, late_chance))
    sales = rng.lognormal(np.log(mean) - 0.32, 0.8, size=won + late_won)
    moments = {
        "worked": Moment(worked, won + late_won),
        "leads never_worked": Moment(left, 0),
        "leads rejected": Moment(70, 0),
        "decided": Moment(400),
        "explained": Moment(400),
        "answered late": Moment(late, late_won),
        "answered in time": Moment(worked - late, won),
        "claimed late": Moment(late, late_won),
        "leads late": Moment(late - late_won),
        "leads none": Moment(worked - late),
        "sales": Moment(len(sales), len(sales), float(sales.sum()), float(sales @ sales)),
    }
    margin = mean * true["margin_share"]
    usual = (chance * (worked - late) + late_chance * late) / worked
    missed = left * usual * true["untouched_win_share"] * margin
    lost = late * (chance - late_chance) * margin
    cash = (left + 70) * true["cost_per_lead"]
    return moments, make_inputs(seed=seed, **ranges), cash, missed + lost


def test_the_range_holds_a_planted_loss_in_eight_of_ten_firms() -> None:
    firms, held, errors = 200, {CASH: 0, EXPECTED: 0}, []
    for seed in range(1, firms + 1):
        moments, inputs, cash, expected = simulate_firm(seed)
        lines = [line for line in tell(moments, inputs).values() if isinstance(line, Line)]
        for kind, planted in ((CASH, cash), (EXPECTED, expected)):
            drawn = np.sum([line.drawn for line in lines if line.kind == kind], axis=0)
            spread = draws.spread(drawn)
            assert spread is not None
            held[kind] += spread.low <= planted <= spread.high
            errors.append((draws.middle(drawn) - planted) / planted)
    low, high = stats.binom.interval(0.99, firms, 0.8)
    assert low <= held[CASH] <= high
    assert low <= held[EXPECTED] <= high
    assert abs(np.median(errors)) <= 0.15


def test_leads_without_a_date_are_not_charged_as_never_followed_up() -> None:
    moments = {key: one for key, one in EXAMPLE.items() if key != "leads never_worked"}
    told = tell({**moments, "leads undated": Moment(cases=98)}, make_inputs())
    for figure in ("never_worked_cost", "never_worked_loss"):
        line = told[figure]
        assert isinstance(line, Silent)
        assert "when a lead was handed over" in line.missing
