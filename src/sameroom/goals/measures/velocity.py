"""Pipeline velocity: how much money a day the deals at hand turn into, and its four levers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa

from sameroom.goals import pace
from sameroom.goals.pace import Deals, Numbers
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
    Window,
)
from sameroom.stats import bootstrap

FEWEST, FEWEST_VALUED, CAP = 30, 10, 20_000
DAY = 86_400.0
UNITS = {
    "velocity": Unit.MONEY,
    "open_deals": Unit.COUNT,
    "velocity_win_rate": Unit.SHARE,
    "average_deal": Unit.MONEY,
    "cycle_days": Unit.DAYS,
}
FEW = "Too few deals have ended in this time to tell how fast they do."
FEW_VALUED = "Too few deals won in this time carry an amount."
ALL_WON = "No lost deal is on record, so the share won is not known."
NEVER = "Fewer than half of the deals end, so there is no median time to the end."
BRING = "The deals from your CRM, open, won and lost, with amount, day opened and day closed."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell velocity for the whole, each quarter, month and channel."""
    if moments.num_rows == 0:
        yield TooLittle("velocity", Unit.MONEY, 0, FEWEST, FEW, BRING)
        return
    deals, channels = _read(moments)
    unplaced = int(moments["unplaced"][0].as_py())
    yield from _tell(deals, context.window, (), context, unplaced)
    for kind, cut in (("quarter", 3), ("month", 1)):
        for name, window in _periods(context.window, cut):
            yield from _tell(deals, window, ((kind, name),), context, 0)
    for channel in sorted(set(channels)):
        inside = deals.where(np.array([one == channel for one in channels]))
        yield from _tell(inside, context.window, (("channel", channel),), context, 0)


def _read(moments: pa.Table) -> tuple[Deals, list[str]]:
    buyers = moments["buyer_id"].combine_chunks().dictionary_encode().indices
    columns = (np.asarray(moments[name].to_numpy(), dtype=np.float64)
               for name in ("opened", "closed", "worth"))  # fmt: skip
    opened, closed, worth = columns
    won = np.array([one == "won" for one in moments["outcome"].to_pylist()], dtype=np.float64)
    deals = Deals(np.asarray(buyers, dtype=np.float64), opened, closed, won, worth)
    return deals, [str(one) for one in moments["channel"].to_pylist()]


def _periods(window: Window, months: int) -> Iterator[tuple[str, Window]]:
    """List the calendar quarters or months that lie wholly in a window."""
    at = window.starts_at.astimezone(UTC)
    begins = datetime(at.year, (at.month - 1) // months * months + 1, 1, tzinfo=UTC)
    while begins < window.ends_at:
        ends = (begins + timedelta(days=31 * months + 3)).replace(day=1)
        ends = datetime(ends.year, (ends.month - 1) // months * months + 1, 1, tzinfo=UTC)
        if begins >= window.starts_at and ends <= window.ends_at:
            quarter = f"{begins.year} Q{(begins.month + 2) // 3}"
            yield quarter if months == 3 else f"{begins:%Y-%m}", Window(begins, ends)
        begins = ends


def _tell(
    deals: Deals, window: Window, part: Part, context: Context, unplaced: int
) -> Iterator[Told]:
    starts, ends = (moment.timestamp() / DAY for moment in (window.starts_at, window.ends_at))
    seen, inside = pace.see(deals=deals, starts=starts, ends=ends)
    ended = int(seen.ended.sum())
    everybody = np.ones((1, inside.won.size))
    (values,) = pace.parts(seen=seen, weights=everybody, days=ends - starts)
    if missing := _missing(seen, values):
        yield TooLittle("velocity", Unit.MONEY, ended, FEWEST, missing, BRING, part)
        return
    rng = bootstrap.generator(
        "velocity", *(text for one in part for text in one), seed=context.seed
    )
    sure = pace.intervals(seen=seen, buyer=inside.buyer, days=ends - starts, rng=rng)
    for place, name in enumerate(pace.PARTS):
        if part and name != "velocity":
            continue
        words = _words(values, inside, unplaced) if place == 0 and not part else ""
        yield Reading(name, float(values[place]), UNITS[name], ended, sure[name], part, words)


def _missing(seen: pace.Seen, values: Numbers) -> str:
    """Say what is missing for a velocity; nothing where it can be told."""
    ended = int(seen.ended.sum())
    if ended < FEWEST:
        return FEW
    if seen.won.sum() == ended:
        return ALL_WON
    if int((seen.worth > 0).sum()) < FEWEST_VALUED:
        return FEW_VALUED
    return "" if np.isfinite(values[-1]) and values[-1] > 0 else NEVER


def _words(values: Numbers, deals: Deals, unplaced: int) -> str:
    _, open_deals, rate, average, cycle = values
    said = (
        f"{open_deals:,.1f} deals open on average × {rate:.0%} won × {average:,.0f} a won deal ÷ "
        f"{cycle:,.0f} days (median)."
    ).replace("%", " %")
    if unplaced:
        said += f" Left out: {unplaced:,} deals whose dates are missing or contradict each other."
    return said + (f" From {CAP:,} deals picked by hashed id." if deals.won.size == CAP else "")


MEASURE = Measure(
    name="velocity",
    question="How much money a day do the deals at hand turn into?",
    unit=Unit.MONEY,
    headline="velocity",
    result=result,
    method="docs/methods/velocity.md",
    needs=(
        Need("deal.created_at", "when deals were opened", BRING),
        Need("deal.closed_at", "when deals ended", BRING),
        Need("deal.amount", "what deals are worth", BRING),
    ),
    evidence=(
        Evidence(
            table="deal_case",
            columns=(
                "deal_id", "name", "outcome", "amount", "created_at", "closed_at", "channel",
                "owner_id",
            ),
            title="Deals that ended, the latest first",
            where="ended_in_window",
            order="closed_at desc nulls last, deal_id",
            people=("owner_id",),
        ),
    ),
    formula="deals open on average over the period × won ÷ (won + lost) × average amount of a won "
    "deal ÷ median days from opening to the end, open deals counted as still running",
    settings={
        "crm": (
            "A CRM multiplies the deals that are open today by averages, and takes the length"
            " of the won deals alone. Here open deals count as still running, the middle "
            "stands instead of the average length, and the number of open deals is the "
            "average over the period."
        ),
        "noun": "deal",
        "labels": {
            "velocity": "Money a day",
            "open_deals": "Deals open on average",
            "velocity_win_rate": "Won, of the deals that ended",
            "average_deal": "A won deal is worth",
            "cycle_days": "From opening to the end (median)",
        },
    },
)  # fmt: skip
