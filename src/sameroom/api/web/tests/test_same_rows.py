"""The rows behind a figure: on the page, as a file and by a program, each kind of reader gets the
same ones, and the report, which holds all of them, only who may see all.
"""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.room.web.tests.builders import a_refresh, people, some_rows

pytestmark = pytest.mark.django_db
# Row 1 is about a company of sales that Oda owns, row 2 about one with which only marketing had to
# do, row 3 about nobody, row 4 about somebody whom nobody knows.
SEEN = {
    "nobody": set[str](),
    "outsider": set[str](),
    "other team": {"row 2", "row 3"},
    "own only": {"row 1", "row 3"},
    "same team": {"row 1", "row 3"},
    "lead": {"row 1", "row 2", "row 3", "row 4"},
    "analyst": {"row 1", "row 2", "row 3", "row 4"},
    "admin": {"row 1", "row 2", "row 3", "row 4"},
}
WHOLE = {"lead", "analyst", "admin"}
PLACE = "/readings/acceptance/rows/1"
ROW = re.compile(r"\brow \d\b")


@pytest.mark.parametrize("kind", SEEN)
def test_page_file_program_and_report_show_a_reader_the_same_rows(kind: str) -> None:
    user = people().by_kind()[kind]
    some_rows(a_refresh())
    folder = Path(settings.REPORT) / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "acceptance-1.csv").write_text("Lead\nrow 1\nrow 2\nrow 3\nrow 4\n")
    client = Client()
    if user is not None:
        client.force_login(user)

    page = client.get(PLACE)
    assert set(ROW.findall(page.content.decode())) == SEEN[kind]
    file = client.get(f"{PLACE}.csv")
    text = file.content.decode("utf-8-sig") if file.status_code == 200 else ""
    told = {cell for line in csv.reader(io.StringIO(text)) for cell in line}
    assert {one for one in told if ROW.fullmatch(one)} == SEEN[kind]
    program = a_program(a_token(user) if user is not None else "")
    assert set(ROW.findall(program.get(f"/api/v1{PLACE}").content.decode())) == SEEN[kind]
    report = client.get("/report/evidence/acceptance-1.csv")
    held = b"".join(report) if report.streaming else report.content
    report.close()
    assert set(ROW.findall(held.decode())) == (SEEN["admin"] if kind in WHOLE else set())


def test_every_kind_of_reader_is_asked() -> None:
    assert set(SEEN) == set(people().by_kind())
