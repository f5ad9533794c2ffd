"""Lets programs in by a token, with the rights of whoever made it at that moment and no more."""

from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from sameroom import clock
from sameroom.people.web import factor, keys
from sameroom.people.web.models import User
from sameroom.webkit import rights
from sameroom.webkit.rest.problems import Problem, not_there
from sameroom.webkit.rights import Reader, Right


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever calls: a person, by one of their tokens."""

    user: User
    reader: Reader
    token_id: int


class _Asked(Protocol):
    auth: Caller


class Token(HttpBearer):
    """Asks for a token with a scope, of somebody with a right."""

    def __init__(self, right: Right, scope: str) -> None:
        super().__init__()
        self.right, self.scope = right, scope

    def __call__(self, request: HttpRequest) -> Any:  # Any: as the library has it
        """Find who calls; a session's cookie is not looked at, so no other site can use it."""
        return super().__call__(request) or self._unknown()

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Find whose token it is, and whether it may do this.

        Raises:
            Problem: 401 for no token that works, 403 for one of another scope, 429 for one that
                is used too often, 404 where its owner may not do this.
        """
        found = keys.find_working(token=token, now=clock.now())
        if found is None:
            self._unknown()
        if not keys.note_use(token_id=found.token_id, now=clock.now()):
            raise Problem(
                429,
                f"This token was used {keys.A_MINUTE} times within a minute.",
                remedy="Wait until the next minute.",
                headers={"Retry-After": "60"},
            )
        reader = found.user.as_reader()
        if not rights.has(right=self.right, reader=reader):
            raise not_there()
        if self.scope and self.scope not in found.scopes:
            raise Problem(
                403,
                f'This token was not made for "{self.scope}".',
                where="Authorization",
                remedy="Make a token that has it, under Your account.",
            )
        if factor.is_overdue(user=found.user, now=clock.now()):
            raise Problem(
                403, "A second factor is asked of you here.", remedy="Turn one on in the room."
            )
        return Caller(found.user, reader, found.token_id)

    def _unknown(self) -> NoReturn:
        raise Problem(
            401,
            "There is no token, or it does not work any more.",
            where="Authorization",
            remedy="Make one under Your account, and send it as: Authorization: Bearer TOKEN",
            headers={"WWW-Authenticate": 'Bearer realm="Sameroom"'},
        )


def asks(right: Right, *, scope: str = "") -> Token:
    """Say which right and which scope an operation asks: give it to the operation as `auth`."""
    return Token(right, scope)


def caller_of(request: HttpRequest) -> Caller:
    """Give whoever calls an operation that asks for a token."""
    return cast(_Asked, request).auth
