"""Whether the record's `agreement.yaml` says what both teams signed here."""

from collections.abc import Iterator
from datetime import datetime

from sameroom.agreement.web import disk
from sameroom.agreement.web.disk import Standing
from sameroom.agreement.web.queries import look_at_file
from sameroom.webkit.finding import Finding


def list_findings(*, now: datetime) -> Iterator[Finding]:
    """Tell of a file that somebody changed or took away: figures stand on what it says."""
    what = {
        Standing.CHANGED: "It says something else than both teams signed.",
        Standing.GONE: "What both teams signed is not there any more.",
    }.get(look_at_file().standing)
    if what:
        yield Finding(
            "agreement.changed", "warning", what, str(disk.path()),
            "On the page Agreement, put back what was put in force, or make the file a draft.",
        )  # fmt: skip
