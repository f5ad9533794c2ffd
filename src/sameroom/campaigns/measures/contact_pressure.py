"""How often both teams together turn to a person, and how people answer to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from sameroom.measure import (
    Context,
    Evidence,
    Interval,
    Measure,
    Need,
    Part,
    Reading,
    Told,
    TooLittle,
    Unit,
    rows,
)
from sameroom.stats.bootstrap import generator
from sameroom.stats.clusters import Sums, clustered_share
from sameroom.stats.intervals import quantile, wilson
from sameroom.stats.trend import cochran_armitage, rises_from

LEAST_PEOPLE = 30
LEAST_MAILS = 100
LEAST_IN_BIN = 30
LEAST_REFUSALS = 10
SURE = 0.05
DRAWS = 1000
BINS = (0, 1, 2, 3, 5, 9)  # the fewest contacts in 30 days of each group
TOP = 8  # contacts a week from which weeks are told together
NO_REFUSAL = "No unsubscribe and no complaint is on record."
NO_RISE = "The rate of mails turned down is not seen to rise with the number of contacts."
BRING = "The sending log of your mailing tool and the activities of your CRM, with the person."
BRING_REFUSAL = "The mailing tool's export of unsubscribes and complaints, with their dates."
BRING_CONTENT = "The log of your content tool, with the buyer or the deal of each use."

Doses = Mapping[int, Mapping[str, Any]]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell how weeks are filled, how people answer, and how much content buyers are shown."""
    table: dict[str, dict[int, Mapping[str, Any]]] = {}  # Any: as above
    for row in sorted(rows(moments), key=lambda row: (row["what"], row["dose"])):
        table.setdefault(row["what"], {})[int(row["dose"])] = row
    yield from _weeks(table)
    refusals = int(table["refusals"][0]["trials"]) if "refusals" in table else 0
    yield from _answers(table.get("mail", {}), refusals, context.seed)
    yield from _load(table.get("load", {}))


def _weeks(table: Mapping[str, Doses]) -> Iterator[Told]:
    for figure, what in (("crowded_share", "crowded"), ("both_teams_share", "shared")):
        row = table.get(what, {}).get(0)
        people = int(row["people"]) if row else 0
        if row is None or people < LEAST_PEOPLE:
            yield TooLittle(figure, Unit.SHARE, people, LEAST_PEOPLE, bring=BRING)
        else:
            yield _week_share(figure, row, ())
    for dose, row in table.get("week", {}).items():
        if int(row["people"]) >= LEAST_PEOPLE:
            label = f"{TOP} and more" if dose == TOP else str(dose)
            yield _week_share("week_share", row, (("contacts a week", label),))


def _week_share(figure: str, row: Mapping[str, Any], part: Part) -> Reading:  # Any: as above
    sums = Sums(
        cases=int(row["people"]),
        top=float(row["hits"]),
        bottom=float(row["trials"]),
        top_squares=float(row["hit_squares"]),
        bottom_squares=float(row["trial_squares"]),
        products=float(row["products"]),
    )
    words = f"{sums.top:,.0f} of {sums.bottom:,.0f} weeks with a contact, of {sums.cases:,} people."
    sure = clustered_share(sums=sums)
    return Reading(figure, sums.share, Unit.SHARE, int(sums.bottom), sure, part, words)


def _answers(mails: Doses, refusals: int, seed: int) -> Iterator[Told]:
    """Tell the share of mails turned down, whole and by the contacts before, and from where on."""
    groups = _binned(mails)
    sent = sum(trials for _, trials in groups)
    if sent < LEAST_MAILS or not refusals:
        missing = "" if refusals else NO_REFUSAL
        for figure, unit in (("refusal_share", Unit.SHARE), ("rises_from", Unit.COUNT)):
            yield TooLittle(figure, unit, sent, LEAST_MAILS, missing, BRING_REFUSAL)
        return
    kept = [
        (least, hits, trials)
        for least, (hits, trials) in zip(BINS, groups, strict=True)
        if trials >= LEAST_IN_BIN
    ]
    told = sum(hits for hits, _ in groups)
    trend = cochran_armitage(
        hits=[hits for _, hits, _ in kept],
        trials=[trials for *_, trials in kept],
        scores=range(len(kept)),
    )
    is_rising = trend.z > 0 and trend.p_value < SURE
    yield _refusal(told, sent, (), _trend_words(trend.z, trend.p_value))
    for least, hits, trials in kept:
        yield _refusal(hits, trials, (("contacts in 30 days before", _bin_name(least)),), "")
    if is_rising and told >= LEAST_REFUSALS:
        yield _rises_from(kept, seed)
    else:
        yield TooLittle(
            "rises_from", Unit.COUNT, told, LEAST_REFUSALS, NO_RISE if told else "", BRING_REFUSAL
        )


def _binned(mails: Doses) -> list[tuple[int, int]]:
    """Add mails up by groups of contacts before: turned down, and sent."""
    sums = [[0, 0] for _ in BINS]
    for dose, row in mails.items():
        place = max(i for i, least in enumerate(BINS) if dose >= least)
        sums[place][0] += int(row["hits"])
        sums[place][1] += int(row["trials"])
    return [(hits, trials) for hits, trials in sums]


