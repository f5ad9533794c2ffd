"""A program that tries everything finds no answer that the description does not name."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sameroom.api.web.tests.builders import a_token
from sameroom.handoff.web.tests.builders import a_case
from sameroom.room.web.tests.builders import a_refresh, people, some_rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Which state one changes, and which cursor one was given, cannot be said by a schema.
BEYOND = [positive_data_acceptance]
THERE = {"case_id": 1}
WORDS = settings(
    max_examples=25,
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
    some_rows(a_refresh())
    a_case(1, pk=1)
    assert Client().get("/api/v1/openapi.json").status_code == 200
    tokens = [a_token(one) for one in (everybody.admin, everybody.sol, everybody.ada)]
    with in_its_transaction():
        assert _attempt_all(tokens) > 100


def _attempt_all(tokens: list[str]) -> int:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @WORDS
        def attempt(case: schemathesis.Case) -> None:
            nonlocal tried
            tried += 1
            token = tokens[tried % len(tokens)]
            headers = {"Authorization": f"Bearer {token}"}
            if tried % 2:  # what is there, in any state: else nearly all would be 404 and 428
                for name in THERE.keys() & (case.path_parameters or {}).keys():
                    case.path_parameters[name] = THERE[name]
                if "If-Match" in (case.headers or {}):
                    headers["If-Match"] = "*"
            case.call_and_validate(headers=headers, excluded_checks=BEYOND)

        given(operation.as_strategy())(attempt)()
    return tried
