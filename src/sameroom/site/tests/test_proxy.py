"""Behind a web server that speaks HTTPS, everybody is told apart by whom that server answers."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from sameroom.room.web.tests.builders import PASSWORD, People, people
from sameroom.webkit.models import AuditEntry

GUESSER, COLLEAGUE = "203.0.113.9", "198.51.100.4"
ASKED = """
import json
from sameroom.site import settings
print(json.dumps([settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.SESSION_COOKIE_SECURE,
                  settings.CSRF_COOKIE_SECURE, getattr(settings, "SECURE_HSTS_SECONDS", 0) > 0]))
"""


@pytest.fixture
def room(settings: Settings, db: None) -> Iterator[People]:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cache.clear()
    yield people()
    cache.clear()


def try_to_sign_in(*, email: str, password: str, said: str) -> bool:
    answer = Client().post(
        "/account/login/", {"login": email, "password": password}, HTTP_X_FORWARDED_FOR=said
    )
    return answer.status_code == 302


@pytest.mark.parametrize(
    ("place", "is_believed"), [("https://room.example.com", True), ("http://room.lan", False)]
)
def test_a_server_in_front_is_believed_where_there_has_to_be_one(
    tmp_path: Path, place: str, is_believed: bool
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, "SAMEROOM_STORE": str(tmp_path), "SAMEROOM_URL": place},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(said.stdout) == [int(is_believed), is_believed, is_believed, is_believed]


def test_whoever_guesses_passwords_keeps_nobody_else_out(room: People) -> None:
    for number in range(15):  # each from an address of its own invention
        said = f"192.0.2.{number}, {GUESSER}"
        assert not try_to_sign_in(email=f"nobody{number}@x.example", password="a guess", said=said)
    assert not try_to_sign_in(email=room.sol.email, password=PASSWORD, said=GUESSER)
    assert try_to_sign_in(email=room.sol.email, password=PASSWORD, said=COLLEAGUE)


def test_the_log_and_ones_own_sessions_tell_the_address_that_the_server_in_front_saw(
    room: People,
) -> None:
    forged = f"127.0.0.1, {GUESSER}"
    assert not try_to_sign_in(email=room.sol.email, password="a guess", said=forged)
    failed = AuditEntry.objects.get(action="person.sign_in_failed")
    assert failed.details["from"] == GUESSER
    assert try_to_sign_in(email=room.sol.email, password=PASSWORD, said=COLLEAGUE)
    assert [one.ip for one in UserSession.objects.all()] == [COLLEAGUE]
