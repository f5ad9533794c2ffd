"""What the pages about routing show, cut down to what their reader may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sameroom.agreement.web.api import Agreement
from sameroom.handoff import moves, owners
from sameroom.handoff.moves import State
from sameroom.handoff.web import routing_wording as wording
from sameroom.handoff.web.assigning import to_route
from sameroom.handoff.web.models import Case, Routing
from sameroom.handoff.web.queries import visible
from sameroom.handoff.web.sellers import Known, find_known
from sameroom.handoff.web.ways import Step, gives_any, step_of
from sameroom.record.web import api as record
from sameroom.room.web import api as room
from sameroom.webkit.rights import Reader, may_know_name

LISTED = 60


@dataclass(frozen=True, slots=True)
class TurnTaker:
    """Somebody whom a rule names, as the reader may know them.

    Args:
        state: "", "away", "full", "left" or "unknown".
        undecided: how many leads wait for them; None where that is not the reader's to know.
    """

    called: str
    state: str
    undecided: int | None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of the agreement in force."""

    name: str
    conditions: tuple[str, ...]
    takers: tuple[TurnTaker, ...]
    others: int  # colleagues who are not called by name


@dataclass(frozen=True, slots=True)
class RoutingPage:
    """The rules in force, what came of them last, and what nobody could take."""

    rules: tuple[RuleLine, ...]
    most_open: int
    agreement: str
    steps: tuple[Step, ...]
    nobody: int
    may_give: bool


def get_routing_page(*, reader: Reader, now: datetime) -> RoutingPage:
    """Get the rules with who takes turns by them, and the last steps of leads the reader sees."""
    agreed, present = room.get_agreed(), room.get_present() or now
    sizes = record.get_team_sizes()
    rows = Routing.objects.filter(case__in=visible(reader=reader)).select_related("case", "by")
    listed = rows.order_by("-at", "-pk").defer("case__packet")[:LISTED]
    return RoutingPage(
        rules=_rules(agreed, reader, sizes, present),
        most_open=agreed.clauses.handoff.routing.most_open,
        agreement=agreed.clauses.version,
        steps=tuple(step_of(row=row, case=row.case, reader=reader, sizes=sizes) for row in listed),
        nobody=nobody_s(reader=reader, present=present).count(),
        may_give=gives_any(reader=reader),
    )


def nobody_s(*, reader: Reader, present: datetime) -> "QuerySet[Case]":
    """List the leads that wait and that nobody has, as far as the reader sees them."""
    return visible(reader=reader).filter(pk__in=to_route(present=present).values("pk"))


def _rules(
    agreed: Agreement, reader: Reader, sizes: Mapping[str, int], present: datetime
) -> tuple[RuleLine, ...]:
    rules = agreed.clauses.handoff.routing.rules
    named = {address for rule in rules for address in rule.to}
    if not named:
        return tuple(
            RuleLine(wording.rule(rule.name, n), tuple(map(wording.condition, rule.when)), (), 0)
            for n, rule in enumerate(rules, start=1)
        )
    known = find_known(addresses=named, clauses=agreed.clauses, present=present)
    most = agreed.clauses.handoff.routing.most_open
    lines = []
    for number, rule in enumerate(rules, start=1):
        told = [_taker(one.strip().lower(), known, reader, most) for one in rule.to]
        lines.append(
            RuleLine(
                name=wording.rule(rule.name, number),
                conditions=tuple(map(wording.condition, rule.when)),
                takers=tuple(one for one in told if one is not None),
                others=sum(one is None for one in told),
            )
        )
    return tuple(lines)


def _taker(address: str, known: Mapping[str, Known], reader: Reader, most: int) -> TurnTaker | None:
    one = known.get(address)
    if one is None:
        return TurnTaker(address, "unknown", None)
    if not may_know_name(reader=reader, member_id=one.member_id, team=one.team):
        return None
    who = one.candidate
    state = ""
    if not who.is_here:
        state = "left"
    elif one.is_away:
        state = "away"
    elif who.undecided >= most:
        state = "full"
    called = wording.name_of(reader=reader, member_id=one.member_id, name=one.name, team=one.team,
                             sizes={})  # fmt: skip
    return TurnTaker(called, state, who.undecided)


@dataclass(frozen=True, slots=True)
class NobodyLine:
    """A lead that nobody has."""

    case_id: int
    who: str
    company: str
    campaign: str
    due_at: datetime | None
    urgency: str
    why: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class NobodyPage:
    """The leads that nobody has, by promise."""

    lines: tuple[NobodyLine, ...]
    total: int
    has_rules: bool
    may_give: bool


def get_nobody_page(*, reader: Reader, now: datetime) -> NobodyPage:
    """Get the leads that wait and that nobody has, the most pressing first."""
    present = room.get_present() or now
    rows = nobody_s(reader=reader, present=present).order_by("due_at", "handed_over_at", "pk")
    got = list(rows.defer("packet")[:LISTED])
    sizes = record.get_team_sizes()
    steps: dict[int, Routing] = {}
    asked = Routing.objects.filter(case_id__in=[row.pk for row in got], how="nobody")
    for one in asked.order_by("at", "pk"):
        steps[one.case_id] = one  # the last one stays
    return NobodyPage(
        lines=tuple(_nobody(row, steps.get(row.pk), reader, sizes, present) for row in got),
        total=len(got) if len(got) < LISTED else rows.count(),
        has_rules=bool(room.get_agreed().clauses.handoff.routing.rules),
        may_give=gives_any(reader=reader),
    )


def _nobody(
    row: Case, step: Routing | None, reader: Reader, sizes: Mapping[str, int], present: datetime
) -> NobodyLine:
    why = ""
    if step is not None and row.nobody_since is not None:
        told = wording.passed(row=step, reader=reader)
        why = " ".join((wording.step(row=step, reader=reader, sizes=sizes), *told))
    return NobodyLine(
        row.pk, row.person_name, row.account_name, row.campaign or row.channel, row.due_at,
        moves.urgency(due_at=row.due_at, now=present), why, row.nobody_since,
    )  # fmt: skip


def list_givable(*, reader: Reader, ids: Iterable[int]) -> list[Case]:
    """List those of some leads that the reader sees and may give to somebody."""
    rows = visible(reader=reader).filter(
        pk__in=list(ids), is_gone=False,
        state__in=[State.WAITING, State.ACCEPTED, State.RETURNED],
    )  # fmt: skip
    gives = gives_any(reader=reader)
    return [
        row for row in rows.order_by("due_at", "pk").defer("packet")
        if gives or owners.may_give(reader=reader, owner_id=row.owner_id, has_sales_lead=True)
    ]  # fmt: skip


def may_call(*, reader: Reader) -> bool:
    """Tell whether a reader ever gives leads: whoever has some, or gives out all."""
    if reader.team == moves.SALES and reader.member_id:
        return True
    return gives_any(reader=reader)
