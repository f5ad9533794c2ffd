"""Which tables a question reads, told from its words alone.

Parsing every question by SQLGlot took longer than answering most of them on a small record. What
follows `from` and `join` is enough here; a test holds it equal to SQLGlot on every question.
"""

import re
from functools import cache

WORD = re.compile(r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|\S""", re.DOTALL)
BEFORE_TABLES = frozenset({"from", "join"})
NO_TABLE = frozenset({"select", "with", "values", "lateral", "unnest", "("})
BEHIND_TABLES = frozenset(
    {"where", "group", "having", "order", "limit", "union", "intersect", "except", "select"}
)


@cache
def tables_read(sql: str) -> frozenset[str]:
    """Tell which tables a question reads, its own common table expressions left out."""
    words = [word for word in WORD.findall(sql) if not word.startswith(("--", "/*"))]
    return frozenset(_named(words) - _own(words))


def _own(words: list[str]) -> set[str]:
    """Find the names of `with name as (` and `, name as (`."""
    opened = zip(words, words[1:], words[2:], words[3:], strict=False)
    return {
        _plain(name)
        for before, name, between, bracket in opened
        if bracket == "(" and between.lower() == "as" and before.lower() in {"with", ","}
    }


def _named(words: list[str]) -> set[str]:
    """Find what stands where a table may: behind from, join, and commas between tables."""
    found: set[str] = set()
    around: list[bool] = []  # for each bracket that is open: whether tables are listed outside it
    listing = expected = False
    before = ""
    for word in words:
        small = word.lower()
        if small == "(":
            around.append(listing)
            listing = False
        elif small == ")":
            listing, expected = bool(around) and around.pop(), False
        elif small in BEFORE_TABLES and before != "distinct":  # is distinct from
            listing = expected = True
        elif small == ",":
            expected = listing
        elif expected:
            expected = False
            if small not in NO_TABLE:
                found.add(_plain(word))
        if small in BEHIND_TABLES:
            listing = False
        before = small
    return found


def _plain(name: str) -> str:
    return name.strip('"').replace('""', '"')
