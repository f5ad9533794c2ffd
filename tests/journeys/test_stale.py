"""Two people at the same page of a file that is to be imported, in two real browsers."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import Settings

from sameroom.importing.web import jobs
from sameroom.importing.web.tests.builders import planned
from sameroom.room.web.tests.builders import People, people
from tests.journeys.rooms import DESK, PHONE, look_here, opened
from tests.journeys.test_notice import Served, live, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
__all__ = ["live"]
LEFT_OUT = "ignore"


@pytest.fixture
def room(tmp_path: Path, settings: Settings) -> People:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return people()


def becomes(page: Page, column: str) -> Locator:
    """Find where is chosen what a column becomes."""
    return page.get_by_label(f"What “{column}” becomes", exact=True)


def leave_out(page: Page, column: str) -> None:
    """Choose that a column is left out, without saying so to anybody yet."""
    becomes(page, column).select_option(LEFT_OUT)


def save(page: Page, number: int) -> None:
    """Save what was chosen, and have the files looked at anew."""
    page.get_by_role("button", name="Take").click()
    waits = page.get_by_role("heading", name="Your files are being looked at")
    expect(waits).to_be_visible()
    jobs.plan.func(number)
    expect(waits).to_be_hidden()  # it goes on by itself; nobody is to go elsewhere meanwhile
    page.wait_for_load_state()


def find_out(page: Page, *, scheme: str, size: tuple[int, int]) -> None:
    """Save later than Noor did: both versions are shown, side by side."""
    page.get_by_role("button", name="Take this").click()
    told = page.get_by_role("alert")
    expect(told.get_by_role("heading")).to_contain_text("Noor changed this on")
    row = told.get_by_role("row", name="What “Last Name” becomes")
    expect(row.get_by_role("cell").last).to_have_text("leave it out")
    expect(row.get_by_role("cell").first).not_to_have_text("leave it out")
    expect(becomes(page, "Last Name")).to_have_value(LEFT_OUT)
    look_here(page, name="import-file-stale", scheme=scheme, size=size)


def test_the_second_of_two_sees_who_changed_what_and_takes_either(
    browser: Browser, room: People, live: Served, tmp_path: Path
) -> None:
    number = planned(folder=tmp_path / "up", by=room.analyst).pk
    place = f"{live.url}/imports/{number}/files/0"
    with (
        opened(browser) as noor,
        opened(browser) as ruth,
        opened(browser, size=PHONE, scheme="dark") as phone,
    ):
        sign_in(noor, live.url, room.analyst)
        for page in (ruth, phone):
            sign_in(page, live.url, room.admin)

        for page in (noor, ruth):
            page.goto(place)
        leave_out(noor, "Lead Status")
        save(noor, number)
        leave_out(ruth, "Last Name")
        find_out(ruth, scheme="light", size=DESK)
        ruth.get_by_role("link", name="Take theirs").click()
        expect(becomes(ruth, "Last Name")).not_to_have_value(LEFT_OUT)
        expect(becomes(ruth, "Lead Status")).to_have_value(LEFT_OUT)

        for page in (noor, phone):
            page.goto(place)
        leave_out(noor, "First Name")
        save(noor, number)
        leave_out(phone, "Last Name")
        find_out(phone, scheme="dark", size=PHONE)
        save(phone, number)
        noor.goto(place)
        expect(becomes(noor, "Last Name")).to_have_value(LEFT_OUT)
        expect(becomes(noor, "First Name")).not_to_have_value(LEFT_OUT)
        expect(becomes(noor, "Lead Status")).to_have_value(LEFT_OUT)
