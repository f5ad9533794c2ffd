"""Leads that are handed over, for programs: the same operations as on the pages, by the same rule.

A lead that its caller does not see, and a move that is not theirs to make, are not there for them.
"""

from datetime import UTC, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime

from sameroom import clock
from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import (
    bulk,
    clock_endpoints,
    handed,
    listing,
    operations,
    queries,
    reading_endpoints,
    routing_queries,
    settling,
    way_endpoints,
    ways,
)
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
from sameroom.handoff.web.packet import lay_out_packet
from sameroom.handoff.web.told import (
    NO_ZERO,
    ActOut,
    ActsOut,
    Bulk,
    CaseOut,
    CasesOut,
    Family,
    HandedOut,
    HandIn,
    HolderOut,
    MoveIn,
    PacketOut,
    ReceiptOut,
    SeveralIn,
    SeveralOut,
    VerdictIn,
)
from sameroom.people.web.bearer import Caller, caller_of
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor
from sameroom.webkit.rest.problems import Problem, answers, not_there

ROUTER = Router(tags=["leads"])
for _beside in (clock_endpoints, way_endpoints, reading_endpoints):
    ROUTER.add_router("", _beside.ROUTER)
Whose = Annotated[
    str,
    Query(
        "",
        pattern="^(mine|team|nobody)?$",
        description="mine, team, or nobody: those that wait and that nobody has, a queue, or "
        "somebody who has left.",
    ),
]


@ROUTER.get("/cases", auth=READ, response=answers(CasesOut))
def list_cases(
    request: HttpRequest,
    limit: Limit,
    after: After,
    whose: Whose,
    state: Annotated[list[State], Query([], max_length=10, description="Any of these.")],
    owner: Annotated[
        str, Query("", max_length=200, pattern=NO_ZERO,
                   description="Their id in the record: one's own, or of one's team if one leads.")
    ],
    team: Annotated[
        str, Query("", max_length=20, pattern=NO_ZERO, description="Whose it is, such as sales.")
    ],
    campaign: Annotated[
        str, Query("", max_length=200, pattern=NO_ZERO, description="Its name, exactly.")
    ],
    family: Annotated[Family, Query(Family.NONE, description="The kind of reason it was given.")],
    person: Annotated[
        str, Query("", pattern=r"^([0-9a-f]{20})?$", description="The person's key.")
    ],
    due_before: Annotated[
        AwareDatetime | None, Query(None, description="Its first touch was promised before this.")
    ],
) -> CasesOut:  # fmt: skip
    """List the leads that the caller sees, by promise; those without one come last."""
    place = read_cursor(cursor=after, like=(int, int))
    wanted = listing.Wanted(
        states=tuple(state), whose=whose, owner=owner, team=team, campaign=campaign,
        family=family.value, person=person, due_before=_sensible(due_before),
    )  # fmt: skip
    try:
        rows = listing.list_held(
            reader=caller_of(request).reader, wanted=wanted,
            after=(place[0], place[1]) if place else None, limit=limit + 1,
            present=queries.today_of(clock.now()),
        )  # fmt: skip
    except listing.NotYoursToAskError as error:
        raise Problem(
            422, "Whose leads these are is not yours to know.",
            where="owner" if owner else "team",
            remedy="Ask for your own, or for those of a team that you lead.",
        ) from error  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=listing.place_of)
    return CasesOut(items=[CaseOut.model_validate(one) for one in page], next=cursor)


def _sensible(moment: datetime | None) -> datetime | None:
    """Give an instant in UTC; years that no database holds then are refused.

    PostgreSQL takes no offset of more than sixteen hours, and would break on it.
    """
    if moment is not None and not 2 <= moment.year <= 9_998:
        raise Problem(422, "This is no time of a promise.", where="due_before",
                      remedy="Give a year from 2 to 9998.")  # fmt: skip
    return moment.astimezone(UTC) if moment is not None else None


