"""The files beside the document: readings as JSON and Parquet, every row of evidence as CSV."""

import json
import re
from collections.abc import Iterable
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from sameroom.audit import Audit, EvidenceRows
from sameroom.measure import Reading, Stored

SCHEMA = pa.schema(
    [
        ("area", pa.string()),
        ("measure", pa.string()),
        ("figure", pa.string()),
        ("part", pa.map_(pa.string(), pa.string())),
        ("told", pa.bool_()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("level", pa.float64()),
        ("method", pa.string()),
        ("count", pa.int64()),
        ("words", pa.string()),
        ("have", pa.int64()),
        ("need", pa.int64()),
        ("missing", pa.string()),
        ("bring", pa.string()),
        ("starts_at", pa.timestamp("us", "UTC")),
        ("ends_at", pa.timestamp("us", "UTC")),
        ("agreement_version", pa.string()),
        ("code_version", pa.string()),
    ]
)
# A spreadsheet takes a cell that begins with one of these for a formula; some of them also
# split lines at semicolons or tabs inside quotes, so what follows one counts as a beginning.
FORMULA = "(^|[;|\\t\\r\\n])([ \\x{00a0}]*[=+\\-@\uff1d\uff0b\uff0d\uff20])"
LEADING = "^([\\t\\r])"


def write_readings(*, audit: Audit, folder: Path) -> None:
    """Write readings.json and readings.parquet."""
    rows = [_row(stored) for stored in audit.stored]
    head = {
        "company": audit.terms.company,
        "currency": audit.terms.currency,
        "agreement_version": audit.terms.version,
        "starts_at": audit.window.starts_at.isoformat(),
        "ends_at": audit.window.ends_at.isoformat(),
        "made_at": audit.made_at.isoformat(),
        "facts": dict(audit.facts),
        "defaults": list(audit.terms.defaults),
        "warnings": list(audit.warnings),
    }
    text = json.dumps(
        {**head, "readings": [_plain(row) for row in rows]}, indent=1, allow_nan=False
    )
    (folder / "readings.json").write_text(text + "\n", encoding="utf-8")
    pa.parquet.write_table(readings_table(stored=audit.stored), folder / "readings.parquet")


def readings_table(*, stored: Iterable[Stored]) -> pa.Table:
    """Lay readings out as an Arrow table, a row a figure and part."""
    flat = [{**row, "part": list(row["part"].items())} for row in map(_row, stored)]
    return pa.Table.from_pylist(flat, SCHEMA)


def write_evidence(*, audit: Audit, folder: Path) -> None:
    """Write every evidence table as a CSV that no spreadsheet takes for formulas."""
    target = folder / "evidence"
    target.mkdir(exist_ok=True)
    for evidence in audit.evidence:
        if evidence.total:
            write_csv(rows=evidence.all_rows(), path=target / csv_name(evidence))


def write_csv(*, rows: pa.Table, path: Path) -> None:
    """Write a table as CSV in UTF-8 with its mark, so that spreadsheets read it rightly."""
    with path.open("wb") as sink:
        _write_safely(rows, sink)


def to_csv(*, rows: pa.Table) -> bytes:
    """Give a table as `write_csv` writes it."""
    sink = BytesIO()
    _write_safely(rows, sink)
    return sink.getvalue()


def _write_safely(rows: pa.Table, sink: BinaryIO) -> None:
    columns = [_as_text(rows.column(i)) for i in range(rows.num_columns)]
    safe = pa.table(columns, names=[_safe_name(name) for name in rows.column_names])
    sink.write(b"\xef\xbb\xbf")
    pa.csv.write_csv(safe, sink)


def csv_name(evidence: EvidenceRows) -> str:
    """Name the file of an evidence table: by area, measure and title."""
    words = f"{evidence.area} {evidence.measure} {evidence.evidence.title}".lower()
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    return f"{slug[:80].rstrip('-')}.csv"


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    elif pa.types.is_timestamp(kind):
        return pc.strftime(
            column.cast(pa.timestamp("s", "UTC"), safe=False), format="%Y-%m-%d %H:%M:%S"
        )
    elif pa.types.is_nested(kind):
        texts = [None if cell is None else str(cell) for cell in column.to_pylist()]
        column = pa.chunked_array([pa.array(texts, pa.string())])
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    guarded = pc.replace_substring_regex(column, pattern=FORMULA, replacement="\\1'\\2")
    return pc.replace_substring_regex(guarded, pattern=LEADING, replacement="'\\1")


def _safe_name(name: str) -> str:
    return f"'{name}" if re.match(r"[=+\-@\t\r]", name) else name


def _row(stored: Stored) -> dict[str, Any]:  # Any: a cell is whatever its column holds
    told = stored.told
    row: dict[str, Any] = {
        "area": stored.area,
        "measure": stored.measure,
        "figure": told.figure,
        "part": dict(told.part),
        "told": isinstance(told, Reading),
        "unit": str(told.unit),
    }
    if isinstance(told, Reading):
        spread = told.interval
        row |= {"value": told.value, "count": told.count, "words": told.words}
        if spread is not None:
            row |= {"low": spread.low, "high": spread.high}
            row |= {"level": spread.level, "method": spread.method}
    else:
        row |= {"have": told.have, "need": told.need, "missing": told.missing, "bring": told.bring}
    return row | {
        "starts_at": stored.window.starts_at,
        "ends_at": stored.window.ends_at,
        "agreement_version": stored.agreement_version,
        "code_version": stored.code_version,
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:  # Any: what JSON can hold
    return {key: _json(content) for key, content in row.items()}


def _json(content: Any) -> Any:  # Any: what JSON can hold
    if isinstance(content, float) and not isfinite(content):
        return None
    return content.isoformat() if hasattr(content, "isoformat") else content
