"""Takes the steps that have fallen due: each once, whoever sweeps, even if it is cut off."""

from collections import defaultdict
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff import moves
from sameroom.handoff.moves import State
from sameroom.handoff.web import operations, promising, warning
from sameroom.handoff.web.models import Deadline, Ended
from sameroom.handoff.web.sellers import days_away
from sameroom.handoff.web.warning import Step
from sameroom.room.web import api as room
from sameroom.webkit import audit

MOST = 300  # steps in one transaction; what is left waits for the next turn
TURNS = 20


def sweep(*, now: datetime) -> int:
    """Take every step that has fallen due; tells how many were taken."""
    count = 0
    for _turn in range(TURNS):
        claimed = sweep_once(now=now)
        count += claimed
        if claimed < MOST:
            break
    return count


def sweep_once(*, now: datetime) -> int:
    """Claim the steps that are due and take them, in one transaction; tells how many it claimed.

    A step is claimed by a change of its row from waiting: of two workers only one changes it. What
    it does stands in the same transaction, so that a worker that is killed leaves it waiting.
    """
    present = room.get_present() or now
    with transaction.atomic():
        due = Deadline.objects.filter(standing=Ended.WAITING, falls_at__lte=present)
        numbers = list(due.order_by("falls_at", "pk").values_list("pk", flat=True)[:MOST])
        if not numbers:
            return 0
        claim = uuid4().hex
        due.filter(pk__in=numbers).update(standing=Ended.DONE, claim=claim, ended_at=now)
        ours = Deadline.objects.filter(claim=claim).select_related("case").defer("case__packet")
        rows = list(ours.order_by("falls_at", "pk"))
        told: defaultdict[tuple[int, str], list[Step]] = defaultdict(list)
        people = warning.who_is_here()
        for row in rows:
            for user_id, step in _take(row, people, now):
                told[user_id, step.kind].append(step)
        for (user_id, kind), steps in told.items():
            key = warning.tell(user_id=user_id, kind=kind, steps=steps, now=now)
            numbers = [step.deadline_id for step in steps]
            Deadline.objects.filter(pk__in=numbers).update(notice_key=key)
    return len(rows)


def _take(row: Deadline, people: warning.Here, now: datetime) -> list[tuple[int, Step]]:
    """Take one step; gives who is to be told of it."""
    if not promising.is_owed(row=row):
        Deadline.objects.filter(pk=row.pk).update(standing=Ended.CALLED_OFF)
        return []
    gives = row.act == "reassign" and row.case.state == State.WAITING
    is_given = gives and _give_away(row, people, now)
    tells = not gives or row.whom == "both leads"
    done = "reassigned" if is_given else ("reminded" if row.act == "remind" else "notified")
    audit.record("deadline.taken", at=now, subject=row.case_id, details={
        "act": row.act, "promise": row.promise, "deadline": row.pk,
        "done": done if is_given or tells else "",
    })  # fmt: skip
    if not tells:
        return []
    return [(user_id, Step.of(row)) for user_id in people.whom(case=row.case, said=row.whom)]


def _give_away(row: Deadline, people: warning.Here, now: datetime) -> bool:
    """Take a lead from who misses its promise; tells whether it was theirs until now."""
    try:
        with transaction.atomic():
            return _reassign(row, people, now)
    except SameroomError as error:
        failed = {"standing": Ended.FAILED, "failure": error.text()[:300]}
        Deadline.objects.filter(pk=row.pk).update(**failed)
        return False


def _reassign(row: Deadline, people: warning.Here, now: datetime) -> bool:
    """Give a lead that nobody cared for to a lead of sales who is here, else to who takes it."""
    heads = {one.member_id: one for one in people.leads_of(moves.SALES) if one.member_id}
    heads.pop(row.case.owner_id, None)  # who has it has not kept the promise
    present = room.get_present() or now
    away = days_away(ids=heads, present=present)
    here = [one for one in heads.values() if present.date() not in away.get(one.member_id, ())]
    owner = here[0] if here else None  # else it is free for whoever takes it
    said = {
        promising.FIRST_TOUCH: _("The first contact promised was not made in time."),
        promising.DISPOSITION: _("No decision was made in the time promised."),
    }
    given = operations.reassign(
        case_ids=[row.case_id], owner=owner, by=None, now=now, reason=said[row.promise]
    )
    if given:  # the rules pass over who had it: see `assigning.find_missed`
        Deadline.objects.filter(pk=row.pk).update(missed_by=row.case.owner_id)
    return bool(given)
