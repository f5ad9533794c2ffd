"""Reads JSON lines and JSON arrays of objects; nested objects become `outer.inner` columns."""

import json
from array import array
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from sameroom.importing.encodings import to_utf8
from sameroom.importing.sources import Source
from sameroom.importing.staging import Staged, Unread, as_batch, keep_rows
from sameroom.importing.workbooks import as_text, whole_text

Row = dict[str, str]
Numbered = tuple[int, Row]
SHOWN = 2_000
DEEPEST = 4
BATCH = 20_000
WIDEST = 2_000


def stage_json(
    connection: duckdb.DuckDBPyConnection, *, source: Source, scratch: Path
) -> list[Staged]:
    """Stage a file of objects; no sheet when it holds none."""
    text = to_utf8(file=source.file, scratch=scratch)
    unread: list[Unread] = []
    headers = _headers(text.file)
    if not headers:
        return []
    begins: array[int] = array("q")
    batches = _batches(_rows(text.file, unread), headers, begins)
    table = keep_rows(connection, batches=batches, width=len(headers))
    cut = f"only its first {WIDEST:,} keys are read" if len(headers) == WIDEST else ""
    remark = "; ".join(part for part in (source.remark, text.remark, cut) if part)
    return [
        Staged(
            path=source.path,
            name=Path(source.path.rsplit("!", 1)[-1]).name.split(".")[0],
            table=table,
            width=len(headers),
            rows=len(begins),
            headers=headers,
            unread=tuple(unread),
            remark=remark,
            lines=lambda: begins,
        )
    ]


def _headers(file: Path) -> tuple[str, ...]:
    """List every key of every row in the order of first sight."""
    seen: dict[str, None] = {}
    for _, row in _rows(file, []):
        seen.update(dict.fromkeys(row))
        if len(seen) > WIDEST:
            break
    return tuple(islice(seen, WIDEST))


def _batches(
    rows: Iterator[Numbered], headers: tuple[str, ...], begins: "array[int]"
) -> Iterator[pa.RecordBatch]:
    while part := list(islice(rows, BATCH)):
        begins.extend(line for line, _ in part)
        yield as_batch(
            [[row.get(header) for header in headers] for _, row in part], width=len(headers)
        )


def _rows(file: Path, unread: list[Unread]) -> Iterator[Numbered]:
    objects = _array(file)
    if objects is None:
        yield from _lines(file, unread)
        return
    for number, found in enumerate(objects, start=1):
        if isinstance(found, dict):
            yield number, flattened(found)
        else:
            unread.append(Unread(number, json.dumps(found)[:SHOWN], "COULD_NOT_READ_ROW"))


def _array(file: Path) -> list[object] | None:
    """Read a whole JSON document; None when it is JSON lines."""
    with file.open(encoding="utf-8-sig") as stream:
        lines = [line for line in islice(stream, 50) if line.strip()]
    if len(lines) > 1 and all(_object(line) for line in lines[:2]):
        return None
    try:
        document = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return _list_in(document)


def _list_in(document: object) -> list[object]:
    """Find the list of rows: the document itself, or the longest list of objects under a key."""
    if isinstance(document, list):
        return document
    lists = (
        [value for value in document.values() if isinstance(value, list)]
        if isinstance(document, dict)
        else []
    )
    objects = [found for found in lists if found and isinstance(found[0], dict)]
    return max(objects, key=len, default=[document])


def _object(line: str) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(file: Path, unread: list[Unread]) -> Iterator[Numbered]:
    with file.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            found = _object(line)
            if found is None:
                unread.append(Unread(number, line.strip()[:SHOWN], "COULD_NOT_READ_ROW"))
            else:
                yield number, flattened(found)


def flattened(found: dict[str, object], *, above: str = "", depth: int = 0) -> Row:
    """Lay a nested object out flat; lists of plain values are joined by semicolons."""
    row: Row = {}
    for key, value in found.items():
        name = whole_text(f"{above}{key}")
        if isinstance(value, dict) and depth < DEEPEST:
            row.update(flattened(value, above=f"{name}.", depth=depth + 1))
        elif isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
            row[name] = ";".join(as_text(part) for part in value)
        elif isinstance(value, dict | list):
            row[name] = whole_text(json.dumps(value, ensure_ascii=False))
        else:
            row[name] = as_text(value)
    return row
