"""Rooms and backups that older commits made, opened with today's code: nothing in them is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import CONTACTS, MAIN, SETTING_UP, environment
from tests.engines.postgres import find_programs, running

pytestmark = pytest.mark.slow
HOME = Path(__file__).parents[2]
FIRST = "4516209207ba5af9f6a19ae0fcde7b280da8561c"  # the first room: each app's migration 0001
FIRST_BACKUP = "9afb000715a0017ccd3620b08b3b43765a0f12d7"  # the first that could make one
BEFORE = "HEAD~1"
FILL = """
from sameroom.room.web.tests.builders import a_refresh, people, some_rows
from sameroom.room.web.models import StoredReading
from sameroom.webkit import audit
there = people()
one = a_refresh()
some_rows(one)
StoredReading.objects.create(
    refresh=one, area="handoff", measure="acceptance", figure="share", part=[], is_told=True,
    value=0.4375, low=0.3, high=0.6, unit="share", count=64, starts_at=NOW, ends_at=NOW,
    agreement_version="defaults@1", code_version="old",
)
audit.record("room.made", at=NOW, by=there.admin)
"""
# What rooms have since: an agreement that both signed, a draft, talk, a decision on a match.
FILL_SINCE = """
from sameroom.agreement.web import operations, talking
from sameroom.handoff.web.models import Case
from sameroom.record.web.models import MatchWord
from sameroom.webkit.rights import Reader, Role
def lead(user, team):
    return Reader(user.pk, team=team, role=Role.LEAD)
text = "promises:\\n  first_touch:\\n    within_hours: 5\\n"
number = operations.begin_draft(text=text, by=there.ada, now=NOW, label="2026-1")
talking.discuss(number=number, clause="promises", body="Five?", by=there.sol, now=NOW)
operations.propose(number=number, by=there.ada, now=NOW)
operations.sign(number=number, reader=lead(there.ada, "marketing"), by=there.ada, now=NOW)
operations.sign(number=number, reader=lead(there.sol, "sales"), by=there.sol, now=NOW)
operations.begin_from(number=number, by=there.ada, now=NOW)
MatchWord.objects.create(key="k", noun="person", left_ref="crm:1", right_ref="mail:1", word="same",
                         said_by=there.ada.pk, said_at=NOW)
Case.objects.create(key="c", lead_id="crm:L1", state="accepted", is_ours=True,
                    decided_by=there.sol, decided_at=NOW)
"""
ASK = """
import json
from django.db import DatabaseError, connection, transaction
from django.test import Client
from sameroom.agreement.web.models import Comment, Signature, Version
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.record.web.models import MatchWord
from sameroom.room.web.models import EvidenceRow, StoredReading
from sameroom.webkit.models import AuditEntry
with Store.open(path=pathlib.Path(sys.argv[1])).snapshot() as snapshot:
    people = EmbeddedEngine(snapshot=snapshot).ask("select email from person order by email")
def refuses(said):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(said)
    except DatabaseError:
        return True
    return False
client = Client(HTTP_HOST="127.0.0.1")
signs_in = client.login(username="ada@tessaro.example", password="seven green parrots")
client.force_login(User.objects.get(email="ada@tessaro.example"))
pages = ("/", "/readings/acceptance", "/readings/acceptance/rows/1", "/agreement", "/definitions",
         "/account", "/leads", "/search?q=acme")
