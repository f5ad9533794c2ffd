"""Tells whether a change left every shared table and every reading of a record as it was.

    python3 bench/same.py keep KEPT --folder RECORD      before the change
    python3 bench/same.py compare KEPT --folder RECORD   after it

Shared tables are compared by the sum of the hashes of their rows (columns that hold fractions are
left to the readings, as their last digits hang on the order of threads), readings by everything
they say: counts and words to the letter, other numbers to one part in 10⁹.
`--but MEASURE` leaves the intervals of a measure out whose resampling was changed on purpose.
"""

import argparse
import json
import math
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import facts

from sameroom import agreement
from sameroom.audit.agreed import get_terms
from sameroom.audit.run import audit
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.measure import Window

WINDOW = Window(starts_at=facts.NOW.replace(year=facts.NOW.year - 1), ends_at=facts.NOW)
Kept = dict[str, Any]  # Any: what JSON holds


def look(folder: Path, now: datetime, window: Window | None) -> Kept:
    """Audit a record and write down what it holds and what it told."""
    engine = EmbeddedEngine(snapshot=Store.open(path=folder).snapshot())
    period = window or Window(starts_at=now.replace(year=now.year - 1), ends_at=now)
    terms = get_terms(agreed=agreement.default(), window=period)
    made = audit(engine=engine, terms=terms, now=now, window=window)
    tables = {name: _sum_up(engine, name) for name in sorted(engine.built)}
    told = {}
    for each in made.stored:
        key = f"{each.area}/{each.measure}/{each.told.figure}/{each.told.part}"
        told[key] = _plain(each.told)
    rows = {
        f"{behind.measure}/{behind.evidence.title}": [behind.counted, repr(behind.rows.to_pylist())]
        for behind in made.evidence
    }
    return {"tables": tables, "readings": told, "rows": rows, "failures": list(made.failures)}


def _sum_up(engine: EmbeddedEngine, name: str) -> list[int]:
    described = engine.connection.execute(f'describe "{name}"').fetchall()
    columns = ", ".join(f'"{row[0]}"' for row in described if row[1] != "DOUBLE")
    counted = engine.connection.execute(
        f'select count(*), sum(hash({columns})::hugeint)::varchar from "{name}"'
    ).fetchone()
    return list(counted or ())


def _plain(value: object) -> Any:  # Any: what JSON holds
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | float | str | type(None)) else repr(value)


def differences(before: Any, after: Any, path: str, but: set[str]) -> list[str]:  # Any: JSON
    """List where two looks differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        found = [f"{path}/{key}: only in one" for key in before.keys() ^ after.keys()]
        for key in sorted(before.keys() & after.keys()):
            found += differences(before[key], after[key], f"{path}/{key}", but)
        return found
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [each for one, other in pairs for each in differences(one, other, path, but)]
    if isinstance(before, float) and isinstance(after, float):
        if math.isclose(before, after, rel_tol=1e-9, abs_tol=1e-12):
            return []
    elif before == after:
        return []
    if any(f"/{measure}/" in path for measure in but):
        return []
    return [f"{path}: {before!r:.300} -> {after!r:.300}"]


def main() -> int:
    """Keep what a record tells, or compare with what was kept."""
    parser = argparse.ArgumentParser(description="Tells whether a change changed any result.")
    parser.add_argument("what", choices=("keep", "compare"))
    parser.add_argument("kept", type=Path)
    parser.add_argument("--folder", type=Path, required=True, help="the record to audit")
    parser.add_argument("--whole", action="store_true", help="read all it covers, not one year")
    parser.add_argument("--but", action="append", default=[], help="a measure that may differ")
    asked = parser.parse_args()
    seen = look(asked.folder, facts.NOW, None if asked.whole else WINDOW)
    seen = json.loads(json.dumps(seen))
    if asked.what == "keep":
        asked.kept.write_text(json.dumps(seen), "utf-8")
        return 0
    before = json.loads(asked.kept.read_text("utf-8"))
    found = differences(before, seen, "", set(asked.but))
    print("\n".join(found[:40]))
    sizes = f"{len(seen['tables'])} tables, {len(seen['readings'])} readings"
    print(f"{len(found)} differences in {sizes}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
