"""Takes the README's pictures: the first screen of the demo company's report, light and dark."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from sameroom import workbench
from sameroom.measure import Window
from sameroom.simulator import simulate

HERE = Path(__file__).parent
HOME = HERE.parents[1]
WORK = HOME / "build" / "pictures"
SIZE = {"width": 1440, "height": 900}
PICTURES = (("report.png", "light"), ("report-dark.png", "dark"))

sys.path.insert(0, str(HOME / "tests" / "journeys"))
from conftest import launch  # noqa: E402 - the browser is found as the tests find it


def make_report() -> Path:
    """Audit the demo company, in a fresh record, and give the path of its report."""
    shutil.rmtree(WORK, ignore_errors=True)
    written = simulate(folder=WORK / "exports", size="demo", seed=1)
    begins, now = written.world.company.period
    return workbench.audit_folder(
        folder=WORK / "exports", out=WORK / "report", now=now, window=Window(begins, now)
    ).report


def main() -> None:
    """Write both pictures beside this file."""
    report = make_report()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, scheme in PICTURES:
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)
            page.goto(report.resolve().as_uri())
            page.screenshot(path=HERE / name)
            sys.stdout.write(f"docs/pictures/{name}\n")
        browser.close()


if __name__ == "__main__":
    main()
