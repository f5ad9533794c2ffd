"""The examples of the guide are sent, and answered as it says."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from sameroom.api.web.tests.builders import a_token, lay_out_leads, lay_out_nouns
from sameroom.room.web.tests.builders import a_refresh, people, some_rows
from sameroom.webkit.rest.scopes import scopes

GUIDE = (Path(__file__).parents[5] / "docs" / "guide" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)


def is_told(said: object, given: object) -> bool:
    """Tell whether an answer says at least what the guide says."""
    if isinstance(said, dict) and isinstance(given, dict):
        return all(name in given and is_told(one, given[name]) for name, one in said.items())
    if isinstance(said, list) and isinstance(given, list):
        return all(any(is_told(one, other) for other in given) for one in said)
    return said == given


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.splitlines()[0])
def test_an_example_is_answered_as_the_guide_says(example: str) -> None:
    room = people()
    some_rows(a_refresh())
    lay_out_leads()
    pair = lay_out_nouns(room)
    example = example.replace("PAIR", pair)
    head, *body, answer = example.strip().split("\n\n")
    first, *lines = head.splitlines()
    method, place = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    tokens = {"TOKEN": room.admin, "SALES": room.sol, "MARKETING": room.ada}
    headers["Authorization"] = f"Bearer {a_token(tokens[headers['Authorization'].split()[1]])}"
    kind = headers.pop("Content-Type", "application/json")
    response = Client().generic(method, place, "".join(body), content_type=kind, headers=headers)
    status, text = answer.split(" ", 1)
    assert response.status_code == int(status), response.content
    assert is_told(json.loads(text), response.json()), response.content


def test_the_guide_has_examples_and_names_every_scope() -> None:
    assert len(EXAMPLES) >= 6
    named = set(re.findall(r"^\| `((?:read|write):\w+)`", GUIDE, re.MULTILINE))
    assert {scope.name for scope in scopes()} == named
