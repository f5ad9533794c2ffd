"""What a lead's page says of its clocks: how its promises stand, and what is done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sameroom.handoff import promises
from sameroom.handoff.promises import Standing
from sameroom.handoff.web import promising, wording
from sameroom.handoff.web.models import Case, Deadline, Dispute, Ended
from sameroom.handoff.web.ruled import Word, list_words
from sameroom.record.web import api as record
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class Promised:
    """One of the two promises about a lead, and how it stands."""

    promise: str
    words: str
    due_at: datetime | None
    standing: str
    standing_words: str
    dispute: str
    said: tuple[Word, ...]
    may_dispute: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is done at an instant, or was."""

    falls_at: datetime
    words: str
    ended: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a lead."""

    promised: tuple[Promised, ...]
    steps: tuple[NextStep, ...]
    passed_over: bool
    paused_for: str
    paused_at: datetime | None
    paused_until: datetime | None
    may_pause: bool
    may_resume: bool


def lay_out_clocks(*, case: Case, reader: Reader, now: datetime) -> Clocks:
    """Say how a lead's clocks stand; one query, one where something was missed, two more
    where the leads said something about that.

    Args:
        now: what time it is in the room.
    """
    may = not case.is_gone and promises.may_stop_clock(reader=reader, owner_id=case.owner_id)
    stands, told = promising.standings_and_disputes(case=case, now=now)
    disputes: dict[tuple[str, datetime | None], Dispute] = {
        (one.promise, one.due_at): one for one in told
    }
    said = _said(told, reader)
    steps = _STEPS(case_id=case.pk) if case.laid else []
    shown = [one for one in steps if one.standing in {Ended.WAITING, Ended.DONE}]
    return Clocks(
        promised=tuple(
            _promised(promise, stand, disputes.get((promise, stand.due_at)), said, may=may)
            for promise, stand in stands.items()
            if stand.standing is not Standing.UNTOLD
        ),
        steps=tuple(
            NextStep(one.falls_at, wording.step(act=one.act, whom=one.whom, promise=one.promise),
                     one.standing)
            for one in shown
        ),
        passed_over=not shown and any(one.standing == Ended.PASSED_OVER for one in steps),
        paused_for=case.paused_for,
        paused_at=case.paused_at,
        paused_until=case.paused_until,
        may_pause=may and case.paused_at is None and bool(promising.list_owed(case=case)),
        may_resume=may and case.paused_at is not None,
    )  # fmt: skip


def _steps_of(*, case_id: int) -> QuerySet[Deadline]:
    return Deadline.objects.filter(case_id=case_id).order_by("falls_at", "pk")


_STEPS = Prepared(_steps_of)


def _said(disputes: Sequence[Dispute], reader: Reader) -> dict[int, tuple[Word, ...]]:
    """List what both teams' leads said about disputes on which a word was said."""
    spoken_of = [one.pk for one in disputes if one.verdict_marketing or one.verdict_sales]
    sizes = record.get_team_sizes() if spoken_of else {}
    return list_words(disputes=spoken_of, reader=reader, sizes=sizes)


def _promised(
    promise: str, stand: promising.Stand, dispute: Dispute | None,
    said: dict[int, tuple[Word, ...]], *, may: bool,
) -> Promised:  # fmt: skip
    words = ""
    if dispute is not None:
        words = wording.dispute(ended_as=dispute.ended_as, reason=dispute.reason)
    return Promised(
        promise=promise,
        words=wording.promise(promise),
        due_at=stand.due_at,
        standing=stand.standing,
        standing_words=wording.standing(stand.standing),
        dispute=words,
        said=said.get(dispute.pk, ()) if dispute else (),
        may_dispute=may and dispute is None and stand.standing is Standing.MISSED,
    )
