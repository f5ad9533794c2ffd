"""Programs see how imports go, read what was wrong, and run only the plan that they have seen."""

import pytest
from django.test import Client

from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.importing.web.jobs import errors_of
from sameroom.importing.web.models import Bringing, State
from sameroom.importing.web.tests.addresses import examples
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Client:
    return a_program(a_token(people().analyst))


def test_a_plan_that_was_decided_on_anew_is_not_run(program: Client) -> None:
    number = examples(NOW)["planned"]
    seen = program.get(f"/api/v1/imports/{number}")["ETag"]
    assert program.post(f"/api/v1/imports/{number}/run").status_code == 428
    Bringing.objects.filter(pk=number).update(version=2)
    told = {"If-Match": seen}
    assert program.post(f"/api/v1/imports/{number}/run", headers=told).status_code == 412
    told = {"If-Match": program.get(f"/api/v1/imports/{number}")["ETag"], "Idempotency-Key": "r"}
    for _ in range(2):
        got = program.post(f"/api/v1/imports/{number}/run", headers=told)
        assert (got.status_code, got.json()["state"]) == (202, "asked")
    told = {"If-Match": "*"}
    assert program.post(f"/api/v1/imports/{number}/run", headers=told).status_code == 409
    assert Bringing.objects.get(pk=number).state == State.ASKED


def test_an_import_is_taken_back_once(program: Client) -> None:
    number = examples(NOW)["done"]
    told = {"If-Match": "*"}
    got = [program.post(f"/api/v1/imports/{number}/undo", headers=told) for _ in range(2)]
    assert [one.status_code for one in got] == [202, 409]


def test_the_rows_of_an_error_file_come_in_pages_in_their_own_columns(program: Client) -> None:
    number = examples(NOW)["done"]
    file = errors_of(int(str(number))) / "leads.csv.errors.csv"
    file.write_text('\ufeffName,line,reason\n"A\nB",2,too old\nC,3,"no, id"\nD,4,x\n', "utf-8")
    rows, cursor = [], ""
    while cursor is not None:
        page = program.get(f"/api/v1/imports/{number}/errors/0", {"limit": 2, "after": cursor})
        rows += page.json()["items"]
        cursor = page.json()["next"]
    assert [row["Name"] for row in rows] == ["A\nB", "C", "D"]
    assert rows[1] == {"Name": "C", "line": "3", "reason": "no, id"}


def test_imports_are_listed_by_state(program: Client) -> None:
    made = examples(NOW)
    listed = program.get("/api/v1/imports", {"state": "done"}).json()["items"]
    assert [(one["id"], one["written"]) for one in listed] == [(made["done"], {"lead": 7})]
    assert len(program.get("/api/v1/imports").json()["items"]) == 2
