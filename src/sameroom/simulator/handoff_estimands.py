"""The estimands of the hand-over: decisions, reasons, speed, and leads nobody turns to."""

from collections.abc import Iterator

import numpy as np

from sameroom.simulator.buyers import Flags
from sameroom.simulator.hours import epoch, office
from sameroom.simulator.pursuit import ACCEPTED, DECISION_HOURS, NOBODY, REJECTED
from sameroom.simulator.reasons import FAMILIES, REJECTIONS
from sameroom.simulator.sales import DAY
from sameroom.simulator.traces import Acts
from sameroom.simulator.truth import Estimand, Part, share
from sameroom.simulator.world import World

FAMILY_WORDS = {
    "definitional": "Not the customer we want",
    "clerical": "Wrong or missing details",
    "procedural": "Went to the wrong place",
    "other": "Another reason",
}
HOURS = (1, 2, 4, 8, 16, 24, 40, 80, 160)


def list_handoff_estimands(*, world: World, acts: Acts) -> Iterator[Estimand]:
    """List what the measures of the hand-over would read."""
    alone = ~is_turned_to(world, acts)
    everybody = np.ones(world.leads.person.size, dtype=bool)
    yield from _decisions(world, everybody, ())
    yield from _untouched(world, alone, everybody, ())
    yield from _reasons(world, everybody, ())
    yield from _speed(world)
    yield from _decision_times(world)
    yield from _ages(world, alone)
    for place, plan in enumerate(world.company.plans):
        part: Part = (("campaign", plan.name),)
        yield from _decisions(world, world.leads.plan == place, part)
        yield from _untouched(world, alone, world.leads.plan == place, part)
        yield from _reasons(world, world.leads.plan == place, part)


def _decisions(world: World, among: Flags, part: Part) -> Iterator[Estimand]:
    accepted = world.leads.decision == ACCEPTED
    decided = among & (accepted | (world.leads.decision == REJECTED))
    yield Estimand(
        "acceptance", "acceptance_rate", part, share(accepted, decided),
        "chance that a lead which sales takes or turns down is taken",
    )  # fmt: skip
    yield Estimand(
        "acceptance", "undecided_share", part, share(world.leads.decision == 0, among),
        "chance that a lead handed over is still undecided on the as-of day",
    )  # fmt: skip


def is_turned_to(world: World, acts: Acts) -> Flags:
    """Tell to which leads somebody has turned by the as-of day, were it for another reason.

    Who is left waiting as a lead may yet be called as a customer's colleague.
    """
    leads = world.leads
    last = np.full(world.people.account.size, -np.inf)
    ours = (acts.automatic == 0) & (acts.inbound == 0)
    np.maximum.at(last, acts.person[ours], np.floor(acts.moment[ours] / 60))
    called: Flags = last[leads.person] >= np.floor(leads.handed_at / 60)
    return np.isfinite(leads.touched_at) | called


def _is_due(world: World, hours: float) -> Flags:
    """Tell for which leads so many working hours have passed."""
    end = np.array([epoch(world.company.ends_on)])
    left = office().worked_until(end) - office().worked_until(world.leads.handed_at)
    return left >= hours * 3600


def _ages(world: World, alone: Flags) -> Iterator[Estimand]:
    """List the days that half of the leads have waited which nobody decided on, or turned to."""
    leads = world.leads
    waited = epoch(world.company.ends_on) - np.floor(leads.handed_at / 60) * 60
    days = np.floor(waited / DAY)
    for measure, figure, among, words in (
        ("acceptance", "undecided_age_days", leads.decision == 0, "still undecided"),
        (
            "never_touched", "untouched_age_days",
            _is_due(world, world.company.promised_hours) & alone,
            "that nobody has turned to",
        ),
    ):  # fmt: skip
        yield Estimand(
            measure, figure, (), float(np.median(days[among])) if among.any() else float("nan"),
            f"whole days that half of the leads {words} have waited by the as-of day",
        )  # fmt: skip


def _untouched(world: World, alone: Flags, among: Flags, part: Part) -> Iterator[Estimand]:
    due = among & _is_due(world, world.company.promised_hours)
    yield Estimand(
        "never_touched", "never_touched_share", part,
        share(alone, due),
        "chance that nobody has turned to a lead by the as-of day, the promised time having passed",
    )  # fmt: skip


def _reasons(world: World, among: Flags, part: Part) -> Iterator[Estimand]:
    leads = world.leads
    rejected = among & (leads.decision == REJECTED)
    if not part:
        for place, (name, _) in enumerate(REJECTIONS):
            yield Estimand(
                "rejection_reasons", "reason_share", (("reason", name),),
                share(leads.reason == place, rejected),
                "chance that a rejection is given this reason",
            )  # fmt: skip
    family_of = np.array([FAMILIES.index(family) for _, family in REJECTIONS])
    family = np.where(rejected, family_of[np.clip(leads.reason, 0, len(REJECTIONS) - 1)], NOBODY)
    for place, name in enumerate(FAMILIES):
        yield Estimand(
            "rejection_reasons", "reason_share", (*part, ("family", FAMILY_WORDS[name])),
            share(family == place, rejected),
            "chance that the reason for a rejection belongs to this family",
        )  # fmt: skip


def _speed(world: World) -> Iterator[Estimand]:
    hours = world.leads.wait / 3600
    finite = np.where(np.isfinite(hours), hours, 1e9)
    for figure, reached in (("median_hours", 0.5), ("p90_hours", 0.9)):
        yield Estimand(
            "speed_to_lead", figure, (), float(np.quantile(finite, reached)),
            f"working hours after which {reached:.0%} of leads have been turned to, were the world "
            "to go on; leads nobody ever turns to count as longer than any other",
        )  # fmt: skip
    yield Estimand(
        "speed_to_lead", "within_target", (),
        float(np.mean(hours <= world.company.promised_hours)),
        "chance that a lead is turned to within the promised working hours",
    )  # fmt: skip
    for limit in HOURS:
        yield Estimand(
            "speed_to_lead", "still_waiting_share", (("hours", f"{limit}"),),
            float(np.mean(hours > limit)), "chance that a lead still waits after so many hours",
        )  # fmt: skip


def _decision_times(world: World) -> Iterator[Estimand]:
    """List how often sales decides in time, and when half of the leads are decided.

    Only leads old enough to tell: what the as-of day cuts off would be decided later.
    """
    leads = world.leads
    is_decided = np.isfinite(leads.decided_at)
    until = office().worked_until(np.where(is_decided, leads.decided_at, leads.handed_at))
    hours = (until - office().worked_until(leads.handed_at)) / 3600
    took = np.where(is_decided, hours, 1e9)
    yield Estimand(
        "decision_time", "within_target", (),
        share(took <= DECISION_HOURS, _is_due(world, DECISION_HOURS)),
        "chance that a lead is taken, turned down or sent back within the promised working hours",
    )  # fmt: skip
    grown = took[_is_due(world, HOURS[-1])]
    yield Estimand(
        "decision_time", "median_hours", (),
        float(np.quantile(grown, 0.5)) if grown.size else float("nan"),
        "working hours after which half of the leads have been decided; leads nobody ever "
        "decides on count as longer than any other",
    )  # fmt: skip
