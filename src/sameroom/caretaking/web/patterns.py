"""The parts of the pages about erasing, as the pattern page shows them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sameroom.caretaking.web.erasing_queries import Backup, ErasingPage, Part
from sameroom.caretaking.web.erasing_words import Told
from sameroom.webkit.patterns import Pattern

AT = datetime(2026, 7, 6, 8, tzinfo=UTC)
COUNTS, STAYS = "caretaking/_erasing_counts.html", "caretaking/_erasing_stays.html"
PROGRESS = "caretaking/_erasing_progress.html"
PARTS = (
    Part("the room", is_done=True, is_now=False),
    Part("its files", is_done=False, is_now=True),
    Part("the facts", is_done=False, is_now=False),
)


def list_patterns() -> tuple[Pattern, ...]:
    """Show what goes, how far it is, and what stays."""
    kept = Backup("room-2026-07-01.tar", AT, date(2026, 8, 1))
    other = Backup("before-the-move.tar", AT, None)
    return (
        Pattern("what would go", COUNTS, {"page": _page()}),
        Pattern("nothing names them", COUNTS, {"page": replace(_page(), counts=())}),
        Pattern("going on", PROGRESS, {"page": replace(_page(), state="running", parts=PARTS)}),
        Pattern(
            "waits for an import", PROGRESS,
            {"page": replace(_page(), state="running", parts=PARTS, failure="An import runs.")},
        ),
        Pattern("nothing stays", STAYS, {"page": _page()}),
        Pattern(
            "backups that hold them", STAYS,
            {"page": replace(_page(), in_log=2, backups=(kept, other), more_backups=1)},
        ),
    )  # fmt: skip


def _page() -> ErasingPage:
    # It asks about itself again where it goes on; here the picture of it stands still.
    return ErasingPage(
        number=7, state="found", words="Found", mark="", asked_at=AT, asked_by="Ruth",
        ended_at=None, names=("Rosa Klein",), addresses=("rosa@example.com",), phones=(),
        is_hidden=False, is_several=False, to_type="rosa@example.com",
        counts=(Told("leads", 2), Told("touches of marketing", 14)), in_log=0, known_as="",
        failure="", is_confirmed=False, can_try=False, is_going_on=False, parts=(), backups=(),
        more_backups=0,
    )  # fmt: skip
