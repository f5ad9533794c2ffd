"""Matches for programs: the pairs that wait for a decision, what was said, and taking it back."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Router, Schema

from sameroom import clock
from sameroom.people.web.bearer import asks, caller_of
from sameroom.record.web import match_queries, matching, pair_lists
from sameroom.record.web.models import Word
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.examples import example
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor, same_generation
from sameroom.webkit.rest.problems import Problem, answers, not_there
from sameroom.webkit.rights import Right

ROUTER = Router(tags=["matches"])
READ = asks(Right.RUN, scope="read:matches")
WRITE = asks(Right.RUN, scope="write:matches")
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{20}$", description="As the list gives it.")]


Number = Annotated[int, Path(ge=1, lt=2**62, description="Of what was said.")]


class Kind(StrEnum):
    """Why a pair is worth a look."""

    CONTRADICTS = "contradicts"
    DOUBT = "doubt"
    LEAD = "lead"
    ALIKE = "alike"
    ASKED = "asked"


class SideOut(Schema):
    """One of the two records, by its system and its id there, and what it says."""

    origin: str
    ref: str
    says: dict[str, str]


class PairOut(Schema):
    """Two records; `word` is what was said of them: same, different, later, or nothing yet."""

    key: str
    noun: str
    kind: str
    is_joined: bool = Field(description="Whether the record takes them for one now.")
    likelihood: float | None
    left: SideOut
    right: SideOut
    word: str


class PairsOut(Schema):
    """A page of pairs, what is most worth a look first."""

    items: list[PairOut]
    next: str | None


class WordIn(Schema):
    """Whether the two are one; later puts it off."""

    model_config = example(word="same")

    word: Word


class SaidOut(Schema):
    """What somebody said of a pair, and whether the record follows it by now."""

    id: int
    key: str
    word: str
    by: str
    at: datetime
    is_followed: bool


class SaidsOut(Schema):
    """A page of what was said and stands, the latest first."""

    items: list[SaidOut]
    next: str | None


@ROUTER.get("/matches", auth=READ, response=answers(PairsOut, also=(409,)))
def list_matches(
    request: HttpRequest,
    limit: Limit,
    after: After,
    kind: Annotated[Kind | None, Query(None, description="Only of this kind.")],
    waiting: Annotated[bool, Query(True, description="Only those that nobody has decided on.")],
) -> PairsOut:
    """List the pairs that are worth a look."""
    place = read_cursor(cursor=after, like=(int, int))
    shown = pair_lists.get_shown()
    if place:
        same_generation(asked=place[0], shown=shown)
    rows = pair_lists.list_pairs(
        generation=shown, kind=kind.value if kind else "", only_waiting=waiting,
        after=min(place[1], 2**31 - 1) if place else 0, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (shown, one.number))
    return PairsOut(items=[PairOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get("/matches/said", auth=READ, response=answers(SaidsOut))
def list_said(request: HttpRequest, limit: Limit, after: After) -> SaidsOut:
    """List what was said of pairs and stands, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = pair_lists.list_said(before=place[0] if place else None, limit=limit + 1)
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return SaidsOut(items=[SaidOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get("/matches/{key}", auth=READ, response=answers(PairOut))
def get_match(request: HttpRequest, key: Key) -> PairOut:
    """Give a pair."""
    found = pair_lists.find_pair(key=key)
    if found is None:
        raise not_there()
    return PairOut.model_validate(found)


@ROUTER.post(
    "/matches/{key}/words", auth=WRITE, response=answers(SaidOut, status=201, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def say_word(request: HttpRequest, key: Key, told: WordIn) -> HttpResponse:
    """Say whether a pair is one; the record follows with the next refresh."""
    caller, now = caller_of(request), clock.now()

    def act() -> SaidOut:
        pair = match_queries.find_pair(key=key)
        if pair is None:
            raise not_there()
        try:
            number = matching.say(pair=pair, word=told.word, by=caller.user, now=now)
        except matching.SaidAlreadyError as error:
            first = pair_lists.tell_who_was_first(key=key)
            raise Problem(
                409, f"Somebody was first. {first}", where="word",
                remedy="Nothing was written. Take theirs back first, if it is wrong.",
            ) from error  # fmt: skip
        return _said(number)

    return repeats.once(request, caller=caller.user.pk, now=now, status=201, act=act)


@ROUTER.post(
    "/matches/said/{int:number}/take-back", auth=WRITE, response=answers(SaidOut, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def take_word_back(request: HttpRequest, number: Number) -> HttpResponse:
    """Take back what was said of a pair, whoever said it; what stood before stands again."""
    caller, now = caller_of(request), clock.now()

    def act() -> SaidOut:
        _said(number)
        try:
            matching.take_back(number=number, by=caller.user, now=now)
        except matching.NothingStandsError as error:
            raise Problem(409, "That was taken back already.", where="number",
                          remedy="Look at what stands.") from error  # fmt: skip
        return _said(number)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


def _said(number: int) -> SaidOut:
    found = pair_lists.find_said(number=number)
    if found is None:
        raise not_there()
    return SaidOut.model_validate(found)
