"""Rooms that run, and pages in them, for the journeys."""

import fcntl
import os
import re
import shutil
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
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
PICTURES = Path(__file__).parents[2] / "build" / "pictures"
COMMAND = "from sameroom.cli.main import main; main()"
# The demo to the end, but for the room: what is copied is at rest.
FURNISH = f"from sameroom.cli import demo; demo.open_room = lambda *_: None; {COMMAND}"
OPEN = """
import sys
from pathlib import Path
from sameroom.cli import demo
report = Path(sys.argv[1]) / "report"
demo.prepare(report / "record", report)
demo.open_room(0, False)
"""


def environment() -> dict[str, str]:
    """Give an environment that knows of no room."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMEROOM_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept


def furnished(folder: Path) -> Path:
    """Give the folder of a small demo, which whoever comes first makes and nobody changes."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = folder.with_suffix(".begun")
            command = ("demo", "--size", "small", "--out", str(begun), "--room", "--no-open")
            done = subprocess.run(
                [sys.executable, "-c", FURNISH, *command], env=environment(), check=False,
                capture_output=True, text=True,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            begun.rename(folder)
    return folder


@contextmanager
def a_demo_of_its_own(factory: pytest.TempPathFactory) -> Iterator[str]:
    """Open the room of a small invented company, on a copy that its tests may change."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out = factory.mktemp("demo") / "demo"
    shutil.copytree(furnished(shared / "furnished"), out)
    with running(str(out), code=OPEN) as place:
        yield place


@contextmanager
def running(*command: str, code: str = COMMAND) -> Iterator[str]:
    """Run one of our commands that ends in the room; gives the address that it said."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *command],
        stdout=subprocess.PIPE, text=True, env=environment(),
    ) as process:  # fmt: skip
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
    place = page.url
    picture(page, f"{name}-{scheme}-{size[0]}")
    # The pattern page shows the same landmark in each of its states, on purpose.
    waived = {"landmark-unique": {"enabled": False}} if place.endswith("/patterns") else {}
    found = Axe().run(page, options={**RULES, "rules": waived})
    assert found.violations_count == 0, f"{place}: {found.generate_report()}"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0], f"{place} is {width} wide"


def look_in_the_dark(page: Page, *, name: str, size: tuple[int, int]) -> None:
    """Look at what is open once more in the dark, where nothing but its colours is another."""
    page.emulate_media(color_scheme="dark")
    picture(page, f"{name}-dark-{size[0]}")
    found = Axe().run(page, options=COLOURS)
    assert found.violations_count == 0, f"{page.url} in the dark: {found.generate_report()}"
    page.emulate_media(color_scheme="light")


def picture(page: Page, name: str) -> None:
    """Take a picture where a person can look at it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
