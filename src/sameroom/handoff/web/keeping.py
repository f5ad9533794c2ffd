"""Who of sales has a person already: by an earlier lead of theirs that was accepted."""

from datetime import datetime

from django.db.models import F

from sameroom.handoff import moves
from sameroom.handoff.moves import State
from sameroom.handoff.web.models import Case, Seller
from sameroom.handoff.web.sellers import days_away, gone_ids
from sameroom.people.web.models import User

HELD = (State.ACCEPTED, State.QUALIFIED, State.DEAL)


def find_held(*, person_key: str) -> Case | None:
    """Find the newest lead by which somebody has a person already; None where nobody does."""
    if not person_key:
        return None
    rows = Case.objects.filter(person_key=person_key, state__in=HELD, is_gone=False)
    had = rows.filter(holder="person").exclude(owner_id="").defer("packet")
    return had.order_by(F("handed_over_at").desc(nulls_last=True), "-pk").first()


def find_keeper(*, case: Case, present: datetime) -> Case | None:
    """Find the lead whose owner a lead handed over in the room goes to: they have that person."""
    held = find_held(person_key=case.person_key) if case.is_from_here else None
    return held if held is not None and can_keep(held=held, present=present) else None


def can_keep(*, held: Case, present: datetime) -> bool:
    """Tell whether whoever has a person gets a new lead of theirs, too.

    Whoever has left, is of another team, or is away today keeps nobody.
    """
    return held.team in {"", moves.SALES} and _is_there(held.owner_id, present)


def _is_there(member_id: str, present: datetime) -> bool:
    seller = Seller.objects.filter(member_id=member_id).first()
    if seller is None:
        is_here = User.objects.filter(member_id=member_id, is_active=True).exists()
    else:
        is_here = seller.is_active and not gone_ids().filter(member_id=member_id).exists()
    away = days_away(ids=[member_id], present=present)
    return is_here and present.date() not in away.get(member_id, ())
