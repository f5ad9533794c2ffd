"""Writes columns as the files that tools export, and instants in the manner of each tool."""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from sameroom.simulator.buyers import Floats

Column = Sequence[Any]  # Any: a cell is a text or a number, as its tool writes it
Columns = Mapping[str, Column]


def write_csv(
    path: Path, columns: Columns, *, delimiter: str = ",", extra: Sequence[Sequence[Any]] = ()
) -> int:
    """Write columns as a delimited file and count its rows; `extra` rows stand at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [*zip(*columns.values(), strict=True), *extra]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(rows)
    return len(rows)


def write_workbook(path: Path, columns: Columns, *, sheet: str) -> int:
    """Write columns as an Excel workbook and count its rows."""
    from openpyxl import Workbook  # imported late: the command must start fast

    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    rows = list(zip(*columns.values(), strict=True))
    page.append(list(columns))
    for row in rows:
        page.append(row)
    book.save(path)
    _undate(path)
    return len(rows)


def _undate(path: Path) -> None:
    """Take out of a workbook when it was made, so that the same seed gives the same bytes."""
    with ZipFile(path) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in parts:
            plain = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-07-01T00:00:00Z", content)
            book.writestr(ZipInfo(name), plain if name == "docProps/core.xml" else content)


def stamps(moments: Floats) -> list[str]:
    """Write instants to the minute, as a CRM does; what is no instant stays empty."""
    return [text[:16].replace("T", " ") for text in _iso(moments)]


def days(moments: Floats) -> list[str]:
    """Write instants as ISO days."""
    return [text[:10] for text in _iso(moments)]


def us_stamps(moments: Floats) -> list[str]:
    """Write instants the American way, month first."""
    return [
        f"{text[5:7]}/{text[8:10]}/{text[:4]} {text[11:19]}" if text else ""
        for text in _iso(moments)
    ]


def millis(moments: Floats) -> list[int | str]:
    """Write instants as milliseconds since 1970."""
    return [int(moment * 1000) if moment == moment else "" for moment in moments.tolist()]


def comma(amounts: Floats) -> list[str]:
    """Write amounts with a point for thousands and a comma for decimals."""
    return [f"{amount:_.2f}".replace(".", ",").replace("_", ".") for amount in amounts.tolist()]


def _iso(moments: Floats) -> list[str]:
    known = np.isfinite(moments)
    whole = np.where(known, moments, 0).astype(np.int64).astype("datetime64[s]")
    texts = np.datetime_as_string(whole).tolist()
    return [text if is_known else "" for text, is_known in zip(texts, known.tolist(), strict=True)]
