"""Sends one row of the outbox by its way, if what it says is still worth saying."""

from datetime import datetime

from django.utils import translation

from sameroom.notice import chat
from sameroom.notice.letter import Item
from sameroom.notice.outcome import Outcome, Verdict
from sameroom.notice.web import declared, letters, mailing, post, sealing
from sameroom.notice.web.letters import Letter
from sameroom.notice.web.models import Channel, Outgoing, Timetable, Way
from sameroom.people.web.languages import language_of
from sameroom.people.web.models import User
from sameroom.webkit import locale


def send(*, one: Outgoing, now: datetime) -> Outcome:
    """Send what a row holds; nothing where nobody is there any more or all of it is settled."""
    if sender := declared.senders().get(one.way):
        return sender.send(key=one.key, subject=one.subject, body=one.body, now=now)
    if post.is_one(one):
        return post.send(one=one, now=now)
    if one.user is not None and not one.user.as_reader().team:
        return Outcome(Verdict.NOT_NEEDED, "whom it was for is not here any more")
    if one.user is not None and one.user.is_invented:
        return Outcome(Verdict.NOT_NEEDED, "whom it was for is invented")
    items = _items(one)
    if not items:
        return Outcome(Verdict.NOT_NEEDED, "it was read or settled before it went out")
    zone = zone_of(user_id=one.user_id)
    if one.way == Way.MAIL and one.user is not None:
        with translation.override(language_of(user=one.user)):
            letter = letters.write_mail(items=items, zone=zone, now=now)
        return mailing.send_mail(letter=letter, to=one.user.email, key=one.key)
    with translation.override(language_of(user=one.user)):
        letter = letters.write_chat(items=items, zone=zone, now=now)
    return _send_chat(one.channel, letter)


def _send_chat(channel: Channel | None, letter: Letter) -> Outcome:
    if channel is None or channel.removed_at is not None:
        return Outcome(Verdict.NOT_NEEDED, "the chat was taken away")
    try:
        address = sealing.unseal(channel.sealed)
    except sealing.CannotUnsealError:
        return Outcome(
            Verdict.NEVER,
            "its address cannot be read any more, for the room's key changed: add it anew",
        )
    return chat.send(
        service=channel.service, address=address, title=letter.subject, text=letter.text
    )


def zone_of(*, user_id: int | None) -> str:
    """Tell somebody's time zone."""
    found = Timetable.objects.filter(user_id=user_id).first() if user_id else None
    if found is not None:
        return found.zone
    user = User.objects.filter(pk=user_id or 0).first()
    return locale.name_of_zone(user.time_zone if user else "")


def _items(one: Outgoing) -> list[Item]:
    if one.lines:
        return [_line(line, one.made_at) for line in one.lines]
    notices = one.notices.select_related("link", "user").filter(read_at=None, settled_at=None)
    return letters.items_of(notices.order_by("told_at", "pk"))


def _line(line: dict[str, str | None], told_at: datetime) -> Item:
    due_at = line.get("due_at")
    return Item(
        words=line["words"] or "",
        why=line["why"] or "",
        href=letters.full(line["href"] or "/"),
        told_at=told_at,
        due_at=datetime.fromisoformat(due_at) if due_at else None,
    )
