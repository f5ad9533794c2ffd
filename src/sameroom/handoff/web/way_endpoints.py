"""How leads came to whoever has them, and who is away, for programs: by the rules of the pages."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from sameroom import clock
from sameroom.handoff.web import absences, overtaken, queries, ways
from sameroom.handoff.web.endpoint_parts import READ, WRITE, Number, put_right
from sameroom.handoff.web.way_told import AbsenceIn, AbsenceOut, AbsencesOut, StepOut, StepsOut
from sameroom.people.web.bearer import Caller, caller_of
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import Problem, answers, not_there

ROUTER = Router(tags=["leads"])


@ROUTER.get("/cases/{int:case_id}/steps", auth=READ, response=answers(StepsOut))
def list_steps(request: HttpRequest, case_id: Number, limit: Limit, after: After) -> StepsOut:
    """List how a lead came to whoever has it, with who was passed over and why, the latest first.

    Of colleagues whom the caller may not know it is told only that they were passed over.
    """
    reader = caller_of(request).reader
    place = read_cursor(cursor=after, like=(int,))
    case = queries.find_case(reader=reader, case_id=case_id)
    if case is None:
        raise not_there()
    rows = ways.list_steps(
        case=case, reader=reader, sizes=record.get_team_sizes(),
        before=place[0] if place else None, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one[0],))
    items = [
        StepOut(id=number, at=one.at, how=one.how, words=one.words, passed=list(one.passed),
                note=one.note)
        for number, one in page
    ]  # fmt: skip
    return StepsOut(items=items, next=cursor)


@ROUTER.get("/absences", auth=READ, response=answers(AbsencesOut))
def list_absences(
    request: HttpRequest,
    limit: Limit,
    after: After,
    only_now: Annotated[bool, Query(False, alias="now", description="Those away today.")],
) -> AbsencesOut:
    """List who of the caller's team is away now and soon, by the day; of all for administrators."""
    place = read_cursor(cursor=after, like=(int, int, int))
    rows = absences.list_lines(
        reader=caller_of(request).reader, now=clock.now(), only_now=only_now,
        after=(place[0], place[1], place[2]) if place else None, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=absences.place_of)
    return AbsencesOut(items=[_told(one) for one in page], next=cursor)


@ROUTER.post(
    "/absences", auth=WRITE, response=answers(AbsenceOut, status=201, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def say_away(request: HttpRequest, told: AbsenceIn) -> HttpResponse:
    """Say that somebody is away: the caller, or one of the team they lead; leads go to others."""
    caller, now = caller_of(request), clock.now()

    def act() -> AbsenceOut:
        sayable = absences.list_sayable(reader=caller.reader)
        member_id = caller.reader.member_id if told.who is None else _member(told.who)
        if sayable and told.who is None and not member_id:
            raise Problem(422, "The record does not know the caller.", where="who",
                          remedy="Say whose days these are, by a number of /people.")  # fmt: skip
        if member_id not in sayable:
            raise not_there()
        today = queries.day_of(now)
        put_right(absences.lacks(first=told.starts_on, last=told.ends_on, today=today))
        try:
            number = absences.say_away(
                member_id=member_id, first=told.starts_on, last=told.ends_on, by=caller.user,
                now=now,
            )  # fmt: skip
        except absences.OverlapsError as error:
            by = overtaken.who_did(reader=caller.reader, by=error.by) or "Somebody"
            raise Problem(
                409, f"{by} said already: away from {error.first} to {error.last}.",
                where="starts_on", remedy="Take that back first, or give other days.",
            ) from error  # fmt: skip
        return _absence(caller, number)

    return repeats.once(request, caller=caller.user.pk, now=now, status=201, act=act)


@ROUTER.post(
    "/absences/{int:absence_id}/back", auth=WRITE, response=answers(AbsenceOut, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def take_absence_back(request: HttpRequest, absence_id: Number) -> HttpResponse:
    """Take an absence back, since somebody is here after all; leads come again on these days."""
    caller, now = caller_of(request), clock.now()

    def act() -> AbsenceOut:
        was = _absence(caller, absence_id)
        if not absences.take_back(absence_id=absence_id, by=caller.user, now=now):
            raise Problem(409, "That is taken back already.", where="absence",
                          remedy="Nothing is left to do.")  # fmt: skip
        return was.model_copy(update={"may_take_back": False})

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


def _member(number: int) -> str:
    """Tell who somebody of the room is in the record; "" for nobody."""
    known = User.objects.filter(pk=number, is_active=True).values_list("member_id", flat=True)
    return known.first() or ""


def _absence(caller: Caller, number: int) -> AbsenceOut:
    """Give an absence that is the caller's to say.

    Raises:
        Problem: 404 when it is not.
    """
    line = absences.get_line(reader=caller.reader, absence_id=number, now=clock.now())
    if line is None:
        raise not_there()
    return _told(line)


def _told(one: absences.Line) -> AbsenceOut:
    return AbsenceOut(id=one.absence_id, who=one.who, starts_on=one.starts_on, ends_on=one.ends_on,
                      is_now=one.is_now, may_take_back=one.may_take_back)  # fmt: skip
