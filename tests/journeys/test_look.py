"""The look in a real browser: in German, by keys, in the palette, narrow, enlarged and printed."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, look_here, opened, see_as
from tests.journeys.test_handoff import case_of, desk
from tests.journeys.test_room import PAGES
from tests.texts.english import list_left, list_texts

pytestmark = pytest.mark.browser
NARROW = (320, 640)  # 1280 wide at 400 %, as WCAG 1.4.10 asks
ENGLISH = re.compile(r"\b(the|and|your|you|with|what|from|this|not|who)\b", re.IGNORECASE)
NEAR_ENGLISH = re.compile(rf".{{0,40}}{ENGLISH.pattern}.{{0,20}}", re.IGNORECASE)
# Names of the invented company: its channels, campaigns and the reasons of its own CRM.
GIVEN = re.compile(
    r"Webinars and guides|from alarms to work orders|Went with a competitor|Not our industry"
    r"|Second look at your line|No say in the purchase|Sponsored post: before the fair"
)
ENGLISH_FIGURE = re.compile(
    r"[€$]\d|\d,\d{3}\b|\b\d{4}-\d{2}-\d{2}\b|(?<![.\d])\d+\.\d{1,2}(?![.\d])"
)
# What a person reads of a page, without what is marked as of another language.
READ_OUT = """() => {
  const page = document.body.cloneNode(true);
  const passed = '[lang=en], [translate=no], script, bdi, code';
  page.querySelectorAll(passed).forEach((one) => one.remove());
  return page.textContent.replace(/\\s+/g, ' ');
}"""
SMALL = """() => [...document.querySelectorAll(
    'a, button, summary, input:not([type=hidden]), select')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== 'inline'
    && !one.closest('label') && !one.classList.contains('skip') && !one.closest('svg'))
  .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1 && (box.height < 23.5 || box.width < 23.5))
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""


# Whether the focus is on something that does not show it; past the end of a page it is on none.
UNSEEN = """document.activeElement !== document.body
  && getComputedStyle(document.activeElement).outlineStyle === 'none'"""


def come_in(page: Page, demo: str, name: str) -> None:
    see_as(page, demo, name)
    page.wait_for_load_state("load")  # so that the scripts listen


def read_german(page: Page, base: str) -> None:
    page.goto(f"{base}/account")
    page.get_by_label("Language").select_option("de")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()


def left_in_rows(page: Page, base: str, names: list[str]) -> list[str]:
    """List what is English on the first page of each list of rows; what was brought is in `bdi`."""
    places, left, said = set[str](), [], set[str]()
    for name in names:
        page.goto(f"{base}/readings/{name}")
        links = page.locator(".row-lists a[href*='/rows/']").all()
        places |= {str(one.get_attribute("href")) for one in links}
    for place in sorted(places):
        page.goto(f"{base}{place}")
        html = page.content()
        said |= {*list_texts(html)}
        left += [f"{place}: {one}" for one in list_left(html, given=("One-pager",))]
        left += [f"{place}: {one}" for one in list_texts(html) if ENGLISH_FIGURE.search(one)]
    page.goto(f"{base}/readings/campaign_results/rows/1")
    look_here(page, name="german-rows", scheme="light", size=DESK)
    assert len(places) > 40
    assert {"ja", "nein"} <= said
    assert [one for one in said if re.fullmatch(r"[\d.]+ €", one)]
    return left


