"""The mails of this part: an invitation, a link to reset a password, and what changed about a door.

They go through the outbox: nothing is sent while a page waits, and an address that nobody has takes
as long as one that somebody has.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from sameroom.notice.web import api as outbox
from sameroom.people.web.models import Company, Invitation, User
from sameroom.webkit.audit import Actor
from sameroom.webkit.locale import name_of_language

WARNED = timedelta(days=3)  # a warning that could not be sent for so long helps nobody
CHANGES = {
    "password.changed": gettext_noop("Your password was changed."),
    "password.set": gettext_noop("Your password was changed."),
    "password.reset": gettext_noop("Your password was changed, by a link from a mail or from an "
                                   "administrator."),
    "second_factor.on": gettext_noop("A second factor was turned on for your account."),
    "second_factor.off": gettext_noop("The second factor of your account was taken off."),
    "second_factor.made_anew": gettext_noop("New recovery codes were made for your account; those "
                                            "before do not work any more."),
}  # fmt: skip


def room_of(request: HttpRequest) -> str:
    """Tell where the room is reached."""
    return settings.PUBLIC_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


def sends_mail() -> bool:
    """Tell whether this room has a mail server."""
    return outbox.road_of_mail() is outbox.Road.SENT


def post_reset(*, user: User | None, url: str, now: datetime) -> None:
    """Put out the mail by which somebody chooses a new password, in the caller's transaction.

    Args:
        user: whose password it is; None where nobody has the address that was typed: what is put
            out then goes to nobody.
    """
    asked = _("Somebody, you perhaps, asked for a new password. Open this link to choose one:")
    left = _("If it was not you, do nothing: your password stays as it is.")
    letter = outbox.LinkLetter(
        _("A new password for the room"), (asked,), _("Choose a new password"), url, (left,)
    )
    outbox.post_letter(
        about=f"reset:{user.pk if user else 0}",
        to=user.email if user else "",
        letter=letter,
        until=now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        now=now,
    )


def post_invitation(
    *, invitation: Invitation, token: str, room: str, by: Actor, now: datetime
) -> None:
    """Put out the mail of an invitation, in the caller's transaction, where there is a mail server.

    Args:
        token: of its link.
        room: where the room is reached, such as "https://room.example.com"; "" mails nothing.
    """
    if not room or not sends_mail():
        return
    company = Company.objects.order_by("pk").values_list("name", flat=True).first() or "Sameroom"
    host = User.objects.filter(pk=by.pk or 0).values_list("name", flat=True).first()
    told = {"host": host or company, "company": company, "name": invitation.name}
    until = date_format(timezone.localtime(invitation.expires_at), "j M Y, H:i T")
    letter = outbox.LinkLetter(
        subject=_("%(host)s invites you to the room of %(company)s") % told,
        words=(
            _("Hello %(name)s,") % told,
            _("%(host)s invites you to the room where sales and marketing of %(company)s see the "
              "same picture.") % told,
        ),
        button=_("Come in"),
        href=f"{room}{reverse('invitation', args=[token])}",
        after=(
            _("The link works once, until %(until)s.") % {"until": until},
            _("If you expect no invitation, do nothing."),
        ),
    )  # fmt: skip
    outbox.post_letter(
        about=about(invitation_id=invitation.pk), to=invitation.email, letter=letter,
        until=invitation.expires_at, now=now,
    )  # fmt: skip


def post_change(*, user: User, change: str, room: str, now: datetime) -> None:
    """Put out the mail that tells somebody what changed about how they sign in.

    Whoever did not do it themself learns of it this way, however the change was made.

    Args:
        change: one of `CHANGES`.
        room: where the room is reached, such as "https://room.example.com"; "" mails nothing.
    """
    if not (room and user.email and sends_mail()):
        return
    with override(name_of_language(user.language) or get_language()):
        told = {"when": date_format(timezone.localtime(now), "j M Y, H:i T")}
        that_was = _("That was on %(when)s.") % told
        letter = outbox.LinkLetter(
            subject=_("Your account in the room was changed"),
            words=(
                _("Hello %(name)s,") % {"name": user.name},
                f"{_(CHANGES[change])} {that_was}",
            ),
            button=_("Look at your account"),
            href=f"{room}{reverse('account')}",
            after=(
                _("If it was you, do nothing. If it was not, choose a new password, end the "
                  "sessions that you do not know, and tell whoever administers the room."),
            ),
        )  # fmt: skip
        outbox.post_letter(
            about=f"changed:{user.pk}:{change}:{now.isoformat()}", to=user.email, letter=letter,
            until=now + WARNED, now=now,
        )  # fmt: skip


def call_off(*, invitation_ids: list[int], now: datetime) -> None:
    """Call off the mails of invitations that do not work any more, in the caller's transaction."""
    for number in invitation_ids:
        outbox.call_off_letters(about=about(invitation_id=number), now=now)


def about(*, invitation_id: int) -> str:
    """Name an invitation as the outbox knows it."""
    return f"invitation:{invitation_id}"
