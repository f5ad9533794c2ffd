"""Sends what the outbox holds for other systems, and notes whether it arrived."""

from datetime import datetime

import requests
from django.utils.translation import gettext as _

from sameroom import __version__
from sameroom.notice import guard
from sameroom.notice.cards import Sender
from sameroom.notice.outcome import Outcome, Verdict
from sameroom.webhooks import rules, signing
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.hearing import WAY, hook_id_of
from sameroom.webhooks.web.models import Hook
from sameroom.webkit import secrets


def send(*, key: str, subject: str, body: str, now: datetime) -> Outcome:
    """Send one message, signed; outside any transaction.

    Args:
        key: of the outbox. The message's id is drawn from it: it stays the same however often the
            message is sent, so that a receiver can tell what it has already.
    """
    hook = Hook.objects.filter(pk=hook_id_of(subject)).first()
    if hook is None or hook.removed_at is not None or hook.off_at is not None:
        return Outcome(Verdict.NOT_NEEDED, "it was switched off or taken away")
    try:
        known = [secrets.open_(kept=one, purpose=operations.PURPOSE) for one in _kept(hook, now)]
    except secrets.CannotOpenError:
        return Outcome(
            Verdict.NEVER,
            "its secret cannot be read any more, for the room's key changed: make it anew",
        )
    text = body.encode("utf-8")
    told = signing.headers(
        secrets_=known, message_id=message_id(key), at=int(now.timestamp()), body=text
    ) | {"Content-Type": "application/json", "User-Agent": f"Sameroom/{__version__}"}
    try:
        answer = guard.ask("POST", hook.address, data=text, headers=told)
    except (requests.RequestException, OSError, ValueError) as error:
        return _unanswered(error)
    return rules.judge(status=answer.status_code)


def message_id(key: str) -> str:
    """Give the id by which a receiver knows a message again."""
    return "msg_" + key.replace(":", "_")


def _kept(hook: Hook, now: datetime) -> list[str]:
    is_both = hook.before_until is not None and now < hook.before_until and hook.sealed_before
    return [hook.sealed, hook.sealed_before] if is_both else [hook.sealed]


def _unanswered(error: BaseException) -> Outcome:
    if guard.was_refused(error):
        return Outcome(Verdict.NEVER, "its address leads into a private network")
    if isinstance(error, requests.exceptions.InvalidURL | ValueError) and not isinstance(
        error, requests.ConnectionError | requests.Timeout
    ):
        return Outcome(Verdict.NEVER, "its address cannot be used")
    if isinstance(error, requests.Timeout):
        return Outcome(Verdict.LATER, "it did not answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return Outcome(Verdict.LATER, "its certificate is not valid")
    return Outcome(Verdict.LATER, "it cannot be reached")


def note(*, subject: str, outcome: Outcome, is_given_up: bool, now: datetime) -> None:
    """Note whether a message arrived; who failed for days, or wants no more, is switched off."""
    own = Hook.objects.filter(pk=hook_id_of(subject), removed_at=None)
    if outcome.verdict is Verdict.NOT_NEEDED:
        return
    if outcome.verdict is Verdict.SENT:
        own.update(worked_at=now, failing_since=None, failure="")
        return
    hook = own.first()
    if hook is None:
        return
    since = rules.began_failing(failing_since=hook.failing_since, failed_at=hook.failed_at, now=now)
    own.update(failing_since=since, failed_at=now, failure=outcome.reason[:300])
    if outcome.reason == rules.GONE_WORDS:
        operations.switch_off(hook_id=hook.pk, because=_("It answered that it is gone."), now=now)
    elif rules.is_to_be_off(failing_since=since, now=now):
        because = _("It failed for days: %(failure)s") % {"failure": outcome.reason}
        operations.switch_off(hook_id=hook.pk, because=because, now=now)


SENDERS = (Sender(WAY, send=send, note=note),)
