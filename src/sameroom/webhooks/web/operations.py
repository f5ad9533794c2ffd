"""Everything that changes about who is told of what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.notice.web import api as outbox
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.webhooks import rules, signing
from sameroom.webhooks.web.declared import events
from sameroom.webhooks.web.hearing import put_out, subject_of
from sameroom.webhooks.web.models import Hook
from sameroom.webhooks.web.notices import OFF
from sameroom.webkit import audit, secrets, stale
from sameroom.webkit.audit import Actor

PURPOSE = "webhook secret"
MOST = 20


class HookRefusedError(SameroomError):
    """A webhook that cannot be kept."""


def add(
    *, name: str, address: str, wanted: Sequence[str], by: Actor, now: datetime
) -> tuple[int, str]:
    """Have events sent to an address.

    Returns:
        Its number, and its secret, which is shown once.

    Raises:
        HookRefusedError: when the address cannot be one, or there are too many.
    """
    _check(address=address, wanted=wanted)
    secret = signing.draw_secret()
    with transaction.atomic():
        if Hook.objects.filter(removed_at=None).count() >= MOST:
            raise HookRefusedError(
                _("There are %(n)d webhooks already.") % {"n": MOST},
                remedy=_("Take one away first."),
            )
        one = Hook.objects.create(
            name=name, address=address, events=_sorted(wanted), kept_by_id=by.pk, made_at=now,
            sealed=secrets.close(text=secret, purpose=PURPOSE),
        )  # fmt: skip
        details: dict[str, str | int | bool] = {"events": " ".join(one.events)}
        audit.record("webhook.added", at=now, by=by, subject=one.pk, details=details)
    return int(one.pk), secret


def change(
    *, hook_id: int, name: str, address: str, wanted: Sequence[str], by: Actor, now: datetime,
    seen: str = "",
) -> bool:  # fmt: skip
    """Change what is sent where; false when it was taken away. Whoever changes it keeps it.

    Args:
        seen: the mark of how it stood when the page was opened.

    Raises:
        HookRefusedError: when the address cannot be one.
        ChangedSinceError: when somebody else changed it since.
    """
    _check(address=address, wanted=wanted)
    with transaction.atomic():
        own = Hook.objects.filter(pk=hook_id, removed_at=None)
        if one := own.select_for_update().first():
            now_is = {"name": one.name, "address": one.address, "events": one.events}
            stale.check(seen=seen, values=now_is)
        if not own.update(name=name, address=address, events=_sorted(wanted), kept_by_id=by.pk):
            return False
        details: dict[str, str | int | bool] = {"events": " ".join(_sorted(wanted))}
        audit.record("webhook.changed", at=now, by=by, subject=hook_id, details=details)
    return True


def remove(*, hook_id: int, by: Actor, now: datetime) -> bool:
    """Take a webhook away and forget its secret; what waits for it is called off."""
    with transaction.atomic():
        own = Hook.objects.filter(pk=hook_id, removed_at=None)
        if not own.update(removed_at=now, sealed="", sealed_before="", address=""):
            return False
        outbox.call_off(subject=subject_of(hook_id), now=now)
        audit.record("webhook.removed", at=now, by=by, subject=hook_id)
    return True


def renew_secret(*, hook_id: int, by: Actor, now: datetime) -> str | None:
    """Draw a new secret; the one before counts beside it for a day. None when it is not there."""
    secret = signing.draw_secret()
    with transaction.atomic():
        one = Hook.objects.select_for_update().filter(pk=hook_id, removed_at=None).first()
        if one is None:
            return None
        Hook.objects.filter(pk=hook_id, sealed=one.sealed).update(
            sealed=secrets.close(text=secret, purpose=PURPOSE), sealed_before=one.sealed,
            before_until=now + rules.BOTH_FOR,
        )  # fmt: skip
        audit.record("webhook.secret_renewed", at=now, by=by, subject=hook_id)
    return secret


def switch_on(*, hook_id: int, by: Actor, now: datetime) -> bool:
    """Send to an address again; whoever switches it on keeps it. What was called off stays so."""
    with transaction.atomic():
        own = Hook.objects.filter(pk=hook_id, removed_at=None).exclude(off_at=None)
        if not own.update(off_at=None, off_because="", failing_since=None, failure="",
                          kept_by_id=by.pk):  # fmt: skip
            return False
        notice.settle_all(starts=f"{_key(hook_id)}:", now=now)
        audit.record("webhook.switched_on", at=now, by=by, subject=hook_id)
    return True


def switch_off(*, hook_id: int, because: str, now: datetime, by: Actor | None = None) -> bool:
    """Send nothing more to an address; where Sameroom does so itself, administrators are told."""
    with transaction.atomic():
        own = Hook.objects.filter(pk=hook_id, removed_at=None, off_at=None)
        if not own.update(off_at=now, off_because=because[:300]):
            return False
        outbox.call_off(subject=subject_of(hook_id), now=now)
        audit.record("webhook.switched_off", at=now, by=by, subject=hook_id)
        if by is None:
            _tell(hook_id, because, now)
    return True


def try_it(*, hook_id: int, now: datetime) -> bool:
    """Send an event that says that it is a trial; false when there is no such one that is on."""
    with transaction.atomic():
        one = Hook.objects.filter(pk=hook_id, removed_at=None, off_at=None).first()
        if one is None:
            return False
        put_out(hook=one, name="webhook.tried", at=now, data={"hook": hook_id})
    return True


def send_again(*, hook_id: int, number: int | None, by: Actor, now: datetime) -> int:
    """Send one message again, or all that were given up; tells how many."""
    with transaction.atomic():
        if not Hook.objects.filter(pk=hook_id, removed_at=None, off_at=None).exists():
            return 0
        count = outbox.send_again(subject=subject_of(hook_id), number=number, now=now)
        if count:
            audit.record("webhook.sent_again", at=now, by=by, subject=hook_id,
                         details={"messages": count})  # fmt: skip
    return count


def switch_off_left(*, now: datetime) -> int:
    """Switch off what somebody kept who is no administrator any more; tells how many."""
    kept = Q(kept_by__is_active=True, kept_by__is_admin=True) & ~Q(kept_by__team="")
    left = Hook.objects.filter(removed_at=None, off_at=None).exclude(kept)
    because = _("Whoever kept it is no administrator any more.")
    return sum(
        switch_off(hook_id=one, because=because, now=now)
        for one in left.values_list("pk", flat=True)
    )


def _check(*, address: str, wanted: Sequence[str]) -> None:
    if not rules.is_address(address):
        raise HookRefusedError(
            _("Nothing can be sent to this address."),
            remedy=_(
                "It begins with https://, leads to a host on the internet, and has neither a "
                "password nor spaces in it."
            ),
        )
    if not wanted or set(wanted) - set(events()):
        raise ValueError(f"events are some of {sorted(events())}, not {sorted(wanted)}")


def _sorted(wanted: Sequence[str]) -> list[str]:
    return [name for name in events() if name in set(wanted)]


def _key(hook_id: int) -> str:
    return f"webhook:{hook_id}:off"


def _tell(hook_id: int, because: str, now: datetime) -> None:
    """Tell the administrators; once for each time that it is switched off."""
    name = Hook.objects.values_list("name", flat=True).get(pk=hook_id)
    admins = User.objects.filter(is_admin=True, is_active=True).values_list("pk", flat=True)
    notice.tell(
        to=list(admins), kind=OFF, why=because,
        words=lambda: _("The webhook “%(name)s” was switched off.") % {"name": name},
        href=f"/webhooks/{hook_id}", key=f"{_key(hook_id)}:{now:%Y%m%d%H%M%S}", now=now,
    )  # fmt: skip
