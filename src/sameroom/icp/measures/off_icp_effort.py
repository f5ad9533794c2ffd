"""How much of sales' effort goes to buyers outside the ideal customer that both teams agreed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sameroom.icp.clustered import Work, clustered_share
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

FEWEST = 30  # buyers worked
REASONS = 12  # of the reasons shown, those that cost most
KNOWN_LEAST = 0.5  # of the acts, on buyers that can be judged
TIMED_LEAST = 0.5  # of the acts, with minutes
AGREE = "The clause ideal_customer in agreement.yaml: the conditions both teams want to hold."
NOT_AGREED = "No ideal customer is agreed, so nothing can lie outside of it."
BRING_ACTS = "The calls, mails and meetings of your CRM, each with its contact or company."
BRING_FIELDS = "An export of your companies with what the ideal customer asks for."
UNTIMED = "Most acts have no minutes on record."
BRING_MINUTES = "The duration of calls and meetings, from your CRM or telephone system."
FIGURES = {"fails": "off_icp", "fits": "on_icp", "unknown": "cannot_be_judged"}
Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the shares of acts and of minutes, as a whole and by why buyers fail."""
    table = sorted(rows(moments), key=lambda row: (row["slice"], row["name"], row["why"]))
    verdicts = {row["name"]: row for row in table if row["slice"] == "verdict"}
    if refusal := _refusal(table, verdicts):
        yield refusal
        return
    yield from _by_verdict(verdicts, table, "acts")
    yield from _minutes(verdicts, table)
    yield from _by_reason(verdicts, table)


def _refusal(table: Sequence[Row], verdicts: Mapping[str, Row]) -> TooLittle | None:
    """Say why the share cannot be told, if it cannot."""
    figure = "off_icp_acts_share"
    if not any(row["slice"] == "agreed" and row["buyers"] for row in table):
        return TooLittle(figure, Unit.SHARE, 0, 1, NOT_AGREED, AGREE)
    whole = _whole(verdicts, "acts")
    if whole.buyers < FEWEST:
        missing = "Too few buyers were worked in the period to tell a share of the work."
        return TooLittle(figure, Unit.SHARE, whole.buyers, FEWEST, missing, BRING_ACTS)
    unknown = _work(verdicts.get("unknown"), "acts").total
    if unknown > (1 - KNOWN_LEAST) * whole.total:
        have = round(whole.total - unknown)
        missing = (
            f"{unknown:,.0f} of {whole.total:,.0f} acts went to buyers of whom what the ideal "
            "customer asks for is not on record."
        )
        return TooLittle(
            figure, Unit.SHARE, have, round(KNOWN_LEAST * whole.total), missing, BRING_FIELDS
        )
    return None


def _by_verdict(verdicts: Mapping[str, Row], table: Sequence[Row], what: str) -> Iterator[Reading]:
    whole = _whole(verdicts, what)
    for verdict, figure in FIGURES.items():
        part = _work(verdicts.get(verdict), what)
        words = _words(verdicts, table, what) if verdict == "fails" else ""
        yield _share(f"{figure}_{what}_share", part, whole, (), words)


def _words(verdicts: Mapping[str, Row], table: Sequence[Row], what: str) -> str:
    off, whole = _work(verdicts.get("fails"), what), _whole(verdicts, what)
    unknown = _work(verdicts.get("unknown"), what)
    words = (
        f"{off.total:,.0f} of {whole.total:,.0f} {what} went to {off.buyers:,} buyers outside the "
        "ideal customer."
    )
    if unknown.total:
        words += f" {unknown.total:,.0f} more went to buyers who cannot be judged."
    nobody = sum(int(row["acts"]) for row in table if row["slice"] == "nobody")
    if nobody and what == "acts":
        words += f" {nobody:,} acts name no buyer and are left out."
    return words


def _minutes(verdicts: Mapping[str, Row], table: Sequence[Row]) -> Iterator[Told]:
    """Tell the same in minutes, where most acts have them."""
    acts = sum(int(row["acts"]) for row in verdicts.values())
    timed = sum(int(row["timed_acts"]) for row in verdicts.values())
    whole = _whole(verdicts, "minutes")
    if timed < TIMED_LEAST * acts or whole.buyers < FEWEST or whole.total <= 0:
        need = max(FEWEST, round(TIMED_LEAST * acts))
        yield TooLittle("off_icp_minutes_share", Unit.SHARE, timed, need, UNTIMED, BRING_MINUTES)
        return
    yield from _by_verdict(verdicts, table, "minutes")


