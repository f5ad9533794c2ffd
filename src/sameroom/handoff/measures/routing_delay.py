"""Two clocks of a lead's wait: until a person has it, and until that person follows it up."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from sameroom.handoff.shares import BRING_ACTS, FEWEST, Slice, share
from sameroom.handoff.waits import FOLLOW_UP, quantile
from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import ratio_of_sums
from sameroom.stats.survival import Curve, kaplan_meier

Counts = Mapping[str, Any]  # Any: a cell is whatever SQL gave
BRING_OWNERS = (
    "When each lead got its owner: the history of lead owners, or the field in which your CRM "
    "keeps the time of the last assignment (HubSpot: Owner assigned date)."
)
NO_ASSIGNMENT = "Nothing on record says when a lead got its owner, so the two waits are one."
MOSTLY_UNTIMED = (
    "For most leads with an owner nothing says since when, and the others may be another kind."
)
NAME_OWNER = "An owner for each lead that waits for one."
FEW = "Too few leads have a day of hand-over and a known time at which a person got them."
STILL = {
    "routing": "have no person who owns them yet",
    "human": "have an owner who has not followed them up at all",
}
QUANTILES = {"median": 0.5, "p90": 0.9}


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell both clocks' median and slowest tenth, and the routing's share of the delay."""
    table = rows(moments)
    holders = {row["name"]: row for row in table if row["kind"] == "holder"}
    waits = [row for row in table if row["kind"] == "wait"]
    untold = _untold(holders)
    if untold:
        for figure in ("routing_median_hours", "human_median_hours"):
            yield TooLittle(figure, Unit.HOURS, 0, FEWEST, untold, BRING_OWNERS)
    else:
        for key, group in groupby(waits, key=lambda row: (row["slice"], row["name"], row["clock"])):
            yield from _clock(*key, list(group))
        yield from _routing_share([row for row in table if row["kind"] == "total"])
    yield from _unrouted(holders)


def _untold(holders: Mapping[str, Counts]) -> str:
    """Say why the two clocks cannot be parted, or nothing where they can."""
    timed, untimed = (_size(holders, name) for name in ("person", "untimed"))
    if timed == 0:
        return NO_ASSIGNMENT
    return MOSTLY_UNTIMED if untimed > timed else ""


def _size(holders: Mapping[str, Counts], name: str) -> int:
    row = holders.get(name)
    return int(row["ended"]) + int(row["running"]) if row else 0


def _clock(kind: str, name: str, clock: str, group: Sequence[Slice]) -> Iterator[Told]:
    part: Part = ((kind, name),) if kind else ()
    curve, ended = _curve(group)
    for what, at_share in QUANTILES.items():
        if part and what != "median":
            continue
        yield quantile(
            figure=f"{clock}_{what}_hours", curve=curve, at_share=at_share, ended=ended, part=part,
            missing=FEW, running_words=STILL[clock],
            bring=BRING_OWNERS if clock == "routing" else BRING_ACTS,
            act=NAME_OWNER if clock == "routing" else FOLLOW_UP,
        )  # fmt: skip


def _curve(group: Sequence[Slice]) -> tuple[Curve, int]:
    times, ended, running = (
        np.array([float(row[name]) for row in group]) for name in ("minutes", "ended", "running")
    )
    return kaplan_meier(times=times / 60, ended=ended, running=running), int(ended.sum())


def _routing_share(totals: Sequence[Slice]) -> Iterator[Told]:
    """Tell which share of all hours waited by the leads followed up went into finding an owner."""
    row = totals[0]
    cases, waited = int(row["ended"]), float(row["waited"])
    if cases < FEWEST or waited == 0:
        yield TooLittle("routing_share", Unit.SHARE, cases, FEWEST, FEW, BRING_OWNERS)
        return
    made = ratio_of_sums(
        cases=cases, top=float(row["routed"]), bottom=waited,
        top_squares=float(row["routed_squares"]), bottom_squares=float(row["waited_squares"]),
        products=float(row["products"]),
    )  # fmt: skip
    sure = Interval(max(0.0, made.low), min(1.0, made.high), made.level, made.method)
    value = float(row["routed"]) / waited
    words = (
        f"Of {waited:,.0f} working hours that {cases:,} leads waited until somebody followed "
        "them up, this share went by before a person had them."
    )
    yield Reading("routing_share", value, Unit.SHARE, cases, sure, (), words)


def _unrouted(holders: Mapping[str, Counts]) -> Iterator[Told]:
    every = sum(_size(holders, name) for name in holders)
    waiting = [
        (name, int(holders[name]["running"])) for name in ("nobody", "queue") if name in holders
    ]
    count = sum(number for _, number in waiting)
    said = " and ".join(f"{number:,} by {_whom(name)}" for name, number in waiting if number)
    words = f"{count:,} leads nobody has followed up are still being routed"
    words += f": owned {said}." if said else "."
    if untimed := _size(holders, "untimed"):
        words += f" Of {untimed:,} leads with an owner nothing says since when."
    yield share(
        figure="unrouted_share", hits=count, of=every, words=words, missing=FEW, bring=BRING_OWNERS
    )
    for name, number in waiting:
        yield Reading("unrouted", float(number), Unit.COUNT, every, part=(("owned by", name),))


def _whom(name: str) -> str:
    return "a queue" if name == "queue" else name


MEASURE = Measure(
    name="routing_delay",
    question="Does a lead wait for an owner, or for its owner?",
    unit=Unit.SHARE,
    headline="routing_share",
    result=result,
    method="docs/methods/routing_delay.md",
    needs=(
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when a lead was handed over",
            "The day each lead was created or handed over, from your CRM.",
        ),
    ),
    evidence=(
        Evidence(
            table="lead_routing",
            columns=(
                "case_id", "campaign", "owner_id", "holder", "handed_over_at", "assigned_at",
                "first_touch_at", "routing_seconds", "human_seconds",
            ),
            title="Leads by the time until a person had them, the slowest first",
            where="is_in_window and not is_untimed",
            order="routing_seconds desc nulls last, case_id",
            people=("owner_id",),
        ),
        Evidence(
            table="lead_routing",
            columns=("case_id", "campaign", "owner_id", "holder", "handed_over_at"),
            title="Leads still being routed, the longest waiting first",
            where="is_in_window and holder <> 'person' and not is_touched",
            order="handed_over_at nulls last, case_id",
            figure="unrouted_share",
            people=("owner_id",),
        ),
    ),
    formula="routing: working hours from the hand-over until a person owns the lead; human: from "
    "then until the first human contact or disposition; leads still waiting count as such "
    "(Kaplan–Meier); share = routing hours ÷ all hours waited by leads followed up",
    settings={
        "crm": (
            "A CRM's time to assignment ends with the first owner, which may be a queue. Here it "
            "ends with a person, and counts working hours."
        ),
        "noun": "lead",
        "labels": {
            "routing_share": "Of the wait, until a person has the lead",
            "routing_median_hours": "Until a person has it (median)",
            "routing_p90_hours": "Until a person has it (slowest tenth)",
            "human_median_hours": "From then to the first contact (median)",
            "human_p90_hours": "From then to the first contact (slowest tenth)",
            "unrouted_share": "Still being routed",
            "unrouted": "Leads still being routed",
        },
    },
)  # fmt: skip
