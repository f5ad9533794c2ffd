"""A program that tries everything finds no answer that the description does not name."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sameroom import clock
from sameroom.api.web.tests.builders import a_token, lay_out_nouns
from sameroom.api.web.tests.test_matrix import TABLE, TOLD
from sameroom.handoff.web.tests import addresses as handoff
from sameroom.notice.web.models import Notice
from sameroom.record.web import matching
from sameroom.record.web.match_queries import find_pair
from sameroom.record.web.models import Word
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import ACME, NOW, a_refresh, people, some_rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Which state one changes, and which cursor one was given, cannot be said by a schema.
BEYOND = [positive_data_acceptance]
# No error file lies there; a person of the record, two versions and a decision of one's own are
# not met by chance. That each can succeed the examples beside the addresses show.
NOT_BY_CHANCE = {
    "list_errors", "hand_over", "undo_move", "list_changes", "undo_import", "compare",
}  # fmt: skip
NEVER_DONE: dict[str, str] = {}  # operations that no example succeeds with, each with why
WHO = ("same team", "lead", "admin", "analyst", "other team")
WORDS = settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def in_its_transaction() -> Iterator[None]:
    """Have the application keep the connection of the test, as Django's own client has it.

    Called from outside, it closes after each request any connection that is not as it was opened,
    and one within a test's transaction is not: a server then forgets what the test has written.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_no_answer_is_undocumented_and_nothing_breaks() -> None:
    everybody = people()
    shown = a_refresh()
    some_rows(shown)
    pair = lay_out_nouns(everybody)
    write(a_pair(), a_pair(2))
    other = find_pair(key=a_pair(2).key)
    assert other is not None
    said = matching.say(pair=other, word=Word.SAME, by=everybody.admin, now=NOW)
    there: dict[str, dict[str, object]] = {
        **_leads_there(),
        "/imports": {"number": 7, "place": 0},
        "/agreement": {"number": 1},
        "/me": {"number": Notice.objects.get().pk},
        "/matches": {"key": pair, "number": said},
        "/people": {"user_id": everybody.sol.pk},
        "/refreshes": {"number": shown.pk},
        "/readings": {"measure": "acceptance", "place": 1},
        "/definitions": {"name": "acceptance"},
        "/{nouns": {"nouns": "accounts", "key": ACME},
    }
    assert Client().get("/api/v1/openapi.json").status_code == 200
    tokens = [a_token(one) for one in (everybody.admin, everybody.sol, everybody.ada)]
    with in_its_transaction():
        _attempt_all(tokens, there)


def test_every_operation_succeeds_with_its_example_and_answers_as_described() -> None:
    by_kind = people().by_kind()
    some_rows(a_refresh())
    good: set[str] = set()
    with in_its_transaction():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        found = {one.ok().definition.raw["operationId"]: one.ok()
                 for one in schema.get_all_operations()}  # fmt: skip
        for name, cases in TABLE.items():
            for address, may, _method, body, headers in ((*one, {}, {})[:5] for one in cases):
                if not may:
                    continue
                who = next(user for kind in WHO if kind in may and (user := by_kind[kind]))
                token = a_token(who)
                case = _as_told(found[name], address, body)
                told = headers | {"Authorization": f"Bearer {token}"}
                answer = case.call_and_validate(headers=told, excluded_checks=BEYOND)
                if answer.status_code < 300:
                    good.add(name)
    assert set(found) - good == set(NEVER_DONE)


def _as_told(
    operation: schemathesis.APIOperation, address: str, body: dict[str, object]
) -> schemathesis.Case:
    """Make the call of an example, with all that it names made anew."""
    filled: dict[str, object] = {}
    for half in TOLD:
        if hasattr(half, "examples"):
            filled |= half.examples(clock.now())
    place, _, query = address.format(**filled).partition("?")
    steps = zip(operation.path.removeprefix("/api/v1").split("/"), place.split("/"), strict=True)
    text = json.dumps(body)
    for word, value in filled.items():
        text = text.replace(f'"{{{word}}}"', json.dumps(value))
    told: dict[str, object] = {"body": json.loads(text)} if body else {}
    return operation.Case(
        path_parameters={one[1:-1]: said for one, said in steps if one.startswith("{")},
        query=dict(parse_qsl(query)), media_type="application/json" if body else None, **told,
    )  # fmt: skip


def _leads_there() -> dict[str, dict[str, object]]:
    """Make leads in each state that something is done from, and tell where each is asked of."""
    named = handoff.examples(clock.now())
    return {
        "/cases/readings/{of}": {"of": "late"},
        "/cases/{case_id}/verdicts": {"case_id": named["contested"]},
        "/cases/{case_id}/resume": {"case_id": named["paused"]},
        "/cases/{case_id}/disputes": {"case_id": named["missed"]},
        "/cases": {"case_id": named["case"]},
        "/disputes": {"dispute_id": named["dispute"]},
        "/absences": {"absence_id": named["absence"]},
    }


def _attempt_all(tokens: list[str], there: dict[str, dict[str, object]]) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = 0
    operations: set[str] = set()
    good: set[str] = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        turns = itertools.count()
        there.update(_leads_there())  # anew: a number met by chance may have moved those before

        @WORDS
        def attempt(case: schemathesis.Case) -> None:
            nonlocal tried
            turn, tried = next(turns), tried + 1  # noqa: B023 - called within this round alone
            token = tokens[turn // 4 % len(tokens)]  # each has every kind of turn of the four
            headers = {"Authorization": f"Bearer {token}"}
            if turn % 2:  # what is there, in any state: else nearly all would be 404 and 428
                at = case.path.removeprefix("/api/v1")
                known = next((to for begin, to in there.items() if at.startswith(begin)), {})
                for name in known.keys() & (case.path_parameters or {}).keys():
                    case.path_parameters[name] = known[name]
                raw = case.operation.definition.raw
                if "If-Match" in {one["name"] for one in raw.get("parameters", [])}:
                    headers["If-Match"] = "*"
                if "requestBody" in raw and turn % 4 == 1:  # what the description says itself
                    (content,) = raw["requestBody"]["content"].values()
                    form = content["schema"]["$ref"].rpartition("/")[2]
                    case.body = schema.raw_schema["components"]["schemas"][form]["examples"][0]
            answer = case.call_and_validate(headers=headers, excluded_checks=BEYOND)
            operations.add(case.operation.definition.raw["operationId"])
            if answer.status_code < 300:
                good.add(case.operation.definition.raw["operationId"])

        given(operation.as_strategy())(attempt)()
    assert tried > 1_000
    # It got in nearly everywhere; where not, chance did not find what has to fit together.
    assert sorted(operations - good - NOT_BY_CHANCE) == []
