"""What holds for every test: none fails for being slow on a busy machine, and long ones begin."""

import os
from collections import Counter

import pytest
from hypothesis import settings

settings.register_profile("sameroom", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sameroom")

LONGEST = (
    "tests/load/test_killed_at_work.py",
    "tests/coverage/test_coverage.py",
    "tests/engines/test_room_postgres.py",
    "tests/architecture/test_install.py",
    "tests/journeys/test_room.py",
    "tests/journeys/test_agreement.py",
    "tests/journeys/test_look.py",
    "tests/journeys/test_erasing.py",
    "tests/journeys/test_demo_set_up.py",
    "src/sameroom/api/web/tests/test_described.py",
    "src/sameroom/site/tests/test_known_of_others.py",
)
"""Files that take long, the longest first: were one begun last, one of two workers would idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, then with those of most tests, where workers share the work."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    places = {file: place for place, file in enumerate(LONGEST)}
    files = [item.nodeid.partition("::")[0] for item in items]
    tests = Counter(files)
    items.sort(
        key=lambda item: (
            places.get(file := item.nodeid.partition("::")[0], len(places)), -tests[file], file
        )
    )  # fmt: skip
