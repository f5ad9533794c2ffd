"""Disputing that a promise was missed, and settling it: the leads of both teams say the same."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff import promises
from sameroom.handoff.promises import Ruling, Standing
from sameroom.handoff.web import promising, settling, telling
from sameroom.handoff.web.models import Case, Dispute, Ruled
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit


class NotMissedError(SameroomError):
    """There is nothing to dispute."""

    def __init__(self) -> None:
        super().__init__(
            _("This promise was not missed, or is disputed already."),
            remedy=_("Nothing of yours was written. Look at how it stands now."),
        )


class SettledError(SameroomError):
    """A dispute ended meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This dispute has ended meanwhile."))


def dispute(*, case_id: int, promise: str, reason: str, by: User, now: datetime) -> int:
    """Say why a missed promise should not count as late; gives the number of the dispute.

    Raises:
        NotMissedError: when it was not missed, or is disputed already.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        present = room.get_present() or now
        stand = promising.standings(case=case, now=present)[promise]
        if stand.standing is not Standing.MISSED or stand.due_at is None:
            raise NotMissedError
        try:
            with transaction.atomic():
                made = Dispute.objects.create(
                    case=case, promise=promise, due_at=stand.due_at, reason=reason[:1000], by=by,
                    member_id=by.member_id, raised_at=present,
                )  # fmt: skip
        except IntegrityError as error:
            raise NotMissedError from error
        audit.record("promise.disputed", at=now, by=by, subject=case_id,
                     details={"dispute": made.pk, "promise": promise})  # fmt: skip
        telling.tell_disputed(dispute_id=made.pk, now=now)
    return int(made.pk)


def rule(
    *, dispute_id: int, ruling: Ruling, note: str, by: User, now: datetime, seen: str | None = None
) -> bool:
    """Say, as the lead of a team or for one without, how a dispute ends; tells whether it ended.

    Args:
        seen: what was said for both teams when the page was opened, such as "excuse|".

    Raises:
        ChangedSinceError: when something else was said since.
        SettledError: when it has ended already.
        NoWordError: when it is not theirs to say.
    """
    with transaction.atomic():
        teams = settling.words_of(by=by)
        row = Dispute.objects.filter(pk=dispute_id, ended_as="")
        settling.check_seen(row=row.select_for_update().first(), seen=seen)
        if not row.update(**{f"verdict_{team}": ruling for team in teams}, note=note[:1000]):
            raise SettledError
        for team in teams:
            Ruled.objects.create(dispute_id=dispute_id, team=team, ruling=ruling,
                                 note=note[:1000], by=by,
                                 said_at=room.get_present() or now)  # fmt: skip
        told = row.get()
        audit.record("promise.ruled", at=now, by=by, subject=told.case_id,
                     details={"dispute": dispute_id, "says": str(ruling),
                              "for": " ".join(teams)})  # fmt: skip
        ends = promises.settle(marketing=told.verdict_marketing, sales=told.verdict_sales)
        if ends is not None and row.update(ended_as=ends, ended_at=now):
            audit.record("promise.settled", at=now, by=by, subject=told.case_id,
                         details={"dispute": dispute_id, "as": str(ends)})  # fmt: skip
            telling.tell_ruled(dispute_id=dispute_id, now=now)
    return ends is not None
