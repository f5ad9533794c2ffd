"""Letters that hold a secret link: sealed while they wait, forgotten once they are sent."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.template.loader import render_to_string

from sameroom.notice.letter import one_line
from sameroom.notice.outcome import Outcome, Verdict
from sameroom.notice.web import jobs, mailing
from sameroom.notice.web.letters import Letter
from sameroom.notice.web.models import Outgoing, State, Way
from sameroom.webkit import secrets

PURPOSE = "letter with a link"
KEPT = timedelta(days=7)  # no link that is mailed works longer


class Road(StrEnum):
    """Where the mails of this room go."""

    SENT = "sent"
    TERMINAL = "terminal"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class LinkLetter:
    """A letter about one link.

    Args:
        words: its paragraphs above the link, in the language of whoever reads it.
        button: the words of the link.
        after: its paragraphs below.
    """

    subject: str
    words: tuple[str, ...]
    button: str
    href: str
    after: tuple[str, ...] = ()


def road() -> Road:
    """Tell where the mails of this room go: without a mail server, to the terminal."""
    roads = {"console": Road.TERMINAL, "dummy": Road.NOWHERE}
    return roads.get(settings.EMAIL_BACKEND.split(".")[-2], Road.SENT)


def put_out(*, about: str, to: str, letter: LinkLetter, until: datetime, now: datetime) -> None:
    """Put a letter into the outbox, in the caller's transaction; the same one is put there once.

    Args:
        about: what it is about, such as "invitation:7".
        to: an address; "" for a letter to nobody, which takes as long to put out and is not sent.
        until: when its link ends; it is not sent after that.
    """
    context = {"letter": letter}
    told = {
        "to": to,
        "until": until.isoformat(),
        "subject": one_line(letter.subject),
        "text": render_to_string("notice/link_letter.txt", context),
        "html": render_to_string("notice/link_letter.html", context),
    }
    number = hashlib.sha256(f"{to} {letter.href}".encode()).hexdigest()[:32]
    body = secrets.close(text=json.dumps(told), purpose=PURPOSE)
    key = f"{_beginning(about)}{number}"
    one = Outgoing(key=key, way=Way.MAIL, body=body, made_at=now, next_at=now)
    Outgoing.objects.bulk_create([one], ignore_conflicts=True)
    jobs.wake(at=None)


def call_off(*, about: str, now: datetime) -> None:
    """Call off the letters that are not sent yet, and forget what they say."""
    waits = Outgoing.objects.filter(
        key__startswith=_beginning(about), state__in=[State.WAITING, State.GIVEN_UP]
    )
    waits.update(state=State.CALLED_OFF, ended_at=now, next_at=None, body="")


def is_one(one: Outgoing) -> bool:
    """Tell whether a row of the outbox is a letter with a link, kept or forgotten."""
    return one.way == Way.MAIL and one.user_id is None


def send(*, one: Outgoing, now: datetime) -> Outcome:
    """Send a letter, as long as its link works."""
    if not one.body:
        return Outcome(Verdict.NOT_NEEDED, "what it said is forgotten: make the link anew")
    try:
        told = json.loads(secrets.open_(kept=one.body, purpose=PURPOSE))
    except secrets.CannotOpenError:
        return Outcome(
            Verdict.NEVER,
            "it cannot be read any more, for the room's key changed: make the link anew",
        )
    if not told["to"]:
        return Outcome(Verdict.NOT_NEEDED, "nobody here has the address")
    if datetime.fromisoformat(told["until"]) <= now:
        return Outcome(Verdict.NOT_NEEDED, "its link does not work any more")
    letter = Letter(told["subject"], told["text"], told["html"])
    return mailing.send_mail(letter=letter, to=told["to"], key=one.key, has_choices=False)


def sweep(*, now: datetime) -> None:
    """Forget what the letters say that were given up and whose links are over."""
    over = Outgoing.objects.filter(way=Way.MAIL, user=None, state=State.GIVEN_UP)
    over.filter(made_at__lt=now - KEPT).exclude(body="").update(body="")


def _beginning(about: str) -> str:
    return f"letter:{about}:"
