"""The pattern page shows every part that pages are put together from."""

import pytest
from django.test import Client
from django.test.signals import template_rendered

from sameroom.discover import web_halves
from sameroom.people.web.models import Company
from sameroom.room.web.tests.builders import PASSWORD, a_refresh, people
from tests.texts.found import SAMEROOM, halves

pytestmark = pytest.mark.django_db


def parts() -> set[str]:
    found = (one for half in halves() for one in (half / "templates").rglob("_*.html"))
    return {
        path.relative_to(path.parents[1]).as_posix().removeprefix("templates/") for path in found
    }


def test_there_are_parts_of_every_kind() -> None:
    assert {"room/_progress.html", "_places.html"} <= parts()
    assert web_halves()
    assert SAMEROOM.is_dir()


@pytest.mark.parametrize("is_read", [True, False])
def test_every_part_is_on_the_page(is_read: bool) -> None:
    client, known = Client(), people()
    if is_read:
        a_refresh()
    assert client.login(email=known.admin.email, password=PASSWORD)
    drawn: set[str] = set()

    def note(sender: object, template: object, **_: object) -> None:
        drawn.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    try:
        page = client.get("/patterns")
    finally:
        template_rendered.disconnect(note)
    assert page.status_code == 200
    assert parts() - drawn == set(), "give each to `list_patterns()` of its half's patterns.py"


def test_a_member_sees_it_where_the_company_is_invented_and_nowhere_else() -> None:
    client, known = Client(), people()
    assert client.login(email=known.sol.email, password=PASSWORD)
    assert client.get("/patterns").status_code == 404
    Company.objects.update(is_demo=True)
    assert client.get("/patterns").status_code == 200
