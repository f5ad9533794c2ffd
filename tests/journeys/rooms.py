"""Rooms that run, and pages in them, for the journeys."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser, Error, Page, expect

DESK, PHONE = (1440, 900), (390, 844)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PICTURES = Path(__file__).parents[2] / "build" / "pictures"


@contextmanager
def running(*command: str) -> Iterator[str]:
    """Run one of our commands that ends in the room; gives the address that it said."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMEROOM_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    code = "from sameroom.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *command], stdout=subprocess.PIPE, text=True, env=kept
    ) as process:
        assert process.stdout is not None
        try:
            lines = []
            for line in process.stdout:
                lines.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\S+", line):
                    yield found[0]
                    break
            else:
                pytest.fail("".join(lines))
        finally:
            process.terminate()
            process.wait(timeout=30)


def load_again(page: Page) -> None:
    """Load a page again; one that is just going somewhere by itself is left to arrive."""
    try:
        page.reload()
    except Error as error:
        if "Not attached" not in str(error):
            raise
        page.wait_for_load_state()


@contextmanager
def opened(
    browser: Browser, *, size: tuple[int, int] = DESK, scheme: str = "light", scripts: bool = True,
    touch: bool = False,
) -> Iterator[Page]:  # fmt: skip
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        has_touch=touch,
        is_mobile=touch,
    )
    yield context.new_page()
    context.close()


def base_of(place: str) -> str:
    return place.partition("/eyes/")[0].partition("/set-up/")[0]


def see_as(page: Page, demo: str, name: str) -> None:
    page.goto(demo)
    page.get_by_role("button", name=f"See as {name}").click()
    expect(page.locator("h1")).to_contain_text("apart")


def look_at(page: Page, place: str, *, name: str, scheme: str, size: tuple[int, int]) -> None:
    """Go to a page, and look at it there."""
    page.goto(place)
    look_here(page, name=name, scheme=scheme, size=size)


def look_here(page: Page, *, name: str, scheme: str, size: tuple[int, int]) -> None:
    """Take a picture of a page, and hold that axe finds nothing and nothing sticks out."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    place = page.url
    page.screenshot(path=PICTURES / f"{name}-{scheme}-{size[0]}.png", full_page=True)
    # The pattern page shows the same landmark in each of its states, on purpose.
    waived = {"landmark-unique": {"enabled": False}} if place.endswith("/patterns") else {}
    found = Axe().run(page, options={**RULES, "rules": waived})
    assert found.violations_count == 0, f"{place}: {found.generate_report()}"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0], f"{place} is {width} wide"
