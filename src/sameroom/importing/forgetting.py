"""Takes a person out of the facts, their history and files, and keeps them out of later imports.

What stays is a keyed hash of their addresses and ids: enough to know them again, not to name them.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from deltalake import DeltaTable, write_deltalake

from sameroom.engines.arrow import fact_schema
from sameroom.engines.store import Snapshot, Store, lock
from sameroom.engines.store.snapshot import table_folder
from sameroom.errors import SameroomError
from sameroom.facts import get_table
from sameroom.importing import forgetting_sql as sql

LIST = "erased.json"
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
    remember(store=store, whom=whom)
    changed = _rewrite(Store.open(path=store), whom, now)
    _drop_history(store, now)
    return changed


def remember(*, store: Path, whom: Whom) -> None:
    """Keep the hashes by which the person is known again."""
    told = _read_list(store)
    known = {_hashed(told["key"], one) for one in (*whom.addresses, *whom.refs)}
    _write_list(store, told["key"], {*told["hashes"], *known})


def join_lists(*, store: Path, other: Path) -> None:
    """Let a record know again whom another one, that it takes the place of, knew.

    Hashes of two keys cannot be told apart from the outside; each list is kept under its key.
    """
    if not (other / LIST).exists():
        return
    mine, theirs = _read_list(store), _read_list(other)
    older = [*mine.get("older", []), *theirs.get("older", [])]
    if theirs["key"] == mine["key"]:
        _write_list(store, mine["key"], {*mine["hashes"], *theirs["hashes"]}, older)
    else:
        gone = {"key": theirs["key"], "hashes": theirs["hashes"]}
        _write_list(store, mine["key"], set(mine["hashes"]), [*older, gone])


def again(*, store: Path, now: datetime, files: Iterable[Path] = ()) -> int:
    """Erase whoever was erased before and came back; tells how many tables had them.

    Args:
        store: the record.
        now: the present instant.
        files: files that an import has just written, to be cleaned too.
    """
    if not (store / LIST).exists():
        return 0
    lists = _lists(store)
    for file in files:
        _clean(file, lists)
    whom = come_back(store=store)
    if not whom.is_known:
        return 0
    changed = _rewrite(Store.open(path=store), whom, now)
    _drop_history(store, now)
    return changed


def come_back(*, store: Path) -> Whom:
    """Find whoever was erased before and is in the facts again; nobody when nothing tells."""
    lists = _lists(store)
    with Store.open(path=store).snapshot() as snapshot:
        refs = {one for one in sql.references(snapshot) if _is_known(one, lists)}
        addresses = {one for one in sql.addresses(snapshot) if _is_known(one, lists)}
        whom = _grown(snapshot, addresses=addresses, refs=refs, through_matches=False)
        return whom if whom.is_known and sql.nouns_to_change(snapshot, whom) else Whom()


def _grown(
    snapshot: Snapshot, *, addresses: set[str], refs: set[str], through_matches: bool = True
) -> Whom:
    names: set[str] = set()
    phones: set[str] = set()
    entities: set[str] = set()
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


def _rewrite(store: Store, whom: Whom, now: datetime) -> int:
    key = _read_list(store.path)["key"]
    tokens = {one: f"erased-{_hashed(key, one)[:16]}" for one in whom.addresses}
    with store.snapshot() as snapshot:
        nouns = sql.nouns_to_change(snapshot, whom)
    if not nouns:
        return 0
    with store.write(kind="erase", now=now) as run, store.snapshot() as snapshot:
        for noun in nouns:
            with duckdb.connect() as connection:
                connection.execute("set TimeZone = 'UTC'")
                question = sql.rewritten(snapshot, noun=noun, whom=whom, tokens=tokens)
                rows = connection.execute(question).to_arrow_reader()
                schema = fact_schema(get_table(noun))
                table = rows.read_all().select(schema.names).cast(schema)
            write_deltalake(table_folder(store.path, noun), table, mode="overwrite")
            run.pin(noun)
    return len(nouns)


def _drop_history(path: Path, now: datetime) -> None:
    """Let nothing stay of what the tables were before: neither files nor what logs tell of them."""
    with Store.open(path=path).write(kind="erase", now=now) as run:
        with _alone(path):
            for noun in _nouns(path):
                DeltaTable(table_folder(path, noun)).vacuum(
                    retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True
                )
        for noun in _nouns(path):
            # The last of the log must tell the whole table before what is older may go.
            DeltaTable(table_folder(path, noun)).create_checkpoint()
            run.pin(noun)
    with lock.writing(path=path, doing="erase", now=now), _alone(path):
        for noun in _nouns(path):
            _cut_log(table_folder(path, noun))


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


def _lists(store: Path) -> list[tuple[str, frozenset[str]]]:
    told = _read_list(store)
    every = [told, *told.get("older", [])]
    return [(one["key"], frozenset(one["hashes"])) for one in every]


def _is_known(value: str, lists: list[tuple[str, frozenset[str]]]) -> bool:
    return any(_hashed(key, value) in hashes for key, hashes in lists)


def _clean(file: Path, lists: list[tuple[str, frozenset[str]]]) -> None:
    held = file.read_bytes()
    known = {
        one
        for one in set(ADDRESS.findall(held))
        if _is_known(one.decode("utf-8", "replace").lower(), lists)
    }
    if known:
        lines = held.split(b"\n")
        file.write_bytes(b"\n".join(x for x in lines if not any(one in x for one in known)))


def _hashed(key: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), value.lower().encode("utf-8"), hashlib.sha256).hexdigest()


def _read_list(store: Path) -> dict[str, Any]:  # Any: whatever JSON holds
    path = store / LIST
    if path.exists():
        return dict(json.loads(path.read_text("utf-8")))
    return {"key": secrets.token_hex(32), "hashes": []}


def _write_list(
    store: Path, key: str, hashes: set[str], older: list[dict[str, Any]] | None = None
) -> None:  # Any: lists as they were
    kept = _read_list(store).get("older", []) if older is None else older
    beside = (store / LIST).with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"key": key, "hashes": sorted(hashes), "older": kept}, file)
    beside.replace(store / LIST)
