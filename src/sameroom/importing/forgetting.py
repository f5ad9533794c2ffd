"""Takes a person out of the facts, their history and files, and keeps them out of later imports.

What stays is a keyed hash of their addresses and ids: enough to know them again, not to name them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deltalake import DeltaTable, write_deltalake

from sameroom.engines.arrow import fact_schema
from sameroom.engines.opening import open_duckdb
from sameroom.engines.store import Snapshot, Store, lock
from sameroom.engines.store.snapshot import table_folder
from sameroom.errors import SameroomError
from sameroom.facts import get_table
from sameroom.importing import forgetting_sql as sql
from sameroom.importing.forgetting_list import (
    LIST,
    hashed,
    is_known,
    join_lists,
    lists,
    read_list,
    write_list,
)

__all__ = [
    "LIST", "Whom", "again", "come_back", "count", "drop_history", "erase", "find", "find_all",
    "grow", "is_member", "join_lists", "name_of", "remember", "rewrite",
]  # fmt: skip

ADDRESS = re.compile(rb"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
LOG = re.compile(r"(\d{20})\.(?:json|checkpoint\.parquet)")


@dataclass(frozen=True, slots=True)
class Whom:
    """All by which the record knows one person.

    Args:
        addresses: mail addresses, lower case.
        names: full names.
        phones: as they were written.
        refs: ids and natural keys by which facts point at them.
        entities: the persons that these were resolved to.
    """

    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to erase."""
        return bool(self.refs or self.addresses)


def find(*, store: Path, address: str) -> Whom:
    """Find all that the record knows a person by, from one of their addresses."""
    with Store.open(path=store).snapshot() as snapshot:
        return _grown(snapshot, addresses={address.strip().lower()}, refs=set())


def find_all(
    *, store: Path, is_meant: Callable[[str], bool], addresses: Iterable[str] = ()
) -> Whom:
    """Find all that the record knows persons by, from their ids and addresses of theirs.

    Args:
        store: the record.
        is_meant: tells of the id of a person whether they are one of those.
        addresses: of theirs, as far as they are given; the record need not know them.
    """
    told = {one.strip().lower() for one in addresses if one.strip()}
    with Store.open(path=store).snapshot() as snapshot:
        ids = {one for one in sql.persons(snapshot) if is_meant(one)}
        return _grown(snapshot, addresses=told, refs=set(ids), entities=ids)


def grow(*, store: Path, whom: Whom) -> Whom:
    """Find what the record has come to know of somebody since they were found."""
    with Store.open(path=store).snapshot() as snapshot:
        now = _grown(
            snapshot,
            addresses=set(whom.addresses),
            refs=set(whom.refs),
            entities=set(whom.entities),
        )
    return Whom(
        whom.addresses | now.addresses, whom.names | now.names, whom.phones | now.phones,
        whom.refs | now.refs, whom.entities | now.entities,
    )  # fmt: skip


def is_member(*, store: Path, addresses: Iterable[str]) -> bool:
    """Tell whether one of the addresses is of one of us."""
    with Store.open(path=store).snapshot() as snapshot:
        emails = sql.column(snapshot, noun="member", name="email")
    return bool(set(addresses) & {email.lower() for email in emails})


def erase(*, store: Path, whom: Whom, now: datetime) -> int:
    """Erase a person from the facts and their history; tells how many tables had them.

    The rows stay, so that every count stays true; what names the person goes.

    Raises:
        StoreBusyError: when somebody writes.
        SameroomError: when somebody reads, so that older files cannot go yet; they go when this
            is done again.
    """
    remember(store=store, whom=whom, now=now)
    changed = rewrite(store=store, whom=whom, now=now)
    drop_history(store=store, now=now)
    return changed


def count(*, store: Path, whom: Whom) -> dict[str, int]:
    """Count the rows that `rewrite` would change, by noun; what is counted is what it writes."""
    with Store.open(path=store).snapshot() as snapshot:
        return sql.rows_to_change(snapshot, whom)


def name_of(*, store: Path, whom: Whom) -> str:
    """Give what stands for somebody once nothing names them: letters that need the list's key."""
    key = str(read_list(store)["key"])
    return hashed(key, "\n".join(sorted({*whom.addresses, *whom.refs})))[:16]


def remember(*, store: Path, whom: Whom, now: datetime) -> None:
    """Keep the hashes by which the person is known again.

    Raises:
        StoreBusyError: when somebody writes; of two who add to the list at once, one would be lost.
    """
    with lock.writing(path=store, doing="erase", now=now):
        told = read_list(store)
        known = {hashed(told["key"], one) for one in (*whom.addresses, *whom.refs)}
        write_list(store, told["key"], {*told["hashes"], *known})


