"""All of an import but the writing: read, recognise, convert, compare. Plan and run share it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from sameroom.connectors.mapping import Proposal, SheetSample
from sameroom.engines.opening import open_duckdb
from sameroom.engines.store import Snapshot
from sameroom.facts import list_tables
from sameroom.importing import money
from sameroom.importing.alike import RuleOf, join_alike
from sameroom.importing.combining import Gathered, gather
from sameroom.importing.completing import refuse_alone
from sameroom.importing.error_files import OWN, is_corrected
from sameroom.importing.flaw_tables import list_flaws
from sameroom.importing.flaws import CORRECTED
from sameroom.importing.limits import Limits
from sameroom.importing.money import Currency
from sameroom.importing.nouns import Part, parts_of
from sameroom.importing.reading import PassedOver, read
from sameroom.importing.repeats import repeats
from sameroom.importing.sampling import sample
from sameroom.importing.sheet import Settings, Sheet
from sameroom.importing.sheets import read_sheet
from sameroom.importing.sources import find
from sameroom.importing.staging import Staged

MEMORY_LIMIT = "1200MB"
Propose = Callable[[Sequence[SheetSample]], Proposal]
Progress = Callable[[str, int, int], None]


def no_rule(path: str) -> str:
    """Say that no rule means the file."""
    return ""


def silent(what: str, done: int, of: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of an import.

    Args:
        folder: the folder of exports, or one file.
        now: the present instant.
        propose: says what each sheet is.
        rates: what currencies are worth; None for none.
        currency: the company's currency; "" to settle it by what is stated.
        zone: the time zone of instants that do not state theirs.
        limits: what is too much.
        progress: told what is being done, how far it is, and of how much.
        rule_of: tells which rule of the mapping file means a path; "" for none.
    """

    folder: Path
    now: datetime
    propose: Propose
    rates: Path | None = None
    currency: str = ""
    zone: str = "UTC"
    limits: Limits = field(default_factory=Limits)
    progress: Progress = silent
    rule_of: RuleOf = no_rule


@dataclass(slots=True)
class Prepared:
    """A folder that is read and compared, but not written yet.

    Args:
        connection: where its tables lie.
        wishes: what was asked.
        proposal: what each sheet is taken for.
        sheets: those that are read.
        idle: sheets that are read as text but taken for nothing.
        passed_over: files that hold nothing for us.
        currency: the company's.
        gathered: what became of each noun.
    """

    connection: duckdb.DuckDBPyConnection
    wishes: Wishes
    proposal: Proposal
    sheets: list[Sheet]
    idle: list[Staged]
    passed_over: list[PassedOver]
    currency: Currency
    gathered: list[Gathered]


