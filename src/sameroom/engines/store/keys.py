"""Whether every key of a noun occurs once: then the current rows are all rows, unsorted."""

from dataclasses import dataclass

from sameroom.engines.opening import open_duckdb

MEMORY_LIMIT = "1GB"


@dataclass(frozen=True, slots=True)
class Keys:
    """What was found among a noun's keys.

    Args:
        recur: whether some (origin, source_id) occurs more than once.
        any_deleted: whether some row is marked as deleted.
    """

    recur: bool
    any_deleted: bool


def look_at_keys(*, files: list[str]) -> Keys:
    """Look at the keys of a noun's rows."""
    if not files:
        return Keys(recur=False, any_deleted=False)
    # Two rows with the same 64-bit hash and other keys only cost the short cut, never a row.
    question = """
        select
            count(*) > count(distinct hash(origin, source_id)),
            coalesce(bool_or(is_deleted), false)
        from read_parquet(?, union_by_name = true)
    """
    with open_duckdb() as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        recur, any_deleted = connection.execute(question, [files]).fetchall()[0]
    return Keys(recur=recur, any_deleted=any_deleted)
