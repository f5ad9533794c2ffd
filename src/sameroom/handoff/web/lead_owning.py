"""Who has a lead when the record is read anew: what was said here stands until the record moves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from sameroom.handoff.members import Member
from sameroom.handoff.web.assigning import ownerless
from sameroom.handoff.web.models import Case, Seller
from sameroom.notice.web import operations as notice

SELLER = ("address", "name", "team", "calendar", "is_active", "generation")


def keep_owners(*, rows: Sequence[Case]) -> None:
    """Give leads that the record tells anew the owner whom somebody or a rule gave them here.

    Where the record names a person whom it did not name before, that is the newer word: its system
    moved the lead, or it has followed us.

    Args:
        rows: as the record tells them; in the caller's transaction, until whose end nobody else
            gives one of them to anybody.
    """
    held = Case.objects.select_for_update().filter(key__in=[row.key for row in rows])
    ours = {case.key: case for case in held.defer("packet") if case.is_owned_here}
    for row in rows:
        row.read_owner_id = row.owner_id if row.holder == "person" else ""
        case = ours.get(row.key)
        if case is None or row.read_owner_id not in {"", case.read_owner_id}:
            continue
        row.owner_id, row.owner_name, row.team = case.owner_id, case.owner_name, case.team
        row.holder, row.is_owned_here = case.holder, True


def forget_nobody(*, present: datetime, now: datetime) -> None:
    """Forget of leads that the record gave an owner that nobody could take them."""
    unowned = Case.objects.filter(ownerless(present=present)).values("pk")
    rows = Case.objects.exclude(nobody_since=None).exclude(pk__in=unowned)
    for case_id in list(rows.values_list("pk", flat=True)):
        Case.objects.filter(pk=case_id).update(nobody_since=None)
        notice.settle_all(starts=f"handoff:{case_id}:nobody:", now=now)


def write_sellers(*, members: Iterable[Member], generation: int) -> None:
    """Write who of us the record knows; whoever it knows no longer has left."""
    rows = [
        Seller(
            member_id=one.member_id[:200], address=one.address[:250], name=one.name[:200],
            team=one.team[:20], calendar=one.calendar[:200], is_active=one.is_active,
            generation=generation,
        )
        for one in members
    ]  # fmt: skip
    with transaction.atomic():
        Seller.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["member_id"], update_fields=SELLER,
            batch_size=100,
        )  # fmt: skip
        Seller.objects.filter(generation__lt=generation).update(is_active=False)
