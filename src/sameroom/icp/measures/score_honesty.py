"""Whether the score of a lead tells what becomes of it, and means what it says."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from sameroom.icp.scores import Scored, as_chance, band_of, brier, calibration_error, read_scored
from sameroom.measure import (
    Context,
    Evidence,
    Measure,
    Need,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats import ranking
from sameroom.stats.intervals import wilson

FEWEST = 30  # leads
FEWEST_EACH = 10  # with and without the outcome
TOO_GOOD = 0.95
BRING_SCORE = "The leads from the system that scores them, with the score."
BRING_WINS = "An export of deals with their outcome, and a longer period."
WORDS = {"accepted": "taken by sales", "won": "won"}
NO_SCALE = (
    "The scores do not lie between 0 and 1, or 0 and 100, so they name no chance of winning that "
    "could be checked."
)
Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell whether the score separates, what each band brings, and how honest it is."""
    table = rows(moments)
    rest = next((row for row in table if row["slice"] == "rest"), None)
    scored = read_scored([row for row in table if row["slice"] == "score"])
    left_out = _left_out(rest, context)
    if scored.cases.sum() < FEWEST:
        have = int(scored.cases.sum())
        yield TooLittle("auc_won", Unit.SHARE, have, FEWEST, _why(rest, left_out), BRING_SCORE)
        return
    yield _order(scored, "won", left_out)
    yield _order(scored, "accepted", left_out)
    yield from _bands(scored)
    yield from _chances(scored, context.seed)


def _why(rest: Row | None, left_out: str) -> str:
    if rest is None or int(rest["unscored"]) == int(rest["cases"]):
        return "No lead handed over in the period has a score on record."
    return f"Too few scored leads have had their days to be judged.{left_out}"


def _left_out(rest: Row | None, context: Context) -> str:
    if rest is None:
        return ""
    days = context.terms.get("goals.horizon_days", 180.0)
    said = {
        "immature": f"handed over less than {days:.0f} days ago",
        "undated": "without a date",
        "unscored": "without a score",
    }
    told = [f"{int(rest[name]):,} {words}" for name, words in said.items() if rest[name]]
    return f" Left out: {', '.join(told)}." if told else ""


def _order(scored: Scored, outcome: str, left_out: str) -> Told:
    figure, hits = f"auc_{outcome}", scored.hits(outcome)
    count, with_it = int(scored.cases.sum()), int(hits.sum())
    fewest = min(with_it, count - with_it)
    if fewest < FEWEST_EACH:
        missing = (
            f"Of {count:,} scored leads {with_it:,} were {WORDS[outcome]}; to compare, each side "
            f"needs {FEWEST_EACH}.{left_out}"
        )
        return TooLittle(figure, Unit.SHARE, fewest, FEWEST_EACH, missing, BRING_WINS)
    told = ranking.auc(hits=hits, misses=scored.cases - hits)
    words = f"{_verdict(told, outcome)}{left_out}"
    return Reading(figure, told.value, Unit.SHARE, count, told.interval, (), words)


def _verdict(told: ranking.Ordering, outcome: str) -> str:
    what = WORDS[outcome]
    if told.interval.high < 0.5:
        return f"The score points the wrong way: leads that were {what} have the lower scores."
    if told.interval.low <= 0.5:
        return f"It cannot be told that leads that were {what} have higher scores than others."
    pairs = (
        f"Of 100 pairs of a lead {what} and one not, {told.value * 100:.0f} have the higher "
        f"score on the lead {what} (50 is chance)."
    )
    if told.value >= TOO_GOOD:
        pairs += " That is so good that the score was perhaps set when the end was known."
    return pairs


def _bands(scored: Scored) -> Iterator[Told]:
    """Tell the share taken and won in each band, lowest scores first."""
    band = band_of(scored=scored)
    for place in range(int(band.max()) + 1):
        inside = band == place
        least, most = scored.score[inside].min(), scored.score[inside].max()
        label = f"{least:g}" if least == most else f"{least:g} to {most:g}"
        cases = int(scored.cases[inside].sum())
        for outcome in ("accepted", "won"):
            hits = int(scored.hits(outcome)[inside].sum())
            part = (("score", label),)
            sure = wilson(successes=hits, trials=cases)
            yield Reading(f"{outcome}_share", hits / cases, Unit.SHARE, cases, sure, part)


def _chances(scored: Scored, seed: int) -> Iterator[Told]:
    """Tell Brier score and calibration, where the score can be read as a chance."""
    chance, count = as_chance(scored=scored), int(scored.cases.sum())
    if chance is None:
        for figure in ("calibration_error", "brier_score"):
            yield TooLittle(figure, Unit.DISTANCE, count, count, NO_SCALE, BRING_SCORE)
        return
    off = calibration_error(
        chance=chance, cases=scored.cases, won=scored.won, band=band_of(scored=scored), seed=seed
    )
    named, came = float(scored.cases @ chance) / count, float(scored.won.sum()) / count
    words = (
        f"Read as chances, the scores say that {named * 100:.0f} of 100 leads will be won; "
        f"{came * 100:.0f} were."
    )
    yield Reading("calibration_error", off.value, Unit.DISTANCE, count, off.interval, (), words)
    loss = brier(chance=chance, cases=scored.cases, won=scored.won)
    plain = came * (1 - came)
    better = "better" if loss.value < plain else "not better"
    words = f"Giving every lead the same chance would score {plain:.3f}; this is {better}."
    yield Reading("brier_score", loss.value, Unit.DISTANCE, count, loss.interval, (), words)


MEASURE = Measure(
    name="score_honesty",
    question="Does the score of a lead tell what becomes of it?",
    unit=Unit.SHARE,
    headline="auc_won",
    result=result,
    method="docs/methods/score_honesty.md",
    needs=(
        Need("lead.score", "which score each lead had", BRING_SCORE),
        Need(
            "lead.created_at|lead.handed_over_at|stage_change.changed_at",
            "when each lead was handed over",
            "The leads from your CRM, with their dates.",
        ),
        Need("deal.outcome|deal.stage", "which leads were won", BRING_WINS),
    ),
    evidence=(
        Evidence(
            table="scored_lead",
            columns=("lead_id", "score", "campaign", "handed_over_at", "was_accepted", "was_won"),
            title="Scored leads whose days have passed, highest score first",
            where="is_mature and score is not null",
            order="score desc, lead_id",
        ),
    ),
    formula="pairs of a lead won and one not won in which the won one has the higher score, ties "
    "half ÷ all such pairs, of leads handed over in the period whose days have passed",
    settings={
        "crm": (
            "A CRM or marketing tool shows the score, and not whether it was right. Here it is "
            "held against what became of the leads, once their days have passed."
        ),
        "noun": "lead",
        "labels": {
            "auc_won": "Pairs put in the right order, won or not",
            "auc_accepted": "Pairs put in the right order, taken or not",
            "accepted_share": "Taken by sales",
            "won_share": "Won",
            "calibration_error": "How far chance named and share won are apart",
            "brier_score": "Brier score (0 is perfect)",
        },
    },
)  # fmt: skip
