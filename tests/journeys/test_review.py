"""Deciding on matches, and taking what is to be mended out of the room."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as

pytestmark = pytest.mark.browser


def test_matches_are_decided_by_the_keyboard_alone_and_taken_back(
    browser: Browser, demo: str
) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/matches")
        first = page.locator("#match tbody").inner_text()
        open_at_first = page.locator(".match-kinds b").first.inner_text()
        page.keyboard.press("d")
        expect(page.locator(".match-last")).to_be_visible()
        assert page.locator("#match tbody").inner_text() != first
        assert page.evaluate("document.activeElement.hasAttribute('data-next')")
        assert page.url.endswith("/matches"), "without loading the page anew"
        expect(page.locator(".match-follow")).to_contain_text("one decision")
        page.keyboard.press("u")
        expect(page.locator(".match-follow")).to_have_count(0)
        assert page.locator("#match tbody").inner_text() == first
        assert page.locator(".match-kinds b").first.inner_text() == open_at_first
        page.keyboard.press("l")
        expect(page.locator(".match-kinds")).to_contain_text("Put off")
        page.keyboard.press("u")
        expect(page.locator(".match-kinds")).not_to_contain_text("Put off")


def test_matches_are_decided_without_scripts(browser: Browser, demo: str) -> None:
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/matches")
        page.get_by_role("button", name="Not sure, later").click()
        expect(page.locator(".match-last")).to_be_visible()
        page.goto(f"{base_of(demo)}/matches/said")
        page.locator("tbody button").first.click()
        expect(page.get_by_text("What stood before stands again").first).to_be_visible()


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_two_of_ones_own_choice_are_put_side_by_side_and_joined(
    browser: Browser, demo: str, scheme: str, size: tuple[int, int]
) -> None:
    with opened(browser, scheme=scheme, size=size) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/search?q=an")
        page.locator("main a[href^='/persons/']").first.click()
        page.get_by_role("link", name="The rows behind this").click()
        page.wait_for_url("**/sources")
        look_at(page, page.url, name="sources", scheme=scheme, size=size)
        page.get_by_label("Name, e-mail address or company of the other").fill("an")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sources?q=an")
        look_at(page, page.url, name="sources-found", scheme=scheme, size=size)
        page.get_by_role("button", name="Compare with").first.click()
        expect(page.locator("#question")).to_have_text("Are these one person?")
        look_at(page, page.url, name="sources-compared", scheme=scheme, size=size)
        page.get_by_role("button", name="Yes, make them one").click()
        expect(page.locator(".match-last")).to_contain_text("one and the same")
        page.get_by_role("button", name="Take it back").first.click()
        expect(page.locator(".match-last")).to_have_count(0)


def test_what_is_to_be_mended_is_taken_as_csv(browser: Browser, demo: str, tmp_path: Path) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/quality")
        page.locator(".quality td a").first.click()
        with page.expect_download() as got:
            page.get_by_role("link", name="Take them as CSV").click()
        got.value.save_as(tmp_path / "rows.csv")
        head, *rows = (tmp_path / "rows.csv").read_text("utf-8-sig").splitlines()
        assert head.replace('"', "").startswith("System,Record ID,")
        assert rows


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_they_look_right(browser: Browser, demo: str, scheme: str, size: tuple[int, int]) -> None:
    with opened(browser, scheme=scheme, size=size) as page:
        see_as(page, demo, "Ruth Amsel")
        for place, name in (
            ("/matches", "matches"), ("/matches?kind=lead", "matches-lead"),
            ("/matches/said", "matches-said"), ("/quality", "quality"),
            ("/readings/match_rate/rows/1", "rows-match-rate"),
        ):  # fmt: skip
            look_at(page, f"{base_of(demo)}{place}", name=name, scheme=scheme, size=size)
