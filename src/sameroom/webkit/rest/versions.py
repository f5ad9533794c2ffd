"""Names the state of what is answered, so that nobody fetches or overwrites it unawares."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from sameroom.webkit.rest.problems import Problem

HEADER = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what is changed, as it was fetched.",
    "schema": {"type": "string"},
}
DOCUMENTED = {"parameters": [HEADER]}


def write(answer: Schema) -> str:
    """Write an answer as every operation does, so that equal states have equal names."""
    return json.dumps(answer.model_dump(), cls=NinjaJSONEncoder)


def name_of(content: bytes) -> str:
    """Give the name of a state, for the header `ETag`: equal for equal answers."""
    same = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"))
    return f'"{hashlib.sha256(same.encode("utf-8")).hexdigest()[:32]}"'


def unless_unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name the state of an answer, and leave the answer out where its caller has it already."""
    if request.method != "GET" or response.status_code != 200:
        return response
    name = name_of(response.content)
    given = request.headers.get("If-None-Match", "")
    if given.strip() == "*" or name in _names(given):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = name
    response["Cache-Control"] = "private, no-cache"
    return response


def still(request: HttpRequest, now_is: Schema) -> None:
    """Let a change through only when its caller has seen the state that it changes.

    Raises:
        Problem: 428 when no state is named, 412 when it is another by now.
    """
    given = request.headers.get("If-Match", "")
    if not given:
        raise Problem(
            428,
            "It is not said which state this changes.",
            where="If-Match",
            remedy="Fetch it, and send back its ETag as If-Match.",
        )
    if given.strip() != "*" and name_of(write(now_is).encode()) not in _names(given):
        raise Problem(
            412,
            "It was changed since you fetched it.",
            where="If-Match",
            remedy="Fetch it anew, look at what changed, and send your change again.",
        )


def _names(given: str) -> set[str]:
    return {one.strip().removeprefix("W/") for one in given.split(",")}