def again(*, store: Path, now: datetime, files: Iterable[Path] = ()) -> int:
    """Erase whoever was erased before and came back; tells how many tables had them.

    Args:
        store: the record.
        now: the present instant.
        files: files that an import has just written, to be cleaned too.
    """
    if not (store / LIST).exists():
        return 0
    told = lists(store)
    for file in files:
        _clean(file, told)
    whom = come_back(store=store)
    if not whom.is_known:
        return 0
    changed = rewrite(store=store, whom=whom, now=now)
    drop_history(store=store, now=now)
    return changed


def come_back(*, store: Path) -> Whom:
    """Find whoever was erased before and is in the facts again; nobody when nothing tells."""
    told = lists(store)
    with Store.open(path=store).snapshot() as snapshot:
        refs = {one for one in sql.references(snapshot) if is_known(one, told)}
        addresses = {one for one in sql.addresses(snapshot) if is_known(one, told)}
        whom = _grown(snapshot, addresses=addresses, refs=refs, through_matches=False)
        return whom if whom.is_known and sql.nouns_to_change(snapshot, whom) else Whom()


def _grown(
    snapshot: Snapshot, *, addresses: set[str], refs: set[str], entities: Iterable[str] = (),
    through_matches: bool = True,
) -> Whom:  # fmt: skip
    names: set[str] = set()
    phones: set[str] = set()
    entities = set(entities)
    before = -1
    while before != (before := len(addresses) + len(refs)):
        wanted = refs | {f"email:{one}" for one in addresses}
        if through_matches:
            entities |= sql.entities(snapshot, refs=wanted)
            refs |= sql.refs_of(snapshot, entities=entities)
        for row in sql.people(snapshot, addresses=addresses, refs=refs):
            refs.add(str(row["id"]))
            addresses |= {row["email"].lower()} if row["email"] else set()
            names |= {row["name"]} if row["name"] else set()
            phones |= {row["phone"]} if row["phone"] else set()
        addresses |= {one[6:] for one in refs if one.startswith("email:") and "@" in one}
    return Whom(*map(frozenset, (addresses, names, phones, refs, entities)))


def rewrite(*, store: Path, whom: Whom, now: datetime) -> int:
    """Write the facts without a person, all tables or none; tells how many tables had them.

    Raises:
        StoreBusyError: when somebody writes.
    """
    key = read_list(store)["key"]
    tokens = {one: f"erased-{hashed(key, one)[:16]}" for one in whom.addresses}
    record = Store.open(path=store)
    with record.snapshot() as snapshot:
        nouns = sql.nouns_to_change(snapshot, whom)
    if not nouns:
        return 0
    with record.write(kind="erase", now=now) as run, record.snapshot() as snapshot:
        for noun in nouns:
            with open_duckdb() as connection:
                connection.execute("set TimeZone = 'UTC'")
                question = sql.rewritten(snapshot, noun=noun, whom=whom, tokens=tokens)
                rows = connection.execute(question).to_arrow_reader()
                schema = fact_schema(get_table(noun))
                table = rows.read_all().select(schema.names).cast(schema)
            write_deltalake(table_folder(store, noun), table, mode="overwrite")
            run.pin(noun)
    return len(nouns)


def drop_history(*, store: Path, now: datetime) -> None:
    """Let nothing stay of what the tables were before: neither files nor what logs tell of them.

    Raises:
        StoreBusyError: when somebody writes.
        SameroomError: when somebody reads.
    """
    with Store.open(path=store).write(kind="erase", now=now) as run:
        with _alone(store):
            for noun in _nouns(store):
                DeltaTable(table_folder(store, noun)).vacuum(
                    retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True
                )
        for noun in _nouns(store):
            # The last of the log must tell the whole table before what is older may go.
            DeltaTable(table_folder(store, noun)).create_checkpoint()
            run.pin(noun)
    with lock.writing(path=store, doing="erase", now=now), _alone(store):
        for noun in _nouns(store):
            _cut_log(table_folder(store, noun))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with lock.nobody_reads(path=path) as alone:
        if not alone:
            raise SameroomError(
                "Somebody reads the record, so files of its history cannot go yet.",
                where=str(path),
                remedy="Do this again in a few minutes; what is done already stays done.",
                temporary=True,
            )
        yield


def _nouns(path: Path) -> list[str]:
    return sorted(folder.name for folder in (path / "facts").iterdir())


def _cut_log(folder: Path) -> None:
    version = DeltaTable(folder).version()
    for file in sorted((folder / "_delta_log").iterdir()):
        found = LOG.fullmatch(file.name)
        if found and int(found[1]) < version:
            file.unlink()


def _clean(file: Path, told: list[tuple[str, frozenset[str]]]) -> None:
    held = file.read_bytes()
    known = {
        one
        for one in set(ADDRESS.findall(held))
        if is_known(one.decode("utf-8", "replace").lower(), told)
    }
    if known:
        lines = held.split(b"\n")
        file.write_bytes(b"\n".join(x for x in lines if not any(one in x for one in known)))
