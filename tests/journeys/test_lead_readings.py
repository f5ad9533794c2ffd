"""How leads fare, in a real browser: cut, opened to the leads behind, by keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as

pytestmark = pytest.mark.browser
PLACE = "/leads/readings"


def test_a_lead_of_revenue_reads_it_and_opens_what_lies_behind(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        look_at(page, f"{base_of(demo)}{PLACE}", name="readings", scheme="light", size=DESK)
        expect(page.locator("h1")).to_contain_text(re.compile("in time|within"))
        assert page.locator(".fare-card").count() == 10
        assert page.locator(".fare-curve .fare-promise").count() == 2
        page.locator("#speed details summary").click()
        expect(page.locator("#speed table")).to_contain_text("working hours")
        page.get_by_role("link", name="Leads answered too late").click()
        expect(page.locator("h1")).to_contain_text("too late")
        look_at(page, page.url, name="reading-rows", scheme="light", size=DESK)
        first = page.locator("main table a").first
        who = first.inner_text()
        first.click()
        expect(page.locator("main")).to_contain_text(who)


def test_it_is_cut_by_the_keyboard_and_the_address_keeps_the_cut(
    browser: Browser, demo: str
) -> None:
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Ada Winter")
        page.goto(f"{base_of(demo)}{PLACE}")
        whole = page.locator(".fare-count").inner_text()
        page.get_by_label("Campaign").focus()
        page.keyboard.press("ArrowDown")
        for _ in range(5):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Show":
                break
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("campaign=."))
        chosen = page.get_by_label("Campaign").input_value()
        expect(page.locator(".eyebrow").first).to_contain_text(chosen)
        assert page.locator(".fare-count").inner_text() != whole
        page.get_by_role("link", name="Leads turned down", exact=True).click()
        expect(page.locator("main tbody tr").first).to_be_visible()
        told = page.locator("main tbody tr").all_inner_texts()
        assert all(chosen in one for one in told)
        page.goto(f"{base_of(demo)}{PLACE}?campaign=No+such+one")
        expect(page.locator("h1")).to_contain_text("Too few leads")
        page.get_by_role("link", name="Show all leads").click()
        assert page.locator(".fare-count").inner_text() == whole


def test_it_reads_on_a_phone_in_the_dark(browser: Browser, demo: str) -> None:
    with opened(browser, scheme="dark", size=PHONE) as page:
        see_as(page, demo, "Jonas Feld")
        place = f"{base_of(demo)}{PLACE}"
        look_at(page, place, name="readings", scheme="dark", size=PHONE)
        rows = f"{place}/rejected"
        look_at(page, rows, name="reading-rows", scheme="dark", size=PHONE)
