"""Somebody who is erased is in no byte of data, database or backup, and a restore erases again."""

import re
import zipfile
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import CONTACTS, a_room, run, within
from sameroom.importing.tests.test_forgetting import everything

pytestmark = pytest.mark.slow
# Words of the search are kept as the digits of their letters: "quxley" is 7175786c6579.
THEIRS = re.compile(rb"quxley|7175786c6579|555.?1234", re.IGNORECASE)
TEXTS = """
from sameroom.record.finding import key_of as word_of
from sameroom.record.web.models import Subject, SubjectWord, TimelineEntry
from sameroom.record.timeline import key_of
from sameroom.room.web.models import EvidenceRow, EvidenceTable, Refresh
key = key_of(noun="person", subject_id="hubspot:1")
Subject.objects.create(generation=1, key=key, noun="person", name="Jane Quxley",
                       facts=[["email", "jane.quxley@acme.example"], ["title", "Buyer"]])
SubjectWord.objects.create(generation=1, scope="*", word=word_of("quxley"), noun="person", key=key)
TimelineEntry.objects.create(generation=1, happened_at=NOW, entry_id="1", side="sales", noun="call",
                             detail="spoke with Mrs Quxley", person_key=key)
one = Refresh.objects.create(cause="import", asked_at=NOW, front='{"a": "JANE  QUXLEY"}')
table = EvidenceTable.objects.create(refresh=one, measure="m", place=1, title="t", columns=["Who"],
                                     total=1)
EvidenceRow.objects.create(table=table, place=1, cells=["Jane Quxley", "+49 170 5551234"])
"""

IN_THE_BROWSER = """
from sameroom.caretaking.web import asking_to_erase as asking, jobs
from sameroom.caretaking.web.models import Erasing
from sameroom.people.web.models import User
ruth = User.objects.get()
number = asking.look_up(addresses=["jane.quxley@acme.example"], keys=[], by=ruth, now=NOW)
jobs.look.func(number)
one = Erasing.objects.get()
asking.confirm(number=number, mark=one.mark, is_shared=False, by=ruth, now=NOW)
jobs.erase.func(number)
one.refresh_from_db()
from sameroom.caretaking.web.erasing_all import joined
print(one.state, one.failure, one.expected == joined(one.told))
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("erase"))


def made(folder: Path) -> Path:
    store = a_room(folder)
    (store / "room/imports/7").mkdir(parents=True)
    (store / "room/imports/7/contacts.csv.errors.csv").write_text(CONTACTS)
    within(store, TEXTS)
    return store


def found_in(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder)) for file, held in everything(folder) if THEIRS.search(held)
    }


def test_erasing_leaves_no_byte_and_a_restore_of_an_older_backup_erases_again(
    room: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.zip"
    assert run("backup", before, "--store", room, "--no-verify").returncode == 0
    assert {
        "room/room.sqlite3", "room/uploads/7/contacts.csv",
        "room/imports/7/contacts.csv.errors.csv",
    } <= found_in(room)  # fmt: skip

    done = run("erase", "Jane.Quxley@acme.example", "--store", room, "--yes")

    assert done.returncode == 0, done.stderr
    assert found_in(room) == set()
    counted = "from sameroom.room.web.models import EvidenceRow as E; print(E.objects.count())"
    assert within(room, counted) == "1", "the rows stay, so that counts stay true"
    _is_not_in_a_backup(room, tmp_path)
    _stays_away(room, tmp_path)
    restored = run("restore", before, "--store", room, "--replace")
    assert restored.returncode == 0, restored.stderr
    assert found_in(room) == set()
    assert "Ruth" in within(room, "from sameroom.people.web.models import User as U\n"
                            "print(U.objects.get().name)")  # fmt: skip


def test_the_job_leaves_no_byte_and_tells_what_was_told_before(tmp_path: Path) -> None:
    room = made(tmp_path)
    before = tmp_path / "before.zip"
    assert run("backup", before, "--store", room, "--no-verify", "--keep", "30").returncode == 0

    assert within(room, IN_THE_BROWSER) == "done  True"

    assert found_in(room) == set()
    _is_not_in_a_backup(room, tmp_path)
    _is_not_in_an_export(room, tmp_path / "export")
    known = (
        "from sameroom.caretaking.web.models import BackedUp\n"
        "print(*BackedUp.objects.order_by('pk').values_list('file', flat=True))"
    )
    assert within(room, known) == f"{before} {tmp_path / 'after.zip'}"


def _is_not_in_a_backup(room: Path, folder: Path) -> None:
    assert run("backup", folder / "after.zip", "--store", room).returncode == 0
    with zipfile.ZipFile(folder / "after.zip") as zipped:
        zipped.extractall(folder / "after")
    assert found_in(folder / "after") == set()


def _is_not_in_an_export(room: Path, out: Path) -> None:
    done = run("audit", "--store", room, "--out", out)
    assert done.returncode == 0, done.stderr
    assert {".html", ".json", ".parquet"} <= {file.suffix for file in out.rglob("*")}
    assert found_in(out) == set()


def _stays_away(room: Path, folder: Path) -> None:
    done = run("import", room.parent / "exports", "--store", room)
    assert done.returncode == 0, done.stderr
    assert found_in(room) == set()


def test_the_log_keeps_that_it_happened_and_not_who(room: Path) -> None:
    told = within(
        room,
        "from sameroom.webkit.models import AuditEntry\n"
        "print(*AuditEntry.objects.values_list('action', 'subject', 'details'))\n",
    )

    assert "room.made" in told
    assert not THEIRS.search(told.encode())


def test_one_of_us_is_not_erased(room: Path) -> None:
    refused = run("erase", "ruth@a.example", "--store", room, "--yes")

    assert refused.returncode == 2
    assert "one of us" in refused.stderr


def test_nobody_is_erased_while_a_backup_is_put_back(room: Path) -> None:
    from sameroom.caretaking import guarding

    with guarding.alone(store=room):
        refused = run("erase", "tom@bolt.example", "--store", room, "--yes")

    assert refused.returncode == 75
    assert "A backup is being restored" in refused.stderr
