"""The estimands of drift: how the accounts of each step are made up, attribute by attribute."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.buyers import Flags, Floats, Ints
from sameroom.simulator.company import COUNTRIES, INDUSTRIES
from sameroom.simulator.customers import NEW, TEAMS, WIN_BACK
from sameroom.simulator.hours import epoch
from sameroom.simulator.process_estimands import ended_inside, opened_inside
from sameroom.simulator.truth import Estimand, share
from sameroom.simulator.world import World

EMPLOYEES = (10, 50, 250, 1000, 5000)
EMPLOYEE_BANDS = (
    "under 10", "10 to under 50", "50 to under 250", "250 to under 1,000",
    "1,000 to under 5,000", "5,000 and more",
)  # fmt: skip
REVENUE = (1e6, 1e7, 5e7, 2.5e8, 1e9)
REVENUE_BANDS = (
    "under 1 M", "1 M to under 10 M", "10 M to under 50 M", "50 M to under 250 M",
    "250 M to under 1,000 M", "1,000 M and more",
)  # fmt: skip
PAIRS = (
    ("targeted", "won"),
    ("targeted", "handed_over"),
    ("handed_over", "worked"),
    ("worked", "won"),
)
FINDINGS = (
    ("you aim here and do not win", 1.0),
    ("you win here and do not aim here", -1.0),
)
WORDS = {"targeted": "aimed at", "handed_over": "handed over", "worked": "worked", "won": "won"}


def list_step_estimands(*, world: World) -> Iterator[Estimand]:
    """List how far the accounts of two steps are apart, and the share of each segment."""
    reached, revenue = find_steps(world), _revenue(world)
    for name, segment, labels in segments(world):
        for first, second in PAIRS:
            one, two = (_shares(segment, reached[step]) for step in (first, second))
            steps = (("attribute", name), ("steps", f"{WORDS[first]} → {WORDS[second]}"))
            yield Estimand(
                "icp_drift", "distance", steps, float(np.abs(one - two).sum() / 2),
                "half the sum, over segments, of the difference between the chances that a "
                "company of the one step and of the other belongs to the segment",
            )  # fmt: skip
            yield Estimand(
                "icp_drift", "psi", steps, _shift(one, two),
                "the sum, over segments, of the difference of these chances times that of their "
                "logarithms",
            )  # fmt: skip
            if second == "won":
                brought = np.bincount(segment, weights=revenue, minlength=8)
                apart = np.abs(one - brought / brought.sum()).sum() / 2
                yield Estimand(
                    "icp_drift", "distance", (*steps, ("weighed by", "revenue")), float(apart),
                    "the same, with the won companies weighed by what they brought",
                )  # fmt: skip
        yield from _named(name, labels, segment, reached)


def _shift(one: Floats, two: Floats) -> float:
    there = (one > 0) & (two > 0)
    return float(((one - two)[there] * np.log(one[there] / two[there])).sum())


def _named(
    name: str, labels: tuple[str, ...], segment: Ints, reached: dict[str, Flags]
) -> Iterator[Estimand]:
    aimed, won = (_shares(segment, reached[step]) for step in ("targeted", "won"))
    for place, label in enumerate(labels):
        part = (("attribute", name), ("segment", label))
        here = segment == place
        if not (reached["targeted"] & here).any():
            continue
        yield Estimand(
            "icp_drift", "segment_aimed_share", part, float(aimed[place]),
            "chance that a company aimed at belongs to the segment",
        )  # fmt: skip
        yield Estimand(
            "icp_drift", "segment_won_share", part, float(won[place]),
            "chance that a company won belongs to the segment",
        )  # fmt: skip
        yield Estimand(
            "icp_drift", "segment_win_rate", part,
            share(reached["won"], reached["targeted"] & here),
            "chance that a company of the segment that is aimed at is won by the as-of day",
        )  # fmt: skip
        apart = float(aimed[place] - won[place])
        for finding, sign in FINDINGS:
            yield Estimand(
                "icp_drift", "named_difference", (*part, ("finding", finding)), sign * apart,
                "by how much the chances to be aimed at and to be won differ for the segment",
            )  # fmt: skip


def find_steps(world: World) -> dict[str, Flags]:
    """Tell which accounts have reached each step by the as-of day."""
    count, people, leads, deals = (
        world.accounts.industry.size, world.people, world.leads, world.deals,
    )  # fmt: skip
    handed, care = _any(count, leads.account), world.care
    begins, ends = epoch(world.company.starts_on), epoch(world.company.ends_on)
    in_time = (care.moment >= begins) & (care.moment < ends)
    called = world.approaches.person[np.isfinite(world.approaches.called_at)]
    return {
        "targeted": handed
        | _any(count, people.account[world.people.listed])
        | _any(count, care.account[in_time & (care.team == TEAMS.index("marketing"))]),
        "handed_over": handed,
        "worked": _any(count, leads.account[np.isfinite(leads.touched_at)])
        | _any(count, deals.account[opened_inside(world) | ended_inside(world)])
        | _any(count, people.account[called])
        | _any(count, care.account[in_time & (care.team == TEAMS.index("sales"))]),
        "won": _any(count, deals.account[_is_gained(world)]),
    }


def segments(world: World) -> Iterator[tuple[str, Ints, tuple[str, ...]]]:
    """List the attributes: name, segment of each account, names of the segments."""
    accounts = world.accounts
    yield "industry", accounts.industry, INDUSTRIES
    yield "country", accounts.country, COUNTRIES
    yield "employees", _band(accounts.employees.astype(float), EMPLOYEES), EMPLOYEE_BANDS
    yield "annual_revenue", _band(accounts.revenue, REVENUE), REVENUE_BANDS


def _band(values: Floats, cuts: tuple[float, ...]) -> Ints:
    return np.searchsorted(cuts, values, side="right").astype(np.int64)


def _any(count: int, places: Ints) -> Flags:
    found = np.zeros(count, dtype=bool)
    found[places] = True
    return found


def _is_gained(world: World) -> Flags:
    """Tell which deals won a customer, or won one back, in the period."""
    deals = world.deals
    return deals.is_won & ended_inside(world) & np.isin(deals.kind, (NEW, WIN_BACK))


def _revenue(world: World) -> Floats:
    deals, count = world.deals, world.accounts.industry.size
    won = _is_gained(world)
    summed = np.bincount(deals.account[won], weights=deals.amount[won], minlength=count)
    return summed.astype(np.float64)


def _shares(segment: Ints, reached: Flags) -> Floats:
    counts = np.bincount(segment[reached], minlength=8).astype(float)
    shares: Floats = counts / counts.sum()
    return shares
