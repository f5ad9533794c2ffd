"""A program that tries everything finds no answer that the description does not name."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
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


def test_no_answer_is_undocumented_and_nothing_breaks() -> None:
    everybody = people()
    some_rows(a_refresh())
    a_case(1, pk=1)
    assert Client().get("/api/v1/openapi.json").status_code == 200
    tokens = [a_token(one) for one in (everybody.admin, everybody.sol, everybody.ada)]
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
    assert tried > 100
