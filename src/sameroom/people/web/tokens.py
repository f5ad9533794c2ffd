"""Links that let somebody in: drawn by chance, handed out once, and kept only as a hash."""

import hashlib
import secrets


def draw() -> str:
    """Draw a token that nobody guesses."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """Give what is kept of it. A token is long enough to need no salt."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
