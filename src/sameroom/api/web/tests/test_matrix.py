"""Every operation by every kind of reader; one that nobody has put beside its endpoint fails."""

import json

import pytest

from sameroom.api.web.interface import interface
from sameroom.api.web.tests.builders import a_program, a_token, described
from sameroom.discover import of_web_halves
from sameroom.people.web.bearer import Token
from sameroom.room.web.tests.builders import NOW, People, a_refresh, people, some_rows
from sameroom.webkit.rest.scopes import scopes
from sameroom.webkit.tests.kinds import Operations

pytestmark = pytest.mark.django_db

TOLD = of_web_halves("tests.addresses")
TABLE: Operations = {
    name: row for half in TOLD for name, row in getattr(half, "OPERATIONS", {}).items()
}
CASES = [(name, (*case, {}, {})[:5]) for name, cases in TABLE.items() for case in cases]
SCHEMA = described()
DESCRIBED = {
    one["operationId"]: (path, method, one)
    for path, methods in SCHEMA["paths"].items()
    for method, one in methods.items()
}


def test_every_operation_is_in_the_table_and_nothing_else_is() -> None:
    assert set(DESCRIBED) == set(TABLE)


def test_every_operation_asks_for_a_token_and_for_a_scope_that_can_be_had() -> None:
    known = {scope.name for scope in scopes()}
    for bound in interface()._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                asked = [one for one in operation.auth_callbacks if isinstance(one, Token)]
                assert len(asked) == 1, f"{operation.view_func.__name__} asks for no token"
                scope = asked[0].scope
                assert scope in known or operation.view_func.__name__ == "get_me"
                if "GET" not in operation.methods:
                    assert scope.startswith("write:"), operation.view_func.__name__


@pytest.fixture
def room() -> People:
    everybody = people()
    some_rows(a_refresh())
    return everybody


def _examples(name: str) -> dict[str, object]:
    """Let the half that an operation belongs to make what it names, anew for each caller."""
    half = next(one for one in TOLD if name in getattr(one, "OPERATIONS", {}))
    return half.examples(NOW) if hasattr(half, "examples") else {}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_who_may_call_it(
    room: People,
    name: str,
    case: tuple[str, frozenset[str], str, dict[str, object], dict[str, str]],
) -> None:
    address, may, method, body, headers = case
    for kind, user in room.by_kind().items():
        filled = _examples(name)
        place = f"/api/v1{address}".format(**filled)
        program = a_program(a_token(user)) if user else a_program()
        text = json.dumps(body)
        for word, value in filled.items():
            text = text.replace(f'"{{{word}}}"', json.dumps(value))
        answer = program.generic(
            method.upper(), place, text if body else "",
            content_type="application/json", headers=headers,
        )  # fmt: skip
        status = answer.status_code
        if user is None:
            assert status == 401, f"nobody {method} {place}: {status}"
            continue
        got_in = status not in {401, 403, 404, 405}
        assert got_in is (kind in may), f"{kind} {method} {place}: {status}"
        assert got_in or status == 404, f"{kind} learns that {place} is there"
        assert not (body and got_in) or status < 300, f"{kind} {method} {place}: {answer.content!r}"
