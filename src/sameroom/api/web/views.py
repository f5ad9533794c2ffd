"""What is answered where the interface has nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from sameroom.api.web.interface import as_response
from sameroom.people.web.bearer import asks
from sameroom.webkit.access import needs
from sameroom.webkit.rest.problems import Problem, not_there
from sameroom.webkit.rights import Right


@csrf_exempt
@needs(Right.OPEN)
def no_operation(request: HttpRequest) -> HttpResponse:
    """Tell whoever has a token that there is nothing here, and all others that they need one."""
    try:
        asks(Right.SELF)(request)
    except Problem as problem:
        return as_response(problem)
    return as_response(not_there())
