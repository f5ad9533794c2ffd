"""A full disk is said in words wherever it is noticed, and what was sent is not half kept."""

import errno
import sqlite3
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from sameroom.people.web.models import Company
from sameroom.room.web.tests.builders import people
from sameroom.webkit.full import is_full

pytestmark = pytest.mark.django_db
KEPT = "sameroom.webkit.audit.record"


def full_database() -> OperationalError:
    """Make the error that SQLite really gives, as Django hands it on."""
    place = sqlite3.connect(":memory:")
    place.execute("create table t (x)")
    place.execute("pragma max_page_count = 3")
    try:
        place.execute("insert into t values (zeroblob(100000))")
    except sqlite3.OperationalError as error:
        told = OperationalError(str(error))
        told.__cause__ = error
        return told
    finally:
        place.close()
    raise AssertionError("it should have been full")


def full_server() -> OperationalError:
    """Make what PostgreSQL says."""
    return OperationalError(
        'could not extend file "base/16384/16733": No space left on device\nHINT: Check free disk'
    )


def full_file() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


FULL = (full_database, full_server, full_file, lambda: OSError(errno.EDQUOT, "Quota exceeded"))


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    admin = people().by_kind()["admin"]
    assert admin is not None
    client.force_login(admin)
    return client


def breaking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the last thing that an act does, its line in the log, fail."""

    def breaks(*args: object, **told: object) -> None:
        raise error

    monkeypatch.setattr(KEPT, breaks)


@pytest.mark.parametrize("made", FULL)
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The disk of the room is full"), ("de", "Platte des Raums ist voll")],
)
def test_a_page_says_it_in_the_readers_language_and_keeps_nothing(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    made: Callable[[], Exception],
    language: str,
    said: str,
) -> None:
    breaking(monkeypatch, made())
    asked = {"of": "all"}
    answer = client.post("/people/second-factor", asked, headers={"Accept-Language": language})
    assert answer.status_code == 507
    assert said in answer.content.decode()
    assert not Company.objects.get().asks_factor_of_all


def test_another_fault_is_one_of_ours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(monkeypatch, OSError(errno.EIO, "Input/output error"))
    answer = client.post("/people/second-factor", {"of": "all"})
    assert answer.status_code == 500
    assert "disk of the room" not in answer.content.decode()


def test_only_a_full_disk_is_one() -> None:
    assert all(is_full(made()) for made in FULL)
    behind = RuntimeError("no session")
    behind.__cause__ = full_file()
    assert is_full(behind)
    assert not any(map(is_full, (None, OSError(errno.EIO, "x"), ValueError("the disk is full"))))
