"""What *Sent back* shows: leads on the way back, by who is to act on them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, When
from django.utils.translation import gettext

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import settling, wording
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.queries import to_undo, today_of, undo_words_of, visible
from sameroom.handoff.web.ruled import Word, list_words_of_leads
from sameroom.handoff.web.settling import Settlers
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.words import instead_of_names

MOST_BACK = 300  # that ask for somebody's answer
MOST_LATER = 100  # that come back on a day
RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Back:
    """A lead on the way back."""

    case_id: int
    who: str
    company: str
    campaign: str
    state: str
    family: str
    reason: str
    note: str
    answer: str
    by_whom: str
    decided_at: datetime | None
    return_on: Any  # Any: a date or None
    must_change: str
    verdict_marketing: str
    verdict_sales: str
    words: tuple[Word, ...] = ()  # what was said for either team since it was contested


@dataclass(frozen=True, slots=True)
class BackPage:
    """Everything on the way back, by who is to act."""

    rejected: tuple[Back, ...]
    contested: tuple[Back, ...]
    returned: tuple[Back, ...]
    later: tuple[Back, ...]
    may_answer: bool
    may_take_up: bool
    may_settle: bool
    settlers: Settlers | None  # None where nothing is contested
    team: str
    undo_id: int | None
    undo_words: str
    cut: bool = False  # more asks for an answer than is listed; what asks most is
    later_cut: bool = False  # more comes back later than is listed; the next days are


def get_back_page(*, reader: Reader, now: datetime) -> BackPage:
    """Get what was sent back: to be answered, to be settled, come back, to come back later.

    Rejections that the record told long before anybody acted here are not asked about: only those
    made here, and those of the last two weeks.
    """
    present = today_of(now)
    recent = present - RECENT
    rows = visible(reader=reader).filter(is_gone=False).defer("packet").select_related("decided_by")
    asks = list(rows.filter(
        Q(state__in=[State.CONTESTED, State.RETURNED, State.REJECTED], is_ours=True)
        | Q(state=State.REJECTED, decided_at__gte=recent)
    ).order_by(_asks_most(reader), "-decided_at", "pk")[: MOST_BACK + 1])  # fmt: skip
    recycled = rows.filter(state=State.RECYCLED, is_ours=True)
    later = list(recycled.order_by("return_on", "pk")[: MOST_LATER + 1])
    back = [*asks[:MOST_BACK], *later[:MOST_LATER]]
    sizes = record.get_team_sizes()
    turned_down = _turned_down(back)
    words = list_words_of_leads(cases=back, reader=reader, sizes=sizes)
    found = [
        replace(_back(row, reader, sizes, present, turned_down), words=words.get(row.pk, ()))
        for row in back
    ]

    def of(state: State) -> tuple[Back, ...]:
        return tuple(one for one in found if one.state == state)

    contested, undo = of(State.CONTESTED), to_undo(reader, now)
    return BackPage(
        rejected=of(State.REJECTED),
        contested=contested,
        returned=of(State.RETURNED),
        later=of(State.RECYCLED),
        cut=len(asks) > MOST_BACK,
        later_cut=len(later) > MOST_LATER,
        may_answer=moves.may_do(reader=reader, move=Move.ANSWER),
        may_take_up=moves.may_do(reader=reader, move=Move.TAKE_BACK),
        may_settle=bool(contested) and bool(settling.speaks_for(reader=reader)),
        settlers=settling.who_settles() if contested else None,
        team=reader.team,
        undo_id=undo.case_id if undo else None,
        undo_words=undo_words_of(undo),
    )


def _asks_most(reader: Reader) -> models.Case:
    """Put what waits for somebody before what waits for a day: no number of these hides those."""
    return models.Case(
        When(state=State.CONTESTED, then=0),
        When(state=State.RETURNED, then=1),
        When(state=State.REJECTED, sent_by=reader.user_id, then=2),
        When(state=State.REJECTED, then=3),
        default=4,
    )


def _turned_down(rows: Iterable[Case]) -> dict[int, Act]:
    """Find by whom contested leads were turned down here: what came last is marketing's word."""
    contested = [row.pk for row in rows if row.state == State.CONTESTED]
    acts = Act.objects.filter(
        case__in=contested, move__in=[Move.REJECT, Move.DISQUALIFY], is_undone=False
    ).select_related("by")
    return {act.case_id: act for act in acts.order_by("pk")} if contested else {}


def _back(
    row: Case, reader: Reader, sizes: dict[str, int], present: datetime, turned_down: dict[int, Act]
) -> Back:
    whom, by, at = gettext("Sales, in the CRM"), row.decided_by, row.decided_at
    if row.state == State.CONTESTED:
        act = turned_down.get(row.pk)
        by, at = (act.by, act.at) if act else (None, row.read_decided_at)
    if by is not None:
        whom = called(
            reader=reader,
            member_id=by.member_id or f"user:{by.pk}",
            name=by.name,
            team=by.team,
            size=sizes.get(by.team, 0),
            words=instead_of_names(by.team),
        )
    return Back(
        row.pk, row.person_name, row.account_name, row.campaign or row.channel, row.state,
        row.family, wording.reason(row.reason), row.note, row.answer, whom,
        min(at, present) if at else None,
        row.return_on, row.must_change, row.verdict_marketing, row.verdict_sales,
    )  # fmt: skip
