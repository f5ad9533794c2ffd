"""Tokens, and programs that have one."""

from datetime import timedelta

from django.test import Client

from sameroom import clock
from sameroom.people.web import keys
from sameroom.people.web.models import User
from sameroom.webkit.rest.scopes import scopes


def a_token(user: User, *wanted: str) -> str:
    """Make a token of somebody; for everything, unless something is wanted."""
    now = clock.now()
    names = wanted or tuple(scope.name for scope in scopes())
    return keys.make(
        user=user, name="A script", wanted=names, expires_at=now + timedelta(days=30), now=now
    )


def a_program(token: str = "") -> Client:
    """Make a program with a token, or without one."""
    return Client(headers={"Authorization": f"Bearer {token}"} if token else {})
