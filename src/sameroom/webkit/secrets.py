"""Keeps secrets unreadable where they are kept: with a key that is derived, never stored.

What the database holds is of use only together with the key that signs sessions and links, and
that one is never in the database. A key drawn anew (`sameroom renew-secrets`) opens what older
ones closed as long as they are named in SAMEROOM_OLD_SECRET_KEYS.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext

from sameroom.errors import SameroomError

FORM = "s1:"  # how a text was closed, so that it can be closed in another way one day


class CannotOpenError(SameroomError):
    """A secret that no key which is known opens, or that was changed."""


def close(*, text: str, purpose: str) -> str:
    """Encrypt a secret before it is kept.

    Args:
        text: the secret.
        purpose: what it is for, such as "chat address"; what was closed for one purpose is not
            opened for another.

    Returns:
        Printable text of about 4/3 of its length and 100 more.
    """
    return FORM + _fernet(purpose).encrypt(text.encode("utf-8")).decode("ascii")


def open_(*, kept: str, purpose: str) -> str:
    """Read a secret that `close` wrote, by today's key or an older one.

    Raises:
        CannotOpenError: when none of them fits, or it was changed since.
    """
    try:
        return _fernet(purpose).decrypt(_bare(kept)).decode("utf-8")
    except (InvalidToken, ValueError) as error:
        raise CannotOpenError(
            f"A kept secret ({purpose}) cannot be read with the keys that are known.",
            remedy=gettext(
                "Name the key that it was kept under in SAMEROOM_OLD_SECRET_KEYS, "
                "or have it entered again."
            ),
        ) from error


def renew(*, kept: str, purpose: str) -> str:
    """Encrypt a kept secret anew under today's key.

    Raises:
        CannotOpenError: as `open_`.
    """
    return close(text=open_(kept=kept, purpose=purpose), purpose=purpose)


def is_closed(text: str) -> bool:
    """Tell whether a text is one that `close` wrote."""
    return text.startswith(FORM)


def _bare(kept: str) -> bytes:
    if not is_closed(kept):
        raise ValueError("not a text that was closed here")
    return kept.removeprefix(FORM).encode("ascii")


def _fernet(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    hkdf = HKDF(hashes.SHA256(), length=32, salt=None, info=f"sameroom/{purpose}".encode())
    return base64.urlsafe_b64encode(hkdf.derive(key.encode("utf-8")))
