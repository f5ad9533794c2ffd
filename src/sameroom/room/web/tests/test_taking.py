"""Rows that somebody takes with them: theirs only, without formulas, and noted in the log."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from sameroom.people.web.models import User
from sameroom.room.web.models import EvidenceRow
from sameroom.room.web.tests.builders import a_refresh, people, some_rows
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
PLACE = "/readings/acceptance/rows/1.csv"


def taken(client: Client, place: str = PLACE) -> list[list[str]]:
    answer = client.get(place)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_somebody_takes_what_they_see_and_the_log_says_how_many() -> None:
    room = people()
    some_rows(a_refresh())
    client = Client()
    client.force_login(room.sol)
    rows = taken(client)
    assert rows[0] == ["System", "Record ID", "Lead", "Campaign"]
    assert [row[2] for row in rows[1:]] == ["row 1", "row 3"], "what marketing alone had to do with"
    entry = AuditEntry.objects.get(action="rows.taken")
    assert (entry.actor_id, entry.subject, entry.details) == (
        room.sol.pk, "acceptance-1", {"rows": 2}
    )  # fmt: skip


def test_ids_come_first_and_no_cell_is_a_formula() -> None:
    room = people()
    table = some_rows(a_refresh(), cells=("x", '=HYPERLINK("http://bad.example")'))
    EvidenceRow.objects.filter(table=table, place=1).update(ref="crm:0015:x", line="person.email")
    client = Client()
    client.force_login(room.admin)
    rows = taken(client)
    assert rows[1][:2] == ["crm", "0015:x"]
    assert all(row[3].startswith("'=") for row in rows[1:])
    assert len(taken(client, f"{PLACE}?of=person.email")) == 2
    odd = client.get(f"{PLACE}?of=%22%0d%0aSet-Cookie:x")
    assert odd["Content-Disposition"] == 'attachment; filename="acceptance-1-Set-Cookiex.csv"'


def test_a_report_that_is_not_written_yet_is_said_to_come(settings: Any, tmp_path: Path) -> None:
    settings.REPORT = tmp_path
    client = Client()
    client.force_login(people().admin)
    answer = client.get("/report/")
    assert answer.status_code == 404
    assert "The report is not here yet" in answer.content.decode()
    assert "not here yet" not in client.get("/report/evidence/a.csv").content.decode()
    (tmp_path / "report.html").write_text("<title>x</title>")
    there = client.get("/report/")
    there.close()
    assert there.status_code == 200


def test_the_report_is_in_the_language_of_whoever_reads_it(settings: Any, tmp_path: Path) -> None:
    settings.REPORT = tmp_path
    (tmp_path / "report.html").write_text("English")
    room = people()
    User.objects.filter(pk=room.admin.pk).update(language="de")
    german, english = Client(), Client()
    german.force_login(room.admin)
    english.force_login(room.ada)

    def read(client: Client, place: str = "/report/") -> str:
        response = client.get(place)
        return b"".join(response.streaming_content).decode()

    assert read(german) == "English", "what an earlier version wrote is shown until it is read anew"
    (tmp_path / "report.de.html").write_text("Deutsch")
    assert (read(german), read(english)) == ("Deutsch", "English")
    assert read(german, "/report/report.html") == "Deutsch"
    assert read(english, "/report/report.de.html") == "Deutsch"
    with translation.override("en"):  # the answer's own language does not outlast it
        by_browser = english.get("/report/", headers={"accept-language": "de"})
    assert b"".join(by_browser.streaming_content) == b"Deutsch"
    assert "Accept-Language" in by_browser["Vary"]
    assert by_browser["Content-Security-Policy"].startswith("default-src 'none'")