def _by_reason(verdicts: Mapping[str, Row], table: Sequence[Row]) -> Iterator[Reading]:
    """Tell the share of acts by condition failed, then by the values that fail it most."""
    whole = _whole(verdicts, "acts")
    for row in table:
        if row["slice"] == "attribute":
            named = (("attribute", _plain(row["name"])),)
            yield _share("failing_acts_share", _work(row, "acts"), whole, named)
    reasons = [row for row in table if row["slice"] == "why"]
    reasons.sort(key=lambda row: (-row["acts"], row["name"], row["why"]))
    for row in reasons[:REASONS]:
        part = (("attribute", _plain(row["name"])), ("why", str(row["why"])))
        yield _share("reason_acts_share", _work(row, "acts"), whole, part)


def _share(figure: str, part: Work, whole: Work, named: Part, words: str = "") -> Reading:
    sure = clustered_share(part=part, whole=whole)
    value = part.total / whole.total
    return Reading(figure, value, Unit.SHARE, round(whole.total), sure, named, words)


def _work(row: Row | None, what: str) -> Work:
    if row is None:
        return Work(0, 0.0, 0.0)
    buyers = int(row["buyers"] if what == "acts" else row["timed_buyers"])
    return Work(buyers, float(row[what]), float(row[f"{what}_squares"]))


def _whole(verdicts: Mapping[str, Row], what: str) -> Work:
    parts = [_work(row, what) for _, row in sorted(verdicts.items())]
    return Work(
        sum(one.buyers for one in parts),
        sum(one.total for one in parts),
        sum(one.squares for one in parts),
    )


def _plain(attribute: str) -> str:
    return attribute.replace("_", " ")


MEASURE = Measure(
    name="off_icp_effort",
    question="How much of sales' effort goes to buyers outside the ideal customer?",
    unit=Unit.SHARE,
    headline="off_icp_acts_share",
    result=result,
    method="docs/methods/off_icp_effort.md",
    needs=(Need("activity.kind", "what sales did", BRING_ACTS),),
    evidence=(
        Evidence(
            table="icp_effort",
            columns=(
                "buyer_id", "name", "failed_on", "why", "acts", "timed_acts", "minutes", "last_at",
            ),
            title="Buyers outside the ideal customer that sales worked, the most worked first",
            where="verdict = 'fails'",
            order="acts desc, buyer_id",
            figure="off_icp_acts_share",
        ),
        Evidence(
            table="icp_effort",
            columns=("buyer_id", "name", "acts", "timed_acts", "minutes", "last_at"),
            title="Buyers that cannot be judged, the most worked first",
            where="verdict = 'unknown'",
            order="acts desc, buyer_id",
            figure="cannot_be_judged_acts_share",
        ),
    ),
    formula="acts of sales on buyers that fail a condition of the ideal customer in force ÷ all "
    "acts of sales on a buyer in the period; the same in minutes",
    settings={
        "noun": "act",
        "nouns": {
            "off_icp_minutes_share": "minute", "on_icp_minutes_share": "minute",
            "cannot_be_judged_minutes_share": "minute",
        },
        "why": {
            "figure": "failing_acts_share", "by": ("attribute",),
            "words": "{value} of the acts went to buyers that fail on {attribute}.",
        },
        "labels": {
            "off_icp_acts_share": "Acts outside the ideal customer",
            "on_icp_acts_share": "Acts within it",
            "cannot_be_judged_acts_share": "Acts on buyers who cannot be judged",
            "off_icp_minutes_share": "Minutes outside the ideal customer",
            "on_icp_minutes_share": "Minutes within it",
            "cannot_be_judged_minutes_share": "Minutes on buyers who cannot be judged",
            "failing_acts_share": "Acts on buyers that fail this condition",
            "reason_acts_share": "Acts on buyers that fail for this reason",
        },
    },
)  # fmt: skip
