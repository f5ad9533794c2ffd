"""who_buys: the worked example, exhaustive search, planted rules, and none where there are none."""

from datetime import timedelta
from itertools import combinations, product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from sameroom.engines.trial import Trial
from sameroom.icp.measures.who_buys import MEASURE
from sameroom.icp.subgroups import Profiles, confirm, lift_interval, pick, read_profiles, search
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.icp.tests.test_off_icp_effort import WINDOW
from sameroom.icp.tests.test_tables import STARTS
from sameroom.measure import Reading, Told, TooLittle

NAMES = ("industry", "country", "size", "plants")
Row = dict[str, Any]  # Any: a cell


def row(labels: tuple[str, ...], *, late: int, won: int, buyers: int) -> Row:
    padded = [*labels, *[None] * (8 - len(labels))]
    said = {f"label_{place + 1}": label for place, label in enumerate(padded)}
    return {"slice": "buyers", **said, "is_late": late, "was_won": won, "buyers": buyers}


def names(*said: str) -> list[Row]:
    return [
        {**row((name,), late=0, won=0, buyers=place + 1), "slice": "name"}
        for place, name in enumerate(said)
    ]


def company(*, seed: int, planted: float, size: int = 2000) -> list[Row]:
    """Make buyers of whom those in food and of size M are won more often by a planted amount."""
    rng = np.random.default_rng(seed)
    table: dict[tuple[Any, ...], int] = {}  # Any: labels and flags
    kinds = (("Food", "Steel", "Retail"), ("DE", "FR"), ("S", "M", "L"), ("1", "2"))
    for place in range(size):
        labels = tuple(str(rng.choice(kind)) for kind in kinds)
        rate = 0.15 + planted * (labels[0] == "Food" and labels[2] == "M")
        key = (labels, int(place >= 0.7 * size), int(rng.random() < rate))
        table[key] = table.get(key, 0) + 1
    cells = [
        row(labels, late=late, won=won, buyers=count)
        for (labels, late, won), count in table.items()
    ]
    return [*names(*NAMES), *cells]


def tell(table: list[Row]) -> list[Told]:
    schema = pa.schema(
        [("slice", pa.string()), *[(f"label_{n}", pa.string()) for n in range(1, 9)],
         ("is_late", pa.int64()), ("was_won", pa.int64()), ("buyers", pa.int64())]
    )  # fmt: skip
    moments = pa.Table.from_pylist(table, schema=schema)
    return list(MEASURE.result(moments=moments, context=CONTEXT))


EXAMPLE = [
    *names("industry"),
    row(("Food",), late=0, won=1, buyers=60), row(("Food",), late=0, won=0, buyers=140),
    row(("Steel",), late=0, won=1, buyers=40), row(("Steel",), late=0, won=0, buyers=460),
    row(("Food",), late=1, won=1, buyers=24), row(("Food",), late=1, won=0, buyers=76),
    row(("Steel",), late=1, won=1, buyers=16), row(("Steel",), late=1, won=0, buyers=184),
]  # fmt: skip


def test_the_worked_example_of_the_method_page() -> None:
    told = tell(EXAMPLE)
    figures = {one.figure: one for one in told if one.part and isinstance(one, Reading)}
    assert dict(figures["lift"].part) == {"rule": "industry is Food", "finding": "confirmed"}
    assert figures["lift"].value == pytest.approx(0.24 / (40 / 300))
    assert figures["rule_won_share"].value == pytest.approx(0.24)
    assert figures["support"].value == pytest.approx(1 / 3)
    exact = fisher_exact([[24, 76], [16, 184]], alternative="greater").pvalue
    assert figures["chance_alone"].value == pytest.approx(exact)
    headline = whole(told)["confirmed_rules"]
    assert isinstance(headline, Reading)
    assert headline.value == 1
    assert "24 of 100 later buyers were won, 1.8 times the share of all" in headline.words


def test_it_finds_the_same_rules_as_exhaustive_search() -> None:
    for seed in (1, 2):
        profiles = read_profiles(company(seed=seed, planted=0.2))
        best = [(rule.conditions, rule.gain) for rule in search(profiles=profiles)[:15]]
        wanted = exhaustive(profiles)[:15]
        assert [said for said, _ in best] == [said for said, _ in wanted]
        assert [gain for _, gain in best] == pytest.approx([gain for _, gain in wanted])


def exhaustive(profiles: Profiles) -> list[tuple[tuple[tuple[str, str], ...], float]]:
    """Count every rule of up to three conditions by itself."""
    total, won = profiles.early.sum(), profiles.early_won.sum()
    found = []
    for depth in (1, 2, 3):
        for places in combinations(range(len(profiles.attributes)), depth):
            kinds = [sorted(set(profiles.labels[:, place])) for place in places]
            for labels in product(*kinds):
                inside = np.all(profiles.labels[:, list(places)] == list(labels), axis=1)
                buyers = profiles.early[inside].sum()
                if buyers >= max(20, 0.02 * total):
                    gain = (profiles.early_won[inside].sum() - buyers * won / total) / total
                    said = [(profiles.attributes[p], label) for p, label in zip(places, labels)]  # noqa: B905
                    found.append((tuple(said), float(gain)))
    return sorted(found, key=lambda one: (-round(one[1], 12), len(one[0]), one[0]))


