"""How leads came to whoever has them, and who is away, for programs: as the pages show it."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from sameroom import clock
from sameroom.handoff.web import absences, queries, ways
from sameroom.handoff.web.endpoint_parts import READ, Number
from sameroom.handoff.web.way_told import AbsenceOut, AbsencesOut, StepOut, StepsOut
from sameroom.people.web.bearer import caller_of
from sameroom.record.web import api as record
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import answers, not_there

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
    items = [
        AbsenceOut(id=one.absence_id, who=one.who, starts_on=one.starts_on, ends_on=one.ends_on,
                   is_now=one.is_now, may_take_back=one.may_take_back)
        for one in page
    ]  # fmt: skip
    return AbsencesOut(items=items, next=cursor)
