"""Says in words what happened where an address is called in a way that it does not take."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

READS = frozenset({"GET", "HEAD"})


class MethodMiddleware:
    """Gives the empty answer of a view that wants another method a page of ours.

    Who may not call an address never comes this far: they are told what they are told everywhere.
    Programs, which have an interface of their own, are answered there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and where nothing but a refusal came, say why and where to go."""
        response = self.get_response(request)
        allowed = response.get("Allow", "")
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if not (is_bare and allowed):
            return response
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": allowed})
        told = {"takes_forms": not READS & set(allowed.split(", "))}
        said = render(request, "405.html", told, status=HTTPStatus.METHOD_NOT_ALLOWED)
        said["Allow"] = allowed
        return said
