"""Hears of each act in its own transaction, and puts out what is to be sent of it."""

import json
from datetime import datetime
from uuid import uuid4

from django.db.models import QuerySet

from sameroom.notice.web import api as outbox
from sameroom.webhooks.cards import Event
from sameroom.webhooks.web.declared import by_act
from sameroom.webhooks.web.models import Hook
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Right, has

WAY = "hook"


def _hooks() -> QuerySet[Hook]:
    return Hook.objects.filter(off_at=None, removed_at=None).select_related("kept_by")


_HOOKS = Prepared(_hooks)


def hear(*, entry: AuditEntry) -> None:
    """Put out an event to everybody who wants it and may see it, in the act's transaction."""
    event = by_act().get(entry.action)
    if event is None:
        return
    for hook in _HOOKS():
        if event.name in hook.events:
            _put_out(hook, event, entry)


def _put_out(hook: Hook, event: Event, entry: AuditEntry) -> None:
    # Of an administrator who left nothing is sent; the watch switches such a hook off and says so.
    reader = hook.kept_by.as_reader() if hook.kept_by and hook.kept_by.is_active else None
    if reader is None or not has(right=Right.ADMIN, reader=reader):
        return
    data = event.tells(reader=reader, subject=entry.subject, details=entry.details)
    if data is not None:
        put_out(hook=hook, name=event.name, at=entry.at, data=dict(data), key=f"act:{entry.pk}")


def put_out(*, hook: Hook, name: str, at: datetime, data: dict[str, object], key: str = "") -> None:
    """Put out one event to one address, in the caller's transaction.

    Args:
        key: what names it, so that nothing is sent twice; "" draws one.
    """
    told = {"type": name, "timestamp": at.isoformat(), "data": data}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    outbox.put_out(
        way=WAY, key=f"hook:{hook.pk}:{key or uuid4().hex}", subject=subject_of(hook.pk),
        body=body, now=at,
    )  # fmt: skip


def subject_of(hook_id: int) -> str:
    """Name a hook in the outbox."""
    return f"hook:{hook_id}"


def hook_id_of(subject: str) -> int:
    """Read which hook a row of the outbox is for."""
    return int(subject.removeprefix("hook:"))
