"""How a lead came to whoever has it, and to whom it may be given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sameroom.handoff import moves, owners
from sameroom.handoff.moves import State
from sameroom.handoff.web import routing_wording as wording
from sameroom.handoff.web.assigning import Owner
from sameroom.handoff.web.models import Case, Routing, Seller
from sameroom.handoff.web.sellers import days_away, gone_ids
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Role

STEPS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way of a lead.

    Args:
        words: as a sentence.
        passed: who was passed over, and why, a sentence each.
        note: the reason that whoever gave it said.
    """

    at: datetime
    how: str
    words: str
    passed: tuple[str, ...]
    note: str
    case_id: int
    who: str
    company: str


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may be given leads."""

    member_id: str
    name: str
    is_away: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How a lead came to whoever has it, and who may give it on.

    Args:
        why: why the reader has it; "" where they do not, or nothing here says so.
        read_owner: whose it is, for the form; nobody sees it.
    """

    steps: tuple[Step, ...]
    why: str
    may_give: bool
    read_owner: str


def has_sales_lead() -> bool:
    """Tell whether sales has a lead here."""
    leads = User.objects.filter(is_active=True, role=Role.LEAD, team=moves.SALES)
    return leads.exists()


def get_way(*, case: Case, reader: Reader, sizes: Mapping[str, int]) -> Way:
    """Get the way of a lead that the reader sees; one query, two for a lead of marketing."""
    rows = _LAST_STEPS(case_id=case.pk)
    steps = tuple(step_of(row=row, case=case, reader=reader, sizes=sizes) for row in rows)
    is_mine = bool(reader.member_id) and case.owner_id == reader.member_id
    why = " ".join((steps[0].words, *steps[0].passed)) if steps and is_mine else ""
    given = case.state in {State.WAITING, State.ACCEPTED, State.RETURNED} and not case.is_gone
    may = given and may_give_case(reader=reader, case=case)
    return Way(
        steps=steps, why=why, may_give=may,
        read_owner=case.owner_id,
    )  # fmt: skip


def _last_steps(*, case_id: int) -> QuerySet[Routing]:
    rows = Routing.objects.filter(case_id=case_id).select_related("by")
    return rows.order_by("-at", "-pk")[:STEPS]


_LAST_STEPS = Prepared(_last_steps)


def list_steps(
    *, case: Case, reader: Reader, sizes: Mapping[str, int], before: int | None, limit: int
) -> list[tuple[int, Step]]:
    """List every step of a lead that the reader sees, each with its number, the latest first."""
    rows = Routing.objects.filter(case_id=case.pk).select_related("by").order_by("-pk")
    rows = rows if before is None else rows.filter(pk__lt=before)
    return [
        (row.pk, step_of(row=row, case=case, reader=reader, sizes=sizes)) for row in rows[:limit]
    ]  # fmt: skip


def may_give_case(*, reader: Reader, case: Case) -> bool:
    """Tell whether a reader may give a lead to somebody."""
    is_own = owners.may_give(reader=reader, owner_id=case.owner_id, has_sales_lead=True)
    return is_own or gives_any(reader=reader)


def gives_any(*, reader: Reader) -> bool:
    """Tell whether a reader gives out any lead; asks only where it depends on who else is here."""
    if owners.may_give_any(reader=reader, has_sales_lead=True):
        return True
    return owners.may_give_any(reader=reader, has_sales_lead=False) and not has_sales_lead()


def step_of(*, row: Routing, case: Case, reader: Reader, sizes: Mapping[str, int]) -> Step:
    """Lay one step of a lead out for a reader."""
    return Step(
        at=row.at, how=row.how, words=wording.step(row=row, reader=reader, sizes=sizes),
        passed=wording.passed(row=row, reader=reader), note=row.note, case_id=case.pk,
        who=case.person_name, company=case.account_name,
    )  # fmt: skip


def list_takers(*, now: datetime, without: str = "") -> tuple[Taker, ...]:
    """List who of sales may be given leads, by name; whoever is away today is marked."""
    present = room.get_present() or now
    rows = Seller.objects.filter(team=moves.SALES, is_active=True).exclude(name="")
    named = {row.member_id: row.name for row in rows.exclude(member_id__in=gone_ids())}
    users = User.objects.filter(team=moves.SALES, is_active=True).exclude(member_id="")
    named |= {user.member_id: user.name for user in users}
    away = days_away(ids=named, present=present)
    today = present.date()
    listed = sorted(named.items(), key=lambda one: (one[1], one[0]))
    return tuple(
        Taker(member_id, name, today in away.get(member_id, ()))
        for member_id, name in listed
        if member_id != without
    )


def find_taker(*, member_id: str) -> Owner | None:
    """Find whom a lead may be given to; None for anybody else."""
    user = User.objects.filter(member_id=member_id, team=moves.SALES, is_active=True).first()
    if user and member_id:
        return Owner(member_id, user.name, user.team)
    row = Seller.objects.filter(member_id=member_id, team=moves.SALES, is_active=True)
    one = row.exclude(name="").exclude(member_id__in=gone_ids()).first()
    return Owner(one.member_id, one.name, one.team) if one else None
