"""What each channel and campaign gets under every model, and the range over the models."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sameroom.attribution.seen import Seen, look
from sameroom.attribution.spread import Spread, spread_out
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
)
from sameroom.stats import bootstrap
from sameroom.stats.attribution import differs_by_chance
from sameroom.stats.intervals import wilson

FEWEST = 30
MOST_NAMES = 60
MODELS = {
    "first": "first touch",
    "last": "last touch",
    "linear": "linear",
    "position": "position",
    "w_shape": "W",
    "full_path": "full path",
    "markov": "Markov",
    "shapley": "Shapley",
    "decay": "time decay",
}
SLICES = (("channel", "won"), ("campaign", "won"), ("channel", "created"))
FEW = "Too few deals were {what} after any step on record to share the credit out."
BRING = "Touches with their dates from your marketing tools, and sales' calls, mails and meetings."
UNTOLD = (
    "What nobody wrote down gets nothing: talks, print, a friend's advice, and whatever happened "
    "before the record begins."
)


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell each name's share by every model, and how far the models are apart."""
    for by_what, outcome in SLICES:
        seen = look(moments=moments, by_what=by_what, outcome=outcome, terms=context.terms)
        is_whole = (by_what, outcome) == SLICES[0]
        if seen is None or seen.converted < FEWEST:
            if is_whole:
                yield _too_little(0 if seen is None else seen.converted, outcome)
                yield from _untouched(seen)
            continue
        found = spread_out(seen=seen, seed=context.seed, words=(by_what, outcome))
        if is_whole:
            yield from _whole(seen, found, context.seed)
        yield from _by_name(seen, found, by_what, outcome)


def _too_little(have: int, outcome: str) -> TooLittle:
    return TooLittle("models_apart", Unit.DISTANCE, have, FEWEST, FEW.format(what=outcome), BRING)


def _whole(seen: Seen, found: Spread, seed: int) -> Iterator[Told]:
    one, other = (MODELS[model] for model in found.furthest)
    yield Reading(
        "models_apart",
        found.apart,
        Unit.DISTANCE,
        seen.credited,
        found.apart_sure,
        words=(
            f"Choosing {one} or {other} sends {found.apart:.0%} of the credit for "
            f"{seen.credited:,} won deals elsewhere: what is safe to say of a channel is its "
            f"range. {_notes(seen)}"
        ),
    )
    yield from _marketing(seen, found)
    yield from _untouched(seen)
    yield _chance(seen, seed)
    if found.order:
        words = f"A step is best foreseen from the {found.order} before it."
        words = words if found.order > 1 else "A step is best foreseen from the one before it."
        yield Reading("markov_order", found.order, Unit.COUNT, seen.used, words=words)
    else:
        missing = "Every journey on record ended in a sale; none shows what did not sell."
        yield TooLittle("markov_order", Unit.COUNT, 0, 1, missing, BRING)
    if "w_shape" not in found.credits:
        missing = "Too few deals name a lead that a known step came before."
        need = (seen.converted + 1) // 2
        bring = "Leads with their dates, and which deal each became."
        yield TooLittle("share_w_shape", Unit.SHARE, seen.anchored, need, missing, bring)


def _notes(seen: Seen) -> str:
    notes = [UNTOLD]
    if seen.used < seen.found:
        notes.append(f"Read from {seen.used:,} of {seen.found:,} journeys, drawn by their ids.")
    if seen.cut:
        notes.append(f"{seen.cut:,} journeys were cut down to their last 512 steps.")
    return " ".join(notes)


def _marketing(seen: Seen, found: Spread) -> Iterator[Told]:
    """Tell between which shares all of marketing's steps together lie."""
    mine = np.array(seen.is_marketing)
    if mine.all() or not mine.any():
        return
    shares = {model: float(one.share[mine].sum()) for model, one in found.credits.items()}
    for figure, pick in (("marketing_lowest", min), ("marketing_highest", max)):
        model = pick(shares, key=lambda name: (shares[name], name))
        value = min(max(shares[model], 0.0), 1.0)
        interval = wilson(successes=value * seen.converted, trials=seen.converted)
        words = f"The share of all credit that marketing's touches get by {MODELS[model]}."
        yield Reading(figure, value, Unit.SHARE, seen.credited, interval, words=words)


def _untouched(seen: Seen | None) -> Iterator[Told]:
    """Tell how many won deals no step leads to: no model can say anything of them."""
    if seen is None or seen.deals < FEWEST or seen.used < seen.found:
        return
    without = max(seen.deals - seen.credited, 0)
    interval = wilson(successes=without, trials=seen.deals)
    words = f"{without:,} of {seen.deals:,} won deals have no step on record in the look-back."
    value = without / seen.deals
    yield Reading("untouched_share", value, Unit.SHARE, seen.deals, interval, words=words)


