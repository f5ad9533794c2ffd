"""Who may call what: every address of caretaking, for the matrix of rights."""

from datetime import datetime

from sameroom.caretaking.web import sealed_whom
from sameroom.caretaking.web.models import Erasing, State
from sameroom.caretaking.web.sealed_whom import Sought
from sameroom.importing.forgetting import Whom
from sameroom.webkit.tests.kinds import ADMIN, ALL, NONE, Matrix

PAGES: tuple[str, ...] = ("/erase",)
MATRIX: Matrix = {
    "health": (("/health", ALL, "get"),),
    "ready": (("/health/ready", ALL, "get"),),
    "erase": (("/erase", ADMIN, "get"),),
    "erase_look_up": (("/erase/look-up", ADMIN, "post"),),
    "erasing": (("/erase/{erasing}", ADMIN, "get"), ("/erase/999999", NONE, "get")),
    "erasing_progress": (
        ("/erase/{erasing}/progress", ADMIN, "get"), ("/erase/999999/progress", NONE, "get"),
    ),
    "erasing_leave": (
        ("/erase/{erasing}/leave", ADMIN, "post"), ("/erase/999999/leave", NONE, "post"),
    ),
    "erasing_again": (
        ("/erase/{erasing}/again", ADMIN, "post"), ("/erase/999999/again", NONE, "post"),
    ),
    "metrics": (("/metrics", ALL, "get"),),  # from this machine; test_health.py knows the others
}  # fmt: skip


def examples(now: datetime) -> dict[str, object]:
    """Make a request that waits for a word."""
    whom = Whom(frozenset({"j@x.example"}), frozenset({"Jay Exx"}))
    one = Erasing.objects.create(
        state=State.FOUND, asked_at=now, mark=sealed_whom.mark_of(whom),
        sealed=sealed_whom.close(Sought(("j@x.example",), (), whom)), expected={"room.leads": 2},
    )  # fmt: skip
    return {"erasing": one.pk}
