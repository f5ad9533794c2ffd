"""Writes Python values into SQL safely."""

from collections.abc import Iterable


def quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted_list(texts: Iterable[str]) -> str:
    """Write texts as a list in parentheses."""
    return "(" + ", ".join(quoted(text) for text in texts) + ")"


def array(texts: Iterable[str]) -> str:
    """Write texts as an SQL array."""
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def name(text: str) -> str:
    """Write a name in quotes."""
    return '"' + text.replace('"', '""') + '"'


def first_of(parts: Iterable[str], *, none: str = "null") -> str:
    """Write a `coalesce` of what there is."""
    listed = list(parts)
    if not listed:
        return none
    return listed[0] if len(listed) == 1 else f"coalesce({', '.join(listed)})"


def lookup(column: str, found: dict[str, str]) -> str:
    """Write a look-up of a text in a few others; null where it is none of them."""
    if not found:
        return "null"
    cases = " ".join(f"when {quoted(raw)} then {quoted(made)}" for raw, made in found.items())
    return f"(case {column} {cases} end)"
