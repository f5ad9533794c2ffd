"""Who really buys: rules of a few conditions, found in one time and confirmed in a later one."""

from collections.abc import Iterator

import pyarrow as pa

from sameroom.icp.proposing import propose
from sameroom.icp.subgroups import Profiles, Tried, confirm, pick, read_profiles, search
from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Proposal,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)

FEWEST_FOUND = 30  # won, in the time in which rules are looked for
FEWEST_HELD = 10  # won, in the time in which they must hold
BRING = "An export of your customers and leads with industry, size, country or other properties."
BRING_WINS = "Deals with their outcome and dates, over a longer period."
NOTHING_KNOWN = "Nothing on record says what kind of buyers these are."
FEW = "Too few buyers whose days have passed were won{when} to find rules and to confirm them."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how many rules stand, and each rule that was tried."""
    profiles = read_profiles(rows(moments))
    if refusal := _refusal(profiles):
        yield refusal
        return
    tried = confirm(
        profiles=profiles, rules=pick(profiles=profiles, rules=search(profiles=profiles))
    )
    yield _headline(profiles, tried)
    for one in tried:
        yield from _rule(profiles, one)


def _refusal(profiles: Profiles) -> TooLittle | None:
    sides = (
        (int(profiles.early_won.sum()), FEWEST_FOUND, " in the first part of the period"),
        (int(profiles.late_won.sum()), FEWEST_HELD, " in the last part of the period"),
    )
    for have, need, when in sides:
        if have < need:
            missing = FEW.format(when=when)
            return TooLittle("confirmed_rules", Unit.COUNT, have, need, missing, BRING_WINS)
    if not profiles.attributes:
        return TooLittle("confirmed_rules", Unit.COUNT, 0, 1, NOTHING_KNOWN, BRING)
    return None


def _headline(profiles: Profiles, tried: list[Tried]) -> Reading:
    standing = [one for one in tried if one.is_confirmed]
    count = int(profiles.early.sum() + profiles.late.sum())
    if not tried:
        words = "No rule was found by which the buyers who are won can be told from the others."
    elif not standing:
        words = f"{_rules(len(tried))} found, but none held on later buyers: nothing to act on."
    else:
        best = standing[0]
        words = (
            f"{_said(best)}: {best.won:,} of {best.buyers:,} later buyers were won, "
            f"{best.lift:.1f} times the share of all. {len(standing)} of {len(tried)} rules found "
            "held on later buyers."
        )
    return Reading("confirmed_rules", float(len(standing)), Unit.COUNT, count, None, (), words)


def _rules(number: int) -> str:
    return "1 rule was" if number == 1 else f"{number} rules were"


def _said(tried: Tried) -> str:
    return " and ".join(
        f"{name.replace('_', ' ')} is {label}" for name, label in tried.rule.conditions
    )


def _rule(profiles: Profiles, tried: Tried) -> Iterator[Reading]:
    """Tell of a rule what it did on later buyers alone."""
    verdict = "confirmed" if tried.is_confirmed else "not confirmed"
    part = (("rule", _said(tried)), ("finding", verdict))
    found = tried.rule
    words = (
        f"{verdict}: found with {found.won:,.0f} of {found.buyers:,.0f} won, later "
        f"{tried.won:,} of {tried.buyers:,}."
    )
    yield Reading(
        "lift", tried.lift, Unit.RATIO, tried.buyers, tried.lift_interval, part, words
    )  # fmt: skip
    if tried.buyers:
        yield Reading(
            "rule_won_share", tried.share, Unit.SHARE, tried.buyers, tried.share_interval, part
        )
    late = int(profiles.late.sum())
    yield Reading("support", tried.buyers / late, Unit.SHARE, late, None, part)
    yield Reading("chance_alone", tried.chance, Unit.SHARE, late, None, part)


MEASURE = Measure(
    name="who_buys",
    question="Who really buys?",
    unit=Unit.COUNT,
    headline="confirmed_rules",
    result=result,
    method="docs/methods/who_buys.md",
    needs=(
        Need("deal.outcome|deal.stage", "which buyers were won", BRING_WINS),
        Need(
            "touch.occurred_at|activity.occurred_at|lead.created_at|deal.created_at",
            "when each buyer was first reached",
            "The leads, acts or touches of your systems, with their dates.",
        ),
    ),
    evidence=(
        Evidence(
            table="buyer_outcome",
            columns=("buyer_id", "first_at", "was_won", "is_late"),
            title="Buyers whose days have passed, and whether they were won",
            order="first_at desc, buyer_id",
        ),
    ),
    proposes=Proposal(
        clause="ideal_customer", words="the customers who were really won", make=propose
    ),
    formula="rules of up to three conditions that win more than the rest among the first 70 of 100 "
    "buyers reached, and still do among the last 30",
    settings={
        "noun": "buyer",
        "labels": {
            "confirmed_rules": "Rules that held on later buyers",
            "lift": "Times the share of all buyers that are won",
            "rule_won_share": "Won, of the later buyers in the rule",
            "support": "Of all later buyers, in the rule",
            "chance_alone": "How often chance alone would show as much",
        },
    },
)
