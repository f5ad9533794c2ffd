"""Every write that takes a word gives its first answer again, whatever has come since."""

import json

import pytest
from django.apps import apps
from django.db.models import Model, ProtectedError
from django.http import HttpResponse

from sameroom import clock
from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.api.web.tests.test_matrix import DESCRIBED, TABLE, TOLD
from sameroom.room.web.tests.builders import a_refresh, people, some_rows
from sameroom.webkit.rest import repeats

REPEATABLE = sorted(
    name
    for name, (_path, _method, told) in DESCRIBED.items()
    if repeats.HEADER in {one["name"] for one in told.get("parameters", [])}
)
NOUNS = {"handoff", "record", "importing", "room"}  # the apps whose rows are what one writes about
KINDS = ("same team", "lead", "admin", "analyst", "other team")


@pytest.mark.django_db
@pytest.mark.parametrize("name", REPEATABLE)
def test_the_first_answer_is_given_again_though_what_it_was_about_is_gone(name: str) -> None:
    by_kind = people().by_kind()
    some_rows(a_refresh())
    address, may, method, body, headers = next((*one, {}, {})[:5] for one in TABLE[name] if one[1])
    user = next(user for kind in KINDS if kind in may and (user := by_kind[kind]))
    program = a_program(a_token(user))
    filled: dict[str, object] = {}
    for half in TOLD:
        if hasattr(half, "examples"):
            filled |= half.examples(clock.now())
    text = json.dumps(body) if body else ""
    for word, value in filled.items():
        text = text.replace(f'"{{{word}}}"', json.dumps(value))
    place, told = f"/api/v1{address}".format(**filled), headers | {repeats.HEADER: "once"}

    def send() -> HttpResponse:
        return program.generic(
            method.upper(), place, text, content_type="application/json", headers=told
        )  # fmt: skip

    first = send()
    assert first.status_code < 300, first.content
    _forget_nouns()
    again = send()
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Idempotent-Replayed"] == "true"


def _forget_nouns() -> None:
    """Take every row of every noun away."""
    models = [one for one in apps.get_models() if one._meta.app_label in NOUNS]
    while models:
        left = [one for one in models if not _is_emptied(one)]
        assert len(left) < len(models), f"these hold each other: {left}"
        models = left


def _is_emptied(model: type[Model]) -> bool:
    try:
        model._base_manager.all().delete()
    except ProtectedError:
        return False
    return True
