"""The leads that are handed over, listed for programs: whatever state they are in, by promise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from sameroom.handoff import moves, promises
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import assigning, promising, queries, settling
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.naming import call, name_user
from sameroom.record.web import api as record
from sameroom.webkit.rights import Reader, may_know_name, team_told

START = datetime(1, 1, 1, tzinfo=UTC)
NEVER = 2**61  # where a lead without a promise stands in the list: behind all others
PAUSE, RESUME = "pause", "resume"  # what may be done with the clocks of a lead
MICROSECOND = timedelta(microseconds=1)


class NotYoursToAskError(ValueError):
    """Somebody asks for the leads of a colleague, or of a few, who are not theirs to know."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which leads are asked for; what is empty does not narrow anything down.

    Args:
        whose: "mine", "team" or "nobody": those that wait, and that nobody has who could decide.
        owner: who has it, by their id in the record.
    """

    states: tuple[State, ...] = ()
    whose: str = ""
    owner: str = ""
    team: str = ""
    campaign: str = ""
    family: str = ""
    person: str = ""
    due_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A lead as its reader may see it. Names of colleagues are their teams' where they must be.

    Args:
        person, account: keys of their timelines; "" where the record does not know them yet.
        owner_id: in the record; "" for nobody, and for whom the reader may not know.
        merged_into: the lead that its system has instead, if the reader sees it.
        may: what the reader may do with it now.
    """

    id: int
    state: str
    turn: int
    person: str
    person_name: str
    account: str
    account_name: str
    campaign: str
    channel: str
    holder: str
    owner: str
    owner_id: str
    team: str
    handed_over_at: datetime | None
    due_at: datetime | None
    decide_by: datetime | None
    decided_at: datetime | None
    decided_by: str
    family: str
    reason: str
    note: str
    return_on: date | None
    must_change: str
    answer: str
    verdict_marketing: str
    verdict_sales: str
    paused_at: datetime | None
    paused_until: datetime | None
    paused_for: str
    is_gone: bool
    merged_into: int | None
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done with a lead in the room."""

    id: int
    move: str
    at: datetime
    by: str
    from_state: str
    to_state: str
    family: str
    reason: str
    note: str
    is_undone: bool


def list_held(
    *, reader: Reader, wanted: Wanted, after: tuple[int, int] | None, limit: int, present: datetime
) -> list[Held]:
    """List leads by promise: what is due first comes first, what has no promise comes last.

    Args:
        after: where the page before ended, as `place_of` gives it.
        present: what was left lying for long before it waits for nobody.

    Raises:
        NotYoursToAskError: for the leads of somebody whose name the reader may not learn, or of
            another team that has fewer than five people.
    """
    rows = _narrowed(queries.visible(reader=reader), wanted, reader, present).defer("packet")
    if after is not None:
        rows = rows.filter(_behind(*after))
    ordered = rows.select_related("decided_by").order_by(F("due_at").asc(nulls_last=True), "pk")
    sizes = record.get_team_sizes()
    led = settling.led_for(reader=reader)
    cases = list(ordered[:limit])
    merged = _merged(cases, reader)
    return [
        hold(case=case, reader=reader, sizes=sizes, led=led, merged=merged) for case in cases
    ]  # fmt: skip


def find_held(*, reader: Reader, case_id: int) -> Held | None:
    """Find one lead that a reader sees."""
    rows = queries.visible(reader=reader).defer("packet").select_related("decided_by")
    case = rows.filter(pk=case_id).first()
    if case is None:
        return None
    led = settling.led_for(reader=reader)
    return hold(case=case, reader=reader, sizes=record.get_team_sizes(), led=led,
                merged=_merged([case], reader))  # fmt: skip


def _merged(cases: Iterable[Case], reader: Reader) -> dict[str, int]:
    """Find by key the leads into which some were merged, as far as the reader sees them."""
    keys = {one.merged_into for one in cases if one.merged_into not in {"", one.key}}
    if not keys:
        return {}
    rows = queries.visible(reader=reader).filter(key__in=keys)
    return dict(rows.values_list("key", "pk"))


def place_of(one: Held) -> tuple[int, int]:
    """Tell where a lead stands in the list."""
    if one.due_at is None:
        return NEVER, one.id
    return (one.due_at - START) // MICROSECOND, one.id


def list_done(*, reader: Reader, case_id: int, before: int | None, limit: int) -> list[Done]:
    """List what was done in the room with a lead that the reader sees, the latest first."""
    rows = Act.objects.filter(case_id=case_id).select_related("by")
    rows = rows if before is None else rows.filter(pk__lt=before)
    sizes = record.get_team_sizes()
    return [
        Done(act.pk, act.move, act.at, name_user(act.by, reader, sizes), act.from_state,
             act.to_state, act.family, act.reason, act.note, act.is_undone)
        for act in rows.order_by("-pk")[:limit]
    ]  # fmt: skip


def get_receipt(*, reader: Reader, case_id: int) -> tuple[str, datetime | None]:
    """Tell who opened a lead that the reader sees, and when; empty while nobody has."""
    case = Case.objects.select_related("opened_by").defer("packet").get(pk=case_id)
    return name_user(case.opened_by, reader, record.get_team_sizes()), case.opened_at


def tell_who_was_first(*, reader: Reader, case_id: int) -> str:
    """Say, as far as the reader may know, who did what with a lead last; "" when nobody did."""
    done = [one for one in list_done(reader=reader, case_id=case_id, before=None, limit=20)
            if not one.is_undone and one.to_state]  # fmt: skip
    if not done:
        return ""
    last = done[0]
    by = last.by or "somebody"
    at = last.at.astimezone(UTC)
    state = Case.objects.values_list("state", flat=True).get(pk=case_id)
    return f"{by}: {last.move}, {at:%Y-%m-%d %H:%M:%S} UTC; it is {state} now."


def hold(
    *, case: Case, reader: Reader, sizes: Mapping[str, int], led: frozenset[str],
    merged: Mapping[str, int],
) -> Held:  # fmt: skip
    """Give a lead as its reader may see it.

    Args:
        led: the teams that have a lead here: see `settling.led_for`.
        merged: numbers of the leads into which others were merged, by key.
    """
    team = case.team or moves.SALES
    is_own = bool(case.owner_id) and case.owner_id == reader.member_id
    known = is_own or may_know_name(reader=reader, member_id=case.owner_id, team=team)
    return Held(
        id=case.pk, state=case.state, turn=case.turn, person=case.person_key,
        person_name=case.person_name, account=case.account_key, account_name=case.account_name,
        campaign=case.campaign, channel=case.channel, holder=case.holder,
        owner=call(case.owner_id, case.owner_name, team, reader, sizes),
        owner_id=case.owner_id if known else "",
        team=case.team if known
        else team_told(reader=reader, team=case.team, size=sizes.get(case.team, 0)),
        handed_over_at=case.handed_over_at, due_at=case.due_at, decide_by=case.decide_by,
        decided_at=case.decided_at, decided_by=name_user(case.decided_by, reader, sizes),
        family=case.family, reason=case.reason, note=case.note, return_on=case.return_on,
        must_change=case.must_change, answer=case.answer,
        verdict_marketing=case.verdict_marketing, verdict_sales=case.verdict_sales,
        paused_at=case.paused_at, paused_until=case.paused_until, paused_for=case.paused_for,
        is_gone=case.is_gone, merged_into=merged.get(case.merged_into),
        may=_may(case, reader, led),
    )  # fmt: skip


def _may(case: Case, reader: Reader, led: frozenset[str]) -> tuple[str, ...]:
    if case.is_gone:
        return ()
    found = [
        move.value for move in Move
        if moves.may_do(reader=reader, move=move, led=led)
        and moves.is_possible(move=move, state=State(case.state))
    ]  # fmt: skip
    if promises.may_stop_clock(reader=reader, owner_id=case.owner_id):
        if case.paused_at is not None:
            found.append(RESUME)
        elif promising.list_owed(case=case):
            found.append(PAUSE)
    return tuple(found)


def _narrowed(
    rows: QuerySet[Case], wanted: Wanted, reader: Reader, present: datetime
) -> QuerySet[Case]:
    size = record.get_team_sizes().get(wanted.team, 0) if wanted.team else 0
    if wanted.team and not team_told(reader=reader, team=wanted.team, size=size):
        raise NotYoursToAskError(wanted.team)
    if wanted.owner:
        rows = rows.filter(_of_owner(wanted.owner, reader))
    if wanted.whose == "mine":
        rows = rows.filter(owner_id=reader.member_id).exclude(owner_id="")
    elif wanted.whose == "team":
        rows = rows.filter(Q(team=reader.team) | Q(team=""))
    elif wanted.whose == "nobody":
        rows = rows.filter(assigning.ownerless(present=present))
    exact = {
        "state__in": wanted.states, "team": wanted.team, "campaign": wanted.campaign,
        "family": wanted.family, "person_key": wanted.person, "due_at__lt": wanted.due_before,
    }  # fmt: skip
    return rows.filter(**{name: said for name, said in exact.items() if said})


def _of_owner(owner: str, reader: Reader) -> Q:
    """Narrow down to one colleague: oneself, or anybody of the team that one leads."""
    if owner == reader.member_id:
        return Q(owner_id=owner)
    if not may_know_name(reader=reader, member_id=owner, team=reader.team):
        raise NotYoursToAskError(owner)
    return Q(owner_id=owner, team=reader.team)


def _behind(micros: int, case_id: int) -> Q:
    if micros >= NEVER:
        return Q(due_at=None, pk__gt=case_id)
    try:
        due_at = START + timedelta(microseconds=micros)
    except OverflowError:  # a place that no lead can have
        return Q(due_at=None)
    return Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=case_id) | Q(due_at=None)
