"""The report in a real browser: readable by everybody, on every screen, without a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser, Page

from sameroom.report.document import write_report
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from sameroom.report.tests.hostile import a_hostile_audit

pytestmark = pytest.mark.browser
DESK, PHONE = (1440, 900), (390, 844)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@contextmanager
def opened(
    browser: Browser,
    path: Path,
    *,
    size: tuple[int, int] = DESK,
    scheme: str = "light",
    scripts: bool = True,
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        offline=True,
    )
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_to_object_to(
    browser: Browser, report: Path, scheme: str, size: tuple[int, int]
) -> None:
    with opened(browser, report, scheme=scheme, size=size) as page:
        unfold(page)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()


def test_it_asks_the_network_for_nothing(browser: Browser, report: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri(), wait_until="networkidle")
    context.close()
    assert asked == [report.as_uri()]


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_sticks_out_of_the_screen(browser: Browser, report: Path, width: int) -> None:
    with opened(browser, report, size=(width, 800)) as page:
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_screen_answers_where_what_why_who_and_how_sure(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report) as page:
        for text in (
            "Sales and marketing are apart in four places",
            "about €280,000",
            "about €400,000",
            "“First contact in time” costs most",
            "Who acts",
            "4 of 4 gaps clear",
            "5 of 6 questions answered",
        ):
            box = page.get_by_text(text).locator("visible=true").first.bounding_box()
            assert box is not None, text
            assert box["y"] + box["height"] <= DESK[1], text
        row = page.locator(".gap-row").nth(2).bounding_box()
        assert row is not None
        assert row["y"] + row["height"] <= DESK[1]


def test_the_first_screen_of_a_phone_says_why_and_who_acts_too(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report, size=PHONE) as page:
        for text in ("apart in four places", "about €280,000", "Who acts first", "4 of 4 gaps"):
            box = page.get_by_text(text).first.bounding_box()
            assert box is not None, text
            assert box["y"] + box["height"] <= PHONE[1], text


@pytest.mark.parametrize("width", [320, 390])
def test_names_beside_a_bar_are_not_broken_letter_by_letter(
    browser: Browser, report: Path, width: int
) -> None:
    with opened(browser, report, size=(width, 800)) as page:
        unfold(page)
        for label in page.locator(".mark-label").all():
            box = label.bounding_box()
            assert box is not None
            assert box["width"] >= 88, label.inner_text()


def test_who_wants_no_motion_gets_none(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        page.emulate_media(reduced_motion="reduce")
        arrow = "getComputedStyle(document.querySelector('summary'), '::before').transitionDuration"
        assert page.evaluate(arrow) == "0s"
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_it_reads_without_scripts(browser: Browser, report: Path) -> None:
    with opened(browser, report, scripts=False) as page:
        assert page.locator(".gap-row").count() == 4
        assert page.locator(".gap-row .gap-svg svg").first.is_visible()
        assert not page.locator("[data-theme-switch]").is_visible()


def test_the_switch_turns_the_colours_and_comes_back(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.get_by_role("button", name="Switch to dark colours").click()
        assert page.evaluate(paper) != light
        page.get_by_role("button", name="Switch to light colours").click()
        assert page.evaluate(paper) == light


def test_a_figure_shows_its_range_count_and_period_on_focus(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        figure = page.locator(".headline .figure").first
        figure.focus()
        note = figure.locator(".note")
        box = note.bounding_box()
        assert box is not None
        assert box["height"] > 20
        said = note.inner_text()
        assert "between" in said
        assert "buyers" in said
        assert "Jun 2026" in said


@pytest.mark.parametrize("width", [390, 1440])
def test_no_note_opens_out_of_sight(browser: Browser, report: Path, width: int) -> None:
    with opened(browser, report, size=(width, 900)) as page:
        noted = ".figure[tabindex], .end, .gap-cost p:has(.note)"
        for figure in page.locator(noted).all():
            link = figure.locator("a")
            (link if link.count() else figure).focus()
            box = figure.locator(".note").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_every_keyboard_stop_shows_where_it_is(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        for _ in range(25):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def test_on_paper_the_short_form_stays_short(browser: Browser, report: Path) -> None:
    with opened(browser, report) as page:
        on_paper(page)
        assert not page.locator(".measure .formula").first.is_visible()
        assert not page.locator(".whole > summary").first.is_visible()
        assert not page.locator("header.top").is_visible()
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_on_paper_all_is_printed_where_all_is_shown_except_the_rows(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report) as page:
        page.get_by_role("button", name="Show all").click()
        on_paper(page)
        assert page.locator(".measure .formula").first.is_visible()
        assert not page.locator("details.rows").first.is_visible()
        assert not page.locator(".sql").first.is_visible()


def test_a_section_is_unfolded_by_keyboard_by_link_and_all_at_once(
    browser: Browser, report: Path
) -> None:
    with opened(browser, report) as page:
        first = page.locator("details.whole").first
        first.locator(":scope > summary").focus()
        page.keyboard.press("Enter")
        assert first.get_attribute("open") is not None
        page.locator(".gap-row h3 a").last.click()
        aim = page.locator(".gap-row h3 a").last.get_attribute("href")
        page.wait_for_selector(f"{aim} > details.whole[open]")
        switch = page.get_by_role("button", name="Show all")
        switch.click()
        assert page.locator("details.whole:not([open])").count() == 0
        page.get_by_role("button", name="Short form").click()
        assert page.locator("details.whole[open]").count() == 0


def test_text_from_outside_runs_nothing_and_steers_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    path = write_report(audit=a_hostile_audit(), folder=tmp_path, measures=PLACED, areas=AREAS)
    with opened(browser, path) as page:
        unfold(page)
        page.wait_for_timeout(200)
        assert page.evaluate("window.broken") is None
        assert page.locator("main script, main img, main iframe, [onerror], [onload]").count() == 0
        assert "\u202e" not in page.content()


def test_what_cannot_be_told_says_which_export_to_bring(browser: Browser, tmp_path: Path) -> None:
    path = write_report(audit=an_audit(told=()), folder=tmp_path, measures=PLACED, areas=AREAS)
    with opened(browser, path) as page:
        assert page.locator(".gap-row").count() == 0
        assert page.locator(".untold-rows li").count() == 5
        assert page.locator("#missing li .bring").count() == 6
        unfold(page)
        assert Axe().run(page, options=RULES).violations_count == 0
