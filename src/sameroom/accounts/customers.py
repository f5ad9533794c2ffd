"""How the area's measures tell a share of customers, and hold those touched against the others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sameroom.measure import Evidence, Interval, Part, Reading, Told, TooLittle, Unit, rows
from sameroom.stats.intervals import ratio_of_sums, share_difference, wilson
from sameroom.stats.strata import Stratum, difference

FEWEST, FEWEST_SIDE = 30, 10
SIDES = ("marketing", "sales", "service")
BRING_DEALS = (
    "All won and lost deals from your CRM over several years, with their type: new, expansion, "
    "renewal or win-back."
)
BRING_TOUCHES = "The mailings, calls, visits and tickets of your customers, each with its time."
ASSOCIATION = "An association, not proof of a cause: whom a team contacts is no accident."
Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def read(moments: pa.Table) -> tuple[Row | None, list[Row]]:
    """Part the row about the whole from those about a side."""
    table = [row for row in rows(moments) if row["side"] is not None]
    whole = next((row for row in table if row["side"] == ""), None)
    return whole, [row for row in table if row["side"]]


def share(*, figure: str, hits: int, of: int, words: str, missing: str, part: Part = ()) -> Told:
    """Tell a share of customers with Wilson's interval, or that they are too few."""
    if of < FEWEST:
        return TooLittle(figure, Unit.SHARE, of, FEWEST, missing, BRING_DEALS, part)
    sure = wilson(successes=hits, trials=of)
    return Reading(figure, hits / of, Unit.SHARE, of, sure, part, words)


def ratio(*, figure: str, row: Row, top: str, words: str, missing: str) -> Told:
    """Tell a ratio of two sums of money over the same customers.

    Args:
        figure, words: what is told.
        row: sums, sums of squares and of products, as the measures' SQL names them.
        top: "held" or "net".
        missing: what is missing where too few customers carry money.
    """
    valued, base = int(row["valued"]), float(row["base"])
    if valued < FEWEST or base <= 0:
        return TooLittle(figure, Unit.SHARE, valued, FEWEST, missing, BRING_DEALS)
    made = ratio_of_sums(
        cases=valued, top=float(row[top]), bottom=base, top_squares=float(row[f"{top}_squares"]),
        bottom_squares=float(row["base_squares"]), products=float(row[f"{top}_products"]),
    )  # fmt: skip
    sure = Interval(max(0.0, made.low), made.high, made.level, made.method)
    return Reading(figure, float(row[top]) / base, Unit.SHARE, valued, sure, (), words)


def by_side(*, table: Sequence[Row], done: str) -> Iterator[Told]:
    """Tell, for each team, how those it had contacted did against those it had not.

    Args:
        table: cases and hits by side, company size and whether they were touched.
        done: what a hit is, such as "kept".
    """
    for side in SIDES:
        own = [row for row in table if row["side"] == side]
        yield from _side(side, own, done)


def _side(side: str, own: Sequence[Row], done: str) -> Iterator[Told]:
    hits, of = (
        tuple(
            sum(int(row[name]) for row in own if row["is_touched"] is arm) for arm in (True, False)
        )
        for name in ("hits", "cases")
    )
    for place, arm in enumerate(("touched", "not touched")):
        both: Part = (("team", side), ("before", arm))
        yield share(
            figure=f"{done}_share", hits=hits[place], of=of[place], part=both,
            words=f"{hits[place]:,} of {of[place]:,} were {done}.",
            missing="Too few customers to tell.",
        )  # fmt: skip
    part = (("team", side),)
    if min(of, default=0) < FEWEST_SIDE or sum(of) < FEWEST:
        missing = f"Too few customers whom {side} had contacted before, or had not."
        yield TooLittle(
            f"{done}_difference", Unit.SHARE, min(of), FEWEST_SIDE, missing, BRING_TOUCHES, part
        )
        return
    raw = hits[0] / of[0] - hits[1] / of[1]
    sure = share_difference(successes=(hits[0], hits[1]), trials=(of[0], of[1]))
    yield Reading(
        f"{done}_raw_difference", raw, Unit.SHARE, sum(of), sure, part,
        f"Touched less not touched by {side}, as it stands. {ASSOCIATION}",
    )  # fmt: skip
    yield _alike(side, own, done)


def _alike(side: str, own: Sequence[Row], done: str) -> Told:
    found = difference(strata=_strata(own))
    part = (("team", side),)
    if found is None or found.cases < FEWEST:
        missing = "Too few customers of the same size, some touched and some not."
        have = found.cases if found else 0
        return TooLittle(
            f"{done}_difference", Unit.SHARE, have, FEWEST, missing, BRING_TOUCHES, part
        )
    words = f"Touched less not touched by {side}, for companies of the same size. {ASSOCIATION}"
    return Reading(
        f"{done}_difference", found.value, Unit.SHARE, found.cases, found.interval, part, words
    )


def _strata(own: Sequence[Row]) -> Iterator[Stratum]:
    for name in sorted({str(row["stratum"]) for row in own}):
        here = {bool(row["is_touched"]): row for row in own if row["stratum"] == name}
        hits, cases = (
            tuple(int(here[arm][column]) if arm in here else 0 for arm in (True, False))
            for column in ("hits", "cases")
        )
        yield Stratum((hits[0], hits[1]), (cases[0], cases[1]))


def evidence(*, kind: str, title: str) -> tuple[Evidence, ...]:
    """Show the customers behind a measure of the area."""
    return (
        Evidence(
            table="customer_moment",
            columns=(
                "moment_id", "buyer_id", "deal_id", "basis", "moment_at", "has_happened", "base",
                "after", "added", "company_size",
            ),
            title=title,
            where=f"kind = '{kind}'",
            order="moment_at desc nulls last, moment_id",
        ),
    )  # fmt: skip


def labels(*, done: str, what: str) -> dict[str, str]:
    """Name the figures by team, for the report."""
    return {
        f"{done}_share": f"{what}, by team and touch",
        f"{done}_difference": f"{what} more often if touched, same size",
        f"{done}_raw_difference": "The same, as it stands",
    }
