"""Clocks of leads and disputes, for programs: the same operations as on the pages.

A lead or dispute that its caller does not see, and what is not theirs to do, is not there for them.
"""

from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from sameroom import clock
from sameroom.handoff import promises
from sameroom.handoff.web import dispute_listing, disputing, pausing, queries, settling
from sameroom.handoff.web.clock_told import DisputeIn, DisputeOut, DisputesOut, PauseIn, RulingIn
from sameroom.handoff.web.endpoint_parts import (
    READ,
    WRITE,
    Number,
    get_held,
    moved_on,
    possible,
    put_right,
    unchanged,
)
from sameroom.handoff.web.listing import PAUSE, RESUME
from sameroom.handoff.web.told import CaseOut
from sameroom.people.web.bearer import Caller, caller_of
from sameroom.room.web import api as room
from sameroom.webkit.rest import repeats, versions
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import Problem, answers, not_there
from sameroom.webkit.rights import Reader

ROUTER = Router(tags=["leads"])
OfCase = Annotated[
    int | None, Query(None, alias="case", ge=1, lt=2**62, description="Those about this lead.")
]


@ROUTER.post(
    "/cases/{int:case_id}/pause", auth=WRITE, response=answers(CaseOut, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def pause_case(request: HttpRequest, case_id: Number, told: PauseIn) -> HttpResponse:
    """Stop the clocks of a lead, since the buyer asked to wait; its owner and sales' lead may."""
    caller, now = caller_of(request), clock.now()

    def act() -> CaseOut:
        _whose_clock(caller, case_id)
        until = _morning(told.until)
        reason, today = told.reason.strip(), queries.today_of(now)
        put_right(promises.lacks_in_pause(reason=reason, until=until, now=today))
        possible(unchanged(request, caller, case_id), PAUSE)
        try:
            pausing.pause(case_id=case_id, reason=reason, until=until, by=caller.user, now=now)
        except pausing.NothingRunsError:
            moved_on(caller.reader, case_id, status=409)
        return get_held(caller.reader, case_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


@ROUTER.post(
    "/cases/{int:case_id}/resume", auth=WRITE, response=answers(CaseOut, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def resume_case(request: HttpRequest, case_id: Number) -> HttpResponse:
    """Let the clocks of a lead run again."""
    caller, now = caller_of(request), clock.now()

    def act() -> CaseOut:
        _whose_clock(caller, case_id)
        possible(unchanged(request, caller, case_id), RESUME)
        try:
            pausing.resume(case_id=case_id, by=caller.user, now=now)
        except pausing.NotPausedError:
            moved_on(caller.reader, case_id, status=409)
        return get_held(caller.reader, case_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


@ROUTER.post(
    "/cases/{int:case_id}/disputes", auth=WRITE,
    response=answers(DisputeOut, status=201, also=(409,)), openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def dispute_promise(request: HttpRequest, case_id: Number, told: DisputeIn) -> HttpResponse:
    """Say why a missed promise should not count; once, by the lead's owner or sales' lead."""
    caller, now = caller_of(request), clock.now()

    def act() -> DisputeOut:
        _whose_clock(caller, case_id)
        number = disputing.dispute(case_id=case_id, promise=told.promise, now=now,
                                   reason=told.reason.strip(), by=caller.user)  # fmt: skip
        return _dispute(caller.reader, number)

    return repeats.once(request, caller=caller.user.pk, now=now, status=201, act=act)


@ROUTER.get("/disputes", auth=READ, response=answers(DisputesOut))
def list_disputes(
    request: HttpRequest,
    limit: Limit,
    after: After,
    case: OfCase,
    only_open: Annotated[bool, Query(False, alias="open", description="Those not settled yet.")],
) -> DisputesOut:
    """List the disputes about leads that the caller sees, the latest first."""
    place = read_cursor(cursor=after, like=(int,))
    rows = dispute_listing.list_disputes(
        reader=caller_of(request).reader, only_open=only_open, case_id=case,
        before=place[0] if place else None, limit=limit + 1,
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return DisputesOut(items=[DisputeOut.model_validate(one) for one in page], next=cursor)


@ROUTER.get("/disputes/{int:dispute_id}", auth=READ, response=answers(DisputeOut))
def get_dispute(request: HttpRequest, dispute_id: Number) -> DisputeOut:
    """Give a dispute; its ETag is asked for by a ruling."""
    return _dispute(caller_of(request).reader, dispute_id)


@ROUTER.post(
    "/disputes/{int:dispute_id}/rulings", auth=WRITE,
    response=answers(DisputeOut, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def rule_dispute(request: HttpRequest, dispute_id: Number, told: RulingIn) -> HttpResponse:
    """Say, as the lead of a team, how a dispute ends; it does once both teams say the same.

    For a team that has no lead an administrator says it.
    """
    caller, now = caller_of(request), clock.now()

    def act() -> DisputeOut:
        dispute = _dispute(caller.reader, dispute_id)
        if not settling.speaks_for(reader=caller.reader):
            raise not_there()
        versions.still(request, dispute)
        disputing.rule(dispute_id=dispute_id, ruling=told.ruling, note=told.note.strip(),
                       by=caller.user, now=now)  # fmt: skip
        return _dispute(caller.reader, dispute_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


def _whose_clock(caller: Caller, case_id: int) -> None:
    """Let the caller pass, if the clocks of a lead are theirs to stop."""
    case = queries.find_case(reader=caller.reader, case_id=case_id)
    if case is None or not promises.may_stop_clock(reader=caller.reader, owner_id=case.owner_id):
        raise not_there()


def _dispute(reader: Reader, dispute_id: int) -> DisputeOut:
    found = dispute_listing.find_told(reader=reader, dispute_id=dispute_id)
    if found is None:
        raise not_there()
    return DisputeOut.model_validate(found)


def _morning(day: date | None) -> datetime | None:
    """Give the first instant of a day where the company is."""
    if day is None:
        return None
    if not 2 <= day.year <= 9_998:
        raise Problem(422, "This is no day of a calendar.", where="until",
                      remedy="Give a day within three months.")  # fmt: skip
    zone = ZoneInfo(room.get_agreed().clauses.company.time_zone)
    return datetime.combine(day, time(), tzinfo=zone)
