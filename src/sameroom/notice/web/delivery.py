"""Sends what waits: claims a row, sends it outside any transaction, writes down what came of it."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sameroom.notice import rules
from sameroom.notice.outcome import Outcome, Verdict
from sameroom.notice.web import declared, sending
from sameroom.notice.web.models import Channel, Outgoing, State, Way
from sameroom.notice.web.notices import GIVEN_UP
from sameroom.people.web.models import User

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)  # a delivery takes seconds; one that holds a row so long was killed
MOST = 500  # in one job, so that other jobs have their turn
TOLD_ADMINS = gettext_noop("Messages could not be delivered")


def deliver_due(*, now: Callable[[], datetime]) -> int:
    """Send whatever is due; tells how many were tried.

    Args:
        now: tells the time; asked anew for each, for sending takes some.
    """
    for tried in range(MOST):
        one = _claim(now())
        if one is None:
            return tried
        write_down(number=one.pk, claim=one.claim, outcome=_try(one, now()), now=now())
    return MOST


def list_due(*, now: datetime) -> QuerySet[Outgoing]:
    """List what is due: what waits, and what somebody claimed who was killed. Mail comes first."""
    waits = Q(state=State.WAITING, next_at__lte=now)
    killed = Q(state=State.SENDING, claimed_at__lt=now - LEASE)
    return Outgoing.objects.filter(waits | killed).order_by("-way", "next_at", "pk")


def _claim(now: datetime) -> Outgoing | None:
    """Take one in hand, so that nobody else sends it; None when nothing is due."""
    for number in list_due(now=now).values_list("pk", flat=True)[:20]:
        claim = uuid4().hex
        still = list_due(now=now).order_by().filter(pk=number)
        if still.update(
            state=State.SENDING, claim=claim, claimed_at=now, tries=F("tries") + 1, failure=""
        ):
            return Outgoing.objects.select_related("user", "channel").get(pk=number)
    return None


def _try(one: Outgoing, now: datetime) -> Outcome:
    try:
        return sending.send(one=one, now=now)
    # Whatever goes wrong with one, the others have their turn; the log says what.
    except Exception:
        log.exception("message %s could not be sent", one.pk)
        return Outcome(Verdict.LATER, "a fault of Sameroom; its log says more")


def write_down(*, number: int, claim: str, outcome: Outcome, now: datetime) -> None:
    """Write down what came of a delivery, unless somebody else has it in hand by now."""
    with transaction.atomic():
        own = Outgoing.objects.filter(pk=number, claim=claim, state=State.SENDING)
        one = own.first()
        if one is None:
            return
        next_at = None
        if outcome.verdict is Verdict.LATER:
            chance = secrets.randbelow(1000) / 1000
            next_at = rules.next_try_at(tries=one.tries, now=now, chance=chance)
        state = _state(outcome.verdict, next_at)
        ended_at = None if state is State.WAITING else now
        own.update(
            state=state, next_at=next_at, ended_at=ended_at, failure=outcome.reason[:300], claim=""
        )
        if one.way == Way.MAIL and state in {State.SENT, State.CALLED_OFF}:
            Outgoing.objects.filter(pk=number).update(body="")  # it may hold a secret link
        if sender := declared.senders().get(one.way):
            _let_wait_too(Outgoing.objects.filter(subject=one.subject), next_at)
            sender.note(subject=one.subject, outcome=outcome, now=now,
                        is_given_up=state is State.GIVEN_UP)  # fmt: skip
            return
        _tell_channel(one, outcome, next_at, now)
        if state is State.GIVEN_UP:
            _tell_administrators(now)


def _state(verdict: Verdict, next_at: datetime | None) -> State:
    if verdict is Verdict.LATER:
        return State.GIVEN_UP if next_at is None else State.WAITING
    return {
        Verdict.SENT: State.SENT,
        Verdict.NEVER: State.GIVEN_UP,
        Verdict.NOT_NEEDED: State.CALLED_OFF,
    }[verdict]


def _tell_channel(one: Outgoing, outcome: Outcome, next_at: datetime | None, now: datetime) -> None:
    """Let a channel show whether it works; what else waits for it waits as long."""
    if one.channel_id is None or outcome.verdict is Verdict.NOT_NEEDED:
        return
    channel = Channel.objects.filter(pk=one.channel_id)
    if outcome.verdict is Verdict.SENT:
        channel.update(worked_at=now, failure="")
        return
    channel.update(failure=outcome.reason[:300])
    _let_wait_too(Outgoing.objects.filter(channel_id=one.channel_id), next_at)


def _let_wait_too(others: QuerySet[Outgoing], next_at: datetime | None) -> None:
    """Let what else goes the same way wait as long, so that nobody who is down is run over."""
    if next_at is not None:
        others.filter(state=State.WAITING, next_at__lt=next_at).update(next_at=next_at)


def _tell_administrators(now: datetime) -> None:
    """Say it in the administrators' inboxes, once a day."""
    from sameroom.notice.web.operations import tell

    admins = User.objects.filter(is_admin=True, is_active=True).values_list("pk", flat=True)
    tell(
        to=list(admins),
        kind=GIVEN_UP,
        words=lambda: _(TOLD_ADMINS),
        why=lambda: _("They were given up; the page “Delivery” says why, and sends them again."),
        href="/delivery",
        key=f"given-up:{now.date()}",
        now=now,
    )
