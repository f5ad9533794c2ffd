"""The room with its people and a folder of its own, and a second lead who can sign."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.rights import Role


@pytest.fixture
def room(tmp_path: Path) -> Iterator[People]:
    before = settings.STORE, settings.ROOM
    settings.STORE, settings.ROOM = tmp_path, tmp_path / "room"
    yield people()
    settings.STORE, settings.ROOM = before


@pytest.fixture
def kim(room: People) -> User:
    return a_person("Kim", team="sales", role=Role.LEAD)
