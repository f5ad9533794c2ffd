"""What the pages of webhooks show."""

import json
from dataclasses import dataclass
from datetime import datetime

from sameroom.notice.web import api as outbox
from sameroom.notice.web.api import Sending
from sameroom.webhooks.web.hearing import subject_of
from sameroom.webhooks.web.models import Hook

LISTED = 50


@dataclass(frozen=True, slots=True)
class HookLine:
    """A webhook.

    Args:
        state: "on", "failing", or "off".
    """

    hook_id: int
    name: str
    address: str
    events: tuple[str, ...]
    kept_by: str
    state: str
    off_at: datetime | None
    off_because: str
    worked_at: datetime | None
    failing_since: datetime | None
    failure: str
    both_until: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a webhook; `event` is what it tells, `body` is laid out to be read."""

    number: int
    event: str
    body: str
    state: str
    made_at: datetime
    next_at: datetime | None
    tries: int
    failure: str


@dataclass(frozen=True, slots=True)
class HookPage:
    """A webhook with what was sent to it last, the latest first."""

    line: HookLine
    messages: tuple[Message, ...]
    given_up: int
    older: int | None


def list_hooks(*, now: datetime) -> tuple[HookLine, ...]:
    """List the webhooks that were not taken away."""
    rows = Hook.objects.filter(removed_at=None).select_related("kept_by").order_by("name", "pk")
    return tuple(_line(one, now) for one in rows)


def find_hook(*, hook_id: int, now: datetime) -> HookLine | None:
    """Find a webhook that was not taken away."""
    one = Hook.objects.filter(pk=hook_id, removed_at=None).select_related("kept_by").first()
    return _line(one, now) if one else None


def was_removed(*, hook_id: int) -> bool:
    """Tell whether there was such a webhook, and it was taken away."""
    return Hook.objects.filter(pk=hook_id).exclude(removed_at=None).exists()


def find_hook_page(*, hook_id: int, before: int | None, now: datetime) -> HookPage | None:
    """Find a webhook with what was sent to it.

    Args:
        before: only what was put out before this one.
    """
    line = find_hook(hook_id=hook_id, now=now)
    if line is None:
        return None
    found = outbox.list_sendings(subject=subject_of(hook_id), before=before, limit=LISTED + 1)
    shown = tuple(_message(one) for one in found[:LISTED])
    return HookPage(
        line=line,
        messages=shown,
        given_up=sum(one.state == "given_up" for one in shown),
        older=shown[-1].number if len(found) > LISTED else None,
    )  # fmt: skip


def _message(one: Sending) -> Message:
    told = json.loads(one.body)
    return Message(
        number=one.number, event=told["type"], state=one.state, made_at=one.made_at,
        body=json.dumps(told, ensure_ascii=False, indent=2), next_at=one.next_at, tries=one.tries,
        failure=one.failure,
    )  # fmt: skip


def _line(one: Hook, now: datetime) -> HookLine:
    state = "off" if one.off_at else "failing" if one.failing_since else "on"
    is_both = one.before_until is not None and now < one.before_until
    return HookLine(
        hook_id=one.pk, name=one.name, address=one.address, events=tuple(one.events),
        kept_by=one.kept_by.name if one.kept_by else "", state=state, off_at=one.off_at,
        off_because=one.off_because, worked_at=one.worked_at, failing_since=one.failing_since,
        failure=one.failure, both_until=one.before_until if is_both else None,
    )  # fmt: skip