def _bin_name(least: int) -> str:
    place = BINS.index(least)
    if place == len(BINS) - 1:
        return f"{least} and more"
    last = BINS[place + 1] - 1
    return str(least) if last == least else f"{least} to {last}"


def _trend_words(z: float, p_value: float) -> str:
    """Say whether the rate goes with the contacts: an association, whatever its cause."""
    how = "rises" if z > 0 else "falls"
    said = (
        f"It {how} with the number of contacts in the 30 days before"
        if p_value < SURE
        else "It is not seen to go with the number of contacts in the 30 days before"
    )
    return f"{said} (test for trend: p = {p_value:.2g}). An association, no proof of a cause."


def _refusal(hits: int, trials: int, part: Part, words: str) -> Reading:
    sure = wilson(successes=hits, trials=trials)
    return Reading("refusal_share", hits / trials, Unit.SHARE, trials, sure, part, words)


def _rises_from(kept: Sequence[tuple[int, int, int]], seed: int) -> Reading:
    """Tell from how many contacts on the rate is higher, with what other chance would have told."""
    least = np.array([each[0] for each in kept], dtype=np.float64)
    hits = np.array([[each[1] for each in kept]], dtype=np.float64)
    trials = np.array([[each[2] for each in kept]], dtype=np.float64)
    found = int(rises_from(hits=hits, trials=trials)[0])
    rng = generator("contact_pressure", "rises_from", seed=seed)
    drawn = rng.binomial(trials.astype(int), hits / trials, (DRAWS, len(kept))).astype(np.float64)
    places = rises_from(hits=drawn, trials=np.repeat(trials, DRAWS, axis=0))
    low, high = np.quantile(least[places[places > 0]], [0.025, 0.975], method="nearest")
    sure = Interval(float(low), float(high), 0.95, "bootstrap")
    words = "Contacts in 30 days from which on mails are turned down more often than below."
    return Reading(
        "rises_from", float(least[found]), Unit.COUNT, int(trials.sum()), sure, (), words
    )


def _load(pieces: Doses) -> Iterator[Told]:
    """Tell how many different pieces of content a buyer is shown."""
    values = [dose for dose, row in pieces.items() for _ in range(int(row["people"]))]
    for figure, share in (("pieces_median", 0.5), ("pieces_p90", 0.9)):
        sure = quantile(values=values, share=share)
        if len(values) < LEAST_PEOPLE or sure is None:
            yield TooLittle(figure, Unit.COUNT, len(values), LEAST_PEOPLE, bring=BRING_CONTENT)
            continue
        value = float(np.quantile(values, share, method="inverted_cdf"))
        yield Reading(figure, value, Unit.COUNT, len(values), sure)


MEASURE = Measure(
    name="contact_pressure",
    question="How often do both teams together turn to one person, and what does it do?",
    unit=Unit.SHARE,
    headline="crowded_share",
    result=result,
    method="docs/methods/contact_pressure.md",
    needs=(
        Need("touch.person_id|activity.person_id", "whom both teams turned to", BRING),
        Need("touch.occurred_at|activity.occurred_at", "when both teams turned to people", BRING),
    ),
    evidence=(
        Evidence(
            table="contact_week",
            columns=(
                "person_id", "first_at", "contacts", "by_marketing", "by_sales", "by_others",
            ),
            title="Weeks of a person with the most contacts",
            order="contacts desc, first_at, person_id",
            figure="crowded_share",
        ),
        Evidence(
            table="mail_answer",
            columns=(
                "contact_id", "occurred_at", "person_id", "campaign_id", "contacts_before",
                "answer", "refused_at",
            ),
            title="Mails answered by an unsubscribe or a complaint",
            where="is_refused",
            order="contacts_before desc, occurred_at, contact_id",
            figure="refusal_share",
        ),
        Evidence(
            table="content_load",
            columns=("person_id", "pieces", "times"),
            title="Buyers shown the most content",
            order="pieces desc, person_id",
            figure="pieces_median",
        ),
    ),
    formula="weeks of a person with more contacts than agreed, divided by all weeks of a person "
    "with any; mails followed by an unsubscribe or complaint before the next, divided by mails",
    settings={
        "crm": (
            "A marketing tool's unsubscribe rate is of its own mails. Here the mails and calls of"
            " both teams to the same person are counted together, in weeks."
        ),
        "noun": "week",
        "nouns": {
            "refusal_share": "mail",
            "rises_from": "mail",
            "pieces_median": "buyer",
            "pieces_p90": "buyer",
        },
        "labels": {
            "crowded_share": "Weeks with more contacts than agreed",
            "both_teams_share": "Weeks with contacts from both teams",
            "week_share": "Weeks",
            "refusal_share": "Mails turned down",
            "rises_from": "Contacts from which it rises",
            "pieces_median": "Pieces of content shown to a buyer (median)",
            "pieces_p90": "Pieces of content shown to the most loaded tenth (P90)",
        },
    },
)  # fmt: skip
