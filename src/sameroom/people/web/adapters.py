"""How the library that signs people in behaves here."""

import base64
import hashlib
from typing import Any  # Any: as the library has it

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from sameroom import clock
from sameroom.people.web import posting
from sameroom.webkit import secrets

SECOND_FACTOR = "second factor"
FORGOTTEN, UNKNOWN = "account/email/password_reset_key", "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # it has no types
    """Nobody signs up: people come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that the door is shut."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: object, **told: object) -> None:
        """Say nothing of what is plain to see: that somebody is in, or out."""
        template = str(args[0] if args else told.get("message_template", ""))
        if not template.endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(request, level, *args, **told)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put out the mail of a forgotten password; for an address that nobody has, one to nobody.

        Nothing is sent here: whoever asks learns by neither answer nor time who is here.

        Raises:
            ValueError: for another mail of the library: the room has none of them sent.
        """
        if template_prefix not in {FORGOTTEN, UNKNOWN}:
            raise ValueError(f"the room sends no {template_prefix}")
        url = context.get("password_reset_url") or context["signup_url"]
        with transaction.atomic():
            posting.post_reset(user=context.get("user"), url=str(url), now=clock.now())


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # it has no types
    """Keeps the secrets of the second factor encrypted."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is kept."""
        return secrets.close(text=text, purpose=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret that was kept, today or before keys were derived as they are now."""
        if secrets.is_closed(encrypted_text):
            return secrets.open_(kept=encrypted_text, purpose=SECOND_FACTOR)
        return _before().decrypt(encrypted_text.encode("ascii")).decode("utf-8")


def _before() -> MultiFernet:
    """Give what second factors of the first releases were kept under."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + key.encode("utf-8")).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
