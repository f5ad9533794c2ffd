"""Programs read what is in force, each version, and what two say differently."""

import pytest
from django.test import Client

from sameroom.agreement.web.operations import begin_draft
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.room.web.tests.builders import NOW, a_refresh, people

pytestmark = pytest.mark.django_db
EIGHT = "promises:\n  first_touch:\n    within_hours: 8\n"


def test_the_agreement_is_read_with_its_versions_and_their_differences() -> None:
    room = people()
    a_refresh()
    one = begin_draft(text=EIGHT, by=room.admin, now=NOW)
    two = begin_draft(text=EIGHT.replace("8", "2"), by=room.admin, now=NOW, based_on=one)
    sol = a_program(a_token(room.sol))
    listed = sol.get("/api/v1/agreement/versions", {"limit": 1}).json()
    assert [line["number"] for line in listed["items"]] == [two]
    rest = sol.get("/api/v1/agreement/versions", {"after": listed["next"]}).json()
    assert [line["number"] for line in rest["items"]] == [one]
    version = sol.get(f"/api/v1/agreement/versions/{two}").json()
    hours = {c["key"]: c for c in version["clauses"]}["promises.first_touch.within_hours"]
    assert (hours["value"], hours["is_default"]) == (2, False)
    changes = sol.get(f"/api/v1/agreement/versions/{two}/changes", {"against": one}).json()
    assert [(c["key"], c["was"], c["now"]) for c in changes["items"]] == [
        ("promises.first_touch.within_hours", "8", "2"),
    ]  # fmt: skip
    now = sol.get("/api/v1/agreement").json()
    assert (now["number"], now["text"]) == (None, ""), "nothing is signed"
    assert all(clause["is_default"] for clause in now["clauses"])


def test_a_definition_is_given_in_the_dialect_that_is_asked_for() -> None:
    sol = a_program(a_token(people().sol))
    told = {one: sol.get("/api/v1/definitions/acceptance", {"dialect": one}).json()["sql"]
            for one in ("duckdb", "spark")}  # fmt: skip
    assert told["duckdb"] != told["spark"]
    none = sol.get("/api/v1/definitions/acceptance", {"dialect": "bigquery"})
    assert (none.status_code, none.json()["where"]) == (422, "dialect"), none.content
    assert "no exact" in none.json()["detail"]
    assert sol.get("/api/v1/definitions/acceptance", {"dialect": "cobol"}).status_code == 422
    found = sol.get("/api/v1/definitions", {"q": "acceptance"}).json()
    assert 0 < len(found["items"]) < found["total"]


def test_the_page_says_why_a_figure_has_no_sql_in_a_dialect(client: Client) -> None:
    client.force_login(people().sol)
    page = client.get("/definitions/acceptance?dialect=bigquery")
    assert page.status_code == 200
    assert "no exact" in page.content.decode()
