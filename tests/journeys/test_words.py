"""Saying what the words of a column mean, in a real browser: at a desk, and on a phone."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sameroom.importing import REASONS
from sameroom.importing.web import jobs, operations
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import NOW, planned
from sameroom.importing.web.tests.test_mappings import remember
from sameroom.importing.web.tests.test_words import deals
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People
from tests.journeys.rooms import DESK, PHONE, look_here, look_in_the_dark, opened
from tests.journeys.test_look import NEAR_ENGLISH, READ_OUT
from tests.journeys.test_notice import Served, live, sign_in
from tests.journeys.test_stale import room

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
__all__ = ["live", "room"]
SIGNED = "What “Unterschrieben” means"


def say_signed(page: Page, meaning: str) -> None:
    """Choose what a word means, and send it."""
    page.get_by_label(SIGNED, exact=True).select_option(meaning)
    page.get_by_role("button", name="Take this").click()


def test_a_word_is_given_a_meaning_and_a_later_one_sees_both(
    browser: Browser, room: People, live: Served, tmp_path: Path
) -> None:
    number = planned(folder=tmp_path / "up", by=room.analyst, files={"deals.csv": deals()}).pk
    place = f"{live.url}/imports/{number}"
    with (
        opened(browser, scripts=False) as noor,
        opened(browser, size=PHONE) as phone,
    ):
        sign_in(noor, live.url, room.analyst)
        sign_in(phone, live.url, room.admin)
        phone.goto(f"{place}/files/0")
        look_here(phone, name="import-words", scheme="light", size=PHONE)
        look_in_the_dark(phone, name="import-words", size=PHONE)
        noor.goto(place)
        noor.locator(".file-sheet summary").click()
        noor.get_by_role("link", name="1 word not understood").click()
        say_signed(noor, "won")
        jobs.plan.func(number)
        say_signed(phone, "lost")
        told = phone.get_by_role("alert").get_by_role("row", name=SIGNED)
        expect(told.get_by_role("cell").first).to_have_text("won")
        expect(told.get_by_role("cell").last).to_have_text("lost")
        expect(phone.get_by_label(SIGNED, exact=True)).to_have_value("lost")
        look_here(phone, name="import-words-stale", scheme="light", size=PHONE)
        phone.get_by_role("link", name="Take theirs").click()
        expect(phone.get_by_label(SIGNED, exact=True)).to_have_value("won")
    with opened(browser) as desk:
        sign_in(desk, live.url, room.analyst)
        desk.goto(f"{place}/files/0")
        look_here(desk, name="import-words", scheme="light", size=DESK)
        look_in_the_dark(desk, name="import-words", size=DESK)
        desk.get_by_label("Time zone of “Create Date”").fill("Mars/Base")
        desk.get_by_role("button", name="Take this").click()
        expect(desk.get_by_text("There is no time zone “Mars/Base”")).to_be_visible()
        look_here(desk, name="import-zone-wrong", scheme="light", size=DESK)
        desk.goto(place)
        look_here(desk, name="import-plan-words", scheme="light", size=DESK)


def test_what_is_remembered_is_looked_at_and_forgotten(
    browser: Browser, room: People, live: Served, tmp_path: Path
) -> None:
    remember(tmp_path / "up", room.analyst)
    with (
        opened(browser) as desk,
        opened(browser, size=PHONE) as phone,
    ):
        for page, user, size in ((desk, room.analyst, DESK), (phone, room.admin, PHONE)):
            sign_in(page, live.url, user)
            page.goto(f"{live.url}/imports")
            page.get_by_role("link", name="What is remembered of files").click()
            for more in page.locator(".kept summary").all():
                more.click()
            look_here(page, name="import-mappings", scheme="light", size=size)
            look_in_the_dark(page, name="import-mappings", size=size)
        desk.get_by_role("button", name="Forget it").click()
        expect(desk.get_by_text("The next file of this shape is asked about anew")).to_be_visible()
        look_here(desk, name="import-mappings-none", scheme="light", size=DESK)
        phone.get_by_role("button", name="Forget it").click()
        expect(phone.get_by_text("This is forgotten already. Noor did that on")).to_be_visible()


def test_a_plan_its_file_and_what_is_remembered_are_german(
    browser: Browser, room: People, live: Served, tmp_path: Path
) -> None:
    User.objects.filter(pk=room.analyst.pk).update(language="de")
    remember(tmp_path / "before", room.analyst)
    broken = deals() + b",No id,many,some day,Neu,Sonstig\n"
    number = planned(folder=tmp_path / "up", by=room.analyst, files={"deals.csv": broken}).pk
    with opened(browser) as page:
        sign_in(page, live.url, room.analyst)
        left: list[str] = []
        for place in (f"imports/{number}", f"imports/{number}/files/0", "imports/mappings"):
            page.goto(f"{live.url}/{place}")
            assert page.locator("html").get_attribute("lang") == "de"
            said = page.evaluate(READ_OUT)
            left += [f"{place}: {one[0]}" for one in NEAR_ENGLISH.finditer(said)]
            name = f"german-{place.rpartition('/')[2]}"
            look_here(page, name=name, scheme="light", size=DESK)
        assert left == [], "\n".join(left)
        version = Bringing.objects.get(pk=number).version
        operations.ask_run(number=number, version=version, by=room.analyst, now=NOW)
        jobs.run.func(number)
        page.goto(f"{live.url}/imports/{number}")
        with page.expect_download() as got:
            page.get_by_role("link", name="deals.csv.errors.csv").click()
        text = Path(got.value.path()).read_text("utf-8-sig")
        head, *rows = csv.reader(text.splitlines())
        assert head[-6:] == ["Zeile", "Spalte", "Wert", "Grund", "Folge", "Abhilfe"]
        assert "MISSING_ID" in {row[-3] for row in rows} <= {reason.name for reason in REASONS}
        said = "\n".join(f"{row[-2]} {row[-1]}" for row in rows)
        assert [one[0] for one in NEAR_ENGLISH.finditer(said)] == []
        assert "mapping.toml" not in said


def test_on_a_phone_a_long_choice_can_be_read_to_its_end(
    browser: Browser, room: People, live: Served, tmp_path: Path
) -> None:
    number = planned(folder=tmp_path / "up", by=room.analyst).pk  # leads, with a state
    User.objects.filter(pk=room.analyst.pk).update(language="de")
    with opened(browser, size=PHONE, touch=True) as page:
        sign_in(page, live.url, room.analyst)
        page.goto(f"{live.url}/imports/{number}/files/0")
        state = page.locator("option[selected][value='lead.status']")
        choice = page.locator("select").filter(has=state)
        whole = choice.locator("xpath=following-sibling::p[1]")
        expect(whole).to_be_visible()
        assert whole.inner_text() == choice.locator("option:checked").inner_text()
        look_here(page, name="import-file-long", scheme="light", size=PHONE)
        choice.select_option("ignore")
        expect(whole).to_be_hidden()
