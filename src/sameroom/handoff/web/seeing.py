"""Which leads a reader sees."""

from dataclasses import replace

from django.db.models import Q, QuerySet

from sameroom.handoff import moves
from sameroom.handoff.web.models import Case
from sameroom.webkit.rights import Reader, Sees


def visible(*, reader: Reader) -> QuerySet[Case]:
    """List the leads that a reader sees. Twin of `moves.sees_case`."""
    rows = Case.objects.all()
    if not reader.team:
        return rows.none()
    if reader.sees is Sees.ALL:
        return rows
    own = Q(sent_by_id=reader.user_id)
    if reader.member_id:
        own |= Q(owner_id=reader.member_id)
    if reader.sees is Sees.OWN:
        return rows.filter(own)
    teams = Q(team=reader.team)
    if reader.team == moves.SALES:
        teams |= Q(team="")
    return rows if reader.team == moves.MARKETING else rows.filter(own | teams)


def kind_of(reader: Reader) -> Reader:
    """Give what a reader has in common with colleagues: what a prepared query is built by."""
    return replace(reader, user_id=0, member_id="known" if reader.member_id else "")


def ids_of(reader: Reader) -> dict[str, int | str]:
    """Give what a reader has alone: what a prepared query is told each time."""
    return {"user_id": reader.user_id or 0, "member_id": reader.member_id}


def with_ids(*, kind: Reader, user_id: int, member_id: str) -> Reader:
    """Make a reader of both, or of their stand-ins."""
    return replace(kind, user_id=user_id, member_id=member_id if kind.member_id else "")
