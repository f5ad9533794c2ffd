"""Somebody who is erased is nowhere any more, and stays away when the same exports come again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.errors import SameroomError
from sameroom.importing import forgetting

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
JANE = "jane.quxley@acme.example"
THEIRS = re.compile(rb"quxley|555.?1234", re.IGNORECASE)
CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date,Job Title
1,Jane,Quxley,jane.quxley@acme.example,+49 170 5551234,Lead,2026-01-02 10:00,Buyer
2,Tom,Other,tom@bolt.example,+49 170 9990000,Lead,2026-01-03 10:00,Director
3,J.,Quxley,Jane.Quxley@acme.example,,Lead,2026-13-45 10:00,Buyer
"""
TICKETS = """\
Ticket ID,Ticket name,Ticket description,Create date,Priority,Ticket status
7,Login,Jane Quxley cannot sign in: call +49 (170) 555-1234,2026-02-01 10:00,High,New
8,Bill,"Ask Quxley, Jane, jane.quxley@acme.example,JANE.QUXLEY@acme.example",2026-02-02,Low,New
9,Other,mary-jane.quxleys@acme.example is somebody else,2026-02-02 10:00,Low,New
"""


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "contacts.csv").write_text(CONTACTS)
    (folder / "tickets.csv").write_text(TICKETS)
    return folder


@pytest.fixture
def store(exports: Path, tmp_path: Path) -> Path:
    importing.run(folder=exports, store=tmp_path / "record", now=NOW)
    return tmp_path / "record"


def everything(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Give each file as it is, and packed ones unpacked too."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file, file.read_bytes()
            if file.suffix == ".parquet":
                yield file, repr(pq.read_table(file, partitioning=None).to_pylist()).encode()


def found_in(folder: Path) -> set[str]:
    told = everything(folder)
    return {
        str(file.relative_to(folder))
        for file, held in told
        if any(b"mary" not in held[max(hit.start() - 12, 0) : hit.end()]
               for hit in THEIRS.finditer(held))
    }  # fmt: skip


def erase(store: Path) -> None:
    forgetting.erase(store=store, whom=forgetting.find(store=store, address=JANE.upper()), now=NOW)


def counts(store: Path) -> dict[str, int]:
    with Store.open(path=store).snapshot() as snapshot:
        return {noun: snapshot.row_count(noun) for noun in snapshot.nouns()}


def test_it_is_there_before(store: Path) -> None:
    assert len(found_in(store)) >= 3, "otherwise the tests below prove nothing"


def test_no_byte_of_the_facts_or_their_history_names_them_and_counts_stay(store: Path) -> None:
    importing.run(
        folder=_changed(store.parent / "exports"), store=store, now=NOW
    )  # their row has a history
    before = counts(store)
    erase(store)

    assert {name for name in found_in(store) if not name.startswith("errors")} == set()
    assert counts(store) == before


def _changed(exports: Path) -> Path:
    text = (exports / "contacts.csv").read_text()
    (exports / "contacts.csv").write_text(text.replace("Buyer", "Chief Buyer"))
    return exports


def test_who_is_called_nearly_alike_stays(store: Path) -> None:
    erase(store)
    with Store.open(path=store).snapshot() as snapshot:
        held = b"".join(
            repr(pq.read_table(file, partitioning=None).to_pylist()).encode()
            for noun in ("person", "ticket")
            for file in snapshot.files(noun)
        )

    assert b"Tom Other" in held
    assert b"tom@bolt.example" in held
    assert b"mary-jane.quxleys@acme.example" in held


def test_the_same_exports_keep_them_out_and_add_no_rows_to_count(
    store: Path, exports: Path
) -> None:
    erase(store)
    for _ in range(2):
        importing.run(folder=exports, store=store, now=datetime(2026, 7, 7, tzinfo=UTC))
        assert {
            name for name in found_in(store) if not name.startswith("errors/2026-07-06")
        } == set()
        assert (current(store, "person"), current(store, "ticket")) == (3, 3)


def current(store: Path, noun: str) -> int:
    from sameroom.engines.embedded import EmbeddedEngine

    with Store.open(path=store).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        try:
            return int(engine.ask(f"select count(*) as n from {noun}").to_pylist()[0]["n"])
        finally:
            engine.close()


def test_an_error_file_that_is_written_later_does_not_hold_them(store: Path, exports: Path) -> None:
    erase(store)
    again = datetime(2026, 7, 7, tzinfo=UTC)
    importing.run(folder=exports, store=store, now=again)

    assert [n for n in found_in(store) if n.startswith("errors/2026-07-07")] == []


def test_what_stays_is_a_hash_that_needs_its_key(store: Path) -> None:
    erase(store)
    kept = (store / forgetting.LIST).read_bytes()

    assert not THEIRS.search(kept)
    assert b'"hashes": ["' in kept
    assert (store / forgetting.LIST).stat().st_mode & 0o077 == 0


def test_history_waits_for_whoever_reads_and_goes_the_next_time(store: Path) -> None:
    with Store.open(path=store).snapshot(), pytest.raises(SameroomError, match="reads the record"):
        erase(store)
    erase(store)

    assert {name for name in found_in(store) if not name.startswith("errors")} == set()


def test_rows_from_before_a_column_came_are_read_and_rewritten_too(store: Path) -> None:
    with Store.open(path=store).snapshot() as snapshot:
        files = [Path(file) for file in snapshot.files("person")]
    for file in files:
        table = pq.read_table(file, partitioning=None)
        assert "account_name" in table.column_names
        pq.write_table(table.drop_columns(["account_name"]), file)
    erase(store)
    assert not found_in(store / "facts")
    with Store.open(path=store).snapshot() as snapshot:
        rows = EmbeddedEngine(snapshot=snapshot).ask("select name, account_name from person")
    assert {"name": "Tom Other", "account_name": None} in rows.to_pylist()
