"""Whether marketing reaches buyers before, during or after the sale, and where it collides."""

from collections.abc import Iterator, Mapping
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
from sameroom.stats.clusters import Sums, clustered_share

POSITIONS = ("before", "contact", "during", "after")
LEAST_BUYERS = 30
LEAST_IN_SLICE = 20
TIMELESS = "More than half of the touches name nobody, or a buyer whose deals lack their dates."
NO_MAIL = "No mail went to as many people on one day as make a mass mail by the agreement."
BRING = "Mails sent, visits, forms and event visits from your marketing tools, with the person."
BRING_MAIL = "The sending log of your mailing tool: who was sent which campaign, and when."
BRING_DATES = "Deals with the day they were opened and the day they ended, from your CRM."

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of touches in each position, and of mass mails that ran into a deal."""
    table = {(row["slice"], row["label"], row["position"]): row for row in rows(moments)}
    every, lost = _lost(table)
    for key in sorted(table):
        slice_, label, position = key
        if slice_ != "all" and label != "not stated" and position in POSITIONS:
            yield from _of_slice(table[key], ((slice_, label),), position)
    for position in POSITIONS:
        yield _whole(table.get(("all", "", position)), position, every, lost)
    yield from _collisions(table)


def _lost(table: Mapping[tuple[str, str, str], Row]) -> tuple[int, int]:
    row = table.get(("all", "", "unknown"))
    return (int(row["touches"]), int(row["hits"] or 0)) if row else (0, 0)


def _whole(row: Row | None, position: str, every: int, lost: int) -> Told:
    figure, buyers = f"{position}_share", int(row["buyers"]) if row else 0
    if row is None or buyers < LEAST_BUYERS or lost > every / 2:
        missing, bring = (TIMELESS, BRING_DATES) if lost > every / 2 else ("", BRING)
        return TooLittle(figure, Unit.SHARE, buyers, LEAST_BUYERS, missing, bring)
    words = f"{int(row['hits']):,} of {int(row['touches']):,} touches, with {buyers:,} buyers"
    if lost:
        words += f"; {lost:,} more name nobody, or a buyer whose deals lack their dates"
    return _share(figure, row, (), f"{words}.")


def _of_slice(row: Row, part: Part, position: str) -> Iterator[Told]:
    if int(row["buyers"]) >= LEAST_IN_SLICE:
        yield _share(f"{position}_share", row, part, "")


def _share(figure: str, row: Row, part: Part, words: str) -> Reading:
    touches, hits = int(row["touches"]), int(row["hits"])
    sums = Sums(
        cases=int(row["buyers"]),
        top=hits,
        bottom=touches,
        top_squares=float(row["hit_squares"]),
        bottom_squares=float(row["touch_squares"]),
        products=float(row["products"]),
    )
    sure = clustered_share(sums=sums)
    return Reading(figure, hits / touches, Unit.SHARE, touches, sure, part, words)


def _collisions(table: Mapping[tuple[str, str, str], Row]) -> Iterator[Told]:
    row = table.get(("all", "", "collision"))
    buyers = int(row["buyers"]) if row else 0
    if row is None or buyers < LEAST_BUYERS:
        missing = NO_MAIL if row is None else ""
        yield TooLittle("collision_share", Unit.SHARE, buyers, LEAST_BUYERS, missing, BRING_MAIL)
        return
    words = f"{int(row['hits']):,} of {int(row['touches']):,} mass mails, to {buyers:,} buyers."
    yield _share("collision_share", row, (), words)
    met = table[("all", "", "deals")]
    deals = int(met["touches"])
    yield Reading("deals_run_into", float(deals), Unit.COUNT, deals)
    yield Reading("money_run_into", float(met["amount"]), Unit.MONEY, deals)


MEASURE = Measure(
    name="touch_timing",
    question="Does marketing reach buyers before, during or after the sale, and does it collide?",
    unit=Unit.SHARE,
    headline="during_share",
    result=result,
    method="docs/methods/touch_timing.md",
    needs=(
        Need("touch.occurred_at", "when marketing reached people", BRING),
        Need("touch.person_id|touch.account_id", "whom marketing reached", BRING),
        Need("deal.created_at", "when deals were open", BRING_DATES),
    ),
    evidence=(
        Evidence(
            table="mail_collision",
            columns=(
                "touch_id", "occurred_at", "campaign", "people", "deal_id", "deal", "amount",
                "outcome", "last_act_at", "owner_id",
            ),
            title="Mass mails that ran into a live negotiation",
            order="amount desc nulls last, occurred_at, touch_id, deal_id",
            figure="collision_share",
            people=("owner_id",),
        ),
        Evidence(
            table="touch_position",
            columns=("touch_id", "occurred_at", "kind", "channel", "campaign", "buyer_id"),
            title="Touches while a deal with the buyer was open",
            where="position = 'during'",
            order="occurred_at, touch_id",
            figure="during_share",
        ),
    ),
    formula="touches at a moment when the buyer had an open deal (none yet, one closed), divided "
    "by all touches whose moment can be placed; mass mails to a buyer in a live negotiation, "
    "divided by all mass mails",
    settings={
        "noun": "touch",
        "nouns": {
            "collision_share": "mass mail",
            "deals_run_into": "deal",
            "money_run_into": "deal",
        },
        "labels": {
            "before_share": "Before sales was there",
            "contact_share": "Sales in contact, no deal yet",
            "during_share": "While a deal was open",
            "after_share": "After a deal was closed",
            "collision_share": "Mass mails into a live negotiation",
            "deals_run_into": "Live deals hit by a mass mail",
            "money_run_into": "Money in the live deals hit",
        },
    },
)  # fmt: skip
