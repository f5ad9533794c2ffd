"""Finds out how a text file separates and quotes its cells."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

DELIMITERS = (",", ";", "\t", "|", "\x1f")
SAMPLE_CHARACTERS = 400_000
SAMPLE_ROWS = 300


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated and quoted.

    Args:
        delimiter, quote, escape: one character each; quote "" when nothing is quoted.
        width: cells in a row.
        skipped: lines before the first row of that width: titles, `sep=;`.
    """

    delimiter: str
    quote: str
    escape: str
    width: int
    skipped: int = 0


def sniff(*, file: Path) -> Dialect:
    """Find the separator whose rows agree best on how many cells they have."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        sample = stream.read(SAMPLE_CHARACTERS)
        whole = not stream.read(1)
    told = _told(sample)
    body = sample.split("\n", 1)[1] if told and "\n" in sample else sample
    quote, escape = _quoting(body)
    tried = [told] if told else list(DELIMITERS)
    rated = [_rate(body, mark, quote, escape, whole) for mark in tried]
    score, width, mark, skipped = max(rated, key=lambda rate: rate[0])
    if score <= 0:
        mark, width, skipped = told or ",", 1, 0
    return Dialect(mark, quote, escape, width, skipped + bool(told))


def _told(sample: str) -> str:
    """Read the `sep=;` line that Excel understands."""
    first = sample.split("\n", 1)[0].strip().strip('"').lower()
    return first[4:5] if first.startswith("sep=") and len(first) == 5 else ""


def _quoting(sample: str) -> tuple[str, str]:
    cells = [cell for line in sample.split("\n")[:SAMPLE_ROWS] for cell in _rough(line)]
    single = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    if '"' not in sample and single * 5 > len(cells):
        return "'", "'"
    if '\\"' in sample and '""' not in sample.replace('\\""', "").replace(',""', ""):
        return '"', "\\"
    return '"', '"'


def _rough(line: str) -> list[str]:
    for mark in DELIMITERS:
        line = line.replace(mark, ",")
    return line.strip().split(",")


def read_rows(text: Iterable[str], *, delimiter: str, quote: str, escape: str) -> "csv._reader":  # type: ignore[name-defined]  # the class has no public name
    """Read lines by a dialect, leniently."""
    return csv.reader(
        text,
        delimiter=delimiter,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        doublequote=escape == quote,
        escapechar=escape if escape != quote else None,
    )


def _rate(
    sample: str, mark: str, quote: str, escape: str, whole: bool
) -> tuple[float, int, str, int]:
    """Rate a separator: how many rows agree on a width, and how wide they are."""
    csv.field_size_limit(2**31 - 1)
    lines = sample.splitlines(keepends=True)
    lines = lines if whole or len(lines) < 2 else lines[:-1]
    try:
        rows = list(islice(read_rows(lines, delimiter=mark, quote=quote, escape=escape), 2000))
    except csv.Error:
        return 0.0, 1, mark, 0
    rows = rows if whole or len(rows) < 2 else rows[:-1]
    widths = [len(row) for row in rows[:SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    width, agreeing = _usual(widths)
    if width < 2:
        return 0.0, 1, mark, 0
    share = agreeing / max(1, len(widths))
    head = header_width(next(row for row in rows if row))
    width = head if head > 1 and widths.count(head) == agreeing else max(width, head)
    return share**2 * (1 + min(width, 40) / 40), width, mark, _titles(rows, width)


def _usual(widths: list[int]) -> tuple[int, int]:
    counted = Counter(width for width in widths if width > 1)
    return max(counted.items(), key=lambda item: (item[1], item[0]), default=(1, 0))


def header_width(first: list[str]) -> int:
    """Tell how many columns a first row names, where it looks like a header; else 0.

    Programs that leave empty cells at the end out write rows that are shorter than the header.
    """
    names = {cell.strip().casefold() for cell in first}
    return len(first) if len(names) == len(first) and "" not in names else 0


def _titles(rows: list[list[str]], width: int) -> int:
    """Count the lines above the header: report titles stand alone in theirs."""
    first = next((number for number, row in enumerate(rows[:20]) if len(row) == width), 0)
    is_title = all(sum(bool(cell.strip()) for cell in row) <= 1 for row in rows[:first])
    return first if is_title else 0
