"""Companies, people and deals for programs, each with its timeline."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from sameroom.people.web.bearer import asks, caller_of
from sameroom.record.web import converters, lists, match_endpoints, source_endpoints
from sameroom.record.web.converters import Nouns
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import answers, not_there
from sameroom.webkit.rights import Right

converters.register()
ROUTER = Router(tags=["record"])
ROUTER.add_router("", match_endpoints.ROUTER)
ROUTER.add_router("", source_endpoints.ROUTER)
READ = asks(Right.INSIDE, scope="read:record")


class SubjectOut(Schema):
    """A company, a person or a deal."""

    key: str
    noun: str
    name: str
    facts: dict[str, str]


class SubjectsOut(Schema):
    """A page of them, in the order of their keys."""

    items: list[SubjectOut]
    next: str | None


class HappeningOut(Schema):
    """Something that either team did, or that happened; by whom as far as the caller may know."""

    id: str
    happened_at: datetime
    side: str
    kind: str
    what: str
    about: str
    detail: str
    by: str


class TimelineOut(Schema):
    """A page of a timeline, the latest first."""

    items: list[HappeningOut]
    next: str | None


Key = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$", description="As lists and rows give it.")]


@ROUTER.get("/{nouns:nouns}", auth=READ, response=answers(SubjectsOut))
def list_subjects(
    request: HttpRequest,
    nouns: Nouns,
    limit: Limit,
    after: After,
    name: Annotated[
        str, Query("", max_length=100, pattern=r"^[^\x00]*$", description="Part of the name.")
    ],
) -> SubjectsOut:
    """List the companies, people or deals that the caller sees."""
    place = read_cursor(cursor=after, like=(str,))
    rows = lists.list_subjects(
        reader=caller_of(request).reader, noun=nouns.value.removesuffix("s"), name=name,
        after=place[0] if place else "", limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.key,))
    return SubjectsOut(
        items=[
            SubjectOut(key=one.key, noun=one.noun, name=one.name, facts=dict(one.facts))
            for one in page
        ],
        next=cursor,
    )


@ROUTER.get("/{nouns:nouns}/{key}", auth=READ, response=answers(SubjectOut))
def get_subject(request: HttpRequest, nouns: Nouns, key: Key) -> SubjectOut:
    """Give a company, a person or a deal."""
    one = lists.find_subject(
        reader=caller_of(request).reader, noun=nouns.value.removesuffix("s"), key=key
    )
    if one is None:
        raise not_there()
    return SubjectOut(key=one.key, noun=one.noun, name=one.name, facts=dict(one.facts))


@ROUTER.get("/{nouns:nouns}/{key}/timeline", auth=READ, response=answers(TimelineOut))
def list_timeline(
    request: HttpRequest, nouns: Nouns, limit: Limit, after: After, key: Key
) -> TimelineOut:
    """List what both teams did with a company, a person or a deal."""
    place = read_cursor(cursor=after, like=(int, str))
    rows = lists.find_timeline(
        reader=caller_of(request).reader, noun=nouns.value.removesuffix("s"), key=key,
        after=(place[0], place[1]) if place else None, limit=limit + 1,
    )  # fmt: skip
    if rows is None:
        raise not_there()
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.micros, one.entry_id))
    return TimelineOut(
        items=[
            HappeningOut(
                id=one.entry_id, happened_at=one.happened_at, side=one.side, kind=one.kind,
                what=one.what, about=one.about, detail=one.detail, by=one.by_whom,
            )
            for one in page
        ],
        next=cursor,
    )  # fmt: skip
