"""Acts by one-time link: looked at by anybody who holds it, done by a press, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.notice import signing
from sameroom.notice.cards import Act, Asked
from sameroom.notice.web.declared import acts
from sameroom.notice.web.models import Link, Notice
from sameroom.webkit import audit, rights


class Standing(StrEnum):
    """What has become of a link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    SETTLED = "settled"


class LinkNotOpenError(SameroomError):
    """A link that was used, is too old, or is about what is settled."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        super().__init__(_("This link does nothing any more."))


class NotSaidError(SameroomError):
    """Something that an act asks was not said; the link is as it was."""

    def __init__(self, form: Asked) -> None:
        self.form = form
        super().__init__(_("Something is missing."))


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page of a link says before it is pressed.

    Args:
        form: what it asks, while it is open; None where one button says it all.
        since: what has become of its subject, once there is nothing to do any more.
    """

    user_id: int
    name: str
    words: str
    href: str
    button: str
    does: str
    standing: Standing
    used_at: datetime | None
    expires_at: datetime
    form: Asked | None
    since: str


def path_of(*, link: Link) -> str:
    """Give the address of a link whose notice is at hand."""
    token = signing.sign(key=_key(), number=link.pk, parts=_parts(link))
    return reverse("act", args=[token])


def find_page(*, token: str, now: datetime) -> ActPage | None:
    """Find what a link is for; None for one that this room never made, or made for one who left."""
    link = _find(token)
    if link is None:
        return None
    act, notice = acts()[link.act], link.notice
    if not rights.has(right=act.right, reader=notice.user.as_reader()):
        return None
    does = act.does(link.subject)
    standing = _standing(link, does, now)
    is_open = standing is Standing.OPEN
    return ActPage(
        user_id=notice.user_id,
        name=notice.user.name,
        words=notice.words,
        href=notice.href,
        button=_(act.button),
        does=does,
        standing=standing,
        used_at=link.used_at,
        expires_at=link.expires_at,
        form=_asked(act, link, None, now) if is_open else None,
        since="" if is_open or not act.since else act.since(user=notice.user, subject=link.subject),
    )


def use(*, token: str, data: Mapping[str, str], now: datetime) -> str:
    """Do what a link is for, once, as the person it was sent to. Nobody is signed in by it.

    Args:
        data: what was posted, for an act that asks something.

    Returns:
        What was done, as a sentence.

    Raises:
        NotSaidError: when something that the act asks was not said; then the link is as it was.
        LinkNotOpenError: when it was used, is too old, or there is nothing to do any more.
        SameroomError: what the act itself says, such as that somebody else was first; then the
            link is as it was.
    """
    with transaction.atomic():
        link = _find(token)
        if link is None:
            raise LinkNotOpenError(Standing.EXPIRED)
        act, notice = acts()[link.act], link.notice
        open_ones = Link.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
        is_ours = rights.has(right=act.right, reader=notice.user.as_reader())
        does = act.does(link.subject)
        standing = _standing(link, does, now)
        if standing is not Standing.OPEN or not is_ours or not open_ones.update(used_at=now):
            raise LinkNotOpenError(Standing.USED if standing is Standing.OPEN else standing)
        done = _do(act, link, data, now)
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)
        audit.record("act.by_link", at=now, by=notice.user, subject=f"{link.act} {link.subject}")
    return done or does


def _do(act: Act, link: Link, data: Mapping[str, str], now: datetime) -> str | None:
    told = {"user": link.notice.user, "subject": link.subject, "now": now}
    if act.asks is None:
        return act.do(**told)
    form = _asked(act, link, data, now)
    if form is not None and not form.is_valid():
        raise NotSaidError(form)
    return act.do(**told, said=form)


def _asked(
    act: Act, link: Link, data: Mapping[str, str] | None, now: datetime
) -> Asked | None:  # fmt: skip
    if act.asks is None:
        return None
    return act.asks(user=link.notice.user, subject=link.subject, data=data, now=now)


def _find(token: str) -> Link | None:
    number = signing.number_in(token=token)
    if number is None:
        return None
    link = Link.objects.select_related("notice__user").filter(pk=number).first()
    if link is None or link.act not in acts():
        return None
    is_ours = signing.is_signed(key=_key(), token=token, number=number, parts=_parts(link))
    return link if is_ours else None


def _standing(link: Link, does: str, now: datetime) -> Standing:
    if link.used_at is not None:
        return Standing.USED
    if link.notice.settled_at is not None or not does:
        return Standing.SETTLED
    return Standing.EXPIRED if link.expires_at <= now else Standing.OPEN


def _parts(link: Link) -> tuple[str, ...]:
    return (str(link.notice.user_id), link.act, link.subject, link.expires_at.isoformat())


def _key() -> bytes:
    return signing.derive(secret=settings.SECRET_KEY, purpose="one-time link")
