"""The rows behind a figure, written as a person reads them: heads in words, money with its sign."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sameroom.report import wording

MONEY = frozenset({"cost", "amount", "pipeline", "won_amount", "revenue", "annual_revenue"})
ENDINGS = ("_seconds", "_id", "_at")
LONGEST = 120
UNKNOWN = "–"
HEADS = {
    "case_id": "Lead",
    "owner_id": "Owner's team",
    "made_by_team": "Made by",
    "due_at": "Promised by",
    "reason_family": "Kind of reason",
    "cost_from": "Cost known from",
    "noun": "Kind of record",
    "other": "Beside",
    "id": "Row",
}
WORDS = {
    "reason_family": {
        "procedural": "went to the wrong place",
        "clerical": "wrong or missing details",
        "definitional": "not the customer we want",
        "disqualified": "no need, money or interest",
        "timing": "not the right time",
        "other": "another reason",
    },
    "cost_from": {"spend": "days of spending", "budget": "its budget"},
}
# What these hold is said in our words; all others are told as they were brought.
OURS = frozenset({
    "answer", "basis", "company_size", "cost_from", "decision", "deviation", "failed_on", "holder",
    "kind", "last_kind", "made_by_team", "member_id", "noun", "outcome", "owner_id",
    "reason_family", "response", "shared", "step_kind", "why",
})  # fmt: skip
NOT_STATED = "not stated"  # stands where nothing was brought, in whatever column


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a reader sees it.

    Args:
        text: what it says.
        is_ours: whether we say it, so that it is said in the reader's language; what was brought
            stays as it is.
    """

    text: str
    is_ours: bool


def head(column: str) -> str:
    """Name a column for its reader: "handed_over_at" is "Handed over"."""
    if column in HEADS:
        return HEADS[column]
    for ending in ENDINGS:
        column = column.removesuffix(ending)
    return wording.label(column)


def shown(*, column: str, content: object, currency: str) -> Cell:
    """Write one cell, and tell whose words it is in."""
    text = cell(column=column, content=content, currency=currency)
    is_ours = not isinstance(content, str) or column in OURS or text in (NOT_STATED, UNKNOWN)
    return Cell(spaced(text) if is_ours else text, is_ours)


def spaced(text: str) -> str:
    """Write a name of ours as words: "email_sent" is "email sent"."""
    return text.replace("_", " ") if wording.SNAKE.fullmatch(text) else text


def cell(*, column: str, content: object, currency: str) -> str:
    """Write one cell; what is not known is a dash."""
    if content is None or content == "":
        return UNKNOWN
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, datetime):
        return f"{content:%Y-%m-%d}" if _is_day(content) else f"{content:%Y-%m-%d %H:%M}"
    if isinstance(content, int | float | Decimal):
        return _number(column, float(content), currency)
    text = wording.words(WORDS.get(column, {}).get(str(content), content))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _is_day(content: datetime) -> bool:
    return not (content.hour or content.minute or content.second)


def _number(column: str, number: float, currency: str) -> str:
    if column in MONEY:
        return wording.money(amount=number, currency=currency)
    if column.endswith("_seconds"):
        return f"{number / 3600:,.1f}{wording.SPACE}h"
    return f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
