"""From the first start through the set-up to the invented company, its people and its leads."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.rooms import DESK, PHONE, base_of, load_again, look_at, opened, running

pytestmark = pytest.mark.browser


def until_there(page: Page, wanted: Locator, seconds: int = 120) -> None:
    """Look again until what the room's jobs bring is on a page."""
    for _ in range(seconds):
        if wanted.count():
            break
        page.wait_for_timeout(1_000)
        load_again(page)
    expect(wanted.first).to_be_visible()


def test_whoever_sets_up_a_room_can_fill_it_and_see_it_as_a_seller(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        running("up", "--store", str(tmp_path / "record"), "--port", "0") as place,
        opened(browser) as page,
    ):
        page.goto(place)
        page.get_by_label("Your company").fill("Tessaro Instruments")
        page.get_by_label("Your name").fill("Ines Falk")
        page.get_by_label("Your e-mail address").fill("ines@company.example")
        page.get_by_label("Password").fill("seven green parrots")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Fill the room with it").click()
        expect(page.locator("h1")).to_contain_text("apart", timeout=200_000)
        base = base_of(place)
        page.goto(base)
        expect(page.locator(".demo-bar")).to_contain_text("An invented company")
        page.locator(".demo-bar").get_by_role("link", name="See with other eyes").click()
        page.get_by_role("button", name="See as Jonas Feld").click()
        expect(page.locator("h1")).to_contain_text("apart")
        page.goto(f"{base}/agreement")
        until_there(page, page.get_by_text("Signed by"))  # a moment after the first page is there
        expect(page.locator(".sheet").first).to_contain_text("Ada Winter")
        page.goto(f"{base}/leads?show=mine")
        until_there(page, page.get_by_role("button", name="Accept"))
        page.goto(f"{base}/leads/routing")
        expect(page.get_by_text("whose turn it was").first).to_be_visible()
        for scheme, size in (("light", DESK), ("dark", PHONE)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            look_at(page, f"{base}/eyes", name="eyes-lent", scheme=scheme, size=size)
        with page.expect_navigation():
            page.get_by_role("button", name="Be yourself again").click()
        page.goto(f"{base}/people")
        expect(page.locator("main").get_by_text("Ines Falk").first).to_be_visible()
