"""The log: what stands in it, chosen and taken as a file that runs nothing."""

import ast
import csv
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

import sameroom
from sameroom.room.web import log_words
from sameroom.room.web.tests.builders import NOW, PASSWORD, people
from sameroom.webkit import audit
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


def taken(client: Client, **chosen: object) -> list[dict[str, str]]:
    response = client.post("/log/export", chosen)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_it_is_taken_as_a_file_that_a_spreadsheet_runs_nothing_of() -> None:
    room = people()
    client = Client()
    client.force_login(room.admin)
    audit.record("note.made", at=NOW, by=room.sol, subject="=HYPERLINK(1)", details={"a": "x,y\n"})
    rows = taken(client)
    note = next(row for row in rows if row["what"] == "Note made")
    assert note["of what"] == "'=HYPERLINK(1)"
    assert (note["who"], note["more"]) == ("Sol", "a: x,y\n")
    assert AuditEntry.objects.filter(action="log.exported", actor_id=room.admin.pk).count() == 1
    assert rows[-1]["what"] == "Log exported", "that it was taken is in it"


def test_it_shows_and_gives_only_what_is_chosen() -> None:
    room = people()
    client = Client()
    client.force_login(room.admin)
    for by, action in ((room.sol, "a.done"), (room.ada, "a.done"), (room.sol, "b.done")):
        audit.record(action, at=NOW, by=by, subject=f"{by.name} {action}")
    chosen = {"who": room.sol.pk, "what": "a.done", "since": "2026-07-06", "until": "2026-07-06"}
    assert [row["of what"] for row in taken(client, **chosen)] == ["Sol a.done"]
    said = client.get("/log", chosen).content.decode()
    assert "Sol a.done" in said
    assert "Ada a.done" not in said
    assert taken(client, until="2026-07-05") == []
    wrong = client.get("/log", {"since": "yesterday"})
    assert wrong.status_code == 422
    assert "Enter a valid date" in wrong.content.decode()


def test_sign_ins_that_worked_and_that_did_not_stand_there_and_no_password() -> None:
    cache.clear()
    room = people()
    client = Client()
    client.post("/account/login/", {"login": room.sol.email, "password": "wrong guess"})
    client.post("/account/login/", {"login": "my secret pass@word.example", "password": "x"})
    client.post("/account/login/", {"login": "eve@evil.example", "password": "hunter2hunter2"})
    client.post("/account/login/", {"login": room.sol.email, "password": PASSWORD})
    client.post("/account/logout/")
    failed = AuditEntry.objects.filter(action="person.sign_in_failed").order_by("pk")
    assert str(room.sol.pk) in {one.subject for one in failed}
    assert len(failed) >= 2
    for action in ("person.signed_in", "person.signed_out"):
        assert AuditEntry.objects.get(action=action).actor_id == room.sol.pk
    told = str(list(AuditEntry.objects.values_list("subject", "details")))
    assert "hunter2" not in told
    assert "eve@evil" not in told, "people type passwords where addresses belong"
    cache.clear()


def test_what_is_downloaded_stands_there() -> None:
    room = people()
    folder = Path(settings.REPORT) / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.csv").write_text("a\n")
    client = Client()
    client.force_login(room.admin)
    b"".join(client.get("/report/evidence/a.csv").streaming_content)
    entry = AuditEntry.objects.get(action="report.downloaded")
    assert (entry.subject, entry.actor_id) == ("evidence/a.csv", room.admin.pk)


def test_it_names_whom_something_was_done_to_and_the_file_keeps_their_number() -> None:
    room = people()
    client = Client()
    client.force_login(room.admin)
    audit.record("person.changed", at=NOW, by=room.admin, subject=room.sol.pk)
    audit.record("person.erased", at=NOW, by=room.admin, subject=room.ada.pk)
    audit.record("person.left", at=NOW, by=room.admin, subject=987654)
    cells = [line.whom or line.subject for line in client.get("/log").context["page"].lines]
    assert sorted(cells) == sorted(["Sol", str(room.ada.pk), "987654", "Ruth"]), "Ruth signed in"
    changed = next(row for row in taken(client) if row["what"] == "Person changed")
    assert changed["of what"] == str(room.sol.pk)


def test_what_is_added_is_said_in_the_readers_language_and_stays_in_the_file() -> None:
    room = people()
    client = Client()
    client.force_login(room.admin)
    audit.record("note.made", at=NOW, by=room.sol, details={
        "from": "waiting", "to": "rejected", "team": "sales", "is_admin": True, "why": "Said so",
        "unknown": "x",
    })  # fmt: skip
    german = client.get("/log", headers={"Accept-Language": "de"}).content.decode()
    said = ("Von: wartet", "Nach: abgelehnt", "Team: Vertrieb", "Verwaltet den Raum: ja",
            "Warum: Said so", "unknown: x")  # fmt: skip
    assert [one for one in said if one not in german] == []
    note = next(row for row in taken(client) if row["what"] == "Note made")
    told = {"from: waiting", "to: rejected", "team: sales", "is_admin: True"}
    assert told <= set(note["more"].split(", ")), "in whatever order the database keeps them"


def test_whatever_acts_add_has_a_name_here() -> None:
    """A detail that some act adds and that nobody named would be read in English."""
    files = Path(sameroom.__file__).parent.glob("*/web/*.py")
    calls = (
        node
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "log.record"}
    )
    told = [one.value for call in calls for one in call.keywords if one.arg == "details"]
    keys = [key for one in told if isinstance(one, ast.Dict) for key in one.keys]
    found = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    assert len(found) > 20
    assert found <= set(log_words.HEADS)
