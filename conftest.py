"""What holds for every test: none fails for being slow on a busy machine, and long ones begin."""

import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings as room
from django.utils import translation
from hypothesis import settings

settings.register_profile("sameroom", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sameroom")
gc.set_threshold(20_000, 10, 10)  # of what a process of tests makes, little is ever let go of

LONGEST = (
    "tests/engines/test_spark.py",
    "src/sameroom/site/tests/test_known_of_others.py",
    "tests/engines/test_room_upgrades.py",
    "tests/load/test_killed_at_work.py",
    "tests/architecture/test_install.py",
    "tests/journeys/test_room.py",
    "tests/journeys/test_agreement.py",
    "tests/journeys/test_look.py",
    "tests/journeys/test_erasing.py",
    "tests/journeys/test_demo_set_up.py",
    "src/sameroom/api/web/tests/test_described.py",
)
"""Files that take long, those first: were one begun last, the other worker would idle.

Those that kill processes at work come behind a cluster: neither should wait for the other.
"""
SHARED_OUT = ("tests/coverage/test_coverage.py", "tests/engines/test_room_postgres.py")
"""Files that keep two processors busy by themselves: behind all others, nothing idles."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files in the order in which two workers end together; by most tests where none is said.

    Alone, a run keeps the order in which its tests were found.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    tests = Counter(_file(item) for item in items)
    places = {file: place - len(LONGEST) for place, file in enumerate(LONGEST)}
    places |= {file: place + 1 for place, file in enumerate(SHARED_OUT)}
    items.sort(key=lambda item: (places.get(_file(item), 0), -tests[_file(item)], _file(item)))


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over what all tests stand on: it is walked through for none.

    Else it goes through all tests and modules, again and again, in each of them.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nobodys_language() -> Iterator[None]:
    """Leave the language to each test: a page that was answered in German is followed by others."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nobodys_report() -> Iterator[None]:
    """Leave no report: to the next test its room has none until it writes one."""
    yield
    shutil.rmtree(room.REPORT, ignore_errors=True)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
