"""Every form as two people have it open at once, with bad input, and after the session's end."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any  # Any: what `made` names
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from sameroom.importing.web import jobs
from sameroom.importing.web.models import Bringing, State
from sameroom.room.web.tests.builders import PASSWORD, a_refresh, people
from sameroom.site.tests.edits import ADDS, EDITS, ONCE, OWN, STANDS, Edit, Said, made
from sameroom.site.tests.forms_read import Form, find_form, read_forms
from sameroom.site.tests.test_matrix import TOLD, patterns

pytestmark = pytest.mark.django_db
# How the second is told on pages that have words of their own for it.
FIRST = {"match": "{who} was first:", "move_lead": "{who}, ", "away": "{who} said already:"}
BESIDE = ('class="error', 'class="wrong', "has-error")
NONSENSE = ("x" * 5_000, "\x00")
NO_DAY = ("2026-99-99",)  # to be said where a day is asked
FIELDS = 8  # of a form: the costs of an agreement alone have sixty, all of one kind
CASES = sorted(EDITS)
BAD = [(name, place) for name in CASES for place in range(len(EDITS[name].bad))]


@pytest.fixture
def named(tmp_path: Path, settings: Settings) -> Iterator[dict[str, Any]]:  # Any: numbers, users
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    cache.clear()
    everybody = people()
    a_refresh()
    yield made(everybody)
    cache.clear()


class Visitor:
    """Somebody with a browser that runs no script."""

    def __init__(self, name: str, named: Mapping[str, Any]) -> None:  # Any: numbers, users
        self.user, self.named, self.client = named["users"][name], named, Client()
        self.client.force_login(self.user)

    def open(self, edit: Edit, said: Said) -> Form:
        """Open the page and find the form in which something can be said."""
        page = self.client.get(filled(edit.page, self.named))
        assert page.status_code == 200, f"{page.status_code} at {edit.page}"
        return form_of(edit, page, self.named, str(said.get("move", "")))

    def send(self, form: Form, said: Said) -> HttpResponse:
        """Fill in a form and send it."""
        told = {name: filled_all(value, self.named) for name, value in said.items()}
        return self.client.post(form.action, form.sends | told)


def filled(text: str, named: Mapping[str, Any]) -> str:  # Any: numbers, users
    return text.format(**named)


def filled_all(said: str | list[str], named: Mapping[str, Any]) -> list[str]:  # Any: dito
    return [filled(one, named) for one in ([said] if isinstance(said, str) else said)]


def form_of(
    edit: Edit,
    page: HttpResponse,
    named: Mapping[str, Any],
    move: str = "",  # Any: dito
) -> Form:
    place = filled(edit.page, named)
    action = filled(edit.action, named) if edit.action else place
    return find_form(html=page.content.decode(), place=place, action=action, move=move)


def test_every_form_is_walked_or_declared_as_one_whose_last_word_stands() -> None:
    posts = {
        one.name
        for one in patterns()
        if one.callback.__module__.startswith("sameroom.")
        and "POST" in one.callback(RequestFactory().put("/")).get("Allow", "")
    }
    assert len(posts) > 60, "forms are found by their addresses"
    assert posts == EDITS.keys() | STANDS.keys()
    assert not EDITS.keys() & STANDS.keys()
    assert all(len(why.split()) > 6 for why in STANDS.values())
    assert all(one.either or len(one.why_not.split()) > 6 for one in EDITS.values())
    assert all(one.bad for one in EDITS.values())
    assert {OWN, ADDS, ONCE} <= set(STANDS.values())


@pytest.mark.parametrize("name", CASES)
def test_the_second_of_two_is_told_and_nothing_of_either_is_lost(
    named: dict[str, Any],
    name: str,  # Any: numbers, users
) -> None:
    edit = EDITS[name]
    first, second = (Visitor(one, named) for one in edit.by)
    form_of_first, form_of_second = first.open(edit, edit.first), second.open(edit, edit.second)
    before = edit.rows()
    assert first.send(form_of_first, edit.first).status_code == 302
    saved = edit.rows()
    assert saved != before, "the first saved something"

    answer = second.send(form_of_second, edit.second)
    html = answer.content.decode()
    assert answer.status_code == (422 if name == "away" else 409), answer.status_code
    assert edit.rows() == saved, "nothing of the first is lost"
    who = first.user.name
    told = FIRST.get(name, "{who} changed this on").format(who=who)
    assert told in html, f"the second is not told that {who} was first"
    keeps(edit, answer, named)

    if edit.either:
        assert "Take theirs" in html
        again = form_of(edit, answer, named)
        mine = {one: said for one, said in edit.second.items() if one not in again.asks}
        assert second.send(again, mine).status_code == 302, "theirs instead"
        assert edit.rows() != saved


def keeps(edit: Edit, answer: HttpResponse, named: Mapping[str, Any]) -> None:  # Any: dito
    """Hold that a page keeps all that was typed."""
    html = answer.content.decode()
    sends: dict[str, list[str]] = {}
    if set(edit.second) - set(edit.hides):
        sends = form_of(edit, answer, named).sends
    for one, said in edit.second.items():
        if one in {"ruling", "move", "family", "word"}:  # buttons, and what goes with them
            continue
        if one in edit.hides:
            assert str(said) in html, f"{one} is lost"
        else:
            assert sends[one] == filled_all(said, named), f"{one} is lost"


@pytest.mark.parametrize(("name", "place"), BAD)
def test_what_cannot_stand_is_told_beside_its_field_and_the_rest_is_kept(
    named: dict[str, Any],
    name: str,
    place: int,  # Any: numbers, users
) -> None:
    edit = EDITS[name]
    somebody, said = Visitor(edit.by[0], named), dict(EDITS[name].bad[place])
    form = somebody.open(edit, said)
    good = {one: value for one, value in edit.second.items() if one in form.sends}
    before = edit.rows()
    answer = somebody.send(form, good | said)
    assert answer.status_code == 422, answer.status_code
    assert edit.rows() == before
    html = answer.content.decode()
    assert any(one in html for one in BESIDE)
    if name == "match":  # it is but three buttons
        return
    kept = form_of(edit, answer, named)
    for one, value in (good | said).items():
        is_choice = form.asks.get(one) in {"choice", "tick", None}
        if one in kept.sends and not (is_choice and one in said):
            assert kept.sends[one] == filled_all(value, named), f"{one} is lost"


@pytest.mark.parametrize("name", CASES)
def test_whose_session_has_ended_is_told_so_and_comes_back_to_the_form(
    named: dict[str, Any],
    name: str,  # Any: numbers, users
) -> None:
    edit = EDITS[name]
    somebody = Visitor(edit.by[0], named)
    form, before = somebody.open(edit, edit.first), edit.rows()
    place = filled(edit.page, named)
    somebody.client.logout()
    answer = somebody.client.post(
        form.action, form.sends | {"x": "y"}, headers={"Referer": f"http://testserver{place}"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={quote(place, safe='')}"
    assert edit.rows() == before
    page = somebody.client.get(answer["Location"]).content.decode()
    assert "was not saved" in page
    told = {"login": somebody.user.email, "password": PASSWORD, "next": place}
    back = somebody.client.post("/account/login/", told)
    assert back["Location"] == place
    there = somebody.client.get(place).content.decode()
    assert "people/keep" in there, "what was typed in this tab is put back by it"
    assert f'data-who="{somebody.user.pk}"' in there


def test_a_file_that_is_being_looked_at_anew_or_imported_loses_nothing_that_was_chosen(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    edit = EDITS["import_file"]
    first, second = (Visitor(one, named) for one in edit.by)
    form_of_first, form = first.open(edit, edit.first), second.open(edit, edit.second)
    first.send(form_of_first, edit.first)
    assert Bringing.objects.get(pk=named["planned"]).state == State.BROUGHT
    waits = second.send(form, edit.second)
    assert "being looked at anew" in waits.content.decode()
    keeps(edit, waits, named)
    jobs.plan.func(named["planned"])
    told = second.send(form_of(edit, waits, named), {})
    assert told.status_code == 409
    theirs, mine = "<td><bdi>leave it out</bdi></td>", "<td><bdi>([^<]+)</bdi></td>"
    row = f'<th scope="row">What “Lead Status” becomes</th>{theirs}{mine}'
    both = re.search(row, told.content.decode())
    assert both is not None
    assert both[1] not in {"leave it out", "–"}, "as the second had it"
    keeps(edit, told, named)
    assert second.send(form_of(edit, told, named), {}).status_code == 302
    jobs.plan.func(named["planned"])
    kept = second.open(edit, {}).sends
    assert (kept["c1"], kept["origin"]) == (["ignore"], ["webforms"])
    Bringing.objects.update(state=State.RUNNING)
    late = second.send(form, edit.second)
    assert late.status_code == 409
    assert "has gone on" in late.content.decode()
    assert "Take mine instead" not in late.content.decode()
    keeps(edit, late, named)


def test_no_form_of_any_page_breaks_under_nonsense_or_loses_the_rest(
    named: dict[str, Any],  # Any: numbers, users
) -> None:
    admin = Visitor("ruth", named)
    walked, wrong = set(), []
    places = [one for half in TOLD for one in half.PAGES if one != "/patterns"]
    for place in places:
        page = admin.client.get(place)
        if page.status_code != 200:
            continue
        for form in read_forms(html=page.content.decode(), place=place):
            for name in sorted(form.asks)[:FIELDS]:
                if (form.action, name) in walked:
                    continue
                walked.add((form.action, name))
                said = NO_DAY if form.asks[name] == "date" else NONSENSE
                wrong += [told for one in said if (told := _breaks(admin, form, name, one))]
    assert len(walked) > 40, "fields are found on the pages"
    assert wrong == [], "\n".join(wrong)


def _breaks(somebody: Visitor, form: Form, name: str, said: str) -> str:
    """Tell what goes wrong with nonsense in a field; "" for nothing."""
    answer = somebody.client.post(form.action, form.sends | {name: [said]})
    if answer.status_code not in {200, 302, 404, 409, 422}:
        return f"{form.action} {name}={said[:9]!r}: {answer.status_code}"
    html = answer.content.decode()
    if answer.status_code == 422 and not any(one in html for one in BESIDE):
        return f"{form.action} {name}={said[:9]!r}: nothing is told"
    return ""
