"""Imports for programs: how far each is, what was wrong, and the acts that a plan waits for.

Files are brought, and a plan's questions answered, on the page: a person is to look at them once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from sameroom import clock
from sameroom.importing.web import listing, operations
from sameroom.importing.web.models import State
from sameroom.people.web.bearer import Caller, asks, caller_of
from sameroom.webkit.rest import repeats, versions
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["imports"])
READ = asks(Right.RUN, scope="read:imports")
WRITE = asks(Right.RUN, scope="write:imports")
Number = Annotated[int, Path(ge=1, lt=2**62, description="As the list gives it.")]


class ImportOut(Schema):
    """An import; `state` planned waits for somebody, done can be taken back."""

    id: int
    title: str
    state: str
    version: int
    by: str
    brought_at: datetime
    ended_at: datetime | None
    files: int
    size: int = Field(description="In bytes.")
    step: str
    rows_done: int
    rows_of: int
    percent: int
    failure: str
    written: dict[str, int] = Field(description="Rows that came in, by noun.")
    held: int = Field(description="Rows that the record had already.")
    remarks: list[str]
    errors: list[str] = Field(description="Its error files; the first is /errors/0.")


class ImportsOut(Schema):
    """A page of imports, the latest first."""

    items: list[ImportOut]
    next: str | None


class ErrorsOut(Schema):
    """A page of an error file: the row's own columns, then what is wrong and what to do."""

    items: list[dict[str, str]]
    next: str | None


@ROUTER.get("/imports", auth=READ, response=answers(ImportsOut))
def list_imports(
    request: HttpRequest,
    limit: Limit,
    after: After,
    state: Annotated[State | None, Query(None, description="Only in this state.")],
) -> ImportsOut:
    """List what was brought, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = listing.list_imports(
        before=place[0] if place else None, state=state.value if state else "", limit=limit + 1
    )
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return ImportsOut(items=[ImportOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get("/imports/{int:number}", auth=READ, response=answers(ImportOut))
def get_import(request: HttpRequest, number: Number) -> ImportOut:
    """Give an import: how far it is, what came in, which error files it has."""
    return _import(number)


@ROUTER.get("/imports/{int:number}/errors/{int:place}", auth=READ, response=answers(ErrorsOut))
def list_errors(
    request: HttpRequest,
    number: Number,
    place: Annotated[int, Path(ge=0, lt=2**31, description="Of the file, from 0.")],
    limit: Limit,
    after: After,
) -> ErrorsOut:
    """List the rows of an error file."""
    cursor_place = read_cursor(cursor=after, like=(int,))
    begin = cursor_place[0] if cursor_place else 0
    rows = listing.find_error_rows(
        number=number, place=place, after=min(begin, 2**40), limit=limit + 1
    )
    if rows is None:
        raise not_there()
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one[0],))
    return ErrorsOut(items=[cells for _, cells in page], next=cursor)


@ROUTER.post(
    "/imports/{int:number}/run", auth=WRITE,
    response=answers(ImportOut, status=202, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def run_import(request: HttpRequest, number: Number) -> HttpResponse:
    """Run a plan as it was looked at; one that was decided on anew since is not run."""

    def do(caller: Caller, now: datetime, one: ImportOut) -> None:
        operations.ask_run(number=number, version=one.version, by=caller.user, now=now)

    return _act(request, number, do)


@ROUTER.post(
    "/imports/{int:number}/undo", auth=WRITE,
    response=answers(ImportOut, status=202, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def undo_import(request: HttpRequest, number: Number) -> HttpResponse:
    """Take an import back out of the record; what stood before stands again."""

    def do(caller: Caller, now: datetime, one: ImportOut) -> None:
        operations.ask_undo(number=number, by=caller.user, now=now)

    return _act(request, number, do)


def _act(
    request: HttpRequest, number: int, do: Callable[[Caller, datetime, ImportOut], None]
) -> HttpResponse:
    caller, now = caller_of(request), clock.now()

    def act() -> ImportOut:
        one = _import(number)
        versions.still(request, one)
        do(caller, now, one)
        return _import(number)

    return repeats.once(request, caller=caller.user.pk, now=now, status=202, act=act)


def _import(number: int) -> ImportOut:
    one = listing.find_import(number=number)
    if one is None:
        raise not_there()
    return ImportOut.model_validate(one)
