"""A backup of the embedded database is restored into PostgreSQL, and one of that back again."""

import json
import os
from pathlib import Path

import pytest

from sameroom.caretaking.tests.builders import a_room, run, within
from tests.engines.postgres import find_programs, running
from tests.engines.test_room_upgrades import FILL, FILL_SINCE

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
MORE = """
from sameroom.people.web.models import User
User.objects.create_user(email=f"more{User.objects.count()}@a.example", name="M", joined_at=NOW)
"""
EVERYTHING = """
import hashlib, json
from django.db import DatabaseError, connection, transaction
from sameroom.caretaking.web import rows
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
told = {}
for model in rows.list_models():
    lines = [json.dumps(json.loads(line), sort_keys=True).encode()  # a database orders keys itself
             for line in rows.lines_of(model, count=lambda number: None)]
    told[model._meta.label] = [len(lines), hashlib.sha256(b"".join(lines)).hexdigest()]
with Store.open(path=pathlib.Path(sys.argv[1])).snapshot() as snapshot:
    asked = EmbeddedEngine(snapshot=snapshot).ask("select email from person order by email")
    told["facts"] = [row["email"] for row in asked.to_pylist()]
def refuses(said):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(said)
    except DatabaseError:
        return True
    return False
edits = ("delete from webkit_auditentry", "update agreement_version set text = 'x'",
         "delete from agreement_signature")
told["refuses"] = [refuses(edit) for edit in edits]
print(json.dumps(told))
"""


def _all_of(store: Path, **more: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(within(store, EVERYTHING, **more))
    return found


def _done(*words: str | Path, **more: str) -> None:
    done = run(*words, **more)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_a_room_moves_into_postgres_over_what_stands_there_and_back(tmp_path: Path) -> None:
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed, so no room was moved there"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)  # it needs a server; where CI runs, its lack fails instead
    own = a_room(tmp_path)
    within(own, "from sameroom.people.web.models import Company\nCompany.objects.all().delete()\n"
           + FILL + FILL_SINCE)  # fmt: skip
    wanted = _all_of(own)
    assert wanted["agreement.Signature"][0] == 2  # type: ignore[index]  # a number and a hash
    assert wanted["refuses"] == [True, True, True]
    first, second = tmp_path / "embedded.zip", tmp_path / "server.zip"
    _done("backup", first, "--store", own)
    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        url = f"postgres://{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"
        there = tmp_path / "there" / "record"
        _done("restore", first, "--store", there, DATABASE_URL=url)
        assert _all_of(there, DATABASE_URL=url) == wanted
        within(there, MORE, DATABASE_URL=url)  # numbers go on behind those that came
        assert _all_of(there, DATABASE_URL=url) != wanted
        _done("restore", first, "--store", there, "--replace", DATABASE_URL=url)
        assert _all_of(there, DATABASE_URL=url) == wanted
        _done("backup", second, "--store", there, DATABASE_URL=url)
    back = tmp_path / "back" / "record"
    _done("restore", second, "--store", back)
    assert _all_of(back) == wanted
    within(back, MORE)
