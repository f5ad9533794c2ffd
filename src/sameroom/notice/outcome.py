"""What came of a delivery: done, to be tried later, or never to be tried again."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What is to be done about a delivery now."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and its reason, which carries no secret."""

    verdict: Verdict
    reason: str = ""


TOO_EARLY = frozenset({408, 425, 429})


def judge_http(*, status: int) -> Verdict:
    """Judge the answer of a web server by its status.

    A redirect is never followed, so an address that answers by one is a bad address.
    """
    if 200 <= status < 300:
        return Verdict.SENT
    if status in TOO_EARLY or status >= 500:
        return Verdict.LATER
    return Verdict.NEVER


def judge_smtp(*, code: int) -> Verdict:
    """Judge the answer of a mail server by its code: what begins with 4 is for the time being."""
    if 200 <= code < 400:
        return Verdict.SENT
    return Verdict.NEVER if 500 <= code < 600 else Verdict.LATER
