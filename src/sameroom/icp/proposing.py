"""An ideal customer as the won ones are: the best rule that held on later buyers, as a clause."""

import re
from collections.abc import Iterable
from typing import Any

from sameroom.measure import Proposed, Reading, Told

NUMBER = r"(-?[\d,.]+(?:e[+-]?\d+)?(?: M)?)"
UNDER = re.compile(rf"under {NUMBER}")
FROM = re.compile(rf"{NUMBER} and more")
BETWEEN = re.compile(rf"{NUMBER} to under {NUMBER}")
# "and more" ends a band, and a value may hold an "and" of its own; a condition has its "is".
BEFORE_NEXT = re.compile(r" and (?=(?:(?! and )[\w ])+? is )")
HELD = ("finding", "confirmed")


def propose(told: Iterable[Told]) -> Proposed | None:
    """Make the conditions of the best rule that held; None where none did."""
    lifts = [
        one for one in told
        if isinstance(one, Reading) and one.figure == "lift" and HELD in one.part
    ]  # fmt: skip
    if not lifts:
        return None
    best = lifts[0]  # the measure tells the best first
    rule = dict(best.part)["rule"]
    reason = (
        f"Your won customers look like this: {rule}. Of {best.count:,} later buyers like that, "
        f"{best.value:.1f} times as many were won as of all."
    )
    return Proposed(value=[condition(said) for said in BEFORE_NEXT.split(rule)], reason=reason)


def condition(said: str) -> dict[str, Any]:  # Any: texts, numbers and lists, as YAML has them
    """Read a condition of a rule, such as "employees is 50 to under 200"."""
    name, _, label = said.partition(" is ")
    attribute = name.replace(" ", "_")
    if found := BETWEEN.fullmatch(label):
        return {"attribute": attribute, "at_least": _amount(found[1]), "below": _amount(found[2])}
    if found := UNDER.fullmatch(label):
        return {"attribute": attribute, "below": _amount(found[1])}
    if found := FROM.fullmatch(label):
        return {"attribute": attribute, "at_least": _amount(found[1])}
    return {"attribute": attribute, "is_one_of": [label]}


def _amount(text: str) -> float | int:
    factor = 1e6 if text.endswith(" M") else 1
    amount = float(text.removesuffix(" M").replace(",", "")) * factor
    return int(amount) if amount == int(amount) else amount
