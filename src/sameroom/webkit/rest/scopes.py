"""What a token may be made for. Each web half says its own scopes beside its endpoints."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from sameroom.discover import of_web_halves


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope of tokens.

    A web half declares `SCOPES`, a tuple of these, in its `scopes.py`.

    Args:
        name: "read:" or "write:" and a noun.
        words: what it lets a program do, for whoever makes the token.
    """

    name: str
    words: str | Promise


@cache
def scopes() -> tuple[Scope, ...]:
    """Gather the scopes of all web halves, by name."""
    found = (scope for half in of_web_halves("scopes") for scope in half.SCOPES)
    return tuple(sorted(found, key=lambda scope: scope.name))
