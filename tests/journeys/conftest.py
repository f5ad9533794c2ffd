"""A real browser for the journeys: the one named, Playwright's own, or the system's."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from sameroom.report.document import write_report
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from tests.journeys.rooms import a_demo_of_its_own

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SYSTEM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launch(playwright: Playwright) -> Browser:
    """Start the browser that is to be had, or fail: pages that nobody saw are not tested."""
    named = os.environ.get("SAMEROOM_BROWSER")
    if not named and Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.launch(
            args=ARGUMENTS, executable_path=playwright.chromium.executable_path
        )
    found = named or next((path for name in SYSTEM if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no browser: install chromium, or name one by SAMEROOM_BROWSER")
    try:
        return playwright.chromium.launch(args=ARGUMENTS, executable_path=found)
    except Error as error:
        pytest.fail(f"the browser {found} does not start: {error.message.splitlines()[0]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return write_report(audit=an_audit(), folder=folder, measures=PLACED, areas=AREAS)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Open the room of a small invented company; gives the link to anybody's eyes."""
    with a_demo_of_its_own(tmp_path_factory) as place:
        yield place
