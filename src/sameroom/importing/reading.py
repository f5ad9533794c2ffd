"""Reads whatever a source is into staged sheets; what cannot be read is said, never raised."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from sameroom.engines.disk import is_full
from sameroom.importing.archives import fresh
from sameroom.importing.delimited import stage_delimited
from sameroom.importing.event_logs import stage_event_log
from sameroom.importing.json_rows import stage_json
from sameroom.importing.limits import Limits
from sameroom.importing.parquet_rows import stage_parquet
from sameroom.importing.sources import Form, Source
from sameroom.importing.staging import Staged
from sameroom.importing.workbooks import stage_workbook

PATTERN = set("*?[]")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that holds nothing for us, and why."""

    path: str
    why: str


def read(
    connection: duckdb.DuckDBPyConnection, *, source: Source, scratch: Path, limits: Limits
) -> list[Staged] | PassedOver:
    """Stage the sheets of a file, or say why it is passed over."""
    if source.form is Form.NOTHING:
        return PassedOver(source.path, source.remark)
    try:
        sheets = _stage(connection, _plainly_named(source, scratch), scratch, limits)
    except OSError as error:
        if is_full(error):
            raise
        return PassedOver(source.path, f"cannot be read: {error.strerror or error}")
    except (ValueError, MemoryError) as error:
        return PassedOver(source.path, f"cannot be read: {error}")
    except duckdb.Error as error:
        if is_full(error):
            raise
        return PassedOver(source.path, f"cannot be read: {str(error).splitlines()[0]}")
    names = (member.path for member in source.members)
    for staged in sheets:
        staged.members = tuple(zip(source.begins, names, strict=True))
    return sheets or PassedOver(source.path, "holds no row")


def _plainly_named(source: Source, scratch: Path) -> Source:
    """Give a file whose name DuckDB would take for a pattern a name that means itself alone."""
    if not set(str(source.file)) & PATTERN:
        return source
    link = fresh(scratch)
    link.symlink_to(source.file)
    return replace(source, file=link)


def _stage(
    connection: duckdb.DuckDBPyConnection, source: Source, scratch: Path, limits: Limits
) -> list[Staged]:
    match source.form:
        case Form.WORKBOOK:
            return stage_workbook(connection, source=source, limits=limits)
        case Form.JSON:
            return stage_json(connection, source=source, scratch=scratch)
        case Form.PARQUET:
            return stage_parquet(connection, source=source)
        case Form.XES:
            return stage_event_log(connection, source=source)
        case _:
            return stage_delimited(connection, source=source, scratch=scratch)
