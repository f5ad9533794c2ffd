"""Whether a room holds everything that it held before: every row of every table, every fact."""

from collections.abc import Iterator, Mapping
from typing import Any

# Run with the code of then and with today's: by the models, so that a value is the same one on
# whichever database it lies. The first word is the store.
DUMP = """
import json, pathlib, sys
from django.apps import apps
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
def said(value):  # a database orders the keys of JSON as it likes
    return json.dumps(value, sort_keys=True, default=str)
held = {}
for model in apps.get_models():
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    rows = model._base_manager.order_by("pk").values("pk", *columns)
    held[model._meta.db_table] = {
        str(row["pk"]): {column: said(row[name]) for name, column in columns.items()}
        for row in rows
    }
with Store.open(path=pathlib.Path(sys.argv[1])).snapshot() as snapshot:
    engine = EmbeddedEngine(snapshot=snapshot)
    for table in ("person", "account", "deal", "lead", "touch", "activity", "identity"):
        rows = engine.ask(f"select * from {table} order by id").to_pylist()
        held[f"fact {table}"] = {
            row["id"]: {name: said(cell) for name, cell in row.items()} for row in rows
        }
print(json.dumps(held))
"""
Held = Mapping[str, Mapping[str, Mapping[str, Any]]]  # table, key, column; Any: what JSON holds


def list_lost(*, before: Held, after: Held, changed: Mapping[str, str]) -> Iterator[str]:
    """List what is not there any more, or says something else.

    Args:
        before, after: what `DUMP` printed.
        changed: a table, or "table.column", that need not be the same, and why.
    """
    for table, rows in before.items():
        if table in changed:
            continue
        if table not in after and rows:
            yield f"{table} with its {len(rows)} rows"
            continue
        for key, row in rows.items():
            now = after[table].get(key)
            if now is None:
                yield f"{table} {key}"
                continue
            for column, said in row.items():
                if f"{table}.{column}" not in changed and now.get(column) != said:
                    yield f"{table} {key}: {column} was {said!r}, is {now.get(column)!r}"
