"""What an answer means, and when a receiver that does not answer is left alone."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sameroom.notice import guard
from sameroom.notice.outcome import Outcome, Verdict, judge_http

OFF_AFTER = timedelta(days=3)  # of failing without a single success
BOTH_FOR = timedelta(hours=24)  # for which the secret before counts beside a new one
QUIET = timedelta(days=2)  # longer than any wait between two tries: a failure after it is a new one
GONE = 410
GONE_WORDS = "it wants nothing any more (410)"
LONGEST = 1_000


def judge(*, status: int) -> Outcome:
    """Judge a receiver's answer by its status; a redirect is not followed."""
    if 300 <= status < 400:
        return Outcome(Verdict.NEVER, f"it sent us elsewhere ({status})")
    verdict = judge_http(status=status)
    if status == GONE:
        return Outcome(Verdict.NEVER, GONE_WORDS)
    return Outcome(verdict, "" if verdict is Verdict.SENT else f"it answered {status}")


def began_failing(
    *, failing_since: datetime | None, failed_at: datetime | None, now: datetime
) -> datetime:
    """Tell since when a receiver fails that fails now.

    One that failed once, was sent nothing for weeks, and fails again has not failed for weeks.

    Args:
        failing_since: as it was told at its last failure; None when it worked since.
        failed_at: when it failed last.
    """
    if failing_since is None or failed_at is None or now - failed_at > QUIET:
        return now
    return failing_since


def is_to_be_off(*, failing_since: datetime | None, now: datetime) -> bool:
    """Tell whether a receiver has failed for so long that it is left alone."""
    return failing_since is not None and now - failing_since >= OFF_AFTER


def is_address(text: str) -> bool:
    """Tell whether something is sent to an address: by https, to a host, without a password in it.

    A host that says itself that it is a private one is refused. Where a name leads to is looked at
    each time something is sent there.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    is_tested = guard.is_let_in(host=host, port=port or 80)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_tested):
        return False
    if guard.names_private(host=host, port=port or 80):
        return False
    is_plain = text.isascii() and text.isprintable() and not set(text) & set(' \\"<>')
    return bool(host) and "@" not in parts.netloc and is_plain and len(text) <= LONGEST