def _chance(seen: Seen, seed: int) -> Told:
    rng = bootstrap.generator("attribution chance", seed=seed)
    dealt = differs_by_chance(journeys=seen.journeys, rng=rng)
    if dealt is None:
        missing = "Journeys that did not sell are missing, or all meet the same channels."
        return TooLittle("chance_alike", Unit.SHARE, 0, 1, missing, BRING)
    words = (
        "No channel differs: sales dealt out among the journeys at random would look like this."
        if dealt.chance > 0.05
        else "Journeys that meet some channels do sell more often than chance would have it."
    )
    return Reading("chance_alike", dealt.chance, Unit.SHARE, seen.used, words=words)


def _by_name(seen: Seen, found: Spread, by_what: str, outcome: str) -> Iterator[Told]:
    highest = np.max([one.share for one in found.credits.values()], axis=0)
    order = sorted(range(len(highest)), key=lambda i: (-highest[i], seen.journeys.names[i]))
    for place in order[:MOST_NAMES]:
        part: Part = ((by_what, seen.journeys.names[place]),)
        if outcome == "created":
            part = (*part, ("counted", "deals created"))
        yield from _one_name(seen, found, place, part)


def _one_name(seen: Seen, found: Spread, place: int, part: Part) -> Iterator[Told]:
    shares = {model: float(one.share[place]) for model, one in found.credits.items()}
    low = min(shares, key=lambda model: (shares[model], model))
    high = max(shares, key=lambda model: (shares[model], model))
    count = seen.credited
    words = (
        f"Between {shares[low]:.0%} ({MODELS[low]}) and {shares[high]:.0%} ({MODELS[high]}) "
        "of the credit."
    )
    for figure, model in (("share_lowest", low), ("share_highest", high)):
        interval = found.sure[model][place]
        yield Reading(figure, shares[model], Unit.SHARE, count, interval, part, words)
    for model, share in shares.items():
        interval = found.sure[model][place]
        yield Reading(f"share_{model}", share, Unit.SHARE, count, interval, part)
    for figure, unit, amounts in (
        ("deals", Unit.COUNT, [float(one.conversions[place]) for one in found.credits.values()]),
        ("value", Unit.MONEY, [float(one.value[place]) for one in found.credits.values()]),
    ):
        yield Reading(f"{figure}_lowest", min(amounts), unit, count, part=part)
        yield Reading(f"{figure}_highest", max(amounts), unit, count, part=part)


MEASURE = Measure(
    name="credit_range",
    question="How much of what was sold can each channel claim, whichever model is chosen?",
    unit=Unit.DISTANCE,
    headline="models_apart",
    result=result,
    method="docs/methods/credit_range.md",
    needs=(
        Need("touch.occurred_at|activity.occurred_at", "what reached buyers, and when", BRING),
        Need("deal.id", "what was sold", "The deals from your CRM."),
    ),
    evidence=(
        Evidence(
            "journey",
            (
                "journey_id", "deal_id", "buyer_id", "length", "deals", "amount", "began",
                "last_step", "lead_place", "deal_place",
            ),
            "Journeys that ended in a won deal, the longest first",
            where="by_what = 'channel' and outcome = 'won' and deals > 0",
            order="length desc, journey_id",
        ),
        Evidence(
            "journey_step",
            ("journey_id", "place", "name", "steps", "is_marketing"),
            "Their steps",
            where="by_what = 'channel' and outcome = 'won' and turn > 0",
            order="journey_id, place",
        ),
        Evidence(
            "deal_source",
            ("deal_id", "name", "amount", "channel", "created_at", "closed_at"),
            "Won deals with no step on record",
            where="is_won and is_untouched",
            order="amount desc nulls last, deal_id",
            figure="untouched_share",
        ),
    ),
    formula=(
        "a channel's range = its lowest to its highest share of the won deals over first, last, "
        "linear, position, W, full path, time decay, exact Markov removal and Shapley credit; "
        "models apart = half the sum, over channels, of how much the two models furthest apart "
        "differ"
    ),
    settings={
        "crm": (
            "A CRM or marketing tool shows the shares of one model, from the touches that it "
            "saw itself. Here nine models stand beside each other, over the touches of all "
            "systems, and each channel has the range from the least to the most that any of "
            "them gives it."
        ),
        "chart": "spread",
        "spread": ("share_lowest", "share_highest"),
        "marks": {f"share_{model}": words for model, words in MODELS.items()},
        "noun": "won deal",
        "nouns": {"markov_order": "journey", "chance_alike": "journey"},
        "labels": {
            "models_apart": "Credit that hangs on the model",
            "marketing_lowest": "Marketing's credit, by the model that gives it least",
            "marketing_highest": "Marketing's credit, by the model that gives it most",
            "untouched_share": "Won deals that nothing on record led to",
            "chance_alike": "How often chance alone makes channels differ as much",
            "markov_order": "Steps that the chain remembers",
            "share_lowest": "Least",
            "share_highest": "Most",
            **{f"share_{model}": f"Share by {words}" for model, words in MODELS.items()},
            "deals_lowest": "Deals, at least",
            "deals_highest": "Deals, at most",
            "value_lowest": "Money, at least",
            "value_highest": "Money, at most",
        },
    },
)  # fmt: skip
