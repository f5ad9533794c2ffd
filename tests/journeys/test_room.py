"""The room in a real browser: from the first start to the first page, on any screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sameroom.discover import of_web_halves
from sameroom.simulator import simulate
from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, running, see_as

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
        assert page.title().startswith("Tessaro Instruments")
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


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE), ("dark", DESK)])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, demo: str, scheme: str, size: tuple[int, int]
) -> None:
    with opened(browser, scheme=scheme, size=size) as page:
        see_as(page, demo, "Ruth Amsel")
        for place in PAGES:
            name = place.strip("/").replace("/", "-") or "first"
            look_at(page, f"{base_of(demo)}{place}", name=name, scheme=scheme, size=size)


def test_it_asks_nobody_but_itself(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        asked: list[str] = []
        refused: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        see_as(page, demo, "Ruth Amsel")
        for place in PAGES[:-1]:
            page.goto(f"{base_of(demo)}{place}", wait_until="networkidle")
        assert {url for url in asked if not url.startswith((base_of(demo), "data:"))} == set()
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


def test_from_the_first_start_to_the_first_page(browser: Browser, tmp_path: Path) -> None:
    simulate(folder=tmp_path / "exports", size="small", seed=3)
    files = [path for path in (tmp_path / "exports").rglob("*") if path.is_file()]
    with (
        running("up", "--store", str(tmp_path / "record"), "--port", "0") as place,
        opened(browser) as page,
    ):
        page.goto(place)
        page.get_by_label("Your company").fill("Tessaro Instruments")
        page.get_by_label("Your name").fill("Ruth Amsel")
        page.get_by_label("Your e-mail address").fill("ruth@tessaro.example")
        page.get_by_label("Password").fill("password")
        page.get_by_role("button", name="Go on").click()
        expect(page.locator(".error").first).to_be_visible()
        assert page.get_by_label("Your company").input_value() == "Tessaro Instruments"
        page.get_by_label("Password").fill("seven green parrots")
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Holidays").fill("soon")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_text("is not a day")).to_be_visible()
        page.get_by_label("Holidays").fill("2026-01-01\n2026-12-25")
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Your exports").set_input_files(files)
        page.get_by_role("button", name="Look at them").click()
        expect(page.locator("#progress")).to_contain_text("being looked at")
        page.get_by_role("button", name="Import", exact=True).click(timeout=180_000)
        page.get_by_role("link", name="See where the teams are apart").click(timeout=180_000)
        expect(page.locator("h1")).to_contain_text("apart", timeout=120_000)
        expect(page.locator(".things")).to_contain_text("Invite the leads")
        again = page.goto(place)
        assert again is not None
        assert again.status == 200, "the link works once, and says so"
        expect(page.get_by_text("The company is set up already.")).to_be_visible()
    assert "2026-12-25" in (tmp_path / "record" / "agreement.yaml").read_text("utf-8")
