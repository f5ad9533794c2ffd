"""Stopping the clocks of a lead because the buyer asked to wait, and letting them run again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff.web import promising, telling
from sameroom.handoff.web.models import Case, Pause
from sameroom.people.web.models import User
from sameroom.room.web import api as room
from sameroom.webkit import audit


class NothingRunsError(SameroomError):
    """No clock of a lead runs that could be paused."""

    def __init__(self) -> None:
        super().__init__(
            _("No clock of this lead runs: it is paused already, or its promises are kept."),
            remedy=_("Nothing of yours was written. Look at how it stands now."),
        )


class NotPausedError(SameroomError):
    """Somebody else let the clocks run again."""

    def __init__(self) -> None:
        super().__init__(_("The clocks of this lead run already."))


def pause(
    *, case_id: int, reason: str, until: datetime | None, by: User, now: datetime,
    instead: int | None = None,
) -> None:  # fmt: skip
    """Stop the clocks of a lead.

    Args:
        reason: what the buyer asked for.
        until: when they run again by themselves; None until somebody says so.
        instead: the pause that this one takes the place of, having been looked at.

    Raises:
        NothingRunsError: when none runs any more.
    """
    at = (room.get_present() or now).replace(microsecond=0)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        if instead and Pause.objects.filter(pk=instead, case_id=case_id, ends_at=None).exists():
            end(case_id=case_id, at=at, now=now, by=by)
            case = Case.objects.select_for_update().get(pk=case_id)
            _follow(case, now)
        if not promising.list_owed(case=case):
            raise NothingRunsError
        try:
            with transaction.atomic():
                made = Pause.objects.create(
                    case=case, reason=reason[:300], starts_at=at, until=until, by=by,
                    member_id=by.member_id,
                )  # fmt: skip
        except IntegrityError as error:
            raise NothingRunsError from error
        case.paused_at, case.paused_until, case.paused_for = at, until, reason[:300]
        audit.record("lead.paused", at=now, by=by, subject=case_id, details={
            "pause": made.pk, "until": until.isoformat() if until else "",
        })  # fmt: skip
        _follow(case, now)


def resume(*, case_id: int, by: User, now: datetime) -> None:
    """Let the clocks of a lead run again.

    Raises:
        NotPausedError: when somebody else did.
    """
    with transaction.atomic():
        at = (room.get_present() or now).replace(microsecond=0)
        if not end(case_id=case_id, at=at, now=now, by=by):
            raise NotPausedError
        _follow(Case.objects.select_for_update().get(pk=case_id), now)


def end(*, case_id: int, at: datetime, now: datetime, by: User | None) -> bool:
    """End the pause of a lead, in the caller's transaction; tells whether there was one."""
    one = Pause.objects.filter(case_id=case_id, ends_at=None).first()
    if one is None:
        return False
    ends_at = max(one.starts_at, at)
    if not Pause.objects.filter(pk=one.pk, ends_at=None).update(ends_at=ends_at):
        return False
    Case.objects.filter(pk=case_id).update(paused_at=None, paused_until=None, paused_for="")
    audit.record("lead.resumed", at=now, by=by, subject=case_id, details={"pause": one.pk})
    return True


def end_due(*, now: datetime) -> int:
    """End the pauses whose day has come, each once, and tell who has the lead."""
    present, count = room.get_present() or now, 0
    due = Pause.objects.filter(ends_at=None, until__lte=present).order_by("until", "pk")
    for one in list(due[:500]):
        with transaction.atomic():
            if one.until and end(case_id=one.case_id, at=one.until, now=now, by=None):
                case = Case.objects.select_for_update().get(pk=one.case_id)
                _follow(case, now)
                if promising.list_owed(case=case):
                    telling.tell_running(case_id=case.pk, pause_id=one.pk, now=now)
                count += 1
    return count


def _follow(case: Case, now: datetime) -> None:
    """Have the promises of a lead and their steps follow its pauses."""
    clauses = room.get_agreed().clauses
    promising.promise_anew(case=case, clauses=clauses)
    case.save(update_fields=[
        "touch_by", "due_at", "decide_by", "paused_at", "paused_until", "paused_for",
    ])  # fmt: skip
    promising.lay_out(cases=[case], clauses=clauses, now=room.get_present() or now)
    telling.settle_due(case_id=case.pk, now=now)
