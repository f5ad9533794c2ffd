"""What every test of the hand-over's pages stands on."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _store_is_put_back(settings: Any) -> None:  # Any: pytest-django's
    """Have the record that a test points the room at be its own: the next test has the old one."""
    settings.STORE = settings.STORE
