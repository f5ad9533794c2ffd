"""A record of customers, for the tests of the area."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from sameroom import agreement
from sameroom.engines.trial import Trial
from sameroom.measure import Context, Part, Reading, Told, Window

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
SHORT = "accounts: {horizon_days: 60, touch_days: 30, lapsed_days: 100}"
NUMBERS = {
    "accounts.horizon_days": 60.0, "accounts.touch_days": 30.0, "accounts.lapsed_days": 100.0,
}  # fmt: skip
Row = dict[str, Any]  # Any: a cell


def day(number: float) -> datetime:
    """Give a day of the period; the first is 0, days before it are negative."""
    return WINDOW.starts_at + timedelta(days=number)


@cache
def agreed(text: str) -> Mapping[str, pa.Table]:
    return agreement.tables(agreement.parse(text=text), WINDOW)


def record(*, agreement: str = SHORT, **facts: Sequence[Row]) -> Trial:
    """Make a record in which each account that a deal names exists."""
    window = {
        "starts_at": WINDOW.starts_at,
        "ends_at": WINDOW.ends_at,
        "starts_epoch": int(WINDOW.starts_at.timestamp()),
        "ends_epoch": int(WINDOW.ends_at.timestamp()),
    }
    named = {row["account_id"] for row in facts.get("deal", ())}
    given = {row["id"] for row in facts.get("account", ())}
    accounts = [*facts.get("account", ()), *({"id": one, "name": one} for one in named - given)]
    trial = Trial(facts={**facts, "account": accounts}, given={"audit_window": [window]})
    for name, rows in agreed(agreement).items():
        trial.connection.execute(f"drop table {name}")
        trial.register(name=name, rows=rows)
    return trial


def deal(account: int, on: float, *, kind: str | None = "new", outcome: str = "won",
         amount: int = 100) -> Row:  # fmt: skip
    return {
        "id": f"crm:d{account}-{on}-{kind}",
        "account_id": f"crm:a{account}",
        "kind": kind,
        "outcome": outcome,
        "amount": Decimal(amount),
        "created_at": day(on - 10),
        "closed_at": day(on),
    }


def act(account: int, on: float, **columns: Any) -> Row:
    return {"occurred_at": day(on), "kind": "call", "account_id": f"crm:a{account}", **columns}


def read(trial: Trial, name: str) -> dict[tuple[str, Part], Told]:
    told = trial.measure(name, context=Context(WINDOW, NUMBERS))
    return {(one.figure, one.part): one for one in told}


def reading(told: Mapping[tuple[str, Part], Told], figure: str, part: Part = ()) -> Reading:
    found = told[figure, part]
    assert isinstance(found, Reading)
    return found
