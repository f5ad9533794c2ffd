"""One run: rows go in noun by noun, and become visible together or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake

from sameroom.engines.arrow import fact_schema
from sameroom.engines.store import copying, runs
from sameroom.engines.store.keys import look_at_keys
from sameroom.engines.store.runs import RunRecord
from sameroom.engines.store.snapshot import Snapshot, table_folder
from sameroom.errors import SameroomError, nearest
from sameroom.facts import get_table, list_tables

HELD_ROWS = 250_000  # small pieces are gathered up to here, so that files do not become many
ROW_GROUP = 200_000  # rows a writer holds in memory, and the step at which readers share work
# A pinned version is read as long as its log is there, and Delta drops logs of a month by itself.
WHOLE_LOG = {"delta.enableExpiredLogCleanup": "false"}
CONFIGURATION: dict[str, str | None] = {"delta.dataSkippingNumIndexedCols": "-1", **WHOLE_LOG}
# `Snapshot.filled` needs every column


class NotAFactError(SameroomError):
    """Rows that do not fit the noun they were given for."""


class Run:
    """A run that is being written."""

    def __init__(self, *, path: Path, before: list[RunRecord], kind: str, now: datetime) -> None:
        self._path = path
        self._before = before
        last = before[-1] if before else None
        self.id = runs.next_id(before)
        self._record = RunRecord(
            id=self.id,
            kind=kind,
            ran_at=now,
            versions=dict(last.versions) if last else {},
            superseded=last.superseded if last else (),
            deleted=last.deleted if last else (),
        )
        self._held: dict[str, list[pa.Table]] = {}
        self._written: set[str] = set()
        self._fresh: set[str] = set()
        self._removed: set[str] = set()

    def append(self, noun: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Add rows to a noun; columns they lack are null, `run` is filled in.

        Raises:
            NotAFactError: when there is no such noun, or they have a column that it lacks.
        """
        schema = _schema(noun)
        _fits(noun, rows.schema.names, schema)
        if isinstance(rows, pa.Table):
            self._hold(noun, _shaped(rows, schema, self.id))
            return
        self._flush(noun)
        self._write(noun, pa.RecordBatchReader.from_batches(schema, self._counted(noun, rows)))

    def append_from(
        self,
        noun: str,
        *,
        connection: duckdb.DuckDBPyConnection,
        relation: str,
        is_fresh: bool = False,
        is_derived: bool = False,
    ) -> int:
        """Add the rows of a DuckDB relation, written by DuckDB itself; tells how many.

        Args:
            noun: what the rows are.
            connection: where the relation lies.
            relation: a table, a view, or a question in brackets.
            is_fresh: whether no key among them occurs twice, or in the record, and none of them
                is deleted; the keys then need no look.
            is_derived: whether they are the whole of a derived noun, as for `replace`.

        Raises:
            NotAFactError: as for `append`.
        """
        schema, folder = _schema(noun), table_folder(self._path, noun)
        given = [row[0] for row in connection.execute(f"describe from {relation}").fetchall()]
        _fits(noun, given, schema)
        self._flush(noun)
        sql = copying.shaped_sql(table=get_table(noun), relation=relation, given=given, run=self.id)
        action = copying.copy(connection=connection, sql=sql, folder=folder, row_group=ROW_GROUP)
        copying.commit(action=action, folder=folder, schema=schema, configuration=CONFIGURATION)
        rows = int(json.loads(action.stats)["numRecords"])
        self._count(noun, rows)
        (self._fresh if is_fresh else self._written).add(noun)
        self._pin(noun, DeltaTable(folder))
        if is_derived:
            self._mark_replaced(noun)
        return rows

    def replace(self, *, noun: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Give the whole of a derived noun; what earlier runs gave stands again if this is undone.

        Raises:
            NotAFactError: as for `append`.
        """
        self.append(noun, rows)
        self._mark_replaced(noun)

    def remove(self, *, run_id: str) -> None:
        """Take exactly the rows of an earlier run away; it then counts as undone."""
        for noun in list(self._record.versions):
            if self._before_wrote(run_id, noun):
                table = DeltaTable(table_folder(self._path, noun))
                table.delete(f"run = '{run_id}'")
                self._removed.add(noun)
                self._pin(noun, table)
        self._record = replace(self._record, undoes=run_id)

    def note(self, key: str, value: object) -> None:
        """Keep something that was said about the run; it must be what JSON can hold."""
        self._record = replace(self._record, notes={**self._record.notes, key: value})

    def snapshot(self) -> Snapshot:
        """Show the record as it would be if the run ended now."""
        self._flush_all()
        self._look_at_keys()  # else what this run changes or deletes would be seen beside it
        return Snapshot(path=self._path, pending=self._record)

    def commit(self) -> None:
        """Make the run visible."""
        self._flush_all()
        self._look_at_keys()
        runs.append(self._path, self._record)

    def pin(self, noun: str) -> None:
        """Take the table's version as it is now into the run."""
        self._pin(noun, DeltaTable(table_folder(self._path, noun)))

    def _before_wrote(self, run_id: str, noun: str) -> bool:
        return any(run.id == run_id and run.row_counts.get(noun) for run in self._before)

    def _hold(self, noun: str, rows: pa.Table) -> None:
        self._count(noun, rows.num_rows)
        self._held.setdefault(noun, []).append(rows)
        if sum(held.num_rows for held in self._held[noun]) >= HELD_ROWS:
            self._flush(noun)

    def _flush_all(self) -> None:
        for noun in list(self._held):
            self._flush(noun)

    def _flush(self, noun: str) -> None:
        held = self._held.pop(noun, [])
        if held:
            self._write(noun, pa.concat_tables(held).combine_chunks().to_reader())

    def _counted(self, noun: str, rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        schema = _schema(noun)
        for batch in rows:
            self._count(noun, batch.num_rows)
            yield from _shaped(pa.Table.from_batches([batch]), schema, self.id).to_batches()

    def _mark_replaced(self, noun: str) -> None:
        self._record = replace(self._record, replaced=tuple(sorted({*self._record.replaced, noun})))

    def _count(self, noun: str, rows: int) -> None:
        counts = dict(self._record.row_counts)
        counts[noun] = counts.get(noun, 0) + rows
        self._record = replace(self._record, row_counts=counts)

    def _write(self, noun: str, rows: pa.RecordBatchReader) -> None:
        folder = table_folder(self._path, noun)
        is_new = not DeltaTable.is_deltatable(str(folder))
        write_deltalake(
            folder,
            rows,
            mode="append",
            schema_mode=None if is_new else "merge",
            configuration=CONFIGURATION if is_new else None,
            writer_properties=WriterProperties(max_row_group_size=ROW_GROUP),
        )
        self._written.add(noun)
        self._pin(noun, DeltaTable(folder))

    def _pin(self, noun: str, table: DeltaTable) -> None:
        versions = {**self._record.versions, noun: table.version()}
        self._record = replace(self._record, versions=versions)

    def _look_at_keys(self) -> None:
        changed = (self._written | self._removed) - set(self._record.replaced)
        superseded, deleted = set(self._record.superseded), set(self._record.deleted)
        with Snapshot(path=self._path, pending=self._record) as snapshot:
            for noun in sorted(changed):
                keys = look_at_keys(files=snapshot.files(noun))
                (superseded.add if keys.recur else superseded.discard)(noun)
                (deleted.add if keys.any_deleted else deleted.discard)(noun)
        self._record = replace(
            self._record, superseded=tuple(sorted(superseded)), deleted=tuple(sorted(deleted))
        )
        self._written -= changed
        self._removed -= changed


def _schema(noun: str) -> pa.Schema:
    try:
        return fact_schema(get_table(noun))
    except KeyError as error:
        known = [table.name for table in list_tables()]
        raise NotAFactError(
            f'"{noun}" is not a noun of the record.',
            remedy=f"{nearest(noun, known)} Allowed: {', '.join(known)}.".strip(),
        ) from error


def _fits(noun: str, given: list[str], schema: pa.Schema) -> None:
    for name in given:
        if name not in schema.names:
            raise NotAFactError(
                f'"{noun}" has no column "{name}".', remedy=nearest(name, list(schema.names))
            )


def _shaped(rows: pa.Table, schema: pa.Schema, run_id: str) -> pa.Table:
    """Put rows in the noun's columns and types."""
    columns = []
    for field in schema:
        if field.name == "run":
            columns.append(pa.repeat(pa.scalar(run_id), rows.num_rows))
        elif field.name in rows.schema.names:
            columns.append(rows.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(rows.num_rows, field.type))
    return pa.table(columns, schema=schema)
