"""Reads many small files with one header as one: a folder of thousands is then one sheet."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sameroom.importing.archives import fresh
from sameroom.importing.dialects import sniff
from sameroom.importing.limits import MEGABYTE
from sameroom.importing.sources import Form, Source

FEWEST = 100  # below, each file is read, planned and told of by itself
CROWD = 1_000  # in a folder of so many files, two alike are joined
LARGEST = MEGABYTE
BOM = b"\xef\xbb\xbf"

RuleOf = Callable[[str], str]
"""Tells which rule of the mapping file means the file of this path; "" when none does."""


def join_alike(*, sources: Sequence[Source], scratch: Path, rule_of: RuleOf) -> list[Source]:
    """Join small text files of one folder that begin with one header, where there are many.

    Args:
        sources: the files that were found.
        scratch: where joined files are written.
        rule_of: what the mapping file says; files of different rules are not joined.

    Returns:
        The sources in their order; joined ones stand where the first of them stood, under its name.
    """
    if len(sources) < FEWEST:
        return list(sources)
    fewest = 2 if len(sources) >= CROWD else FEWEST
    groups: dict[tuple[str, bytes], list[Source]] = {}
    for source in sources:
        if header := _header(source):
            groups.setdefault((_folder(source.path), header), []).append(source)
    joined: dict[str, Source] = {}
    members: set[str] = set()
    for alike in _many(groups.values(), fewest, rule_of):
        whole = _join(alike, scratch)
        if sniff(file=whole.file) == sniff(file=alike[0].file):
            joined[alike[0].path] = whole
            members |= {source.path for source in alike}
    return [
        joined.get(source.path, source)
        for source in sources
        if source.path in joined or source.path not in members
    ]


def _many(groups: Iterable[list[Source]], fewest: int, rule_of: RuleOf) -> Iterator[list[Source]]:
    """Give the groups that are large enough, each of one rule, and whose first row is a header."""
    for group in groups:
        if len(group) < fewest:
            continue
        by_rule: dict[str, list[Source]] = {}
        for source in group:
            by_rule.setdefault(rule_of(source.path), []).append(source)
        for alike in by_rule.values():
            if len(alike) >= fewest and _has_header(alike[0].file):
                yield alike


def _folder(path: str) -> str:
    return path.replace("!", "/").rpartition("/")[0]


def _header(source: Source) -> bytes:
    """Read the first line of a file that can be joined; b"" when it cannot.

    It must be small, of whole rows and in plain UTF-8: a quote left open would swallow the next
    file, and what has to be rewritten first is read by itself.
    """
    if source.form is not Form.DELIMITED:
        return b""
    try:
        if source.file.stat().st_size > LARGEST:
            return b""
        content = source.file.read_bytes().removeprefix(BOM)
        content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return b""
    header = content.split(b"\n", 1)[0].rstrip(b"\r")
    returns = content.count(b"\r") - content.count(b"\r\n")
    is_open = content.count(b'"') % 2 or header.count(b'"') % 2
    return b"" if b"\0" in content or returns or is_open or b"\\" in content else header


def _has_header(file: Path) -> bool:
    """Tell whether the first row names every column once, and no name looks like a value."""
    dialect = sniff(file=file)
    if dialect.skipped or dialect.width < 2 or dialect.quote != '"':
        return False
    with file.open(encoding="utf-8-sig", newline="") as stream:
        names = next(csv.reader(stream, delimiter=dialect.delimiter, quotechar=dialect.quote), [])
    plain = {name.strip().casefold() for name in names}
    named = all(any(mark.isalpha() for mark in name) and "@" not in name for name in plain)
    return len(plain) == len(names) == dialect.width and named


def _join(alike: list[Source], scratch: Path) -> Source:
    """Write the header once, then the rows of each file."""
    target, begins, line = fresh(scratch), [], 2
    with target.open("wb") as out:
        for number, source in enumerate(alike):
            content = source.file.read_bytes().removeprefix(BOM)
            header, _, body = content.partition(b"\n")
            if not number:
                out.write(header + b"\n")
            body += b"" if not body or body.endswith(b"\n") else b"\n"
            out.write(body)
            begins.append(line)
            line += body.count(b"\n")
    said = f"read as one with {len(alike) - 1:,} files of the same header"
    remark = "; ".join(part for part in (alike[0].remark, said) if part)
    members = tuple(alike)
    return replace(alike[0], file=target, remark=remark, members=members, begins=tuple(begins))
