"""The interface for programs: every web half's `ROUTER` of its `endpoints.py`, and one manner."""

import logging
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from sameroom import __version__
from sameroom.discover import of_web_halves
from sameroom.errors import SameroomError
from sameroom.webkit.access import needs
from sameroom.webkit.full import is_full
from sameroom.webkit.rest import versions
from sameroom.webkit.rest.problems import MEDIA_TYPE, Fault, Problem, not_there
from sameroom.webkit.rights import Right

View = Callable[..., HttpResponseBase]


class Interface(NinjaAPI):
    """Every endpoint under one address, described by one document."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its function: a name of its own in the whole interface."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **told: Any) -> OpenAPISchema:  # Any: as the library has it
        """Describe the interface; problems have a media type of their own, and only what is read is
        answered as unchanged.
        """
        schema = super().get_openapi_schema(**told)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                if method != "get":
                    operation["responses"].pop(HTTPStatus.NOT_MODIFIED, None)
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        (content,) = answer["content"].values()
                        answer["content"] = {MEDIA_TYPE: content}
        return schema

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for one in found:
            if isinstance(one, URLPattern):
                one.callback = in_manner(one.callback)
        return found


def in_manner(view: View) -> View:
    """Answer as every operation does: problems as problems, and states with their names."""

    # Each operation asks for a token itself; a session opens none of them.
    @needs(Right.OPEN)
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        response = view(request, *args, **named)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response["Allow"]
            told = Problem(
                405, f"{request.method} is not done here.", remedy=f"Use {allowed}.",
                headers={"Allow": allowed},
            )  # fmt: skip
            return as_response(told)
        if isinstance(response, HttpResponse):
            return versions.unless_unchanged(request, response)
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    return answer


def as_response(problem: Problem) -> HttpResponse:
    """Write a problem as an answer."""
    response = HttpResponse(
        problem.body.model_dump_json(), status=problem.body.status, content_type=MEDIA_TYPE
    )
    for name, said in problem.headers.items():
        response[name] = said
    return response


@cache
def interface() -> Interface:
    """Put the interface together."""
    made = Interface(
        title="Sameroom",
        version=__version__,
        description="What the room shows, for programs. Each person makes tokens for themself; a "
        "program sees what that person sees, and nothing else.",
        urls_namespace="api",
        docs_url=None,
    )
    for half in of_web_halves("endpoints"):
        made.add_router("", half.ROUTER)
    made.add_exception_handler(Problem, _told)
    made.add_exception_handler(Http404, lambda request, error: as_response(not_there()))
    made.add_exception_handler(HttpError, _unreadable)
    made.add_exception_handler(ValidationError, _invalid)
    made.add_exception_handler(SameroomError, _refused)
    made.add_exception_handler(Exception, _failed)
    return made


def _told(request: HttpRequest, problem: object) -> HttpResponse:
    assert isinstance(problem, Problem)
    return as_response(problem)


def _refused(request: HttpRequest, error: object) -> HttpResponse:
    told = error if isinstance(error, SameroomError) else SameroomError(str(error))
    return as_response(Problem(409, told.what, where=told.where, remedy=told.remedy))


def _unreadable(request: HttpRequest, error: object) -> HttpResponse:
    status = error.status_code if isinstance(error, HttpError) else 400
    return as_response(Problem(status, str(error), remedy="Send JSON as openapi.json describes."))


def _invalid(request: HttpRequest, error: object) -> HttpResponse:
    errors = error.errors if isinstance(error, ValidationError) else []
    faults = [
        Fault(where=".".join(str(part) for part in one["loc"]), what=str(one["msg"]))
        for one in errors
    ]
    where = ", ".join(one.where for one in faults)
    remedy = "See openapi.json for what is allowed there."
    return as_response(Problem(422, "The request is not as described.", where=where,
                               remedy=remedy, faults=faults))  # fmt: skip


def _failed(request: HttpRequest, error: object) -> HttpResponse:
    logging.getLogger(__name__).error("%s %s failed", request.method, request.path, exc_info=True)
    if isinstance(error, BaseException) and is_full(error):
        remedy = "Tell whoever looks after the room to make space on its disk, then send it again."
        return as_response(
            Problem(507, "The room's disk is full; nothing was kept.", remedy=remedy)
        )
    remedy = "Try again, or tell whoever looks after the room."
    return as_response(Problem(500, "Something broke here.", remedy=remedy))