def test_every_page_is_german_for_whoever_chose_it(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Noor Haddad")
        read_german(page, base_of(demo))
        try:
            for place in ("/", "/data", "/people", "/account", "/search", "/search?q=xyzzy", "/no"):
                look_at(page, f"{base_of(demo)}{place}", name=f"german{place.strip('/?=')}",
                        scheme="light", size=DESK)  # fmt: skip
                assert page.locator("html").get_attribute("lang") == "de"
                left = [one[0] for one in NEAR_ENGLISH.finditer(page.evaluate(READ_OUT))]
                assert left == [], f"{place}: {left}"
            page.goto(f"{base_of(demo)}/definitions")
            names = page.eval_on_selector_all(
                ".definitions a", "all => all.map(one => one.getAttribute('href').split('/').pop())"
            )
            assert len(names) > 40
            told = [f"/readings/{name}" for name in names]
            found = []
            for place in ("/definitions", "/quality", "/agreement/1", "/leads/readings", *told):
                page.goto(f"{base_of(demo)}{place}")
                said = GIVEN.sub("", page.evaluate(READ_OUT))
                found += [f"{place}: {one[0]}" for one in NEAR_ENGLISH.finditer(said)]
            assert found == [], "\n".join(found)
            found = left_in_rows(page, base_of(demo), names)
            assert found == [], "\n".join(found)
            page.goto(f"{base_of(demo)}/readings/acceptance")
            page.locator(".row-lists a").first.click()
            expect(page.get_by_text(re.compile("Zeilen?\\."))).to_be_visible()
            page.locator("table a").first.click()
            expect(page.get_by_text("Alles, was beide Teams taten")).to_be_visible()
            assert {"Vertrieb"} <= set(page.locator(".timeline .team").all_inner_texts())
        finally:
            page.goto(f"{base_of(demo)}/account")
            page.locator("#id_language").select_option("")
            page.locator("#id_time_zone").select_option("")
            with page.expect_navigation():
                page.locator("main .button").first.click()


def test_the_palette_goes_anywhere_by_keys_alone(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Ruth Amsel")
        page.keyboard.press("Control+k")
        box = page.get_by_role("combobox")
        expect(box).to_be_focused()
        expect(page.get_by_role("option", name="The gap")).to_be_visible()
        page.keyboard.type("pri")
        hit = page.locator("#palette .hits [role=option]").first
        expect(hit).to_be_visible()
        chosen = page.locator("#palette [aria-selected=true]")
        first = chosen.get_attribute("id")
        page.keyboard.press("ArrowDown")
        assert chosen.get_attribute("id") != first
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        page.screenshot(path="build/pictures/palette-light-1440.png")
        goal = chosen.get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{goal}")


def test_the_palette_drops_late_answers_and_says_when_there_are_none(
    browser: Browser, demo: str
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "q=slow" in route.request.url:
            held.append(route)
        elif "q=broken" in route.request.url:
            route.abort()
        else:
            route.continue_()

    with opened(browser) as page:
        come_in(page, demo, "Ruth Amsel")
        page.route("**/search?*", hold)
        page.keyboard.press("Control+k")
        box = page.get_by_role("combobox")
        box.fill("slow")
        expect(page.locator("#palette [role=status]")).to_have_text("Searching …")
        page.wait_for_timeout(400)
        box.fill("data")
        expect(page.get_by_role("option", name="Data", exact=True)).to_be_visible()
        assert held, "the slow question was on its way"
        held[0].abort()
        page.wait_for_timeout(200)
        expect(page.get_by_role("option", name="Data", exact=True)).to_be_visible()
        box.fill("broken")
        expect(page.locator("#palette [role=status]")).to_contain_text("did not answer")
        page.keyboard.press("Escape")
        expect(page.locator("#palette")).to_be_hidden()


def test_keys_lead_to_places_and_keep_still_while_one_writes(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Ruth Amsel")
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys of this page")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("row").filter(has_text="Promises")).to_contain_text("g then p")
        page.screenshot(path="build/pictures/keys-light-1440.png")
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("p")
        page.wait_for_url("**/promises")
        page.goto(f"{base_of(demo)}/search")
        page.locator("#q").fill("")
        page.locator("#q").press("g")
        page.locator("#q").press("p")
        page.locator("#q").press("?")
        assert page.locator("#q").input_value() == "gp?"
        assert page.url.endswith("/search")


def test_single_keys_can_be_turned_off(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Noor Haddad")
        page.goto(f"{base_of(demo)}/account")
        page.locator("#id_has_keys").uncheck()
        with page.expect_navigation():
            page.get_by_role("button", name="Keep").click()
        page.keyboard.press("?")
        page.keyboard.press("g")
        page.keyboard.press("p")
        expect(page.locator("#keys")).to_be_hidden()
        assert page.url.endswith("/account")
        page.locator("#id_has_keys").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Keep").click()


def test_the_search_page_works_without_scripts(browser: Browser, demo: str) -> None:
    with opened(browser, scripts=False) as page:
        come_in(page, demo, "Ada Winter")
        page.get_by_role("link", name="Search and go anywhere").click()
        page.locator("main").get_by_label("A company, a person").fill("accept")
        page.locator("main").get_by_role("button", name="Search").click()
        page.locator(".hit").first.click()
        expect(page.locator("h1, h2").first).to_be_visible()


def test_every_page_reflows_has_targets_large_enough_and_shows_its_focus(
    browser: Browser, demo: str
) -> None:
    with opened(browser, size=NARROW) as page:
        come_in(page, demo, "Ruth Amsel")
        wrong: list[str] = []
        for place in PAGES:
            page.goto(f"{base_of(demo)}{place}")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW[0]:
                wrong.append(f"{place} is {width} wide")
            wrong += [f"{place}: {one}" for one in page.evaluate(SMALL)]
            bar = page.locator(".top-inner").bounding_box()
            assert bar is not None
            if bar["height"] > 60:
                wrong.append(f"{place}: the bar takes {bar['height']} pixels")
            for _ in range(6):
                page.keyboard.press("Tab")
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                if style == "none" and not page.evaluate(
                    "document.activeElement === document.body"
                ):
                    wrong.append(f"{place}: {page.evaluate('document.activeElement.outerHTML')}")
        assert wrong == [], "\n".join(wrong)


def test_pages_print_without_what_one_can_only_click(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Ruth Amsel")
        page.emulate_media(media="print")
        for place in ("/", "/people", "/log", "/search?q=a", "/readings/acceptance/rows/1"):
            page.goto(f"{base_of(demo)}{place}")
            assert not page.locator(".top").is_visible(), place
            assert page.locator("h1").is_visible(), place
            assert not page.locator("main .acts").first.is_visible(), place


FOLDED = """() => [...document.querySelectorAll('main details:not(:has(form)) > :not(summary)')]
  .filter((one) => one.parentElement.checkVisibility() && !one.checkVisibility()
    && one.textContent.trim()).map((one) => one.outerHTML.slice(0, 200))"""
OPEN = "document.querySelectorAll('main details[open]').length"


def test_what_is_folded_in_on_the_screen_is_printed(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        come_in(page, demo, "Katharina Brandt")
        desk(page, demo, show="lying")
        packet = f"/leads/{case_of(page)}"
        for place in ("/agreement/1", "/definitions/acceptance", packet):
            page.emulate_media(media="screen")
            page.goto(f"{base_of(demo)}{place}")
            page.wait_for_load_state("load")  # so that the scripts listen
            before = page.evaluate(OPEN)
            assert place == packet or page.evaluate(FOLDED), f"{place} folds nothing in"
            page.emulate_media(media="print")
            assert page.evaluate(FOLDED) == [], f"{place}, by style alone"
            page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
            shut = page.locator("main details:not([open]):not(:has(form))")
            assert shut.count() == 0, f"{place}, by the script"
            page.evaluate("window.dispatchEvent(new Event('afterprint'))")
            assert page.evaluate(OPEN) == before, f"{place} is as it was"


def test_with_less_motion_nothing_moves_and_with_forced_colours_teams_stay_apart(
    browser: Browser, demo: str
) -> None:
    with opened(browser) as page:
        page.emulate_media(reduced_motion="reduce", forced_colors="active")
        come_in(page, demo, "Ruth Amsel")
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter((one) =>"
            " parseFloat(getComputedStyle(one).transitionDuration) > 0.01).length"
        )
        assert moving == 0
        page.screenshot(path="build/pictures/first-forced-1440.png", full_page=True)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_many_places_keep_the_bar_on_one_line(
    browser: Browser, demo: str, size: tuple[int, int]
) -> None:
    with opened(browser, size=size) as page:
        come_in(page, demo, "Ruth Amsel")
        page.evaluate(
            "for (let n = 0; n < 14; n += 1) document.querySelectorAll('.places ul').forEach("
            "(list) => { list.append(list.firstElementChild.cloneNode(true)); })"
        )
        bar = page.locator(".top-inner").bounding_box()
        assert bar is not None
        assert bar["height"] <= 60
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.locator(".places-all summary").click()
        box = page.locator(".places-all .menu-body").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        page.screenshot(path=f"build/pictures/places-light-{size[0]}.png")
