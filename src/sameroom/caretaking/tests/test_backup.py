"""Back up and restore, as people do it: by the commands."""

import json
import sqlite3
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import a_room, environment, run, within
from sameroom.engines.store import Store

pytestmark = pytest.mark.slow
SEEN = (
    "from sameroom.people.web.models import User\n"
    "from sameroom.webkit.models import AuditEntry\n"
    "one = AuditEntry.objects.exclude(action='backup.made').get()\n"
    "print(User.objects.get().email, one.at.isoformat())\n"
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_room(tmp_path_factory.mktemp("backup"))


@pytest.fixture(scope="module")
def backup(room: Path) -> Path:
    file = room.parent / "room.zip"
    done = run("backup", file, "--store", room)
    assert done.returncode == 0, done.stderr
    assert "nothing was missing" in done.stdout
    return file


def test_a_restored_room_is_the_one_that_was_backed_up(
    room: Path, backup: Path, tmp_path: Path
) -> None:
    done = run("restore", backup, "--store", tmp_path / "record")

    assert done.returncode == 0, done.stderr
    assert within(tmp_path / "record", SEEN) == within(room, SEEN)
    assert "2026-07-06T08:00:00.123456" in within(tmp_path / "record", SEEN)
    for name in ("agreement.yaml", "room/uploads/7/contacts.csv"):
        assert (tmp_path / "record" / name).read_bytes() == (room / name).read_bytes()
    with Store.open(path=tmp_path / "record").snapshot() as restored:
        assert restored.row_count("person") == 2


def test_without_the_variable_that_names_the_database_nothing_is_backed_up_or_erased(
    tmp_path: Path,
) -> None:
    (tmp_path / "exports").mkdir()
    store = a_room(tmp_path / "exports")
    (store / "room/database-kind").write_text("postgresql")  # as the room on a server leaves it

    for words in (("backup", tmp_path / "room.zip"), ("erase", "tom@bolt.example", "--yes")):
        done = run(*words, "--store", store)
        assert (done.returncode, "DATABASE_URL" in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "room.zip").exists()
    done = run("check", "--store", store)
    assert (done.returncode, "database.other" in done.stdout) == (2, True), done.stdout


def test_only_its_owner_may_read_it_and_the_key_is_not_in_it(room: Path, backup: Path) -> None:
    key = (room / "room/secret-key").read_bytes()
    with zipfile.ZipFile(backup) as zipped:
        held = [zipped.read(name) for name in zipped.namelist()]

    assert backup.stat().st_mode & 0o077 == 0
    assert not any(key in one for one in held)


def test_the_key_comes_along_when_asked_for_and_opens_by_its_passphrase(
    room: Path, tmp_path: Path
) -> None:
    words = {"SAMEROOM_PASSPHRASE": "four words are enough"}
    assert run(
        "backup", tmp_path / "b.zip", "--store", room, "--with-key", "--no-verify", **words
    ).returncode == 0  # fmt: skip
    wrong = run(
        "restore", tmp_path / "b.zip", "--store", tmp_path / "record",
        SAMEROOM_PASSPHRASE="some other words",
    )  # fmt: skip
    right = run("restore", tmp_path / "b.zip", "--store", tmp_path / "record", **words)

    assert wrong.returncode == 2
    assert "does not open the key" in wrong.stderr
    assert right.returncode == 0, right.stderr
    kept = (tmp_path / "record/room/secret-key").read_bytes()
    assert kept == (room / "room/secret-key").read_bytes()


def _inside(backup: Path) -> int:
    """Find a byte in the middle of what the largest part holds: heads have bytes nobody reads."""
    with zipfile.ZipFile(backup) as read:
        part = max(read.infolist(), key=lambda one: one.compress_size)
        head = backup.read_bytes()[part.header_offset : part.header_offset + 30]
    name, extra = struct.unpack("<HH", head[26:30])
    return part.header_offset + 30 + name + extra + part.compress_size // 2


def test_what_stands_there_is_lost_only_when_told_and_only_to_a_whole_backup(
    backup: Path, tmp_path: Path
) -> None:
    store = tmp_path / "record"
    store.mkdir()
    (store / "mine").write_text("dear to me")
    damaged = bytearray(backup.read_bytes())
    damaged[_inside(backup)] ^= 1
    (tmp_path / "damaged.zip").write_bytes(damaged)

    refused = run("restore", backup, "--store", store)
    broken = run("restore", tmp_path / "damaged.zip", "--store", store, "--replace")

    assert (refused.returncode, broken.returncode) == (2, 2)
    assert "Something is there already" in refused.stderr
    assert [one.name for one in store.iterdir()] == ["mine"]
    assert [one.name for one in tmp_path.iterdir() if "restoring" in one.name] == []
    assert run("restore", backup, "--store", store, "--replace").returncode == 0
    assert not (store / "mine").exists()


def test_an_open_room_is_not_replaced(backup: Path, tmp_path: Path) -> None:
    from sameroom.caretaking import guarding

    store = tmp_path / "record"
    assert run("restore", backup, "--store", store).returncode == 0
    with guarding.opened(store=store):
        refused = run("restore", backup, "--store", store, "--replace")

    assert refused.returncode == 75
    assert "The room is open" in refused.stderr


def test_a_backup_overwrites_nothing_and_is_not_put_beside_its_record(
    room: Path, backup: Path
) -> None:
    before = backup.read_bytes()

    assert run("backup", backup, "--store", room).returncode == 2
    assert run("backup", room / "room/b.zip", "--store", room).returncode == 2
    assert backup.read_bytes() == before


def test_it_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    store = a_room(tmp_path)
    writer = subprocess.Popen([sys.executable, "-c", WRITING, str(store)], env=environment())
    more = tmp_path / "more"
    more.mkdir()
    importing = [
        subprocess.Popen(
            [sys.executable, "-c", IMPORTING, str(store), str(more)],
            env=environment(), stdout=subprocess.DEVNULL,
        )
    ]  # fmt: skip
    try:
        _wait_for_writers(store)
        done = run("backup", tmp_path / "b.zip", "--store", store)
    finally:
        for process in (writer, *importing):
            process.terminate()
            process.wait(timeout=30)
    assert done.returncode == 0, done.stderr
    assert run("restore", tmp_path / "b.zip", "--store", tmp_path / "there").returncode == 0

    with sqlite3.connect(tmp_path / "there/room/room.sqlite3") as database:
        pairs = database.execute(
            "select count(*), count(distinct subject) from webkit_auditentry where action='pair'"
        ).fetchone()
    with zipfile.ZipFile(tmp_path / "b.zip") as zipped:
        told = json.loads(zipped.read("manifest.json"))
    with Store.open(path=tmp_path / "there").snapshot() as restored:
        assert restored.row_count("person") == told["facts"]["person"]
        assert restored.row_count("person") == 2 * len(restored.runs()), "each run is whole"
    assert pairs[0] == 2 * pairs[1], "each transaction is whole"
    assert pairs[1] > 5


def _wait_for_writers(store: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with sqlite3.connect(store / "room/room.sqlite3", timeout=20) as database:
            count = database.execute("select count(*) from webkit_auditentry").fetchone()[0]
        with Store.open(path=store).snapshot() as snapshot:
            if count > 20 and len(snapshot.runs()) > 1:
                return
        time.sleep(0.2)
    raise AssertionError("nobody wrote")


WRITING = """
import sqlite3, sys, time
with sqlite3.connect(sys.argv[1] + "/room/room.sqlite3", timeout=20) as database:
    for number in range(100_000):
        for _ in range(2):
            database.execute(
                "insert into webkit_auditentry (at, action, subject, details) "
                "values ('2026-07-06 08:00:00', 'pair', ?, '{}')", [str(number)])
            time.sleep(0.001)
        database.commit()
"""
IMPORTING = """
import sys, pathlib
from datetime import datetime, UTC
from sameroom import importing
for number in range(10, 1000, 2):
    file = pathlib.Path(sys.argv[2]) / "contacts.csv"
    file.write_text("Record ID,First Name,Last Name,Email,Phone Number,Company name\\n" + "".join(
        f"{one},P,Q{one},p{one}@many.example,+49 {one},Many\\n" for one in (number, number + 1)))
    importing.run(folder=file.parent, store=pathlib.Path(sys.argv[1]),
                  now=datetime(2026, 7, 6, tzinfo=UTC))
"""


def test_a_backup_that_cannot_be_noted_is_whole_and_says_so(room: Path, tmp_path: Path) -> None:
    with sqlite3.connect(room / "room/room.sqlite3", isolation_level=None) as database:
        database.execute("begin immediate")  # as somebody does who writes all the time
        done = run("backup", tmp_path / "b.zip", "--store", room, "--no-verify")
        database.execute("rollback")
    assert done.returncode == 0, done.stderr
    assert "too busy to note that this was made" in done.stderr
    restored = run("restore", tmp_path / "b.zip", "--store", tmp_path / "there")
    assert restored.returncode == 0, restored.stderr
