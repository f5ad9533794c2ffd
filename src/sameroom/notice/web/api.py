"""What other parts may ask of the outbox: to send something their own way, and how it went."""

from dataclasses import dataclass
from datetime import datetime

from sameroom.notice.web import jobs, post
from sameroom.notice.web.models import Outgoing, State
from sameroom.notice.web.post import LinkLetter, Road

__all__ = [
    "LinkLetter", "Road", "Sending", "call_off", "call_off_letters", "list_sendings", "post_letter",
    "put_out", "road_of_mail", "send_again",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sending:
    """Something that was put into the outbox.

    Args:
        state: "waiting", "sending", "sent", "given_up", "called_off".
        failure: why the last try failed; "" where it did not.
    """

    number: int
    key: str
    body: str
    state: str
    made_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    tries: int
    failure: str


def put_out(*, way: str, key: str, subject: str, body: str, now: datetime) -> None:
    """Put something into the outbox, in the caller's transaction; a known key stays as it is.

    Args:
        way: the way of a `Sender` that somebody declares.
        subject: whom it is for, such as "hook:7".
    """
    one = Outgoing(key=key, way=way, subject=subject, body=body, made_at=now, next_at=now)
    Outgoing.objects.bulk_create([one], ignore_conflicts=True)
    jobs.wake(at=None)


def list_sendings(*, subject: str, before: int | None = None, limit: int) -> list[Sending]:
    """List what was put out for a subject, the latest first."""
    rows = Outgoing.objects.filter(subject=subject)
    rows = rows if before is None else rows.filter(pk__lt=before)
    return [
        Sending(one.pk, one.key, one.body, one.state, one.made_at, one.next_at, one.ended_at,
                one.tries, one.failure)
        for one in rows.order_by("-pk")[:limit]
    ]  # fmt: skip


def send_again(*, subject: str, number: int | None, now: datetime) -> int:
    """Have what was sent, given up or waits sent now; tells how many.

    Args:
        number: of one; None for all that were given up.
    """
    own = Outgoing.objects.filter(subject=subject)
    there = own.filter(state=State.GIVEN_UP) if number is None else own.filter(pk=number)
    count = there.exclude(state=State.SENDING).update(
        state=State.WAITING, next_at=now, tries=0, ended_at=None
    )
    if count:
        jobs.wake(at=None)
    return count


def call_off(*, subject: str, now: datetime) -> int:
    """Call off what waits for a subject; tells how many."""
    waits = Outgoing.objects.filter(subject=subject, state=State.WAITING)
    return waits.update(state=State.CALLED_OFF, ended_at=now, next_at=None)


def road_of_mail() -> Road:
    """Tell where the mails of this room go."""
    return post.road()


def post_letter(*, about: str, to: str, letter: LinkLetter, until: datetime, now: datetime) -> None:
    """Put a letter with a secret link into the outbox, in the caller's transaction.

    It is sealed while it waits, and what it says is forgotten once it is sent.

    Args:
        about: what it is about, such as "invitation:7".
        to: an address; "" for a letter to nobody, which takes as long to put out and is not sent.
        until: when its link ends; it is not sent after that.
    """
    post.put_out(about=about, to=to, letter=letter, until=until, now=now)


def call_off_letters(*, about: str, now: datetime) -> None:
    """Call off the letters about something that are not sent yet."""
    post.call_off(about=about, now=now)