@contextmanager
def prepared(*, wishes: Wishes, snapshot: Snapshot | None) -> Iterator[Prepared]:
    """Read a folder and compare it with the record; all is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="sameroom-import-") as scratch:
        connection = open_duckdb()
        try:
            _set_up(connection, wishes, Path(scratch))
            yield _prepare(connection, wishes, Path(scratch), snapshot)
        finally:
            connection.close()


def _set_up(connection: duckdb.DuckDBPyConnection, wishes: Wishes, scratch: Path) -> None:
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set temp_directory = ?", [str(scratch / "spilled")])
    connection.execute("set TimeZone = ?", [wishes.zone])
    money.read_rates(connection, file=wishes.rates)


def _prepare(
    connection: duckdb.DuckDBPyConnection,
    wishes: Wishes,
    scratch: Path,
    snapshot: Snapshot | None,
) -> Prepared:
    staged, passed_over = _read_all(connection, wishes, scratch)
    samples = [_look_at(connection, each) for each in staged]
    proposal = wishes.propose(samples)
    sheets, idle = _read_sheets(connection, wishes, staged, samples, proposal)
    refuse_alone(connection, sheets=sheets, snapshot=snapshot)
    currency = money.settle(connection, sheets=sheets, chosen=wishes.currency)
    gathered = compare(connection, sheets=sheets, currency=currency, snapshot=snapshot)
    settings = Settings(now=wishes.now, zone=wishes.zone)
    for sheet in sheets:
        list_flaws(connection, sheet=sheet, settings=settings, currency=currency.code)
    return Prepared(connection, wishes, proposal, sheets, idle, passed_over, currency, gathered)


def _look_at(connection: duckdb.DuckDBPyConnection, staged: Staged) -> SheetSample:
    """Sample a sheet; of an error file that comes again, without the columns that we added."""
    seen = sample(connection, staged=staged)
    if not is_corrected(sample=seen):
        return seen
    staged.width -= len(OWN)
    if staged.headers:
        staged.headers = staged.headers[: staged.width]
    staged.remark = " ".join(filter(None, (staged.remark, CORRECTED)))
    return sample(connection, staged=staged)


def _read_all(
    connection: duckdb.DuckDBPyConnection, wishes: Wishes, scratch: Path
) -> tuple[list[Staged], list[PassedOver]]:
    staged: list[Staged] = []
    passed_over: list[PassedOver] = []
    found_files = find(folder=wishes.folder, scratch=scratch, limits=wishes.limits)
    sources = join_alike(sources=found_files, scratch=scratch, rule_of=wishes.rule_of)
    for number, source in enumerate(sources):
        wishes.progress(f"reading {source.path}", number, len(sources))
        found = read(connection, source=source, scratch=scratch, limits=wishes.limits)
        if isinstance(found, PassedOver):
            passed_over.append(found)
        else:
            staged.extend(found)
    wishes.progress("read", len(sources), len(sources))
    return staged, passed_over


def _read_sheets(
    connection: duckdb.DuckDBPyConnection,
    wishes: Wishes,
    staged: list[Staged],
    samples: list[SheetSample],
    proposal: Proposal,
) -> tuple[list[Sheet], list[Staged]]:
    settings = Settings(now=wishes.now, zone=wishes.zone)
    sheets: list[Sheet] = []
    idle: list[Staged] = []
    for number, (each, seen) in enumerate(zip(staged, samples, strict=True)):
        wishes.progress(f"converting {each.path}", number, len(staged))
        mapping = proposal.find(path=each.path, name=each.name)
        if mapping is None or not mapping.nouns:
            idle.append(each)
            continue
        sheet = read_sheet(
            connection,
            staged=each,
            mapping=mapping,
            order=number,
            samples=seen.columns,
            settings=settings,
        )
        sheets.append(sheet)
    wishes.progress("converted", len(staged), len(staged))
    return sheets, idle


def compare(
    connection: duckdb.DuckDBPyConnection,
    *,
    sheets: list[Sheet],
    currency: Currency,
    snapshot: Snapshot | None,
) -> list[Gathered]:
    """Bring together what all sheets give to each noun, and compare it with the record."""
    parts: dict[str, list[Part]] = {}
    single: dict[str, bool] = {}
    for sheet in sheets:
        converted = money.converts(connection, sheet=sheet, currency=currency.code)
        for part in parts_of(sheet=sheet, currency=currency.code, converted=converted):
            parts.setdefault(part.noun, []).append(part)
            first = len(parts[part.noun]) == 1
            single[part.noun] = first and _is_single(connection, sheet, part)
    return [
        gather(
            connection,
            noun=table.name,
            parts=parts[table.name],
            snapshot=snapshot,
            is_single=single[table.name],
        )
        for table in list_tables()
        if table.name in parts
    ]


def _is_single(connection: duckdb.DuckDBPyConnection, sheet: Sheet, part: Part) -> bool:
    """Tell whether a part gives each id once; what cannot be told cheaply is looked at later."""
    nouns = [noun.noun for noun in sheet.mapping.nouns]
    if part.completes or nouns.count(part.noun) != 1:
        return False
    return not repeats(connection, sheet=sheet, place=nouns.index(part.noun))
