"""The agreement as small tables that SQL joins, and its numbers by dotted key."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pyarrow as pa

from sameroom.agreement.agreement import Agreement, list_leaves
from sameroom.agreement.calendar import working_time
from sameroom.agreement.clauses import Clauses, Criterion, Guess
from sameroom.agreement.quarters import quarter_columns
from sameroom.engines.arrow import from_rows, given_schema
from sameroom.engines.given import GIVEN
from sameroom.measure import Window

Row = dict[str, Any]  # Any: a cell is whatever its column holds
OPEN_END = 1e18  # stands for "no limit": every real number lies below it


def tables(agreement: Agreement, window: Window) -> dict[str, pa.Table]:
    """Give all small tables that come from the agreement, by name."""
    clauses = agreement.clauses
    rows = {
        "term": [{"name": name, "amount": amount} for name, amount in terms(agreement).items()],
        "lifecycle_stage": _lifecycle_rows(clauses),
        "promise": promise_rows(clauses),
        "reason_family": _word_rows(clauses.reasons, "family"),
        "icp_criterion": [row for one in clauses.ideal_customer for row in _icp_rows(one)],
        "band": [row for name, cuts in clauses.bands.items() for row in band_rows(name, cuts)],
        "channel_name": _word_rows(clauses.channels, "channel"),
        "counted_word": _counted_rows(clauses),
        "buyer": [{"unit": clauses.company.buyer}],
    }
    laid = {name: from_rows(_schema(name), listed) for name, listed in rows.items()}
    return {**laid, "calendar_quarter": _calendar_table(clauses, window)}


def terms(agreement: Agreement) -> dict[str, float]:
    """List every number of the agreement by its dotted key; a range gives three."""
    found: dict[str, float] = {}
    for leaf in list_leaves(agreement.clauses):
        if isinstance(leaf.value, Guess):
            for end in ("low", "likely", "high"):
                found[f"{leaf.key}.{end}"] = float(getattr(leaf.value, end))
        elif isinstance(leaf.value, int | float):  # yes and no are 1 and 0
            found[leaf.key] = float(leaf.value)
    return found


def promise_rows(clauses: Clauses) -> list[Row]:
    """List the promises of both teams."""
    said = clauses.promises
    timed = [
        {"name": name, "team": "sales", "within_seconds": round(one.within_hours * 3600),
         "target_share": one.share, "calendar": one.calendar}
        for name, one in (("first_touch", said.first_touch), ("disposition", said.disposition))
    ]  # fmt: skip
    again = {"name": "persistence", "team": "sales", "target_share": said.persistence.share,
             "attempts": said.persistence.attempts, "days": said.persistence.days}  # fmt: skip
    owed = [
        {"name": name, "team": "marketing", "target_share": share}
        for name, share in (
            ("acceptance", said.acceptance.share), ("completeness", said.completeness.share),
        )
    ]  # fmt: skip
    return [*timed, again, *owed]


def band_rows(attribute: str, cuts: tuple[float, ...]) -> list[Row]:
    """List the bands that cuts make: below the first, between neighbours, from the last on."""
    ends = [-OPEN_END, *cuts, OPEN_END]
    return [
        {"attribute": attribute, "low": low, "high": high, "label": _band_label(low, high)}
        for low, high in pairwise(ends)
    ]


def _band_label(low: float, high: float) -> str:
    if low == -OPEN_END:
        return f"under {_short(high)}"
    if high == OPEN_END:
        return f"{_short(low)} and more"
    return f"{_short(low)} to under {_short(high)}"


def _short(amount: float) -> str:
    if amount >= 1e6:
        return f"{amount / 1e6:,g} M"
    return f"{amount:,g}" if amount == int(amount) and amount < 1e6 else f"{amount:g}"


def _lifecycle_rows(clauses: Clauses) -> list[Row]:
    subjects = (
        ("lead", clauses.lifecycle.lead),
        ("person", clauses.lifecycle.person),
        ("deal", clauses.lifecycle.deal),
    )
    return [
        {"subject": subject, **row, "position": _place(said, row)}
        for subject, said in subjects
        for row in _word_rows(said, "stage")
    ]


def _place(said: Mapping[str, tuple[str, ...]], row: Row) -> int:
    """Tell where a word stands among those of its stage; that is the documented order of deals."""
    listed = [word.strip() for word in said[row["stage"]]]
    return 1 + next(
        place for place, word in enumerate(listed) if row["raw"] in (word.lower(), word.casefold())
    )


def _word_rows(said: Mapping[str, tuple[str, ...]], column: str) -> list[Row]:
    """List each word once as SQL will see it: lower case, and casefolded where that differs."""
    found: dict[str, str] = {}
    for name, listed in said.items():
        for word in (name, *listed) if column == "channel" else listed:
            for seen in (word.strip().lower(), word.strip().casefold()):
                found.setdefault(seen, name)
    return [{"raw": raw, column: name} for raw, name in found.items()]


def _counted_rows(clauses: Clauses) -> list[Row]:
    """List the words that attribution asks for, by what they mean to it."""
    said = clauses.attribution
    meant = {
        "direct": said.direct, "touch": said.kinds, "act": said.acts, "sales": said.sales_sources,
    }  # fmt: skip
    return [
        {"meaning": meaning, "raw": raw}
        for meaning, listed in meant.items()
        for raw in sorted({word.strip().lower() for word in listed})
    ]


def _icp_rows(criterion: Criterion) -> Iterator[Row]:
    if criterion.is_one_of:
        for word in sorted({value.strip().lower() for value in criterion.is_one_of}):
            yield {"attribute": criterion.attribute, "operator": "in", "content": word}
        return
    low = -OPEN_END if criterion.at_least is None else criterion.at_least
    high = OPEN_END if criterion.below is None else criterion.below
    yield {"attribute": criterion.attribute, "operator": "between", "low": low, "high": high}


def _calendar_table(clauses: Clauses, window: Window) -> pa.Table:
    schema = _schema("calendar_quarter")
    laid = [
        pa.table(
            quarter_columns(
                name=name,
                working=working_time(calendar=calendar, company_zone=clauses.company.time_zone),
                window=window,
            ),
            schema=schema,
        )
        for name, calendar in sorted(clauses.calendars.items())
    ]
    return pa.concat_tables(laid)


def _schema(name: str) -> pa.Schema:
    return next(given_schema(table) for table in GIVEN if table.name == name)
