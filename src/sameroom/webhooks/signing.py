"""Signs what is sent, as Standard Webhooks has it (https://www.standardwebhooks.com).

What is signed is the message's id, the second in which it is sent, and the body, joined by dots; so
nobody can change any of them, or send an old message as a new one.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
LONG = 32  # bytes of a secret; the standard asks for 24 to 64


def draw_secret() -> str:
    """Draw a secret that nobody guesses, in the standard's form."""
    return PREFIX + base64.b64encode(secrets.token_bytes(LONG)).decode("ascii")


def sign(*, secret: str, message_id: str, at: int, body: bytes) -> str:
    """Sign a message.

    Args:
        secret: as `draw_secret` gives it.
        at: when it is sent, in seconds since 1970.

    Returns:
        "v1," and the HMAC-SHA256 in base64.

    Raises:
        ValueError: when it is no such secret.
    """
    if not secret.startswith(PREFIX):
        raise ValueError(f"a secret starts with {PREFIX}")
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    told = f"{message_id}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode("ascii")


def headers(*, secrets_: Sequence[str], message_id: str, at: int, body: bytes) -> dict[str, str]:
    """Give the headers by which a receiver checks a message.

    Args:
        secrets_: the secret, and the one before it for as long as it still counts.
    """
    signed = (sign(secret=one, message_id=message_id, at=at, body=body) for one in secrets_)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signed),
    }
