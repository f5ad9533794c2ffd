"""Rooms and backups that older commits made, opened with today's code: nothing in them is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import CONTACTS, MAIN, SETTING_UP, environment
from tests.engines.postgres import find_programs, running
from tests.engines.whole import DUMP, Held, list_lost

pytestmark = pytest.mark.slow
HOME = Path(__file__).parents[2]
FIRST = "4516209207ba5af9f6a19ae0fcde7b280da8561c"  # the first room: each app's migration 0001
FIRST_BACKUP = "9afb000715a0017ccd3620b08b3b43765a0f12d7"  # the first that could make one
BEFORE = "HEAD~1"
# What need not be the same, and why.
OF_DJANGO = dict.fromkeys(
    ("auth_permission", "django_content_type"), "Django writes them itself, and nobody is asked"
)
NOT_BACKED_UP = {
    "django_session": "whoever is restored signs in anew",
    "usersessions_usersession": "whoever is restored signs in anew",
    "auth_group": "nobody here is in a group of Django's",
}
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
# What rooms have since: an agreement that both signed, and what the tests of every address need.
FILL_SINCE = """
from django.conf import settings
from sameroom.agreement.web import operations
from sameroom.discover import of_web_halves
from sameroom.webkit.rights import Reader, Role
settings.ROOM.mkdir(exist_ok=True)
def lead(user, team):
    return Reader(user.pk, team=team, role=Role.LEAD)
text = "promises:\\n  first_touch:\\n    within_hours: 5\\n"
number = operations.begin_draft(text=text, by=there.ada, now=NOW, label="2026-1")
operations.propose(number=number, by=there.ada, now=NOW)
operations.sign(number=number, reader=lead(there.ada, "marketing"), by=there.ada, now=NOW)
operations.sign(number=number, reader=lead(there.sol, "sales"), by=there.sol, now=NOW)
for half in of_web_halves("tests.addresses"):
    if hasattr(half, "examples"):
        half.examples(NOW)
"""
# And a row in each table that holds none by then, made up as its columns allow.
FILL_EVERY_TABLE = """
import random
from django.apps import apps
from django.db.models import CharField
from model_bakery import baker, generators, random_gen
for kind in CharField.__subclasses__():
    if kind.__module__.startswith("sameroom."):
        generators.add(kind, random_gen.gen_string)
random.seed(1)  # what is made up is the same each time
for model in apps.get_models():
    if not model._base_manager.exists():
        one_of = {"dispute": None} if model._meta.db_table == "handoff_ruled" else {}
        baker.make(model, _fill_optional=True, **one_of)
"""
ASK = """
import json
from django.db import DatabaseError, connection, transaction
from django.test import Client
from sameroom.people.web.models import User
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
    "signs in": signs_in,
    "log refuses": refuses("delete from webkit_auditentry"),
    "agreement refuses": refuses("update agreement_version set text = 'x' where number = 1"),
    "pages": {page: client.get(page, follow=True).status_code for page in pages},
}))
"""


@dataclass(frozen=True)
class Then:
    """All that a room held, and its agreement's file; b"" where it had none."""

    held: Held
    agreement: bytes


Backups = Callable[[str], tuple[Path, Then]]


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
    store = tmp_path / "record"
    with a_database(kind) as url:
        then = _made(store, src=src, url=url, has_since=commit == BEFORE)
        _is_whole(store, url=url, then=then, changed=OF_DJANGO)


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Backups:
    """Give the backup that the code of a commit made of its room, and the room's agreement."""

    @cache
    def backed_up(commit: str) -> tuple[Path, Then]:
        folder = tmp_path_factory.mktemp("old")
        src, store, file = code_of(commit, folder / "then"), folder / "old", folder / "room.zip"
        then = _made(store, src=src, url="", has_since=commit == BEFORE)
        _python(MAIN, "backup", file, "--store", store, "--no-verify", src=src, url="")
        return file, then

    return backed_up


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "commit", [FIRST_BACKUP, BEFORE], ids=["the first backup", "the commit before"]
)
def test_a_backup_of_an_older_commit_is_restored_whole_by_today_s(
    commit: str, kind: str, backups: Backups, tmp_path: Path
) -> None:
    store = tmp_path / "record"
    file, then = backups(commit)
    with a_database(kind) as url:
        _python(MAIN, "restore", file, "--store", store, src=HOME / "src", url=url)
        _is_whole(store, url=url, then=then, changed=OF_DJANGO | NOT_BACKED_UP)
    assert (store / "room/report/report.html").read_text() == "the report of then"


def _made(store: Path, *, src: Path, url: str, has_since: bool) -> Then:
    """Make a room with the code of then; gives all that it holds."""
    exports = store.parent / "exports"
    exports.mkdir()
    (exports / "contacts.csv").write_text(CONTACTS)
    _python(MAIN, "import", exports, "--store", store, src=src, url=url)
    fill = SETTING_UP + FILL + (FILL_SINCE + FILL_EVERY_TABLE if has_since else "")
    _python(fill, store, src=src, url=url)
    (store / "room/report").mkdir(parents=True)
    (store / "room/report/report.html").write_text("the report of then")
    held = json.loads(_python(SETTING_UP + DUMP, store, src=src, url=url))
    empty = {table for table, rows in held.items() if not rows and not table.startswith("fact ")}
    assert not (has_since and empty), "a table that holds nothing cannot lose anything"
    return Then(held, (store / "agreement.yaml").read_bytes() if has_since else b"")


def _is_whole(store: Path, *, url: str, then: Then, changed: Mapping[str, str]) -> None:
    # The first line is what `sameroom up` does before it serves anything.
    held = json.loads(_python(SETTING_UP + DUMP, store, src=HOME / "src", url=url))
    assert list(list_lost(before=then.held, after=held, changed=changed)) == []
    told = json.loads(_python(SETTING_UP + ASK, store, src=HOME / "src", url=url))
    looked = _python(MAIN, "check", "--store", store, src=HOME / "src", url=url)
    assert "error" not in looked.lower(), looked
    assert told["signs in"], "passwords still open"
    assert told["log refuses"], "the log is as closed as before"
    assert set(told["pages"].values()) == {200}, told["pages"]
    if then.agreement:
        assert told["agreement refuses"]
        assert (store / "agreement.yaml").read_bytes() == then.agreement
