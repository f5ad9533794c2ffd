"""Closes the room's key under a passphrase, for a backup that takes it along."""

import base64
import os

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sameroom.errors import SameroomError

NAME = "sealed-key"
SALT = 16  # bytes
SHORTEST = 12  # letters of a passphrase


def seal(*, key: str, passphrase: str) -> bytes:
    """Encrypt a key.

    Raises:
        SameroomError: when the passphrase is too short to protect anything.
    """
    if len(passphrase) < SHORTEST:
        raise SameroomError(
            f"The passphrase has {len(passphrase)} letters.",
            where="sameroom backup",
            remedy=f"Take at least {SHORTEST}, such as four words.",
        )
    salt = os.urandom(SALT)
    return salt + _fernet(salt, passphrase).encrypt(key.encode("utf-8"))


def unseal(*, sealed: bytes, passphrase: str) -> str:
    """Read a key that was sealed.

    Raises:
        SameroomError: when the passphrase is another.
    """
    try:
        return _fernet(sealed[:SALT], passphrase).decrypt(sealed[SALT:]).decode("utf-8")
    except InvalidToken as error:
        raise SameroomError(
            "The passphrase does not open the key in the backup.",
            where="sameroom restore",
            remedy="Give the one the backup was made with, or restore with --without-key: "
            "second factors and chat addresses then have to be entered again.",
        ) from error


def _fernet(salt: bytes, passphrase: str) -> Fernet:
    derived = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode("utf-8"))
    return Fernet(base64.urlsafe_b64encode(derived))
