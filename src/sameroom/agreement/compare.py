"""What changed between two versions, clause by clause, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sameroom.agreement.agreement import Agreement, Leaf, list_leaves, plain
from sameroom.agreement.shape import How

APART = ("version", "in_force_from", "signed")  # of the version itself; nothing is agreed there
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said differently.

    Args:
        clause: the key of the first level.
        key: the dotted key.
        about: what it means.
        was, now: in words; "nothing" where nothing was said.
    """

    clause: str
    key: str
    about: str
    was: str
    now: str


def compare(*, before: Agreement, after: Agreement) -> tuple[Change, ...]:
    """List what two versions say differently, in the order of the agreement."""
    pairs = zip(list_leaves(before.clauses), list_leaves(after.clauses), strict=True)
    return tuple(
        change
        for old, new in pairs
        if old.key.partition(".")[0] not in APART
        for change in _changes(old, new)
    )


def in_words(value: Any, how: How) -> str:  # Any: a clause's value
    """Say a value as a person would."""
    return _said(plain(value), how)


def items_in_words(value: Any, how: How) -> dict[str, str]:  # Any: a clause's value
    """Say a value in words, each of its named things apart; the name of a lone value is ""."""
    return _items(plain(value), how) or {"": NOTHING}


def _changes(old: Leaf, new: Leaf) -> Iterator[Change]:
    how = new.clause.how
    was, now = _items(plain(old.value), how), _items(plain(new.value), how)
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name, NOTHING), now.get(name, NOTHING)
        if before != after:
            about = f"{about_of(new)}: {name_in_words(new, name)}" if name else about_of(new)
            yield Change(new.key.partition(".")[0], new.key, about, before, after)


def name_in_words(leaf: Leaf, name: str) -> str:
    """Say the name of a thing in a clause; a figure's stays its short name, as elsewhere."""
    return name if leaf.key == "goals.owners" else name.replace("_", " ")


def about_of(leaf: Leaf) -> str:
    """Say what a key means and within which part of its clause it stands."""
    within = (name.replace("_", " ") for name in leaf.key.split(".")[1:-1])
    return " – ".join([*within, leaf.clause.about])


def _items(said: Any, how: How) -> dict[str, str]:  # Any: plain values
    """Take a value apart where it is made of named things."""
    if how.kind == "names" and isinstance(said, Mapping) and how.of:
        return {str(name): _said(item, how.of.how) for name, item in said.items()}
    if how.kind == "list" and how.of and how.of.how.kind == "group":
        found: dict[str, str] = {}
        for item in said:
            name = str(next(iter(item.values()), ""))
            text = _said(dict(list(item.items())[1:]), How("text"))
            found[name] = f"{found[name]}; and {text}" if name in found else text
        return found
    return {"": _said(said, how)}


def _said(value: Any, how: How) -> str:  # Any: plain values
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        told = [
            f"{str(key).replace('_', ' ')} {_said(item, How())}"
            for key, item in value.items()
            if item not in (None, "", [], {})
        ]
        return "; ".join(told) or NOTHING
    if how.kind.endswith("guess") and isinstance(value, list):
        ends = [_number(end, is_share=how.kind == "share guess") for end in value]
        return ends[0] if len(set(ends)) == 1 else f"{ends[1]} (from {ends[0]} to {ends[2]})"
    if isinstance(value, list):
        return ", ".join(_said(item, How()) for item in value)
    if isinstance(value, int | float):
        return _number(value, is_share=how.kind == "share")
    return str(value)


def _number(value: float, *, is_share: bool) -> str:
    return f"{round(value * 100, 6):g} %" if is_share else f"{round(value, 6):,.10g}"
