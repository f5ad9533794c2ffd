"""The examples of the guide are sent, and answered as it says."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from sameroom.api.web.tests.builders import a_token
from sameroom.handoff.moves import State
from sameroom.handoff.web.notices import HANDED_OVER
from sameroom.handoff.web.tests.builders import a_case
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.models import State as Planned
from sameroom.notice.web import operations as notice
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import NOW, People, a_refresh, people, some_rows
from sameroom.webkit.rest.scopes import scopes

GUIDE = (Path(__file__).parents[5] / "docs" / "guide" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)


def _lay_out(room: People) -> str:
    """Make what the guide speaks of; gives the key of a pair."""
    a_case(17, pk=17)
    a_case(18, pk=18, state=State.CONTESTED)
    Bringing.objects.create(
        pk=7, title="leads.csv", folder="/nowhere", file_count=1, byte_count=9, brought_at=NOW,
        state=Planned.PLANNED,
    )  # fmt: skip
    notice.tell(
        to=[room.sol.pk], kind=HANDED_OVER, words="Buyer 17 waits for your decision.", why="",
        href="/leads/17", key="handoff:17:1:hand over", now=NOW,
    )  # fmt: skip
    return write(a_pair())[0].key


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
    pair = _lay_out(room)
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
