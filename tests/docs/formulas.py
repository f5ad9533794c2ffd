"""Keeps a mark of every formula, so that none changes without a higher version.

A line of `formulas.txt` is "measure NAME VERSION MARK" or "table NAME MARK". The mark of a measure
stands for its SQL, its formula in words and in symbols; that of a shared table, for its SQL.
Remarks and line breaks of the SQL do not count. `python3 dev.py formulas` writes the file.
"""

import hashlib
import sys
from pathlib import Path

import sqlglot

from sameroom.agreement.method_page import list_symbols
from sameroom.engines import catalog

KEPT = Path(__file__).parent / "formulas.txt"
RAISE = (
    "Where the same record gives another value now, raise `version` of the MEASURE and say under "
    '"## Changes" of its page, as `- Version 2, 2026-12-24: what is other now.`, what changed. '
    "Then, or where only the writing changed: `python3 dev.py formulas`."
)


def list_marks() -> dict[str, str]:
    """List the lines as they ought to be, by what each is about."""
    marks = {}
    for placed in catalog.list_measures():
        measure = placed.measure
        said = [_plain(placed.sql), measure.formula, *list_symbols(method=measure.method)]
        marks[f"measure {measure.name}"] = f"{measure.version} {_digest(*said)}"
    for table in catalog.list_shared_tables():
        marks[f"table {table.name}"] = _digest(_plain(table.sql))
    return marks


def read_marks() -> dict[str, str]:
    """Read the lines as they were kept."""
    lines = (line.split(" ", 2) for line in KEPT.read_text("utf-8").splitlines())
    return {f"{kind} {name}": mark for kind, name, mark in lines}


def list_changed() -> list[str]:
    """List what is not as it was kept."""
    wanted, kept = list_marks(), read_marks()
    return sorted(key for key in {*wanted, *kept} if wanted.get(key) != kept.get(key))


def _plain(sql: str) -> str:
    return sqlglot.parse_one(sql, read="duckdb").sql("duckdb", comments=False)


def _digest(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def main() -> int:
    """Write the file anew, and say what was other."""
    changed = list_changed() if KEPT.exists() else []
    lines = (f"{key} {mark}\n" for key, mark in sorted(list_marks().items()))
    KEPT.write_text("".join(lines), encoding="utf-8")
    print("\n".join([*changed, RAISE]) if changed else "No formula changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
