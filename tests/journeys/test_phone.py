"""Nothing is out of sight: on a phone, on paper, in the bar, in the picture and in the dialog."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.rooms import PHONE, base_of, opened, picture, see_as
from tests.journeys.test_imports import LATER, write_exports
from tests.journeys.test_room import PAGES

pytestmark = pytest.mark.browser
ROWS, LEADS = "/readings/acceptance/rows/1", "/leads/readings/late"
A4 = (703, 1000)  # the width of its sheet without our margins, in pixels of a page
# Cells that end outside of the window, but for those in a region that is named, can be reached by
# keys, and has a shade at its edge where it goes on.
OUT_OF_SIGHT = """() => [...document.querySelectorAll('main :is(td, th)')]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    const box = one.getBoundingClientRect();
    if (box.right <= innerWidth + 1 && box.left >= -1) return false;
    const region = one.closest('[role=region][tabindex="0"]:is([aria-label], [aria-labelledby])');
    return !(region && getComputedStyle(region).overflowX === 'auto'
      && getComputedStyle(region).backgroundImage.includes('gradient'));
  })
  .map((one) => one.outerHTML.slice(0, 100))"""
# Tables of more than three columns that are moved sideways.
SCROLLS = """() => [...document.querySelectorAll('main table')]
  .filter((one) => one.checkVisibility() && one.querySelector('tr').cells.length > 3)
  .map((one) => one.closest('.scroll') || one.parentElement)
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.scrollWidth} in ${one.clientWidth}: ${one.outerHTML.slice(0, 100)}`)"""
# Lines of a picture that run over the edge of their picture, into the one beside it.
RUNS_OVER = """() => [...document.querySelectorAll('main .marks li')]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.scrollWidth} in ${one.clientWidth}: ${one.innerText.slice(0, 60)}`)"""
BROKEN_DATES = """() => [...document.querySelectorAll('main table time')]
  .filter((one) => one.checkVisibility() && one.getClientRects().length > 1)
  .map((one) => one.textContent)"""
COVERS = """(end) => {
  const note = end.querySelector('.note').getBoundingClientRect();
  return [...end.closest('.gap-row').querySelectorAll('.gap-svg .dot')]
    .map((dot) => dot.getBoundingClientRect())
    .some((dot) => dot.right > note.left && dot.left < note.right
      && dot.bottom > note.top && dot.top < note.bottom);
}"""


def test_no_cell_is_out_of_sight_on_a_phone(browser: Browser, demo: str) -> None:
    wrong: list[str] = []
    with opened(browser, size=PHONE) as page:
        see_as(page, demo, "Ruth Amsel")
        for place in PAGES:
            page.goto(f"{base_of(demo)}{place}")
            wrong += [f"{place}: {one}" for one in page.evaluate(OUT_OF_SIGHT)]
            wrong += [f"{place} breaks {one}" for one in page.evaluate(BROKEN_DATES)]
            wrong += [f"{place} scrolls {one}" for one in page.evaluate(SCROLLS)]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE[0]:
                wrong.append(f"{place} is {width} wide")
    assert wrong == [], "\n".join(wrong)


def test_a_plan_a_webhook_and_rows_are_cards_on_a_phone(
    browser: Browser, demo: str, tmp_path: Path
) -> None:
    """Look at the pages that are there only once somebody did something."""
    exports = write_exports(tmp_path / "exports")
    with opened(browser, size=PHONE) as page:
        see_as(page, demo, "Ruth Amsel")
        base = base_of(demo)
        page.goto(f"{base}/imports")
        page.get_by_label("Your exports", exact=True).set_input_files(exports)
        page.get_by_role("button", name="Look at them").click()
        expect(page.get_by_text("How are the dates")).to_be_visible(timeout=LATER)
        plan = page.url
        page.goto(f"{base}/webhooks")
        page.get_by_label("What you call it").fill("Warehouse")
        page.get_by_label("Address").fill(f"https://hooks.example.com/{'long-' * 12}end")
        page.locator("#id_events input").first.check()
        page.get_by_role("button", name="Add it").click()
        hook = page.url
        page.get_by_role("button", name="Send a trial").click()
        seen = ("/imports", plan, f"{plan}/files/0", "/webhooks", hook, ROWS, LEADS)
        for number, place in enumerate(seen):
            page.goto(place if place.startswith("http") else f"{base}{place}")
            page.evaluate(
                "document.querySelectorAll('main details').forEach((one) => one.open = true)"
            )
            assert page.locator("main table").count(), place
            assert page.evaluate(SCROLLS) == [], place
            assert page.evaluate(OUT_OF_SIGHT) == [], place
            picture(page, f"cards-{number}-light-{PHONE[0]}")


def test_pages_fit_on_paper(browser: Browser, demo: str) -> None:
    wrong: list[str] = []
    with opened(browser, size=A4) as page:
        see_as(page, demo, "Ruth Amsel")
        page.emulate_media(media="print")
        for place in (*PAGES, "/report/"):
            page.goto(f"{base_of(demo)}{place}")
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > A4[0]:
                wrong.append(f"{place} is {width} wide")
            wrong += [f"{place}: {one}" for one in page.evaluate(RUNS_OVER)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_the_whole_line_of_the_picture_opens_its_reading_without_scripts(
    browser: Browser, demo: str, size: tuple[int, int]
) -> None:
    with opened(browser, size=size, scripts=False) as page:
        see_as(page, demo, "Ruth Amsel")
        front = page.url
        goal = page.locator(".gap-row h3 a").first.get_attribute("href")
        for part in (".gap-svg", ".end.marketing a", ".end.sales a", ".gap-cost", ".gap-trend"):
            page.goto(front)
            found = page.locator(".gap-row").first.locator(part).first
            if found.count() and found.is_visible():
                found.scroll_into_view_if_needed()
                box = found.bounding_box()
                assert box is not None
                page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                expect(page).to_have_url(f"{base_of(demo)}{goal}")


def test_a_note_does_not_cover_the_dots_that_it_is_about(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        for end in page.locator(".gap-row .end").all():
            end.locator("a").hover()
            expect(end.locator(".note")).to_be_visible()
            assert not end.evaluate(COVERS), end.inner_text()
        picture(page, "gap-note-light-1440")


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1024, 1280, 1440, 1920])
def test_every_place_is_in_the_menu_at_each_width_without_scripts(
    browser: Browser, demo: str, width: int
) -> None:
    with opened(browser, size=(width, 800), scripts=False) as page:
        see_as(page, demo, "Ruth Amsel")
        menu = page.locator(".places-all")
        menu.locator("summary").click()
        line = page.locator(".places-line a").evaluate_all("all => all.map((one) => one.href)")
        links = menu.locator("a").all()
        assert set(line) <= {link.evaluate("one => one.href") for link in links}
        assert len(links) > len(line) > 5
        for link in links:
            link.scroll_into_view_if_needed()
            box = link.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert 0 <= box["y"] < 800
        page.locator(".places-all a").last.click()
        expect(page.locator("h1").first).to_be_visible()


def test_a_laptop_has_all_daily_places_in_the_bar_and_the_tab_key_passes_over_those_without_room(
    browser: Browser, demo: str
) -> None:
    with opened(browser, size=(1280, 800)) as page:
        see_as(page, demo, "Ruth Amsel")
        line = page.locator(".places-line li")
        assert page.locator(".places-line li[inert]").count() == 0
        assert line.last.evaluate("one => one.offsetTop === one.parentNode.children[0].offsetTop")
        page.set_viewport_size({"width": 800, "height": 800})
        expect(page.locator(".places-line li[inert]").last).to_be_attached()
        hidden = page.locator(".places-line li[inert]").count()
        assert 0 < hidden < line.count()


@pytest.mark.parametrize("height", [400, 800])
def test_the_list_of_keys_opens_at_its_start(browser: Browser, demo: str, height: int) -> None:
    with opened(browser, size=(1280, height)) as page:
        see_as(page, demo, "Ruth Amsel")
        page.wait_for_load_state("load")
        page.keyboard.press("?")
        keys = page.locator("#keys")
        expect(keys).to_be_focused()
        assert keys.evaluate("one => one.scrollTop") == 0
        expect(keys.get_by_role("heading")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(keys).to_be_hidden()


def test_a_long_address_pushes_no_button_out_of_sight(browser: Browser, demo: str) -> None:
    for size in ((1280, 800), PHONE):
        with opened(browser, size=size) as page:
            see_as(page, demo, "Ruth Amsel")
            page.goto(f"{base_of(demo)}/people/invite")
            page.locator("#id_name").fill("Somebody")
            long = f"{'long-' * 12}{size[0]}@{'a' * 50}.{'b' * 50}.example"
            page.locator("#id_email").fill(long)
            page.locator("main form .button").first.click()
            page.goto(f"{base_of(demo)}/people")
            expect(page.get_by_text(long)).to_be_visible()
            for button in page.get_by_role("button", name="Withdraw").all():
                box = button.bounding_box()
                assert box is not None
                assert box["x"] + box["width"] <= size[0] - 16
            assert page.evaluate(SCROLLS) == []
            picture(page, f"people-long-light-{size[0]}")


def test_what_waits_to_be_signed_is_seen_at_once(browser: Browser, demo: str) -> None:
    with opened(browser, size=(1280, 800)) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/agreement")
        expect(page.locator("main h2").first).to_have_text("Being worked on")
        expect(page.locator("#waiting")).to_be_in_viewport()
        expect(page.get_by_role("columnheader", name="Signed by").first).to_be_in_viewport()
