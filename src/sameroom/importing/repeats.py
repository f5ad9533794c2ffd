"""Whether ids of a sheet occur more than once; looked at once for all nouns that share the id."""

import duckdb

from sameroom.importing.sheet import Sheet


def repeats(connection: duckdb.DuckDBPyConnection, *, sheet: Sheet, place: int) -> bool:
    """Tell whether an id of the noun at this place may stand in several rows.

    Two ids with one 64-bit hash count as one: that only costs a closer look, never a row.
    """
    made_from = sheet.mapping.nouns[place].id_from
    if made_from not in sheet.repeats:
        found = connection.execute(
            f"select count(id{place}) <> count(distinct hash(id{place})) "
            f"from {sheet.table} where not refused and id{place} is not null"
        ).fetchone()
        sheet.repeats[made_from] = bool(found and found[0])
    return sheet.repeats[made_from]
