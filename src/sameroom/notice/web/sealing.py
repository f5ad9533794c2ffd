"""Keeps secrets that have to be read again, such as a webhook's address, encrypted."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from sameroom.notice import signing


class CannotUnsealError(ValueError):
    """What was sealed with another key, or changed since."""


def seal(text: str) -> str:
    """Encrypt a secret before it is kept."""
    return _fernet().encrypt(text.encode("utf-8")).decode("ascii")


def unseal(sealed: str) -> str:
    """Read a secret that was kept.

    Raises:
        CannotUnsealError: when it was sealed with another key.
    """
    try:
        return _fernet().decrypt(sealed.encode("ascii")).decode("utf-8")
    except (InvalidToken, UnicodeError) as error:
        raise CannotUnsealError from error


def _fernet() -> Fernet:
    key = signing.derive(secret=settings.SECRET_KEY, purpose="chat address")
    return Fernet(base64.urlsafe_b64encode(key))
