"""Which leads a reader sees."""

from dataclasses import replace

from django.db.models import Q, QuerySet

from sameroom.handoff import moves
from sameroom.handoff.web.models import Case
from sameroom.webkit.prepared import Prepared
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


def _plain(*, case_id: int) -> QuerySet[Case]:
    return Case.objects.defer("packet").filter(pk=case_id)


_PLAIN = Prepared(_plain)


def find_plain(*, case_id: int) -> Case | None:
    """Find a lead without its packet, whoever may see it: for what is done with it."""
    found = _PLAIN(case_id=case_id)
    return found[0] if found else None


def _one(kind: Reader, *, user_id: int, member_id: str, case_id: int) -> QuerySet[Case]:
    reader = with_ids(kind=kind, user_id=user_id, member_id=member_id)
    return visible(reader=reader).filter(pk=case_id)


_ONE = Prepared(_one)


def find_case(*, reader: Reader, case_id: int) -> Case | None:
    """Find a lead that a reader sees."""
    found = _ONE(kind_of(reader), case_id=case_id, **ids_of(reader))
    return found[0] if found else None


def kind_of(reader: Reader) -> Reader:
    """Give what a reader has in common with colleagues: what a prepared query is built by."""
    return replace(reader, user_id=0, member_id="known" if reader.member_id else "")


def ids_of(reader: Reader) -> dict[str, int | str]:
    """Give what is a reader's own: what a prepared query is told each time."""
    return {"user_id": reader.user_id or 0, "member_id": reader.member_id}


def with_ids(*, kind: Reader, user_id: int, member_id: str) -> Reader:
    """Make a reader of both, or of their stand-ins."""
    return replace(kind, user_id=user_id, member_id=member_id if kind.member_id else "")