def test_a_planted_rule_is_found_and_confirmed() -> None:
    for seed in (1, 2, 3):
        told = tell(company(seed=seed, planted=0.3))
        lifts = {
            dict(one.part)["rule"]: one
            for one in told
            if one.figure == "lift" and dict(one.part)["finding"] == "confirmed"
        }
        planted = lifts["industry is Food and size is M"]
        assert isinstance(planted, Reading)
        assert planted.interval is not None
        truth = 0.45 / (0.15 + 0.3 / 9)
        assert planted.interval.low <= truth <= planted.interval.high


@pytest.mark.slow
def test_where_nothing_is_planted_almost_nothing_is_confirmed() -> None:
    alarms, companies = 0, 60
    for seed in range(companies):
        profiles = read_profiles(company(seed=100 + seed, planted=0.0, size=1200))
        rules = pick(profiles=profiles, rules=search(profiles=profiles))
        alarms += any(one.is_confirmed for one in confirm(profiles=profiles, rules=rules))
    assert alarms <= 6  # one in twenty is expected at most; above six comes in 3 of 100 studies


def test_the_chance_is_fishers_adjusted_for_all_rules_as_statsmodels_does() -> None:
    profiles = read_profiles(company(seed=7, planted=0.1))
    tried = confirm(
        profiles=profiles, rules=pick(profiles=profiles, rules=search(profiles=profiles))
    )
    buyers, won = int(profiles.late.sum()), int(profiles.late_won.sum())
    exact = [
        fisher_exact(
            [[one.won, one.buyers - one.won],
             [won - one.won, buyers - won - one.buyers + one.won]],
            alternative="greater",
        ).pvalue
        for one in tried
    ]  # fmt: skip
    assert len(tried) > 2
    wanted = multipletests(exact, method="fdr_bh")[1]
    assert [one.chance for one in tried] == pytest.approx(list(wanted))


def test_the_interval_of_the_lift_agrees_with_the_bootstrap() -> None:
    rng = np.random.default_rng(2)
    cells = np.array([60.0, 140.0, 90.0, 710.0])  # in and won, in, won, neither
    drawn = rng.multinomial(1000, cells / 1000, size=8000)
    lifts = drawn[:, 0] / (drawn[:, 0] + drawn[:, 1]) / (drawn[:, 0] + drawn[:, 2]) * 1000
    told = lift_interval(cell=(200, 60), whole=(1000, 150))
    wanted = np.quantile(lifts, [0.025, 0.975])
    assert (told.low, told.high) == pytest.approx(tuple(wanted), rel=0.03)


def test_an_attribute_filled_in_after_winning_is_not_used() -> None:
    leak = [
        {**one, "label_2": "yes" if one["was_won"] else None}
        for one in EXAMPLE
        if one["was_won"] in (0, 1)
    ]
    table = [one for one in leak if one["slice"] == "buyers"] + names("industry", "VAT checked")
    rules = search(profiles=read_profiles(table))
    assert {rule.conditions for rule in rules} == {(("industry", "Food"),)}


def test_few_wins_and_nothing_known_are_too_little() -> None:
    (few,) = tell([row(("Food",), late=0, won=1, buyers=29), *names("industry")])
    assert isinstance(few, TooLittle)
    assert (few.have, few.need) == (29, 30)
    bare = [row((), late=late, won=won, buyers=40) for late in (0, 1) for won in (0, 1)]
    (unknown,) = tell(bare)
    assert isinstance(unknown, TooLittle)
    assert "Nothing on record says" in unknown.missing


def test_the_order_of_rows_does_not_matter() -> None:
    table = company(seed=4, planted=0.2)
    assert tell(table[::-1]) == tell(table)


def test_time_is_parted_after_seventy_of_a_hundred_buyers_and_only_whose_days_have_passed() -> None:
    days = [*range(10), 150]
    trial = Trial(
        facts={
            "account": [
                {"id": f"crm:{n}", "industry": "Food" if n % 2 else "Steel"}
                for n in range(len(days))
            ],
            "touch": [
                {"account_id": f"crm:{n}", "kind": "visit",
                 "occurred_at": STARTS + timedelta(days=day)}
                for n, day in enumerate(days)
            ],
            "deal": [
                {"id": f"crm:d{n}", "account_id": f"crm:{n}", "outcome": "won",
                 "created_at": STARTS + timedelta(days=n),
                 "closed_at": STARTS + timedelta(days=closed)}
                for n, closed in ((0, 50), (1, 70))
            ],
        },
        given={"audit_window": [WINDOW], "buyer": [{"unit": "account"}],
               "term": [{"name": "goals.horizon_days", "amount": 60.0}]},
    )  # fmt: skip
    rows = trial.rows("select buyer_id, was_won, is_late from buyer_outcome order by first_at")
    assert [one["is_late"] for one in rows] == [0] * 7 + [1] * 3
    assert [one["was_won"] for one in rows] == [1] + [0] * 9
    told = trial.told("who_buys", context=CONTEXT)["confirmed_rules"]
    assert isinstance(told, TooLittle)
    assert told.have == 1