@ROUTER.get("/cases/{int:case_id}", auth=READ, response=answers(CaseOut))
def get_case(request: HttpRequest, case_id: Number) -> CaseOut:
    """Give a lead; its ETag is asked for by a move."""
    return get_held(caller_of(request).reader, case_id)


@ROUTER.get("/cases/{int:case_id}/packet", auth=READ, response=answers(PacketOut))
def get_packet(request: HttpRequest, case_id: Number) -> PacketOut:
    """Give all that is known of a lead: what the buyer saw and did, the promise, the fit."""
    reader = caller_of(request).reader
    case = queries.find_case(reader=reader, case_id=case_id)
    if case is None:
        raise not_there()
    laid = lay_out_packet(
        case=case, reader=reader, sizes=record.get_team_sizes(),
        now=queries.today_of(clock.now()),
    )  # fmt: skip
    return PacketOut.model_validate(laid)


@ROUTER.get("/cases/{int:case_id}/acts", auth=READ, response=answers(ActsOut))
def list_acts(request: HttpRequest, case_id: Number, limit: Limit, after: After) -> ActsOut:
    """List what was done with a lead in the room, the latest first."""
    reader = caller_of(request).reader
    place = read_cursor(cursor=after, like=(int,))
    get_held(reader, case_id)
    rows = listing.list_done(
        reader=reader, case_id=case_id, before=place[0] if place else None, limit=limit + 1
    )
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (one.id,))
    return ActsOut(items=[ActOut.model_validate(one) for one in page], next=cursor)


