"""Small records to ask about journeys: people, what reached them, what they bought."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sameroom import agreement
from sameroom.agreement import small_tables
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Reading, Told, TooLittle, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
WINDOW = Window(STARTS, ENDS)

Row = dict[str, Any]  # Any: a cell


def day(number: float) -> datetime:
    return STARTS + timedelta(days=number)


def touch(person: str, number: float, channel: str, **more: Any) -> Row:  # Any: a cell
    return {"person_id": person, "occurred_at": day(number), "channel": channel, "kind": "click",
            **more}  # fmt: skip


def call(person: str, number: float, **more: Any) -> Row:  # Any: a cell
    return {"person_id": person, "occurred_at": day(number), "kind": "call",
            "direction": "outbound", **more}  # fmt: skip


def deal(person: str, number: float, *, opened: float = 0.5, **more: Any) -> Row:  # Any: a cell
    return {"id": f"crm:d-{person}-{number:g}", "person_id": person, "outcome": "won",
            "amount": Decimal(100), "created_at": day(opened), "closed_at": day(number),
            **more}  # fmt: skip


def trial(*, said: str = "", buyer: str = "person", **facts: Sequence[Row]) -> Trial:
    """Make a record, read by an agreement that says so, over the first half of 2026."""
    agreed = agreement.parse(text=f"company: {{buyer: {buyer}}}\n{said}")
    given: Mapping[str, Sequence[Row]] = {
        name: table.to_pylist()
        for name, table in small_tables.tables(agreed, WINDOW).items()
        if name != "calendar_quarter"
    }
    window = {
        "starts_at": STARTS,
        "ends_at": ENDS,
        "starts_epoch": int(STARTS.timestamp()),
        "ends_epoch": int(ENDS.timestamp()),
    }
    return Trial(facts=facts, given={**given, "audit_window": [window]})


def context(said: str = "") -> Context:
    return Context(window=WINDOW, terms=agreement.terms(agreement.parse(text=said or "{}")))


def journeys(made: Trial, *, outcome: str = "won", by_what: str = "channel") -> list[str]:
    """List the journeys as texts: the names, then what came of them."""
    steps: dict[str, list[str]] = {}
    for row in made.rows(
        f"select * from journey_step where outcome = '{outcome}' and by_what = '{by_what}' "
        "order by journey_id, place"
    ):
        steps.setdefault(row["journey_id"], []).append(row["name"])
    ended = {
        row["journey_id"]: row["deals"]
        for row in made.rows(
            f"select * from journey where outcome = '{outcome}' and by_what = '{by_what}'"
        )
    }
    return sorted(f"{' > '.join(names)} = {ended[one]}" for one, names in steps.items())


def find(told: Sequence[Told], figure: str, **part: str) -> Told:
    (found,) = [
        each for each in told if each.figure == figure and dict(each.part) == part
    ]  # fmt: skip
    return found


def value(told: Sequence[Told], figure: str, **part: str) -> float:
    found = find(told, figure, **part)
    assert isinstance(found, Reading), found
    return found.value


def missing(told: Sequence[Told], figure: str, **part: str) -> TooLittle:
    found = find(told, figure, **part)
    assert isinstance(found, TooLittle), found
    return found
