"""How leads fare and how promises stand, for programs: as the pages show it, and no more."""

import hashlib
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from sameroom import clock
from sameroom.handoff.web import (
    owning,
    promise_queries,
    reading_page,
    reading_queries,
    reading_rows,
)
from sameroom.handoff.web.endpoint_parts import READ, WRITE
from sameroom.handoff.web.owning import OwnedCampaign
from sameroom.handoff.web.promise_page import PromiseLine
from sameroom.handoff.web.reading_queries import Chosen, Families, Known, Spot
from sameroom.handoff.web.reading_told import (
    CampaignOwnerIn,
    CampaignOwnerOut,
    CampaignReasonsOut,
    CampaignWeeksOut,
    LeadFigureOut,
    LeadReadingsOut,
    LeadRowOut,
    LeadRowsOut,
    OpenOut,
    PromisesOut,
    ReasonOut,
    ReasonsOut,
    SpotOut,
    WeekReasonsOut,
)
from sameroom.handoff.web.told import NO_ZERO
from sameroom.measure import Reading, Told
from sameroom.people.web.bearer import caller_of
from sameroom.record.web import api as record
from sameroom.webkit.rest import repeats
from sameroom.webkit.rest.paging import After, Limit, cut, read_cursor, same_generation
from sameroom.webkit.rest.problems import Problem, answers, not_there

ROUTER = Router(tags=["leads"])
Campaign = Annotated[str, Query("", max_length=200, pattern=NO_ZERO, description="Its name.")]
Segment = Annotated[str, Query("", max_length=200, pattern=NO_ZERO, description="The industry.")]
Team = Annotated[str, Query("", max_length=20, pattern=NO_ZERO, description="Whose leads.")]
Period = Annotated[
    str,
    Query("", pattern=r"^(recent|\d{4}-\d{2})?$",
          description="Handed over in this month, such as 2026-06; recent: in four weeks."),
]  # fmt: skip


@ROUTER.get("/cases/readings", auth=READ, response=answers(LeadReadingsOut))
def get_lead_readings(
    request: HttpRequest, campaign: Campaign, segment: Segment, team: Team, period: Period
) -> LeadReadingsOut:
    """Tell how leads fare: all of them, or those of a campaign, industry, team or period."""
    chosen = Chosen(segment=segment, campaign=campaign, team=team, period=period)
    known = reading_queries.find_known(chosen=chosen)
    if known is None:
        return LeadReadingsOut()  # nothing was read yet
    offered = known.offered
    told = LeadReadingsOut(
        starts_at=offered.starts_at, ends_at=offered.ends_at,
        promised_hours=offered.promised_hours, decision_hours=offered.decision_hours,
        campaigns=list(offered.campaigns), segments=list(offered.segments),
        teams=list(offered.teams), months=list(offered.months),
    )  # fmt: skip
    if known.leads is None or known.leads < reading_page.FEWEST:
        return told
    return told.model_copy(update=_told(known, known.leads))


def _told(known: Known, leads: int) -> dict[str, object]:
    campaigns = known.by_campaign if len(known.by_campaign) > 1 else ()
    return {
        "leads": leads,
        "figures": [
            _figure(measure, one)
            for measure, listed in known.told.items()
            for one in listed
            if reading_queries.is_shown(one)
        ],
        "unanswered": [_spot(one) for one in known.curve],
        "undecided": [_spot(one) for one in known.decided],
        "ages": list(known.ages) if sum(known.ages) >= reading_page.FEWEST else [],
        "weeks": [_week(*one) for one in known.weeks],
        "by_campaign": [
            CampaignWeeksOut(campaign=name, weeks=[_week(*one) for one in weeks])
            for name, weeks in campaigns
        ],
    }


def _figure(measure: str, one: Told) -> LeadFigureOut:
    part = dict(one.part)
    if not isinstance(one, Reading):
        return LeadFigureOut(measure=measure, figure=one.figure, part=part, is_told=False,
                             value=None, low=None, high=None, unit=one.unit.value,
                             count=one.have)  # fmt: skip
    sure = one.interval
    return LeadFigureOut(
        measure=measure, figure=one.figure, part=part, is_told=True, value=one.value,
        low=sure.low if sure else None, high=sure.high if sure else None, unit=one.unit.value,
        count=one.count,
    )  # fmt: skip


def _spot(one: Spot) -> SpotOut:
    hours, share, low, high = one
    return SpotOut(hours=hours, share=share, low=low, high=high)


def _week(week: date, families: Families) -> WeekReasonsOut:
    return WeekReasonsOut(week=week, families=dict(families))


@ROUTER.get("/cases/readings/{of}", auth=READ, response=answers(LeadRowsOut, also=(409,)))
def list_lead_rows(
    request: HttpRequest,
    limit: Limit,
    after: After,
    of: Annotated[
        str,
        Path(pattern="^[a-z-]{1,20}$", description=f"One of {', '.join(reading_rows.LISTS)}."),
    ],
    campaign: Campaign,
    segment: Segment,
    team: Team,
    period: Period,
) -> LeadRowsOut:
    """List the leads behind the readings that the caller sees."""
    place = read_cursor(cursor=after, like=(int, int))
    if of not in reading_rows.LISTS:
        raise not_there()
    shown = record.shown_generation()
    if place:
        same_generation(asked=place[0], shown=shown)
    first = min(place[1], 2**31) if place else 0
    rows = reading_rows.list_behind(
        reader=caller_of(request).reader, of=of, first=first, limit=limit + 1,
        chosen=Chosen(segment=segment, campaign=campaign, team=team, period=period),
    )  # fmt: skip
    page, cursor = cut(rows=rows, limit=limit, place=lambda one: (shown, first + limit))
    items = [LeadRowOut.model_validate(one, from_attributes=True) for one in page]
    return LeadRowsOut(title=str(reading_rows.LISTS[of][1]), items=items, next=cursor)


