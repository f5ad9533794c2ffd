"""Signs what stands in an address, so that nobody makes one up or turns one to another's ends."""

import base64
import hashlib
import hmac
import json


def sign(*, key: bytes, number: int, parts: tuple[str, ...]) -> str:
    """Give the token of a numbered thing, bound to all its parts.

    Args:
        key: what only this room knows.
        number: by which the thing is found again.
        parts: what the token speaks for; a change of any of them makes it void.
    """
    return f"{number}-{_mark(key, number, parts)}"


def number_in(*, token: str) -> int | None:
    """Read the number out of a token; None when it has not the form of one. Proves nothing yet."""
    number, dash, mark = token.partition("-")
    if not (dash and mark and number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    return int(number)


def is_signed(*, key: bytes, token: str, number: int, parts: tuple[str, ...]) -> bool:
    """Tell whether a token is the one that `sign` gives, in a time that gives nothing away."""
    expected = sign(key=key, number=number, parts=parts)
    return hmac.compare_digest(token.encode("utf-8"), expected.encode("utf-8"))


def derive(*, secret: str, purpose: str) -> bytes:
    """Derive a key of its own for a purpose, so that what one signs no other accepts."""
    return hmac.digest(secret.encode("utf-8"), f"sameroom {purpose}".encode(), hashlib.sha256)


def _mark(key: bytes, number: int, parts: tuple[str, ...]) -> str:
    # As JSON, so that no two different lists of parts are the same text.
    told = json.dumps([number, *parts], ensure_ascii=True).encode("ascii")
    return base64.urlsafe_b64encode(hmac.digest(key, told, hashlib.sha256)).decode().rstrip("=")
