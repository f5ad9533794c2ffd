"""Reads XES event logs as a stream: one row an event, its case's properties beside its own.

The place of an event in its case is kept too: many events share an instant, and a log lists them in
the order in which they happened.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

import duckdb
import pyarrow as pa

from sameroom.importing.limits import MEGABYTE
from sameroom.importing.sources import Source
from sameroom.importing.staging import Staged, fresh_table

CASE = "case:"
PLACE = "event:position"
VALUES = {"string", "date", "int", "float", "boolean", "id"}
BATCH = 20_000


class NotAllowed(ValueError):  # noqa: N818  (it says what the file does, not what failed)
    """The file declares entities, by which a small file can grow without end."""


class _Log:
    """Gathers events while the parser walks through the file."""

    def __init__(self) -> None:
        self.events: list[dict[str, str]] = []
        self.case: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.depth = 0
        self.in_trace = False
        self.place = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        name = name.rsplit(":", 1)[-1]
        if name == "trace":
            self.in_trace, self.case, self.depth, self.place = True, {}, 0, 0
        elif name == "event" and self.in_trace:
            self.event, self.depth = {}, 0
        elif self.in_trace:
            self.depth += 1
            if self.depth == 1 and name in VALUES:
                self._keep(attributes)

    def _keep(self, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key", ""), attributes.get("value", "")
        if self.event is not None:
            self.event[key] = value
        else:
            self.case[CASE + key] = value

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        name = name.rsplit(":", 1)[-1]
        if name == "trace":
            self.in_trace = False
        elif name == "event" and self.event is not None:
            self.place += 1
            self.events.append({**self.case, **self.event, PLACE: str(self.place)})
            self.event = None
        elif self.in_trace:
            self.depth -= 1


def stage_event_log(connection: duckdb.DuckDBPyConnection, *, source: Source) -> list[Staged]:
    """Stage an event log; no sheet when it holds no event.

    Raises:
        ValueError: when it is no well-formed XML, or declares entities.
    """
    parts = [_laid_out(batch) for batch in events(file=source.file)]
    if not parts:
        return []
    rows = pa.concat_tables(parts, promote_options="default")
    headers = tuple(rows.column_names)
    table = fresh_table()
    connection.register("events_to_keep", rows.rename_columns(_places(len(headers))))
    connection.execute(f"create table {table} as select * from events_to_keep")
    connection.unregister("events_to_keep")
    return [
        Staged(
            path=source.path,
            name=Path(source.path.rsplit("!", 1)[-1]).name.split(".")[0],
            table=table,
            width=len(headers),
            rows=rows.num_rows,
            headers=headers,
            remark=source.remark,
            lines=lambda: range(1, rows.num_rows + 1),
        )
    ]


def _places(width: int) -> list[str]:
    return [f"c{index}" for index in range(width)]


def _laid_out(batch: list[dict[str, str]]) -> pa.Table:
    names = dict.fromkeys(name for event in batch for name in event)
    return pa.table(
        {
            name: pa.array([event.get(name) or None for event in batch], pa.string())
            for name in names
        }
    )


def events(*, file: Path) -> Iterator[list[dict[str, str]]]:
    """Read the events of a log, batch by batch.

    Raises:
        ValueError: when it is no well-formed XML, or declares entities.
    """
    log = _Log()
    parser = _parser(log)
    with file.open("rb") as stream:
        while True:
            chunk = stream.read(MEGABYTE)
            _feed(parser, chunk)
            if log.events and (not chunk or len(log.events) >= BATCH):
                yield log.events
                log.events = []
            if not chunk:
                return


def _parser(log: _Log) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = log.start
    parser.EndElementHandler = log.end
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    return parser


def _refuse(*_: object) -> int:
    raise NotAllowed("declares entities, which an event log has no use for: not read")


def _feed(parser: expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError as error:
        raise ValueError(f"no well-formed event log: {error}") from error
