"""The process section in a real browser: wide drawings scroll in their own frame, not the page."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser

from sameroom.engines.catalog import Placed
from sameroom.measure import Reading, Stored, Unit
from sameroom.report.document import write_report
from sameroom.report.tests.builders import ACCEPTANCE, AREAS, PLACED, WINDOW, a_share, an_audit
from tests.journeys.test_report import RULES, opened, unfold

pytestmark = pytest.mark.browser
DRAWINGS = {
    "walked_map": {"kind": "map", "count": "times", "wait": "wait", "starts": "starts",
                   "ends": "ends"},
    "walked_paths": {"kind": "paths", "share": "share", "won": "won", "lost": "lost"},
    "walked_ends": {"kind": "endings", "won": "won_by", "lost": "lost_by", "open": "open_at"},
}  # fmt: skip
LONG = "Presentation of the offer scheduled with everybody"


def told() -> list[tuple[str, Reading]]:
    steps = ("Appointment", LONG, "Contract", "Won")
    ways = [*pairwise(steps), (LONG, "call (act)"), ("call (act)", LONG),
            (LONG, "Appointment")]  # fmt: skip
    found = []
    for source, target in ways:
        part = (("from", source), ("to", target))
        found.append(("walked_map", Reading("times", 30, Unit.COUNT, 40, None, part)))
        found.append(("walked_map", Reading("wait", 3.5, Unit.DAYS, 30, None, part)))
    for path in (" → ".join(steps), f"Appointment → {LONG} → {LONG}", "Appointment"):
        part = (("path", path),)
        found += [
            ("walked_paths", a_share(20, 60, figure="share", part=part)),
            ("walked_paths", Reading("won", 12, Unit.COUNT, 20, None, part)),
            ("walked_paths", Reading("lost", 8, Unit.COUNT, 20, None, part)),
        ]
    for day, hits in (("7", 5), ("30", 15), ("90", 20)):
        for figure in ("won_by", "lost_by", "open_at"):
            found.append(("walked_ends", a_share(hits, 60, figure=figure, part=(("days", day),))))
    return found


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    audit = an_audit()
    extra = [Stored("goals", name, one, WINDOW, "1", "0.1.0") for name, one in told()]
    measures = [
        Placed("goals", replace(ACCEPTANCE, name=name, settings={"drawing": drawing}), "")
        for name, drawing in DRAWINGS.items()
    ]
    return write_report(
        audit=replace(audit, stored=(*audit.stored, *extra)),
        folder=tmp_path_factory.mktemp("walked"),
        measures=(*PLACED, *measures),
        areas=AREAS,
    )


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_drawing_of_a_process_sticks_out_of_the_screen(
    browser: Browser, walked: Path, width: int
) -> None:
    with opened(browser, walked, size=(width, 844)) as page:
        unfold(page)
        for kind in ("flow", "paths", "endings"):
            assert page.locator(f".picture.{kind}").count() == 1, kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_object_to_in_a_process(
    browser: Browser, walked: Path, scheme: str
) -> None:
    with opened(browser, walked, scheme=scheme, size=(390, 844)) as page:
        unfold(page)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
