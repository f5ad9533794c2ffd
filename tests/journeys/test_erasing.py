"""Somebody is erased in a real browser: found by name, looked at, confirmed, and a receipt kept."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import (
    DESK,
    PHONE,
    PICTURES,
    RULES,
    base_of,
    load_again,
    look_at,
    opened,
    see_as,
)

pytestmark = pytest.mark.browser
SOON, LATER = 120_000, 180_000


def somebody(page: Page, base: str) -> tuple[str, str]:
    """Give the name of a person whom the search finds, and the address of their page."""
    page.goto(f"{base}/search?q=ma")
    hit = page.locator('main a[href^="/persons/"]').first
    return hit.inner_text().split("\n")[0].strip(), f"{base}{hit.get_attribute('href')}"


def picture(page: Page, name: str) -> None:
    """Take a picture of a page that a form led to, and hold that axe finds nothing."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def ways_of_looking(browser: Browser, demo: str, place: str, name: str) -> None:
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        with opened(browser, scheme=scheme, size=size) as page:
            see_as(page, demo, "Ruth Amsel")
            look_at(page, place, name=name, scheme=scheme, size=size)


def test_somebody_is_found_looked_at_erased_and_a_receipt_is_kept(
    browser: Browser, demo: str
) -> None:
    base = base_of(demo)
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        name, place = somebody(page, base)
        page.goto(f"{base}/erase")
        page.get_by_label("A name, a mail address or a company").fill("Nobody Whatever")
        page.get_by_role("button", name="Find them").click()
        expect(page.locator(".error")).to_contain_text("knows nobody like that")
        page.get_by_label("A name, a mail address or a company").fill(name)
        page.get_by_role("button", name="Find them").click()
        expect(page.get_by_role("heading", name="Who is meant?")).to_be_visible()
        picture(page, "erase-found-light-1440")
        assert "erase?" not in page.url
        page.get_by_role("checkbox", name=name).first.check()
        page.get_by_role("button", name="Show what would be erased").click()
        expect(page.get_by_role("heading", name="This would be erased")).to_be_visible(timeout=SOON)
        asked = page.url
        told = counts(page)
        assert told
        ways_of_looking(browser, demo, asked, "erasing-before")

        typed = page.get_by_label(re.compile("once more"))
        typed.fill("somebody else")
        page.get_by_role("button", name="Erase them").click()
        expect(page.locator(".error")).to_contain_text("not what stands there")
        label = page.locator("label", has_text="once more").inner_text()
        typed.fill(label.removeprefix("Type ").removesuffix(" once more"))
        page.get_by_role("button", name="Erase them").click()
        expect(page.locator("#progress, #went").first).to_be_visible()
        picture(page, "erasing-going-on-light-1440")
        load_again(page)
        expect(page.locator("#progress, #went").first).to_be_visible()
        expect(page.get_by_role("heading", name="They are erased")).to_be_visible(timeout=LATER)

        assert counts(page) == told, "it tells what was told before"
        assert name.casefold() not in page.content().casefold()
        ways_of_looking(browser, demo, asked, "erasing-receipt")
        page.goto(place)
        assert name.casefold() not in page.content().casefold()
        page.goto(f"{base}/erase")
        page.get_by_label("A name, a mail address or a company").fill(name)
        page.get_by_role("button", name="Find them").click()
        assert name.casefold() not in page.locator(".candidates, .error").inner_text().casefold()
        ways_of_looking(browser, demo, f"{base}/erase", "erase")


def counts(page: Page) -> list[str]:
    """List what the table of counts says, but for the report, which is being written."""
    return [
        row for row in page.locator(".counts tbody tr").all_inner_texts() if "report" not in row
    ]


def test_it_works_without_scripts(browser: Browser, demo: str) -> None:
    base = base_of(demo)
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base}/erase")
        page.get_by_label("A name, a mail address or a company").fill("zoe@far.example")
        page.get_by_role("button", name="Find them").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Show what would be erased").click()
        shown = page.get_by_role("heading", name="This would be erased")
        for _ in range(SOON // 1_000):  # what the test before erased may still be read anew
            if shown.count():
                break
            page.wait_for_timeout(1_000)
            load_again(page)
        expect(shown).to_be_visible()
        with page.expect_navigation():
            page.get_by_role("button", name="Leave it").click()
        page.goto(f"{base}/erase")
        assert "left alone" in page.locator("main table").inner_text()
