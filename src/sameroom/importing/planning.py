"""Says before a row is written what would become of a folder."""

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from sameroom.connectors.mapping import FileMapping
from sameroom.engines.catalog import list_measures
from sameroom.engines.store import Snapshot
from sameroom.importing.combining import Gathered
from sameroom.importing.flaw_tables import count_reasons
from sameroom.importing.folded import fold_examples
from sameroom.importing.meanings import list_words, list_zoneless
from sameroom.importing.plans import FilePlan, Missing, NounPlan, Plan
from sameroom.importing.preparing import Prepared
from sameroom.importing.reading import PassedOver
from sameroom.importing.repeats import repeats
from sameroom.importing.sheet import Settings, Sheet
from sameroom.importing.sql_text import name

LOOKED_AT = 10_000


def plan_of(*, prepared: Prepared) -> Plan:
    """Put what was found into words and counts; `list_missing` tells what readings lack."""
    by_noun = {found.noun: found for found in prepared.gathered}
    files = [_file(prepared.connection, sheet, by_noun) for sheet in prepared.sheets]
    nouns = tuple(
        NounPlan(found.noun, found.new, found.changed, found.same) for found in prepared.gathered
    )
    return Plan(
        folder=str(prepared.wishes.folder),
        files=tuple(files),
        passed_over=(*prepared.passed_over, *_idle(prepared)),
        nouns=nouns,
        currency=prepared.currency.code,
        currency_why=prepared.currency.why,
        remarks=prepared.proposal.remarks,
    )


def _idle(prepared: Prepared) -> list[PassedOver]:
    found = []
    for staged in prepared.idle:
        mapping = prepared.proposal.find(path=staged.path, name=staged.name)
        why = mapping.why if mapping else "the mapping does not speak of it"
        found.append(PassedOver(_called(staged.path, staged.name), why or "taken for nothing"))
    return found


def _called(path: str, name: str) -> str:
    stem = path.rsplit("/", 1)[-1].split(".")[0]
    return path if name == stem or path.endswith(".gz") else f"{path} [{name}]"


def _file(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, by_noun: Mapping[str, Gathered]
) -> FilePlan:
    idle, refused, made = _counts(connection, sheet)
    distinct, identical = _distinct(connection, sheet, made)
    unread = len(sheet.staged.unread)
    remarks = [sheet.staged.remark, *sheet.remarks]
    return FilePlan(
        mapping=_named(sheet),
        rows=sheet.rows + unread,
        taken=distinct,
        folded=made - distinct,
        identical=identical,
        refused=refused + unread,
        idle=idle,
        reasons=tuple(count_reasons(connection, sheet=sheet)),
        remarks=tuple(remark for remark in remarks if remark),
        fold_examples=fold_examples(connection, sheet=sheet) if made > distinct else (),
        known=_known(connection, sheet, by_noun),
    )


def _known(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, by_noun: Mapping[str, Gathered]
) -> int:
    """Count the rows whose main noun the record has already; only a mixture needs a look."""
    known = 0
    for place, noun in enumerate(sheet.mapping.nouns):
        found = by_noun.get(noun.noun)
        if found is None or not found.same:
            continue
        seen = f"(select source_id from {name(found.table)} where state = 'same' and origin = ?)"
        counted = connection.execute(
            f"select count(distinct id{place}) from {sheet.table} "
            f"where main = {place} and not refused and id{place} in {seen}",
            [sheet.mapping.origin],
        ).fetchone()
        known += counted[0] if counted else 0
    return known


def _named(sheet: Sheet) -> FileMapping:
    return replace(sheet.mapping)


def _counts(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[int, int, int]:
    found = connection.execute(
        f"select count(*) filter (where main < 0), count(*) filter (where main >= 0 and refused), "
        f"count(*) filter (where main >= 0 and not refused) from {sheet.table}"
    ).fetchone()
    return found if found else (0, 0, 0)


def _distinct(connection: duckdb.DuckDBPyConnection, sheet: Sheet, made: int) -> tuple[int, int]:
    """Count the ids of main nouns, and the rows that repeat another to the letter."""
    if not any(repeats(connection, sheet=sheet, place=n) for n in range(len(sheet.mapping.nouns))):
        return made, 0
    key = " ".join(f"when {place} then id{place}" for place in range(len(sheet.mapping.nouns)))
    source = f"from {sheet.table} where main >= 0 and not refused"
    ids = f"case main {key} end"
    found = connection.execute(
        f"select count(*), count(distinct hash(main, {ids})) {source}"
    ).fetchone() or (0, 0)
    if found[0] == found[1]:
        return found[1], 0
    values = "".join(f", v{cell.number}" for cell in sheet.cells)
    alike = connection.execute(f"select count(distinct hash(main, {ids}{values})) {source}")
    different = alike.fetchone() or (0,)
    return found[1], found[0] - different[0]


def with_words(*, plan: Plan, prepared: Prepared) -> Plan:
    """Tell what can be said of columns beside what they become: their words, and their zone."""
    wishes, connection = prepared.wishes, prepared.connection
    settings = Settings(now=wishes.now, zone=wishes.zone)
    files = [
        replace(
            file,
            words=list_words(connection, sheet=sheet, settings=settings),
            zoneless=list_zoneless(connection, sheet=sheet, settings=settings),
        )
        for file, sheet in zip(plan.files, prepared.sheets, strict=True)
    ]
    return replace(plan, files=tuple(files))


def list_missing(*, prepared: Prepared, snapshot: Snapshot | None) -> list[Missing]:
    """List what measures need and neither the folder nor the record has.

    All measures are loaded for it, which takes longer than to import a small folder.
    """
    filled = _filled(prepared)
    missing = []
    for placed in list_measures():
        for need in placed.measure.needs:
            ways = [way.strip() for way in need.column.split("|")]
            if not any(_has(way, filled, snapshot) for way in ways):
                missing.append(
                    Missing(
                        area=placed.area,
                        measure=placed.measure.name,
                        question=placed.measure.question,
                        column=need.column,
                        why=need.why,
                        bring=need.bring,
                    )
                )
    return missing


def _has(column: str, filled: set[str], snapshot: Snapshot | None) -> bool:
    noun, _, name = column.partition(".")
    if column in filled or (not name and any(each.startswith(f"{noun}.") for each in filled)):
        return True
    held = snapshot.filled(noun) if snapshot else {}
    return bool(held.get(name or "id"))


def _filled(prepared: Prepared) -> set[str]:
    """List the fact columns that the folder fills in at least one row."""
    found: set[str] = set()
    for gathered in prepared.gathered:
        top = f"(from {gathered.table} limit {LOOKED_AT})"
        filled = _filled_in(prepared.connection, top, ("id", *gathered.columns))
        rest = tuple(column for column in gathered.columns if column not in filled)
        if rest:  # few columns are filled further down alone
            filled |= _filled_in(prepared.connection, gathered.table, rest)
        found |= {f"{gathered.noun}.{column}" for column in filled}
    return found


def _filled_in(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: tuple[str, ...]
) -> set[str]:
    counts = ", ".join(f'count("{column}")' for column in columns)
    row = connection.execute(f"select {counts} from {rows}").fetchone()
    return {column for column, count in zip(columns, row or (), strict=False) if count}
