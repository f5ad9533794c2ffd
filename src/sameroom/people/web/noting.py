"""Notes in the log what the library that signs people in does: who came in and who did not.

What changed about how somebody signs in goes to them by mail as well.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from sameroom import clock
from sameroom.people.web import posting, tokens
from sameroom.people.web.models import User
from sameroom.webkit import audit

Told = Any  # what a signal of a library carries


def listen() -> None:
    """Begin to note."""
    auth.user_logged_in.connect(_came_in, dispatch_uid="noting")
    auth.user_logged_out.connect(_went_out, dispatch_uid="noting")
    auth.user_login_failed.connect(_did_not_come_in, dispatch_uid="noting")
    for signal, action in (
        (account.password_changed, "password.changed"),
        (account.password_set, "password.set"),
        (account.password_reset, "password.reset"),
        (mfa.authenticator_added, "second_factor.added"),
        (mfa.authenticator_removed, "second_factor.removed"),
        (mfa.authenticator_reset, "second_factor.made_anew"),
        (mfa.authentication_failed, "second_factor.failed"),
    ):
        signal.connect(_noter(action), weak=False, dispatch_uid=f"noting {action}")


def _came_in(sender: Told, user: User, **told: Told) -> None:
    audit.record("person.signed_in", at=clock.now(), by=user, subject=user.pk)


def _went_out(sender: Told, user: User | None, **told: Told) -> None:
    if user is not None:
        audit.record("person.signed_out", at=clock.now(), by=user, subject=user.pk)


def _did_not_come_in(
    sender: Told, credentials: dict[str, Told], request: HttpRequest | None = None, **told: Told
) -> None:
    """Note a wrong password: whose it was where the address is known here, else only its hash.

    People type passwords where addresses belong, so what was typed is not kept.
    """
    typed = str(credentials.get("email") or credentials.get("login") or "").lower()
    user = User.objects.filter(email=typed).first()
    subject = str(user.pk) if user else f"unknown {tokens.hash_of(typed)[:12]}"
    details: dict[str, str | int | bool] = {
        "from": get_adapter().get_client_ip(request) if request else ""
    }
    audit.record("person.sign_in_failed", at=clock.now(), subject=subject, details=details)


def _noter(action: str) -> Any:  # Any: a receiver as the library has it
    def note(
        sender: Told,
        user: User,
        request: HttpRequest | None = None,
        authenticator: Authenticator | None = None,
        **told: Told,
    ) -> None:
        now = clock.now()
        audit.record(action, at=now, by=user, subject=user.pk)
        change = _change(action, authenticator)
        if change and request is not None:
            posting.post_change(user=user, change=change, room=posting.room_of(request), now=now)

    return note


def _change(action: str, authenticator: Authenticator | None) -> str:
    """Tell what somebody is told of it: of a second factor once, not of its recovery codes too."""
    if action in posting.CHANGES:
        return action
    if authenticator is None or authenticator.type != Authenticator.Type.TOTP:
        return ""
    ends = {"second_factor.added": "on", "second_factor.removed": "off"}
    return f"second_factor.{ends[action]}" if action in ends else ""