@ROUTER.post(
    "/cases", auth=WRITE, response=answers(HandedOut, status=201, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def hand_over(request: HttpRequest, told: HandIn) -> HttpResponse:
    """Hand somebody over to sales; this is marketing's to do.

    Where a colleague of sales has that person already, the answer says so in `held_already`.
    """
    caller, now = caller_of(request), clock.now()

    def act() -> HandedOut:
        who = record.find_person(reader=caller.reader, key=told.person)
        if who is None or caller.reader.team != moves.MARKETING:
            raise not_there()
        hand = operations.Hand(
            person_key=told.person, person_name=who, campaign=told.campaign.strip(),
            promise=told.promise.strip(), why=told.why.strip(),
        )  # fmt: skip
        held = handed.tell_holder(
            reader=caller.reader, person_key=told.person, present=queries.today_of(now)
        )
        try:
            case_id = operations.hand_over(hand=hand, by=caller.user, now=now)
        except operations.MovedOnError as error:
            raise Problem(
                409, "This person waits for sales already.", where=f"/cases/{error.case_id}",
                remedy="Nothing was written. Look at that lead.",
            ) from error  # fmt: skip
        case = get_held(caller.reader, case_id)
        already = HolderOut.model_validate(held) if held else None
        return HandedOut(**case.model_dump(), held_already=already)

    return repeats.once(request, caller=caller.user.pk, now=now, status=201, act=act)


@ROUTER.post(
    "/cases/several", auth=WRITE, response=answers(SeveralOut), openapi_extra=repeats.DOCUMENTED
)
def do_several(request: HttpRequest, told: SeveralIn) -> HttpResponse:
    """Turn several waiting leads down as duplicates, or give several to somebody of sales."""
    caller, now = caller_of(request), clock.now()

    def act() -> SeveralOut:
        if told.act is Bulk.REASSIGN:
            done = _give(caller, told, now)
        else:
            done = _turn_down(caller, told, now)
        left = [one for one in dict.fromkeys(told.cases) if one not in done]
        return SeveralOut(done=done, left=left)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


def _give(caller: Caller, told: SeveralIn, now: datetime) -> list[int]:
    """Give what the caller may give, by the rule of the pages; lists what was given."""
    if not routing_queries.may_call(reader=caller.reader):
        raise not_there()
    user = User.objects.filter(pk=told.to or 0).first()
    taker = ways.find_taker(member_id=user.member_id) if user else None
    if taker is None:
        raise Problem(422, "Leads are given to somebody of sales whom the record knows.",
                      where="to", remedy="Give a number of /people?team=sales.")  # fmt: skip
    cases = routing_queries.list_givable(reader=caller.reader, ids=told.cases)
    return bulk.give(cases=cases, to=taker, reason=told.reason.strip(), by=caller.user, now=now)


def _turn_down(caller: Caller, told: SeveralIn, now: datetime) -> list[int]:
    if not moves.may_do(reader=caller.reader, move=Move.REJECT):
        raise not_there()
    cases = queries.list_cases(reader=caller.reader, ids=told.cases)
    return bulk.reject_duplicates(case_ids=[one.pk for one in cases], by=caller.user, now=now)


@ROUTER.post(
    "/cases/{int:case_id}/opened", auth=WRITE, response=answers(ReceiptOut),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def open_case(request: HttpRequest, case_id: Number) -> HttpResponse:
    """Note that the packet was opened: once, by whoever of sales opens it first."""
    caller, now = caller_of(request), clock.now()

    def act() -> ReceiptOut:
        get_held(caller.reader, case_id)
        operations.open_case(case_id=case_id, by=caller.user, now=now)
        opened, at = listing.get_receipt(reader=caller.reader, case_id=case_id)
        return ReceiptOut(opened=opened, opened_at=at)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


@ROUTER.post(
    "/cases/{int:case_id}/moves", auth=WRITE,
    response=answers(CaseOut, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def move_case(request: HttpRequest, case_id: Number, told: MoveIn) -> HttpResponse:
    """Decide on a lead, answer a rejection, or bring one back, if it is still as it was fetched."""
    caller, now = caller_of(request), clock.now()

    def act() -> CaseOut:
        get_held(caller.reader, case_id)
        if not moves.may_do(reader=caller.reader, move=told.chosen()):
            raise not_there()
        wrong = moves.lacks(move=told.chosen(), told=told.told(), today=queries.day_of(now))
        put_right(wrong)
        case = unchanged(request, caller, case_id)
        possible(case, told.move.value)
        try:
            operations.move(case_id=case_id, move=told.chosen(), read_as=State(case.state),
                            told=told.told(), by=caller.user, now=now)  # fmt: skip
        except operations.MovedOnError:
            moved_on(caller.reader, case_id, status=409)
        return get_held(caller.reader, case_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


@ROUTER.post(
    "/cases/{int:case_id}/verdicts", auth=WRITE,
    response=answers(CaseOut, also=(409, 412, 428)),
    openapi_extra=repeats.DOCUMENTED_WITH_STATE,
)  # fmt: skip
def say_verdict(request: HttpRequest, case_id: Number, told: VerdictIn) -> HttpResponse:
    """Say, as the lead of a team, how a contested rejection ends; it does when both say the same.

    For a team that has no lead an administrator says it. Until it ends, the answer still says that
    it is contested.
    """
    caller, now = caller_of(request), clock.now()
    verdict = Move(told.verdict.value)

    def act() -> CaseOut:
        get_held(caller.reader, case_id)
        if not settling.speaks_for(reader=caller.reader):
            raise not_there()
        said = moves.Told(note=told.note.strip())
        put_right(moves.lacks(move=verdict, told=said, today=queries.day_of(now)))
        possible(unchanged(request, caller, case_id), verdict.value)
        try:
            operations.say_verdict(
                case_id=case_id, verdict=verdict, note=said.note, by=caller.user, now=now
            )
        except operations.MovedOnError:
            moved_on(caller.reader, case_id, status=409)
        return get_held(caller.reader, case_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


@ROUTER.post(
    "/cases/{int:case_id}/undo", auth=WRITE, response=answers(CaseOut, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def undo_move(request: HttpRequest, case_id: Number) -> HttpResponse:
    """Take one's own last decision back, within a minute of it."""
    caller, now = caller_of(request), clock.now()

    def act() -> CaseOut:
        get_held(caller.reader, case_id)
        operations.undo(case_id=case_id, by=caller.user, now=now)
        return get_held(caller.reader, case_id)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)
