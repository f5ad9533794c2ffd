"""The room in a real browser: from the first start to the first page, on any screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from sameroom.discover import of_web_halves
from tests.journeys.rooms import (
    DESK,
    PHONE,
    base_of,
    look_at,
    look_in_the_dark,
    opened,
    running,
    see_as,
)

pytestmark = pytest.mark.browser
# The pages that a web half names in `tests/addresses.py`, as the demo's administrator sees them.
PAGES = (
    *[place for half in of_web_halves("tests.addresses") for place in half.PAGES],
    "/account/2fa/", "/account/sessions/", "/nothing/here",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Open the room by the command that people give; other journeys open copies of such a one."""
    out = tmp_path_factory.mktemp("demo")
    command = ("demo", "--size", "small", "--out", str(out), "--room", "--no-open", "--port", "0")
    with running(*command) as place:
        yield place


def test_from_the_demo_to_the_timeline_of_one_company(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ada Winter")
        things = page.locator(".things li")
        assert 1 <= things.count() <= 5
        assert "Sales:" not in page.locator(".things").inner_text(), "she is told her own team's"
        costs = page.locator(".gap-row")
        assert costs.count() >= 3
        page.locator(".gap-row h3 a").first.click()
        expect(page.locator("h1")).to_be_visible()
        page.goto(f"{base_of(demo)}/readings/acceptance")
        page.locator(".row-lists a").first.click()
        shown = page.locator("main table.rows").inner_text()
        assert "Katharina Brandt" not in shown, "colleagues are shown as their team"
        page.locator("main table.rows a").first.click()
        expect(page.get_by_text("Everything both teams did")).to_be_visible()
        sides = set(page.locator(".timeline .team").all_inner_texts())
        assert {"Marketing", "Sales"} <= sides


def test_the_report_is_a_click_away(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.get_by_role("link", name="Report").click()
        expect(page.locator("h1")).to_contain_text("apart")
        assert page.title().strip("\u2068").startswith("Tessaro Instruments")
        expect(page.locator(".gap-row").first).to_be_visible()


def test_a_seller_sees_names_of_his_own_acts_only_and_less_than_all(
    browser: Browser, demo: str
) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Jonas Feld")
        assert page.get_by_role("link", name="Report").count() == 0
        for place in ("/report/", "/data", "/log", "/people/invite"):
            answer = page.goto(f"{base_of(demo)}{place}")
            assert answer is not None
            assert answer.status == 404, place


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_nothing_nothing_sticks_out_and_nobody_else_is_asked(
    browser: Browser, demo: str, scheme: str, size: tuple[int, int]
) -> None:
    asked: list[str] = []
    refused: list[str] = []
    with opened(browser, scheme=scheme, size=size) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        see_as(page, demo, "Ruth Amsel")
        for place in PAGES:
            name = place.strip("/").replace("/", "-") or "first"
            look_at(page, f"{base_of(demo)}{place}", name=name, scheme=scheme, size=size)
            if scheme == "light":
                look_in_the_dark(page, name=name, size=size)
        page.wait_for_load_state("networkidle")
    base = (base_of(demo), "data:")
    assert len(asked) > len(PAGES)
    assert {url for url in asked if not url.startswith(base)} == set(), "it asks somebody else"
    refused = [said for said in refused if "404" not in said]  # of the page that there is not
    assert refused == [], "the policy forbids what a page needs"


def test_it_reads_without_scripts(browser: Browser, demo: str) -> None:
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Katharina Brandt")
        page.locator(".gap-row h3 a").first.click()
        expect(page.locator(".answer, .cannot").first).to_be_visible()


def test_it_is_used_by_the_keyboard_alone(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        for _ in range(20):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        page.locator(".account-menu summary").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
