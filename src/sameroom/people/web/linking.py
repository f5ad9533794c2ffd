"""Links people to whom the record knows by their e-mail address, where that leaves no doubt."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Q, QuerySet, Value

from sameroom.people.members import Address, find_only
from sameroom.people.web.models import Invitation, RecordAddress, User
from sameroom.webkit import audit
from sameroom.webkit.rights import Role, Sees

TEAMS = ("marketing", "sales")  # whose records are somebody's own


def keep_addresses(*, addresses: Iterable[Address]) -> None:
    """Keep by which addresses the record knows us, in place of those before."""
    with transaction.atomic():
        RecordAddress.objects.all().delete()
        RecordAddress.objects.bulk_create(
            [RecordAddress(member_id=one.member_id, address=one.address) for one in addresses],
            batch_size=500,
        )


def link(*, now: datetime, user_id: int | None = None) -> int:
    """Link whoever is not linked and whose address is one member's alone; tells how many.

    What a person set, or took away, stands; nobody is linked to a member whom another is.

    Args:
        user_id: of one who just came; None for everybody.
    """
    users = _open_ones() if user_id is None else _open_ones().filter(pk=user_id)
    waiting = list(users.order_by("pk"))
    wanted = RecordAddress.objects.filter(address__in=[one.email for one in waiting])
    known = [Address(one.member_id, one.address) for one in wanted.order_by("member_id", "pk")]
    taken = set(User.objects.exclude(member_id="").values_list("member_id", flat=True))
    count = 0
    for user in waiting:
        member_id = find_only(address=user.email, known=known)
        if not member_id or member_id in taken:
            continue
        with transaction.atomic():
            if _open_ones().filter(pk=user.pk).update(member_id=member_id):
                audit.record(
                    "person.found_in_record", at=now, subject=user.pk,
                    details={"member_id": member_id},
                )  # fmt: skip
                taken.add(member_id)
                count += 1
    return count


def list_waiting() -> list[tuple[int, str, bool]]:
    """List who waits for an administrator, by name: their number, and whether for a team.

    Whoever has a team waits to be linked to the record, once the record knows anybody.
    """
    here = User.objects.filter(is_active=True, is_invented=False)
    found = here.filter(Q(team="") | unlinked()).order_by("name", "pk")
    return [(one.pk, one.name, not one.team) for one in found.only("pk", "name", "team")[:500]]


def list_waiting_and_led(
    *, teams: Sequence[str], now: datetime
) -> tuple[list[tuple[int, str, bool]], set[str]]:
    """List who waits, as `list_waiting` does, and which of some teams have a lead here or invited.

    One query, for the first page asks it.
    """
    leading = {"role": Role.LEAD, "team__in": teams}
    columns = ("pk", "name", "team")
    here = User.objects.filter(is_active=True)
    waiting = here.filter(Q(team="") | unlinked(), is_invented=False)
    leads = here.filter(**leading)
    invited = Invitation.objects.filter(
        used_at=None, withdrawn_at=None, expires_at__gt=now, **leading
    )
    kinds = (("waits", waiting), ("leads", leads), ("leads", invited))
    first, *others = (
        found.order_by().annotate(what=Value(what)).values_list("what", *columns)
        for what, found in kinds
    )
    rows = sorted(first.union(*others, all=True), key=lambda row: (row[2], row[1]))
    people = [(number, name, not team) for what, number, name, team in rows if what == "waits"]
    return people[:500], {team for what, _, _, team in rows if what == "leads"}


def unlinked() -> Q:
    """Tell who is not linked to the record, though their rights need it."""
    knows_anybody = Q(Exists(RecordAddress.objects.values("pk")))
    return Q(member_id="", team__in=TEAMS, sees__in=[Sees.OWN, Sees.TEAM]) & knows_anybody


def _open_ones() -> "QuerySet[User]":
    return User.objects.filter(is_active=True, is_invented=False, member_id="", is_member_set=False)
