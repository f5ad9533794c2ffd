"""Refuses rows that only add to another row, where that row is nowhere."""

import duckdb

from sameroom.engines.store import Snapshot
from sameroom.importing.sheet import Sheet
from sameroom.importing.sql_text import quoted


def refuse_alone(
    connection: duckdb.DuckDBPyConnection, *, sheets: list[Sheet], snapshot: Snapshot | None
) -> None:
    """Mark rows whose main noun completes a row that neither folder nor record has."""
    for sheet in sheets:
        for place, mapping in enumerate(sheet.mapping.nouns):
            if mapping.completes:
                known = _known(sheets, mapping.noun, sheet.mapping.origin, snapshot)
                connection.execute(
                    f"update {sheet.base} set refused = true "
                    f"where main = {place} and makes{place} and not refused "
                    f"and id{place} not in (select source_id from ({known}) "
                    f"where source_id is not null)"
                )


def _known(sheets: list[Sheet], noun: str, origin: str, snapshot: Snapshot | None) -> str:
    """Write the SQL of the ids of a noun that stand on their own."""
    ids = ["select cast(null as varchar) as source_id"]
    for sheet in sheets:
        for place, mapping in enumerate(sheet.mapping.nouns):
            same = mapping.noun == noun and sheet.mapping.origin == origin
            if same and not mapping.completes:
                ids.append(
                    f"select id{place} from {sheet.table} where makes{place} and not refused"
                )
    files = snapshot.files(noun) if snapshot else []
    if files:
        listed = ", ".join(quoted(file) for file in files)
        ids.append(
            f"select source_id from read_parquet([{listed}], union_by_name = true) "
            f"where origin = {quoted(origin)}"
        )
    return " union ".join(ids)
