"""What a measure is, and what it answers: a reading with its uncertainty, or too little to tell."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import pyarrow as pa

Part = tuple[tuple[str, str], ...]


class Unit(StrEnum):
    """What a value counts, so that pages can write it."""

    SHARE = "share"  # 0 to 1
    COUNT = "count"
    HOURS = "hours"  # business hours unless the figure says otherwise
    DAYS = "days"
    MONEY = "money"  # in the company's currency
    DISTANCE = "distance"  # 0 to 1, such as total variation
    RATIO = "ratio"
    INDEX = "index"  # unbounded, such as PSI


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies at the stated rate.

    Args:
        low, high: the ends, in the reading's unit.
        level: the rate, such as 0.95.
        method: how it was made, such as "Wilson".
    """

    low: float
    high: float
    level: float = 0.95
    method: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that a measure tells.

    Args:
        figure: its name within the measure, such as "median".
        value: in the unit given.
        unit: what the value counts.
        count: how many cases it stands on.
        interval: its uncertainty; None only for sums and counts that are known, not estimated.
        part: the slice it is about, such as (("campaign", "Spring"),); () is the whole.
        words: one plain sentence, where the figure's name would not do.
    """

    figure: str
    value: float
    unit: Unit
    count: int
    interval: Interval | None = None
    part: Part = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class TooLittle:
    """An honest "cannot tell yet".

    Args:
        figure, unit, part: what would have been told.
        have, need: cases at hand and cases needed.
        missing: what is missing, as a sentence.
        bring: which export would supply it.
    """

    figure: str
    unit: Unit
    have: int
    need: int
    missing: str = ""
    bring: str = ""
    part: Part = ()


Told = Reading | TooLittle


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open period: starts_at <= t < ends_at. `ends_at` is also "as of"."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """What a measure may know besides its rows.

    Args:
        window: the period that is read.
        terms: numbers the agreement sets, by dotted key, such as "promises.first_touch.share".
        currency: the company's currency, ISO 4217.
        buyer: "account" (B2B) or "person" (B2C).
        seed: of every resampling.
    """

    window: Window
    terms: Mapping[str, float] = field(default_factory=dict)
    currency: str = "EUR"
    buyer: str = "account"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """A fact without which a measure cannot be told.

    Args:
        column: "lead.created_at"; "a|b" when either will do.
        why: what it is needed for, as a phrase.
        bring: the export that would supply it.
    """

    column: str
    why: str
    bring: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows behind a figure: a shared table, cut down to those that count.

    Args:
        table: a fact or shared table.
        columns: what to show, most telling first; the first is the row's id.
        where: a condition in portable SQL; "" for all.
        title: what the rows are, in words: "Leads nobody has touched".
        order: an order-by in portable SQL.
        figure: the figure they stand behind; "" for the whole measure.
        people: columns that name a member and are replaced by the team for other readers.
    """

    table: str
    columns: tuple[str, ...]
    title: str
    where: str = ""
    order: str = ""
    figure: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """How a measure shows on the gap picture: two figures of its own, both shares of 0 to 1.

    Args:
        title: the disconnect in a few words: "Leads handed over, leads taken".
        marketing, sales: names of the figures at the two ends.
        marketing_words, sales_words: what each end says, in a phrase.
        who: who should act, and how: one sentence.
    """

    title: str
    marketing: str
    sales: str
    marketing_words: str
    sales_words: str
    who: str


Result = Callable[..., Iterable[Told]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """How a clause of the agreement would read.

    Args:
        value: as `agreement.yaml` has it; of a clause with keys, those that are to change.
        reason: why, as a sentence with its figures.
    """

    value: Any  # Any: each clause has its own
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a measure can propose for the agreement.

    Args:
        clause: the key of the first level, such as "ideal_customer".
        words: what it is that is proposed, as a phrase.
        make: from what the measure told; None when that is not enough.
        fit: puts it beside what the clause says now, so that both can stand; None where it can
            stand beside anything.
    """

    clause: str
    words: str
    make: "Callable[[Iterable[Told]], Proposed | None]"
    fit: "Callable[[Proposed, Any], Proposed] | None" = None  # Any: each clause has its own


@dataclass(frozen=True, slots=True)
class Measure:
    """A question, its SQL (the file of the same name beside it) and what is made of the answer.

    Args:
        name: the same as both files.
        question: what it answers, as a person would ask it.
        unit: of its headline figure.
        headline: the figure shown first.
        result: `result(*, moments: pyarrow.Table, context: Context)` gives readings.
        method: its page under docs/methods/.
        needs: facts without which it cannot be told.
        evidence: the rows behind its figures.
        gap: how it shows on the gap picture, if it does.
        formula: in words, for the definition registry.
        settings: free extras that the report understands, such as a chart's kind.
        proposes: what it can propose for the agreement, if it can.
        version: of its formula; raised when the same record would give another value. What is
            other stands under "Changes" of its page.
    """

    name: str
    question: str
    unit: Unit
    headline: str
    result: Result
    method: str
    needs: tuple[Need, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    gap: Gap | None = None
    formula: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)  # Any: each chart has its own
    proposes: Proposal | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Area:
    """The card of an area.

    Args:
        name: the folder's name.
        title: what people came for.
        promise: what it answers, in a sentence.
        position: where its section stands in the report, small first.
    """

    name: str
    title: str
    promise: str
    position: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading as it is kept and written to readings.json: what was told, and of what."""

    area: str
    measure: str
    told: Told
    window: Window
    agreement_version: str
    code_version: str


def rows(moments: pa.Table) -> list[dict[str, Any]]:  # Any: a cell is whatever SQL gave
    """List the rows of a small Arrow table as dictionaries."""
    return list(moments.to_pylist())
