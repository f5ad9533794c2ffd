"""A record in which leads are handed over, for the tests of the area."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pyarrow as pa

from sameroom import agreement
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Told, Window

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
Row = dict[str, Any]  # Any: a cell


def moment(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


@cache
def agreed(text: str) -> Mapping[str, pa.Table]:
    return agreement.tables(agreement.parse(text=text), WINDOW)


def record(*, agreement: str = "", **facts: Sequence[Row]) -> Trial:
    """Make a record of a few rows, read in the light of an agreement."""
    window = {
        "starts_at": WINDOW.starts_at,
        "ends_at": WINDOW.ends_at,
        "starts_epoch": int(WINDOW.starts_at.timestamp()),
        "ends_epoch": int(WINDOW.ends_at.timestamp()),
    }
    trial = Trial(facts=facts, given={"audit_window": [window]})
    for name, rows in agreed(agreement).items():
        trial.connection.execute(f"drop table {name}")
        trial.register(name=name, rows=rows)  # as Arrow: the calendar is long
    return trial


def cases(trial: Trial) -> list[Row]:
    return trial.rows("select * from handoff_case order by case_id")


def case(trial: Trial) -> Row:
    (row,) = cases(trial)
    return row


def lead(number: int = 1, **columns: Any) -> Row:
    """Make a lead of a person of its own, created on Monday 2 March at 9."""
    known = {"id": f"crm:l{number}", "person_id": f"crm:p{number}", "created_at": moment(3, 2)}
    return {**known, **columns}


def move(to_stage: str, when: datetime | None, *, of: str = "crm:l1", **columns: Any) -> Row:
    return {
        "subject": "lead", "subject_id": of, "to_stage": to_stage, "changed_at": when, **columns,
    }  # fmt: skip


def act(when: datetime | None, *, kind: str = "call", **columns: Any) -> Row:
    return {"occurred_at": when, "kind": kind, **columns}


def read(trial: Trial, name: str, **terms: float) -> list[Told]:
    return trial.measure(name, context=Context(WINDOW, terms))


def whole(trial: Trial, name: str) -> dict[str, Told]:
    return {told.figure: told for told in read(trial, name) if not told.part}
