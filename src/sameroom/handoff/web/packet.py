"""The packet of a lead: all that the buyer saw and did, on one screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import opening_words, wording
from sameroom.handoff.web.clock_part import Clocks, lay_out_clocks
from sameroom.handoff.web.models import Case
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.record.web.api import Happening
from sameroom.webkit.rights import Reader, called
from sameroom.webkit.words import instead_of_names

TIMELINE = 9


@dataclass(frozen=True, slots=True)
class Text:
    """A text that reached the buyer."""

    at: datetime
    team: str
    channel: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Did:
    """Something that the buyer did."""

    at: datetime
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Fit:
    """A condition of the ideal customer, and whether this one meets it; None: not known."""

    attribute: str
    fits: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Packet:
    """A lead with all that is known, as its reader may see it.

    Args:
        is_laid_out: whether what the buyer did and read was gathered; not for leads that were
            decided before the room first read of them.
    """

    case_id: int
    is_laid_out: bool
    state: str
    state_words: str
    who: str
    title: str
    email: str
    person_key: str
    company: str
    account_key: str
    facts: tuple[tuple[str, str], ...]
    campaign: str
    came_by: str
    audience: str
    promise: str
    sent_note: str
    why: tuple[str, ...]
    acts: tuple[Did, ...]
    more_acts: int
    texts: tuple[Text, ...]
    fits: tuple[Fit, ...]
    similar: tuple[Mapping[str, str], ...]
    opening: str
    rests_on: str
    happenings: tuple[Happening, ...]
    handed_over_at: datetime | None
    due_at: datetime | None
    urgency: str
    warnings: tuple[str, ...]
    opened: str
    opened_at: datetime | None
    is_own_opening: bool
    decided: str
    decided_at: datetime | None
    may: frozenset[str]
    reason: str
    note: str
    answer: str
    must_change: str
    return_on: date | None
    merged_into: str
    clocks: Clocks


def lay_out_packet(
    *, case: Case, reader: Reader, sizes: Mapping[str, int], now: datetime
) -> Packet:
    """Lay a lead's packet out for a reader who sees it; three queries."""
    told = case.packet
    begin = opening_words.line(told)
    state = State(case.state)
    may = {
        move.value for move in Move
        if not case.is_gone and moves.may_do(reader=reader, move=move)
        and moves.is_possible(move=move, state=state)
    }  # fmt: skip
    return Packet(
        case_id=case.pk,
        is_laid_out=bool(told),
        state=case.state,
        state_words=wording.state(case.state),
        who=case.person_name,
        title=told.get("title", ""),
        email=told.get("email", ""),
        person_key=case.person_key,
        company=case.account_name,
        account_key=case.account_key,
        facts=tuple((wording.fact(head), said) for head, said in told.get("company", [])),
        campaign=case.campaign,
        came_by=told.get("came_by", "") or case.channel,
        audience=told.get("audience", ""),
        promise=told.get("promise", ""),
        sent_note=case.sent_note,
        why=wording.why(told),
        acts=tuple(
            Did(datetime.fromisoformat(one["at"]), wording.did(one["kind"]), one["about"])
            for one in told.get("acts", [])
        ),
        more_acts=told.get("more_acts", 0),
        texts=tuple(
            Text(datetime.fromisoformat(one["at"]), one["team"], one["channel"], one["subject"],
                 one["body"])
            for one in told.get("texts", [])
        ),
        fits=tuple(
            Fit(wording.attribute(one["attribute"]),
                None if one["fits"] is None else bool(one["fits"]), one["why"])
            for one in told.get("fit", [])
        ),
        similar=tuple(
            {**one, "amount": wording.amount(one.get("amount", "")),
             "closed": opening_words.month(one.get("closed", ""))}
            for one in told.get("similar", [])
        ),
        opening=begin.words,
        rests_on=begin.rests_on,
        happenings=record.list_happenings(
            reader=reader, person_key=case.person_key, account_key=case.account_key, sizes=sizes,
            most=TIMELINE,
        ),
        handed_over_at=case.handed_over_at,
        due_at=case.due_at,
        urgency=moves.urgency(due_at=case.due_at, now=now),
        warnings=wording.warnings(case),
        opened=name_of(user=case.opened_by, reader=reader, sizes=sizes),
        opened_at=case.opened_at,
        is_own_opening=case.opened_by_id == reader.user_id,
        decided=name_of(user=case.decided_by, reader=reader, sizes=sizes),
        decided_at=case.decided_at,
        may=frozenset(may),
        reason=wording.reason(case.reason),
        note=case.note,
        answer=case.answer,
        must_change=case.must_change,
        return_on=case.return_on,
        merged_into=case.merged_into,
        clocks=lay_out_clocks(case=case, reader=reader, now=now),
    )  # fmt: skip


def name_of(*, user: User | None, reader: Reader, sizes: Mapping[str, int]) -> str:
    """Say who of us it was, as a reader may know it; "" for nobody."""
    if user is None:
        return ""
    if user.pk == reader.user_id:
        return gettext("You")
    return called(
        reader=reader, member_id=user.member_id or f"user:{user.pk}", name=user.name,
        team=user.team, size=sizes.get(user.team, 0),
        words=instead_of_names(user.team),
    )  # fmt: skip
