"""Notes what leaves the room: downloads and exports."""

from datetime import datetime

from sameroom.webkit import audit
from sameroom.webkit.audit import Actor


def note_download(*, name: str, by: Actor, now: datetime) -> None:
    """Note that somebody took a file of the report."""
    audit.record("report.downloaded", at=now, by=by, subject=name)


def note_export(*, wanted: str, by: Actor, now: datetime) -> None:
    """Note that somebody took the log."""
    audit.record("log.exported", at=now, by=by, details={"filter": wanted[:200]})
