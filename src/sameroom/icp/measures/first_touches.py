"""How many first sales acts are cold, and what cold and warmed ones yield."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.intervals import share_difference, wilson

FEWEST = 30  # buyers
BRING_ACTS = "The calls, mails and meetings of your CRM, each with its contact and its time."
BRING_TOUCHES = "The logs of your marketing tool: mails sent, ads, visits, events, with their time."
FEW = "Too few buyers were turned to for the first time in the period."
NO_TOUCHES = "No touch of marketing with a date is on record, so every first act would look cold."
YIELDS = {"deal": "deals", "won": "won"}
SAID = {"deal": "had a deal", "won": "were won"}
ASSOCIATION = (
    "An association, not an effect: whom marketing had reached may differ in other ways too."
)
Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of cold first acts, and the yield of cold and warmed ones."""
    table = sorted(rows(moments), key=lambda row: (row["slice"], row["name"], row["is_cold"]))
    if not sum(int(row["buyers"]) for row in table if row["slice"] == "seen"):
        yield TooLittle("cold_share", Unit.SHARE, 0, 1, NO_TOUCHES, BRING_TOUCHES)
        return
    whole = [row for row in table if row["slice"] == ""]
    days = context.terms.get("goals.horizon_days", 180.0)
    yield _cold(whole, ())
    for name in YIELDS:
        yield from _yield(whole, name, days)
    for slice_, name in sorted({(row["slice"], row["name"]) for row in table}):
        if slice_ in ("month", "kind"):
            inside = [row for row in table if (row["slice"], row["name"]) == (slice_, name)]
            yield _cold(inside, ((slice_, name),))


def _sum(table: Sequence[Row], column: str, *, cold: int | None = None) -> int:
    return sum(int(row[column]) for row in table if cold is None or int(row["is_cold"]) == cold)


def _cold(table: Sequence[Row], part: Part) -> Told:
    cold, buyers = _sum(table, "buyers", cold=1), _sum(table, "buyers")
    if buyers < FEWEST:
        return TooLittle("cold_share", Unit.SHARE, buyers, FEWEST, FEW, BRING_ACTS, part)
    words = (
        f"{cold:,} of {buyers:,} buyers whom sales first turned to had not been touched by "
        "marketing before."
    )
    sure = wilson(successes=cold, trials=buyers)
    return Reading("cold_share", cold / buyers, Unit.SHARE, buyers, sure, part, words)


def _yield(table: Sequence[Row], name: str, days: float) -> Iterator[Told]:
    """Tell what each kind yields within the days, and the difference warmed less cold."""
    column = YIELDS[name]
    trials = {kind: _sum(table, "mature", cold=cold) for kind, cold in _KINDS}
    hits = {kind: _sum(table, column, cold=cold) for kind, cold in _KINDS}
    for kind, _ in _KINDS:
        yield _rate(f"{kind}_{name}_share", hits[kind], trials[kind], days, f"{kind} {SAID[name]}")
    figure = f"warmed_less_cold_{name}"
    fewest = min(trials.values())
    if fewest < FEWEST:
        missing = f"To compare, both kinds need {FEWEST} buyers whose {days:.0f} days have passed."
        yield TooLittle(figure, Unit.SHARE, fewest, FEWEST, missing, BRING_TOUCHES)
        return
    sure = share_difference(
        successes=(hits["warmed"], hits["cold"]), trials=(trials["warmed"], trials["cold"])
    )
    apart = hits["warmed"] / trials["warmed"] - hits["cold"] / trials["cold"]
    words = _difference(apart, clear=sure.low > 0 or sure.high < 0)
    yield Reading(figure, apart, Unit.SHARE, sum(trials.values()), sure, (), words)


_KINDS = (("cold", 1), ("warmed", 0))


def _rate(figure: str, hits: int, trials: int, days: float, said: str) -> Told:
    if trials < FEWEST:
        missing = f"Too few of these buyers have had their {days:.0f} days."
        return TooLittle(figure, Unit.SHARE, trials, FEWEST, missing, BRING_ACTS)
    words = f"{hits:,} of {trials:,} {said} within {days:.0f} days."
    sure = wilson(successes=hits, trials=trials)
    return Reading(figure, hits / trials, Unit.SHARE, trials, sure, (), words)


def _difference(apart: float, *, clear: bool) -> str:
    if not clear:
        return f"No difference that can be told between warmed and cold. {ASSOCIATION}"
    more = "more" if apart > 0 else "fewer"
    return f"{abs(apart) * 100:.0f} of 100 {more} where marketing had come first. {ASSOCIATION}"


MEASURE = Measure(
    name="first_touches",
    question="How many buyers hear from sales before marketing ever reached them?",
    unit=Unit.SHARE,
    headline="cold_share",
    result=result,
    method="docs/methods/first_touches.md",
    needs=(
        Need("activity.occurred_at", "when sales first turned to each buyer", BRING_ACTS),
        Need("touch.occurred_at", "whom marketing had reached before", BRING_TOUCHES),
    ),
    evidence=(
        Evidence(
            table="first_approach",
            columns=(
                "buyer_id", "name", "kind", "first_act_at", "first_touch_at", "had_deal", "was_won",
            ),
            title="Buyers whom sales turned to cold, the latest first",
            where="is_cold = 1",
            order="first_act_at desc, buyer_id",
            figure="cold_share",
        ),
        Evidence(
            table="first_approach",
            columns=(
                "buyer_id", "name", "kind", "first_act_at", "first_touch_at", "had_deal", "was_won",
            ),
            title="Buyers whom marketing had reached first, the latest first",
            where="is_cold = 0",
            order="first_act_at desc, buyer_id",
            figure="warmed_deal_share",
        ),
    ),
    formula="buyers with no touch of marketing before the first act of sales ÷ all buyers with a "
    "first act of sales in the period",
    settings={
        "crm": (
            "A CRM calls a deal outbound when somebody chose that source. Here the first act of "
            "sales is held against marketing's touches in all systems."
        ),
        "noun": "buyer",
        "labels": {
            "cold_share": "First sales acts that were cold",
            "cold_deal_share": "Cold: had a deal",
            "warmed_deal_share": "Warmed: had a deal",
            "warmed_less_cold_deal": "Had a deal, warmed less cold",
            "cold_won_share": "Cold: won",
            "warmed_won_share": "Warmed: won",
            "warmed_less_cold_won": "Won, warmed less cold",
        },
    },
)  # fmt: skip
