"""Whether the data can be believed: what is missing, stale, contradicting, double, impossible."""

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
from sameroom.stats.intervals import wilson

FEWEST = 20
NOUNS = {
    "person": "people",
    "account": "companies",
    "lead": "leads",
    "deal": "deals",
    "": "people, companies, leads and deals",
}
FIELDS = {
    "email": "e-mail address",
    "name": "name",
    "domain": "web domain",
    "industry": "industry",
    "employees": "number of employees",
    "country": "country",
    "title": "job title",
    "person_id": "person",
    "channel": "channel",
    "owner_id": "owner",
    "created_at": "creation date",
    "amount": "amount",
    "buyer": "buyer",
    "closed_at": "closing date",
    "handed_over_at": "hand-over date",
    "seen_at": "last change",
    "product_id": "product",
    "account_id": "company",
    "id": "row",
}
SAID = {
    "missing": "have no {field}",
    "stale": "are out of date by their {field}",
    "contradicting": "have a different {field} in two systems",
    "duplicate": "are in the same system more than once",
    "impossible": "have an impossible {field}",
    "unknown": "name a {field} that is on no list",
    "any": "have at least one flaw",
}
FIGURE = {**{problem: f"{problem}_share" for problem in SAID}, "any": "flawed_share"}

Row = Mapping[str, Any]  # Any: a cell is whatever SQL gave


def result(*, moments: pa.Table, context: Context) -> Iterator[Told]:
    """Tell the share of rows with each flaw, and of rows with any."""
    for row in rows(moments):
        yield _told(row)


def _told(row: Row) -> Told:
    figure, cases, flawed = FIGURE[row["problem"]], int(row["cases"]), int(row["flawed"])
    part: Part = (("noun", row["noun"]), ("field", row["field"])) if row["noun"] else ()
    if int(row["filled"]) == 0:
        return _not_exported(row, part)
    if cases < FEWEST:
        missing = f"Only {cases:,} {NOUNS[row['noun']]} on record."
        return TooLittle(figure, Unit.SHARE, cases, FEWEST, missing=missing, part=part)
    said = SAID[row["problem"]].format(field=FIELDS.get(row["field"], row["field"]))
    words = f"{flawed:,} of {cases:,} {NOUNS[row['noun']]} {said}."
    interval = wilson(successes=flawed, trials=cases)
    return Reading(figure, flawed / cases, Unit.SHARE, cases, interval, part, words)


def _not_exported(row: Row, part: Part) -> TooLittle:
    field, noun = FIELDS.get(row["field"], row["field"]), NOUNS[row["noun"]]
    if row["problem"] == "unknown":
        missing, bring = (
            f"There is no list to check the {field} against.",
            f"A list of every {field}.",
        )
    else:
        missing = f"No row says the {field}."
        bring = f"An export of your {noun} with the {field}."
    figure = FIGURE[row["problem"]]
    return TooLittle(figure, Unit.SHARE, 0, int(row["cases"]), missing, bring, part)


def _evidence(problem: str, title: str) -> Evidence:
    return Evidence(
        "record_flaw",
        ("id", "noun", "field", "content", "other"),
        title,
        where=f"problem = '{problem}'",
        order="noun, field, id",
        figure=FIGURE[problem],
    )


MEASURE = Measure(
    name="data_quality",
    question="Can the data be believed?",
    unit=Unit.SHARE,
    headline="flawed_share",
    result=result,
    method="docs/methods/data_quality.md",
    needs=(
        Need(
            "person.id|account.id|lead.id|deal.id", "who and what there is", "Your CRM's exports."
        ),
    ),
    evidence=(
        _evidence("impossible", "What cannot have happened"),
        _evidence("contradicting", "What two systems say differently"),
        _evidence("duplicate", "Rows that are there more than once, and the one to keep"),
        _evidence("unknown", "Products, companies and people named that nobody has on a list"),
        _evidence("stale", "What is out of date"),
        _evidence("missing", "What is missing"),
    ),
    formula="rows with the flaw ÷ rows that could have it; rows merged away do not count",
    settings={
        "crm": (
            "A CRM's duplicate and completeness reports look at its own records. Here rows of all"
            " systems are looked at, those merged away do not count, and each flaw has its own "
            "denominator."
        ),
        "chart": "table",
        "noun": "row",
        "parts": {"noun": NOUNS, "field": FIELDS},
        "labels": {
            "flawed_share": "Rows with a flaw",
            "missing_share": "Missing",
            "stale_share": "Out of date",
            "duplicate_share": "There more than once",
            "contradicting_share": "Said differently by two systems",
            "impossible_share": "Cannot have happened",
            "unknown_share": "On no list",
        },
    },
)
