"""Links people to whom the record knows by their e-mail address, where that leaves no doubt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Min, Q, QuerySet, Value

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait for an administrator, and one of them where there is but one.

    Args:
        number: of the only one; 0 where they are none or many.
        name: of the only one.
    """

    count: int = 0
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What administrators are asked for the sake of people.

    Args:
        for_a_team: who has no team.
        for_a_link: who has one, and needs to be linked to the record.
        led: which of some teams have a lead, here or invited.
    """

    for_a_team: Waiting
    for_a_link: Waiting
    led: frozenset[str]


def get_asked(*, teams: Sequence[str], now: datetime) -> Asked:
    """Count who waits for a team or a link, and tell which of some teams have a lead.

    The database counts: a row comes for each team and not for each person, and by one query, for
    the first page asks it.
    """
    leading = {"role": Role.LEAD, "team__in": teams}
    here = User.objects.filter(is_active=True)
    invited = Invitation.objects.filter(
        used_at=None, withdrawn_at=None, expires_at__gt=now, **leading
    )
    kinds = (
        ("waits", here.filter(Q(team="") | unlinked(), is_invented=False)),
        ("leads", here.filter(**leading)),
        ("leads", invited),
    )
    first, *others = (
        found.order_by()
        .values("team")
        .annotate(what=Value(what), n=Count("pk"), first=Min("pk"), called=Min("name"))
        .values_list("what", "team", "n", "first", "called")
        for what, found in kinds
    )
    rows = list(first.union(*others, all=True))
    waiting = [row for row in rows if row[0] == "waits"]
    return Asked(
        _together(row for row in waiting if not row[1]),
        _together(row for row in waiting if row[1]),
        frozenset(row[1] for row in rows if row[0] == "leads"),
    )


def _together(rows: Iterable[tuple[str, str, int, int, str]]) -> Waiting:
    found = list(rows)
    count = sum(row[2] for row in found)
    return Waiting(1, found[0][3], found[0][4]) if count == 1 else Waiting(count)


def unlinked() -> Q:
    """Tell who is not linked to the record, though their rights need it."""
    knows_anybody = Q(Exists(RecordAddress.objects.values("pk")))
    return Q(member_id="", team__in=TEAMS, sees__in=[Sees.OWN, Sees.TEAM]) & knows_anybody


def _open_ones() -> "QuerySet[User]":
    return User.objects.filter(is_active=True, is_invented=False, member_id="", is_member_set=False)