@ROUTER.get("/cases/reasons", auth=READ, response=answers(ReasonsOut, also=(409,)))
def list_reasons(request: HttpRequest, limit: Limit, after: After) -> ReasonsOut:
    """List what reasons say of each campaign, those of this minute included, and whose it is."""
    place = read_cursor(cursor=after, like=(str,))
    page = owning.get_reasons_page(reader=caller_of(request).reader, now=clock.now())
    listed = sorted(page.campaigns, key=lambda one: one.told.campaign)
    first = 0
    if place:
        first = next((n for n, one in enumerate(listed, 1) if _place(one) == tuple(place)), 0)
        if not first:
            raise Problem(409, "The campaign that ended the page before is not here any more.",
                          where="after", remedy="Begin again without `after`.")  # fmt: skip
    rows, cursor = cut(rows=listed[first : first + limit + 1], limit=limit, place=_place)
    items = [_reasons(one, may_name=page.may_name) for one in rows]
    return ReasonsOut(items=items, next=cursor)


@ROUTER.post(
    "/cases/reasons/owners", auth=WRITE, response=answers(CampaignOwnerOut, also=(409,)),
    openapi_extra=repeats.DOCUMENTED,
)  # fmt: skip
def name_campaign_owner(request: HttpRequest, told: CampaignOwnerIn) -> HttpResponse:
    """Say whose a campaign is, as a lead of marketing: they hear why its leads are turned down."""
    caller, now = caller_of(request), clock.now()

    def act() -> CampaignOwnerOut:
        if not owning.may_name(reader=caller.reader):
            raise not_there()
        try:
            owning.name_owner(
                campaign=told.campaign, owner_id=told.owner, was=told.was or 0, by=caller.user,
                now=now,
            )  # fmt: skip
        except owning.NoSuchOwnerError as error:
            raise Problem(
                422, "There is no such campaign, or nobody of marketing with that number.",
                where="campaign, owner", remedy="Take them from /cases/reasons and /people.",
            ) from error  # fmt: skip
        except owning.ChangedMeanwhileError as error:
            raise Problem(
                409, "It is not, or no longer, whose you say it was.", where="was",
                remedy="Read /cases/reasons again, then say it anew.",
            ) from error  # fmt: skip
        owner = owning.find_owners(campaigns={told.campaign})[told.campaign]
        return CampaignOwnerOut(campaign=told.campaign, owner=owner.name, owner_id=owner.pk)

    return repeats.once(request, caller=caller.user.pk, now=now, status=200, act=act)


def _place(one: OwnedCampaign) -> tuple[str]:
    """Tell where a campaign stands, in few letters however long its name is."""
    return (hashlib.sha256(one.told.campaign.encode()).hexdigest(),)


def _reasons(one: OwnedCampaign, *, may_name: bool) -> CampaignReasonsOut:
    return CampaignReasonsOut(
        campaign=one.told.campaign, rejected=one.told.rejected, here_today=one.told.here_today,
        reasons=[ReasonOut(reason=words, leads=n) for words, n in one.told.reasons],
        owner=one.owner, is_named=one.is_named,
        owner_id=(one.owner_id or None) if may_name else None,
    )  # fmt: skip


@ROUTER.get("/promises", auth=READ, response=answers(PromisesOut))
def get_promises(
    request: HttpRequest,
    campaign: Campaign,
    week: Annotated[date | None, Query(None, description="Its Monday, as `weeks` has it.")],
) -> PromisesOut:
    """Tell how both teams' promises stand, by week and team, with what is still open."""
    page = promise_queries.get_promises_page(
        reader=caller_of(request).reader, week=week.isoformat() if week else "",
        campaign=campaign, now=clock.now(),
    )  # fmt: skip
    if week != page.week:
        raise Problem(422, "Nothing is counted for this week.", where="week",
                      remedy="Give one of `weeks`.")  # fmt: skip
    if campaign != page.campaign:
        raise Problem(422, "Nothing is counted for this campaign, or for fewer than five leads.",
                      where="campaign", remedy="Give one of `campaigns`.")  # fmt: skip
    told = {
        "weeks": page.weeks, "campaigns": page.campaigns,
        "marketing": [_promise(one) for one in page.marketing],
        "sales": [_promise(one) for one in page.sales],
        "delays": page.delays,
        "open": [
            OpenOut(case=one.case_id, person_name=one.who, account_name=one.company,
                    promise=one.promise, due_at=one.due_at)
            for one in page.open_ones
        ],
    }  # fmt: skip
    return PromisesOut.model_validate(told, from_attributes=True)


def _promise(one: PromiseLine) -> dict[str, object]:
    return {
        "promise": one.promise, "words": one.words, "terms": one.terms, "promised": one.promised,
        "is_met": one.is_met, "whole": one.whole, "weeks": one.weeks,
        "teams": [{"team": team, "tally": tally} for team, tally in one.teams],
    }  # fmt: skip
