"""Answers the first requests of a fresh process, and tells what had to be loaded for them.

python -m sameroom.site.tests.a_first_request furnish   makes a room with people, readings, a lead
python -m sameroom.site.tests.a_first_request ask KEY   asks for its pages by somebody's session

The room is the one of SAMEROOM_STORE. Told is one JSON object in a line.
"""

import io
import json
import sys
from collections.abc import Callable
from wsgiref.util import setup_testing_defaults

ACME = "3c9161ea484b2a50c254"  # as the builders call it, which are not loaded here
Application = Callable[..., list[bytes]]


def furnish() -> dict[str, str]:
    """Make the room; gives the session of somebody of sales."""
    from sameroom.site import home, running

    running.prepare(store=home.store())
    from django.test import Client

    from sameroom.handoff.web.tests.builders import a_case
    from sameroom.room.web.tests import builders

    sol = builders.people().sol
    builders.some_rows(builders.a_refresh())
    for number in (1, 2):
        a_case(number)
    client = Client()
    client.force_login(sol)
    return {"session": client.cookies["sameroom"].value}


def ask(session: str) -> dict[str, dict[str, object]]:
    """Ask for each page once; gives its status, and the modules that were loaded meanwhile."""
    from sameroom.site.wsgi import application

    told = {}
    for place in (
        "/leads", "/leads/1", "/leads/sent-back", "/leads/readings", "/promises", "/", "/inbox",
        "/readings/acceptance", "/readings/acceptance/rows/1", f"/accounts/{ACME}",
        "/search?q=acme", "/account", "/agreement", "/nowhere", "POST /leads/1/move",
    ):  # fmt: skip
        before = set(sys.modules)
        status = _status(application, place, session)
        found = sorted(set(sys.modules) - before)
        told[place] = {"status": status, "loaded": found}
    return told


def _status(application: Application, place: str, session: str) -> str:
    method, _, address = place.rpartition(" ")
    path, _, query = address.partition("?")
    form = b"move=accept&read_as=waiting&csrfmiddlewaretoken=" + b"a" * 32 if method else b""
    environ: dict[str, object] = {}
    setup_testing_defaults(environ)
    environ |= {
        "REQUEST_METHOD": method or "GET", "PATH_INFO": path, "QUERY_STRING": query,
        "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "de",
        "HTTP_COOKIE": f"sameroom={session}; sameroom-csrf={'a' * 32}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(form)),
        "wsgi.input": io.BytesIO(form),
    }  # fmt: skip
    said: list[str] = []
    answer = application(environ, lambda status, headers: said.append(status))
    b"".join(answer)
    return said[0]


if __name__ == "__main__":
    _, act, *words = sys.argv
    print(json.dumps(furnish() if act == "furnish" else ask(*words)))  # noqa: T201 - it is read
