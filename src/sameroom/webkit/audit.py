"""Writes the audit log. Reading it is a query like any other; changing it is not possible."""

from datetime import datetime
from typing import Protocol

from sameroom.discover import of_web_halves
from sameroom.webkit.models import AuditEntry


class Actor(Protocol):
    """Whoever did it."""

    @property
    def pk(self) -> int | None:
        """Their number."""


def record(
    action: str,
    *,
    at: datetime,
    by: Actor | None = None,
    subject: str | int = "",
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Add an entry, in the caller's transaction; whoever hears of acts is told within it.

    A web half hears by a function `hear` in its `hearing.py`, by the keyword `entry`. It asks the
    outside nothing.

    Args:
        action: noun and verb, such as "invitation.sent".
        at: when.
        by: who; None for Sameroom itself or somebody unknown.
        subject: what it was done to.
        details: what else may be told; never a secret.
    """
    entry = AuditEntry.objects.create(
        at=at,
        actor_id=by.pk if by else None,
        action=action,
        subject=str(subject)[:200],
        details=details or {},
    )
    for half in of_web_halves("hearing"):
        half.hear(entry=entry)
