"""A room over a record of its own, as an analyst sees it who brings exports."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sameroom.room.web.tests.builders import People, people


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return tmp_path


@pytest.fixture
def room(place: Path) -> People:
    return people()


@pytest.fixture
def client(room: People) -> Client:
    client = Client()
    client.force_login(room.analyst)
    return client
