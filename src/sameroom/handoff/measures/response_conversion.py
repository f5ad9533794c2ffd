"""How conversion falls with response time, and how much of that is the response."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sameroom.handoff import effect
from sameroom.handoff.effect import Adjusted, Choice, Estimate, Instrument, Leads
from sameroom.handoff.known import read_leads
from sameroom.handoff.shares import BRING_ACTS, BRING_DATES, Slice, share
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

ARM, EVENTS, CAP = 50, 10, 20_000
WORDS = {"score": "score", "employees": "size of the company"}
FEW = (
    "To compare leads answered in time with leads answered late it takes 50 of each whose horizon "
    "has passed, and 10 won ones of each."
)
NO_ANSWER = "No lead whose horizon has passed has a known time of its first human contact."
WEAK = (
    "Leads that come in when nobody works are answered in time about as often as the others, so "
    "the hour of arrival tells nothing about the effect of a prompt answer."
)
UNLIKE = (
    "Leads that come in when nobody works differ in kind from the others, so comparing them would "
    "not show the effect of a prompt answer."
)
TEST = "An experiment: answer a part of the leads, picked by lot, at once."
ASSOCIATION = "An association, not proof of a cause."


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell conversion by response time, then three answers to how much the response does."""
    counted = rows(moments.filter(pc.equal(moments["kind"], "response")))
    answered = moments.filter(pc.equal(moments["kind"], "lead"))
    if answered.num_rows == 0:
        yield TooLittle("recommended_difference", Unit.SHARE, 0, ARM, NO_ANSWER, BRING_ACTS)
        return
    yield from by_response(counted=counted)
    leads, telling = read_leads(rows=answered)
    if not _is_enough(leads):
        have = int(min(leads.prompt.sum(), (1 - leads.prompt).sum()))
        yield TooLittle("recommended_difference", Unit.SHARE, have, ARM, FEW, BRING_DATES)
        return
    yield from _compared(leads, telling, sum(int(row["cases"]) for row in counted))


def by_response(*, counted: Sequence[Slice]) -> Iterator[Told]:
    """Tell which share of the leads became deals and were won, by how soon they were answered."""
    for row in counted:
        part = (("response", str(row["name"])),)
        cases = int(row["cases"])
        for figure, hits in (("deal_share", int(row["deals"])), ("won_share", int(row["won"]))):
            yield share(figure=figure, hits=hits, of=cases, part=part)


def _is_enough(leads: Leads) -> bool:
    arms = (leads.prompt == 1, leads.prompt == 0)
    return all(int(arm.sum()) >= ARM and int(leads.won[arm].sum()) >= EVENTS for arm in arms)


def _compared(leads: Leads, telling: tuple[str, ...], cases: int) -> Iterator[Told]:
    raw, adjusted = effect.raw(leads=leads), effect.adjusted(leads=leads)
    instrument = effect.by_arrival(leads=leads)
    best = effect.recommended(raw=raw, adjusted=adjusted.difference, instrument=instrument)
    count = leads.won.size
    sampled = f" From {CAP:,} leads picked by hashed id." if count == CAP else ""
    yield _reading("recommended_difference", best.estimate, count, _verdict(best) + sampled)
    yield _reading("raw_difference", raw, count, f"As it stands. {ASSOCIATION}")
    yield _reading("adjusted_difference", adjusted.difference, count, _adjusted_words(telling))
    yield _by_hour(instrument, count)
    yield from _sureness(adjusted, instrument, telling, count)


def _reading(figure: str, estimate: Estimate, count: int, words: str) -> Reading:
    return Reading(figure, estimate.value, Unit.SHARE, count, estimate.interval, (), words)


def _verdict(best: Choice) -> str:
    """Say in a sentence what to make of it."""
    said = {
        1: "Leads answered in time are won more often, and this is clear",
        -1: "Leads answered in time are won less often, and this is clear",
        0: "Whether a prompt answer wins leads cannot be told from the record",
    }[best.sign]
    if best.is_by_arrival:
        return f"{said}; by the hour at which leads come in."
    return f"{said}; {ASSOCIATION[0].lower()}{ASSOCIATION[1:]}"


def _adjusted_words(telling: tuple[str, ...]) -> str:
    known = [WORDS[name] for name in telling] + ["channel", "campaign", "hour of arrival"]
    return f"For leads alike in {', '.join(known[:-1])} and {known[-1]}. {ASSOCIATION}"


def _by_hour(instrument: Instrument, count: int) -> Told:
    if instrument.difference is None or not instrument.is_balanced:
        missing = WEAK if instrument.difference is None else UNLIKE
        return TooLittle("arrival_difference", Unit.SHARE, 0, count, missing, TEST)
    words = "Leads that come in when somebody works, held against those that do not."
    return _reading("arrival_difference", instrument.difference, count, words)


def _sureness(
    adjusted: Adjusted, instrument: Instrument, telling: tuple[str, ...], count: int
) -> Iterator[Told]:
    value, nearer = effect.e_value_of(estimate=adjusted.ratio)
    yield Reading(
        "e_value", value, Unit.RATIO, count,
        words="Something unseen would have to make both a prompt answer and a win this many times "
        "as likely to explain the adjusted difference away; to bring nothing into its range, "
        f"{nearer:.1f} times.",
    )  # fmt: skip
    yield Reading(
        "arrival_strength", instrument.strength, Unit.INDEX, count,
        words="How strongly the hour of arrival decides whether the answer is in time (F): under "
        "10 it tells nothing, from 105 on it is gone by.",
    )  # fmt: skip
    for name, apart in zip(telling, instrument.apart, strict=False):
        yield Reading(
            "arrival_apart", apart, Unit.INDEX, count, part=(("known", WORDS[name]),),
            words="How far leads by day and off hours are apart, in spreads; under 0.1 is alike.",
        )  # fmt: skip


MEASURE = Measure(
    name="response_conversion",
    question="Are leads won because they are answered quickly?",
    unit=Unit.SHARE,
    headline="recommended_difference",
    result=result,
    method="docs/methods/response_conversion.md",
    needs=(
        Need("activity.occurred_at", "when a lead was first answered", BRING_ACTS),
        Need("deal.outcome|deal.stage", "which leads were won", "The deals from your CRM."),
    ),
    evidence=(
        Evidence(
            table="lead_response",
            columns=(
                "case_id", "campaign", "channel", "owner_id", "handed_over_at", "first_touch_at",
                "waited_seconds", "response", "score", "is_deal", "is_won",
            ),
            title="Leads by how soon they were answered, and what became of them",
            order="waited_seconds nulls last, case_id",
            people=("owner_id",),
        ),
    ),
    formula="won within the agreed horizon ÷ leads, by working hours to the first human contact; "
    "the difference between answered in time and answered late: as it stands, for leads "
    "alike in what is known of them (AIPW), and by the hour of arrival (Anderson–Rubin)",
    settings={
        "crm": (
            "A CRM puts leads that were answered quickly beside those that were not. Here leads "
            "are compared that are alike in what is known of them, for better leads are answered "
            "sooner."
        ),
        "noun": "lead",
        "labels": {
            "recommended_difference": "Won more often if answered in time",
            "raw_difference": "The same, as it stands",
            "adjusted_difference": "The same, for leads alike",
            "arrival_difference": "The same, by hour of arrival",
            "won_share": "Won within the horizon",
            "deal_share": "Became a deal within the horizon",
            "e_value": "What it would take to explain it away",
            "arrival_strength": "Strength of the hour of arrival (F)",
            "arrival_apart": "By day and off hours apart by",
        },
    },
)  # fmt: skip
