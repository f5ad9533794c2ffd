"""Whether one-shot campaigns bring as much for their money as sustained ones."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)

LEAST_CAMPAIGNS = 8  # of each kind
LEAST_HITS = 10  # leads, accepted leads or customers of each kind
KINDS = ("one-shot", "sustained")
YIELDS = ("leads", "accepted", "won")
THOUSAND = 1000.0
FEW = "Too few campaigns are {}, with a cost, a beginning and an end."
FEW_HITS = "Too few of them came of one of the two kinds of campaign to compare."
BRING = (
    "The list of campaigns with their first and last day and their budget, or the spending report."
)
CAUTION = "An association: what is bought once and what is sustained may differ in more than that."

Run = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell what both kinds of campaign bring for 1,000 of money, and the ratio of the two."""
    runs = sorted(rows(moments), key=lambda run: str(run["campaign_id"]))
    by_kind = {kind: [run for run in runs if run["kind"] == kind] for kind in KINDS}
    fewest = min(KINDS, key=lambda kind: len(by_kind[kind]))
    count = len(by_kind[fewest])
    if count < LEAST_CAMPAIGNS:
        for figure in YIELDS:
            said = FEW.format(fewest)
            yield TooLittle(f"{figure}_ratio", Unit.RATIO, count, LEAST_CAMPAIGNS, said, BRING)
    else:
        for figure in YIELDS:
            yield from _compared(figure, by_kind)
    yield from _money(by_kind)


def _compared(figure: str, by_kind: Mapping[str, Sequence[Run]]) -> Iterator[Told]:
    hits = [sum(int(run[figure]) for run in by_kind[kind]) for kind in KINDS]
    if min(hits) < LEAST_HITS:
        yield TooLittle(f"{figure}_ratio", Unit.RATIO, min(hits), LEAST_HITS, FEW_HITS, BRING)
        return
    logs, errors, reaches = [], [], []
    for kind in KINDS:
        runs = by_kind[kind]
        rate, error = log_rate(
            hits=[float(run[figure]) for run in runs], costs=[float(run["cost"]) for run in runs]
        )
        reach = _t_of(len(runs) - 1)
        yield Reading(
            f"{figure}_per_1000", exp(rate) * THOUSAND, Unit.RATIO, len(runs),
            _around(rate, reach * error, THOUSAND), (("campaigns", kind),),
        )  # fmt: skip
        logs.append(rate)
        errors.append(error)
        reaches.append(len(runs) - 1)
    both = (errors[0] ** 2 + errors[1] ** 2) ** 0.5
    sure = _around(logs[0] - logs[1], _t_of(min(reaches)) * both, 1.0)
    campaigns = sum(len(by_kind[kind]) for kind in KINDS)
    value = exp(logs[0] - logs[1])
    yield Reading(f"{figure}_ratio", value, Unit.RATIO, campaigns, sure, (), _words(sure))


def log_rate(*, hits: Sequence[float], costs: Sequence[float]) -> tuple[float, float]:
    """Give the logarithm of hits per unit of cost over campaigns, and its standard error.

    A ratio of sums over campaigns, whose error is taken by linearisation; campaigns are the cases,
    so that a lucky campaign counts as one.
    """
    cases, top, bottom = len(hits), sum(hits), sum(costs)
    rate = top / bottom
    rests = sum((hit - rate * cost) ** 2 for hit, cost in zip(hits, costs, strict=True))
    return log(rate), (rests * cases / (cases - 1)) ** 0.5 / top


def _around(middle: float, reach: float, scale: float) -> Interval:
    return Interval(
        exp(middle - reach) * scale, exp(middle + reach) * scale, 0.95, "delta method, logarithm"
    )


def _t_of(freedom: int) -> float:
    from scipy.special import stdtrit  # 0.1 s to load, and only this needs it

    return float(stdtrit(freedom, 0.975))


def _words(sure: Interval) -> str:
    if sure.low > 1:
        said = "One-shot campaigns bring more for the same money."
    elif sure.high < 1:
        said = "One-shot campaigns bring less for the same money."
    else:
        said = "No difference can be told from chance."
    return f"{said} {CAUTION}"


def _money(by_kind: Mapping[str, Sequence[Run]]) -> Iterator[Reading]:
    """Tell what was spent on either kind: sums that are known, not estimated."""
    for kind in KINDS:
        if by_kind[kind]:
            cost = sum(float(run["cost"]) for run in by_kind[kind])
            runs = len(by_kind[kind])
            yield Reading("cost", cost, Unit.MONEY, runs, None, (("campaigns", kind),))


MEASURE = Measure(
    name="one_shot",
    question="Do one-shot campaigns bring as much for their money as sustained ones?",
    unit=Unit.RATIO,
    headline="accepted_ratio",
    result=result,
    method="docs/methods/one_shot.md",
    needs=(
        Need("campaign.starts_on|spend.spent_on", "when campaigns ran", BRING),
        Need("campaign.budget|spend.amount", "what campaigns cost", BRING),
        Need("lead.campaign_id", "which leads a campaign brought", "The leads of your CRM."),
    ),
    evidence=(
        Evidence(
            table="campaign_run",
            columns=(
                "campaign_id", "name", "channel", "begins_on", "stops_on", "days", "cost",
                "cost_from", "leads", "accepted", "won",
            ),
            title="Campaigns, the shortest first",
            order="days, cost desc, campaign_id",
        ),
    ),
    formula="leads (accepted leads, won leads) of one-shot campaigns for each unit of money, "
    "divided by those of sustained campaigns",
    settings={
        "crm": (
            "A marketing tool shows the return of each campaign in its own window. Here campaigns"
            " of both kinds are compared for each unit of money, whatever tool they ran in."
        ),
        "noun": "campaign",
        "labels": {
            "leads_ratio": "Leads for the same money, one-shot ÷ sustained",
            "accepted_ratio": "Accepted leads for the same money, one-shot ÷ sustained",
            "won_ratio": "Customers for the same money, one-shot ÷ sustained",
            "leads_per_1000": "Leads for 1,000",
            "accepted_per_1000": "Accepted leads for 1,000",
            "won_per_1000": "Customers for 1,000",
            "cost": "Money spent",
        },
    },
)  # fmt: skip