print(json.dumps({
    "facts": [row["email"] for row in people.to_pylist()],
    "people": sorted(User.objects.values_list("name", flat=True)),
    "leads": sorted(User.objects.filter(role="lead").values_list("team", flat=True)),
    "signs in": signs_in,
    "rows": EvidenceRow.objects.count(),
    "reading": list(StoredReading.objects.values_list("measure", "value", "count")),
    "log": AuditEntry.objects.filter(action="room.made").count(),
    "log refuses": refuses("delete from webkit_auditentry"),
    "agreed": sorted(Version.objects.values_list("label", "state")),
    "signed": sorted(Signature.objects.values_list("team", "name")),
    "said": list(Comment.objects.values_list("body", flat=True)),
    "decided": list(Case.objects.values_list("lead_id", "state", "decided_by__name")),
    "matched": list(MatchWord.objects.values_list("left_ref", "right_ref", "word")),
    "agreement refuses": refuses("update agreement_version set text = 'x' where number = 1"),
    "pages": {page: client.get(page, follow=True).status_code for page in pages},
}))
"""
Backups = Callable[[str], tuple[Path, bytes]]


def _git(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", "-C", str(HOME), *words], capture_output=True, check=False)


def code_of(commit: str, folder: Path) -> Path:
    """Lay out the code of a commit; skipped, and said why, where the history is not here."""
    packed = _git("archive", commit, "src/sameroom")
    if packed.returncode:
        message = (
            f"UPGRADES LEFT OUT: {commit} is not in this history (a shallow clone, or no clone at"
            f" all); git fetch --unshallow brings it: {packed.stderr.decode().strip()}"
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # the code of a commit comes from the history
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder / "src"


def _python(code: str, *words: str | Path, src: Path, url: str) -> str:
    kept = environment() | {"PYTHONPATH": str(src)} | ({"DATABASE_URL": url} if url else {})
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        env=kept, capture_output=True, text=True, check=False, cwd=src,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout


@contextmanager
def a_database(kind: str) -> Iterator[str]:
    """Give the address of a database that holds nothing; "" for the embedded one."""
    if kind == "sqlite":
        yield ""
        return
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so no room was upgraded on it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # it needs a server; where CI runs, its lack fails instead
    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        yield f"postgres://{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("commit", [FIRST, BEFORE], ids=["the first room", "the commit before"])
def test_a_room_of_an_older_commit_is_whole_in_today_s(
    commit: str, kind: str, tmp_path: Path
) -> None:
    src = code_of(commit, tmp_path / "then")
    store, has_since = tmp_path / "record", commit == BEFORE
    with a_database(kind) as url:
        own = _made(store, src=src, url=url, has_since=has_since)
        _is_whole(store, url=url, own=own, has_since=has_since)


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Backups:
    """Give the backup that the code of a commit made of its room, and the room's agreement."""

    @cache
    def backed_up(commit: str) -> tuple[Path, bytes]:
        folder = tmp_path_factory.mktemp("old")
        src, store, file = code_of(commit, folder / "then"), folder / "old", folder / "room.zip"
        own = _made(store, src=src, url="", has_since=commit == BEFORE)
        _python(MAIN, "backup", file, "--store", store, "--no-verify", src=src, url="")
        return file, own

    return backed_up


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "commit", [FIRST_BACKUP, BEFORE], ids=["the first backup", "the commit before"]
)
def test_a_backup_of_an_older_commit_is_restored_whole_by_today_s(
    commit: str, kind: str, backups: Backups, tmp_path: Path
) -> None:
    store, has_since = tmp_path / "record", commit == BEFORE
    file, own = backups(commit)
    with a_database(kind) as url:
        _python(MAIN, "restore", file, "--store", store, src=HOME / "src", url=url)
        _is_whole(store, url=url, own=own, has_since=has_since)
    assert (store / "room/report/report.html").read_text() == "the report of then"


def _made(store: Path, *, src: Path, url: str, has_since: bool) -> bytes:
    """Make a room with the code of then; gives its agreement's file."""
    exports = store.parent / "exports"
    exports.mkdir()
    (exports / "contacts.csv").write_text(CONTACTS)
    _python(MAIN, "import", exports, "--store", store, src=src, url=url)
    fill = SETTING_UP + FILL + (FILL_SINCE if has_since else "")
    _python(fill, store, src=src, url=url)
    (store / "room/report").mkdir(parents=True)
    (store / "room/report/report.html").write_text("the report of then")
    return (store / "agreement.yaml").read_bytes() if has_since else b""


def _is_whole(store: Path, *, url: str, own: bytes, has_since: bool) -> None:
    # The first line is what `sameroom up` does before it serves anything.
    told = json.loads(_python(SETTING_UP + ASK, store, src=HOME / "src", url=url))
    looked = _python(MAIN, "check", "--store", store, src=HOME / "src", url=url)
    assert "error" not in looked.lower(), looked
    assert told["facts"] == ["jane.quxley@acme.example", "tom@bolt.example"]
    assert told["people"] == ["Ada", "Max", "Noor", "Oda", "Ruth", "Sol"]
    assert told["leads"] == ["management", "marketing"]
    assert told["signs in"], "passwords still open"
    assert told["rows"] == 4
    assert told["reading"] == [["acceptance", 0.4375, 64]]
    assert told["log"] == 1
    assert told["log refuses"], "the log is as closed as before"
    assert set(told["pages"].values()) == {200}, told["pages"]
    if has_since:
        assert told["agreed"] == [["2026-1", "in_force"], ["Version 2", "draft"]]
        assert told["signed"] == [["marketing", "Ada"], ["sales", "Sol"]]
        assert told["decided"] == [["crm:L1", "accepted", "Sol"]]
        assert told["matched"] == [["crm:1", "mail:1", "same"]]
        assert told["said"] == ["Five?"]
        assert told["agreement refuses"]
        assert (store / "agreement.yaml").read_bytes() == own
