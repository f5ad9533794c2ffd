"""Who may call what: every address of webhooks, for the matrix of rights."""

from datetime import datetime

from sameroom.people.web.models import User
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.models import Hook
from sameroom.webkit.tests.kinds import ADMIN, NONE, Matrix

PAGES = ("/webhooks",)
MATRIX: Matrix = {
    "webhooks": (("/webhooks", ADMIN, "get"), ("/webhooks", ADMIN, "post")),
    "webhook": (
        ("/webhooks/{hook}", ADMIN, "get"), ("/webhooks/{hook}", ADMIN, "post"),
        ("/webhooks/999999", NONE, "get"),
    ),
    "try_webhook": (("/webhooks/{hook}/try", ADMIN, "post"),
                    ("/webhooks/999999/try", NONE, "post")),
    "renew_webhook": (("/webhooks/{hook}/secret", ADMIN, "post"),
                      ("/webhooks/999999/secret", NONE, "post")),
    "switch_webhook": (("/webhooks/{hook}/switch", ADMIN, "post"),
                       ("/webhooks/999999/switch", NONE, "post")),
    "webhook_again": (("/webhooks/{hook}/again", ADMIN, "post"),
                      ("/webhooks/999999/again", NONE, "post")),
    "remove_webhook": (("/webhooks/{hook}/remove", ADMIN, "post"),
                       ("/webhooks/999999/remove", NONE, "post")),
}  # fmt: skip


def examples(now: datetime) -> dict[str, object]:
    """Make a webhook."""
    Hook.objects.all().delete()
    number, _secret = operations.add(
        name="Warehouse", address="https://hooks.example.com/room", wanted=["lead.accepted"],
        by=User.objects.get(is_admin=True), now=now,
    )  # fmt: skip
    return {"hook": number}
