"""Leaves out the tests that touch no database: another database changes nothing for them.

Of the slow ones those are run again that write a record's pages, and the one that calls every
operation with whatever it may be.
"""

import pytest

SLOW_TOO = {
    "test_described.py", "test_follows.py", "test_killed.py", "test_kills.py", "test_refresh.py",
}  # fmt: skip
TOUCH = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that are marked for the database, or have a fixture of it."""
    kept, left = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        touches = item.get_closest_marker("django_db") or fixtures & TOUCH
        is_short = item.get_closest_marker("slow") is None or item.path.name in SLOW_TOO
        (kept if touches and is_short else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
