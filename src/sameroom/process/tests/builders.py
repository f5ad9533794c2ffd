"""Small records of deals, their stages and acts, and readings by name."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sameroom.agreement import default
from sameroom.agreement.small_tables import tables
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, Window

STARTS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
CONTEXT = Context(window=Window(STARTS, ENDS))
WINDOW = {
    "starts_at": STARTS,
    "ends_at": ENDS,
    "starts_epoch": int(STARTS.timestamp()),
    "ends_epoch": int(ENDS.timestamp()),
}

Row = dict[str, Any]  # Any: a cell


def on(day: float) -> datetime:
    """Give the instant so many days after the period's start."""
    return STARTS + timedelta(days=day)


def deal(number: int, outcome: str = "open", *, opened: float | None = 0, **more: Any) -> Row:
    """Make a deal."""
    closed = more.pop("closed", None)
    return {
        "id": f"crm:d{number}",
        "outcome": outcome,
        "created_at": None if opened is None else on(opened),
        "closed_at": None if closed is None else on(closed),
        "amount": Decimal(100),
        **more,
    }


def moves(
    number: int, *steps: tuple[str, float] | tuple[str, float, str], noun: str = "deal"
) -> list[Row]:
    """Make the stages of a case: (stage, day) or (stage, day, colleague)."""
    return [
        {
            "id": f"crm:{noun}{number}-{place}",
            "subject": noun,
            "subject_id": f"crm:d{number}",
            "to_stage": step[0],
            "changed_at": on(step[1]),
            "position": place,
            "changed_by_id": f"crm:{step[2]}" if len(step) > 2 else None,
        }
        for place, step in enumerate(steps)
    ]


def path(number: int, *stages: str) -> list[Row]:
    """Make a case that enters a stage a day."""
    return moves(number, *((stage, float(day)) for day, stage in enumerate(stages)))


def act(number: int, kind: str, day: float, **more: Any) -> Row:
    """Make an act of sales."""
    return {
        "id": f"crm:a{number}",
        "kind": kind,
        "occurred_at": on(day),
        "direction": "outbound",
        **more,
    }


def trial(**facts: Sequence[Row]) -> Trial:
    """Lay a record out, read by the default agreement."""
    given = {"audit_window": [WINDOW], "buyer": [{"unit": "account"}]}
    engine = Trial(facts=facts, given=given)
    agreed = default()
    engine.register(name="lifecycle_stage", rows=tables(agreed, CONTEXT.window)["lifecycle_stage"])
    return engine


def documented(engine: Trial, *stages: str) -> Trial:
    """Write the order of a deal's open stages into the agreement, in place of the default."""
    from sameroom.engines.arrow import from_rows, given_schema
    from sameroom.engines.given import GIVEN

    rows: list[Mapping[str, Any]] = [
        {"subject": "deal", "raw": stage, "stage": "open", "position": place}
        for place, stage in enumerate(stages, 1)
    ]
    rows += [
        {"subject": "deal", "raw": end, "stage": end, "position": 1} for end in ("won", "lost")
    ]
    table = next(table for table in GIVEN if table.name == "lifecycle_stage")
    engine.register(name="lifecycle_stage", rows=from_rows(given_schema(table), rows))
    return engine


def measured(engine: Trial, name: str) -> dict[tuple[str, Part], Told]:
    """Run a measure and give what it told by figure and part."""
    return {(told.figure, told.part): told for told in engine.measure(name, context=CONTEXT)}


def reading(told: Mapping[tuple[str, Part], Told], figure: str, **part: str) -> Reading:
    """Get a reading that was told."""
    found = told[figure, tuple(part.items())]
    assert isinstance(found, Reading), found
    return found
