"""Writes an agreement file in which every key is explained, with what stands as its value."""

import json
from dataclasses import fields
from typing import Any

from sameroom.agreement.agreement import plain
from sameroom.agreement.clauses import Clauses
from sameroom.agreement.shape import Clause

HEAD = """\
# What sales and marketing have agreed.
#
# Every clause is shown with its default. Take the "#" away in front of a key (and of the keys it
# stands under) to set it; what stays commented out keeps its default, and the report says so.
"""
EXAMPLES: dict[str, Any] = {  # Any: a YAML value
    "ideal_customer": [
        {"attribute": "industry", "is_one_of": ["Software", "Logistics"]},
        {"attribute": "employees", "at_least": 50, "below": 1000},
    ],
    "channels": {"Paid search": ["paid_search", "google ads", "cpc"]},
}
KNOWN_WORDS = ("lead", "person", "deal", "reasons")


def template(*, active: bool = False) -> str:
    """Write the whole agreement as commented YAML.

    Args:
        active: write the keys as set instead of commented out.
    """
    lines = _lines(Clauses(), "", 0)
    shown = [line if active or not line or _is_remark(line) else f"# {line}" for line in lines]
    return HEAD + "\n" + "\n".join(_remarked(line) for line in shown).strip() + "\n"


def _lines(group: Any, path: str, depth: int) -> list[str]:  # Any: one of the clause groups
    pad = "  " * depth
    lines: list[str] = []
    for each in fields(group):
        card: Clause = each.metadata["clause"]
        key = f"{path}.{each.name}" if path else each.name
        value = getattr(group, each.name)
        lines += [""] if depth == 0 else []
        lines.append(f"{pad}## {card.about}" + ("" if card.section else f": {card.allowed}"))
        if card.section is not None:
            lines += [f"{pad}{each.name}:", *_lines(value, key, depth + 1)]
        else:
            lines += _value_lines(each.name, _shown(each.name, value), depth)
    return lines


def _shown(name: str, value: Any) -> Any:  # Any: a clause's value in, a YAML value out
    said = plain(value)
    if name in KNOWN_WORDS:  # one word each shows the form; the rest is known anyway
        return {key: listed[:1] for key, listed in said.items()}
    return EXAMPLES[name] if name in EXAMPLES and not said else said


def _value_lines(name: str, value: Any, depth: int) -> list[str]:  # Any: a YAML value
    pad = "  " * depth
    if isinstance(value, dict) and value:
        inner = [line for key, item in value.items() for line in _value_lines(key, item, depth + 1)]
        return [f"{pad}{_scalar(name)}:", *inner]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = [f"{pad}  - {json.dumps(item, ensure_ascii=False)}" for item in value]
        return [f"{pad}{_scalar(name)}:", *inner]
    return [f"{pad}{_scalar(name)}: {_scalar(value)}"]


def _scalar(value: Any) -> str:  # Any: a YAML value
    if isinstance(value, str) and value.replace("_", "").isalpha():
        return value
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("##")


def _remarked(line: str) -> str:
    return line.replace("## ", "# ", 1) if _is_remark(line) else line
