"""Bringing exports in a real browser: a broken file, a question, a reload, an undo."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import DESK, PHONE, base_of, load_again, look_at, opened, see_as

pytestmark = pytest.mark.browser
LATER = 180_000  # the worker may be reading the record anew first, as after each import
HEAD = "Lead No,First Name,Last Name,Email,Created Date,Lead Status,Worth\n"


def write_exports(folder: Path, *, count: int = 400, tag: str = "") -> list[Path]:
    """Write leads of a tool nobody knows: days first or months first, and rows without a number."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        f"{'' if n % 50 == 0 else f'{tag}{n}'},Ada{n},Winter,ada{tag}{n}@acme{n % 40}.example,"
        f"0{n % 9 + 1}/0{n % 7 + 1}/2026,New,{'=1+1' if n % 50 == 0 else n}\n"
        for n in range(1, count + 1)
    ]
    (folder / "leads.csv").write_text(HEAD + "".join(rows), "utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF-1.4 nothing")
    return sorted(folder.iterdir())


def drop(page: Page, folder: Path) -> None:
    """Drop a file as a mouse does: the browser is given what it would have been given."""
    text = (folder / "leads.csv").read_text("utf-8")
    expect(page.locator("[data-drop-words]")).to_be_visible()  # its script listens by now
    page.evaluate(
        """(text) => {
          const moved = new DataTransfer();
          moved.items.add(new File([text], "leads.csv", {type: "text/csv"}));
          document.querySelector("[data-drop-here]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: moved, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_broken_file_is_dropped_asked_about_imported_and_taken_back(
    browser: Browser, demo: str, tmp_path: Path
) -> None:
    write_exports(tmp_path / "exports", tag="a")
    with opened(browser) as page:
        see_as(page, demo, "Noor Haddad")
        page.get_by_role("link", name="Imports").click()
        drop(page, tmp_path / "exports")
        expect(page.locator("[data-drop-chosen]")).to_contain_text("1 file")
        page.get_by_role("button", name="Look at them").click()
        expect(page.get_by_text("How are the dates in “Created Date” written?")).to_be_visible(
            timeout=LATER
        )
        address = page.url
        look_at(page, address, name="import-plan", scheme="light", size=DESK)
        page.get_by_label("31.12.2026: the day first").check()
        page.get_by_role("button", name="Take my answers").click()
        expect(page.get_by_role("button", name="Import", exact=True)).to_be_visible(timeout=LATER)
        expect(page.get_by_text("How are the dates in")).to_have_count(0)
        with page.expect_navigation():
            page.get_by_role("button", name="Import", exact=True).click()
        load_again(page)
        page.goto(f"{base_of(demo)}/imports")
        page.get_by_role("link", name=re.compile("leads.csv")).first.click()
        expect(page.get_by_text("It is in the record")).to_be_visible(timeout=LATER)
        look_at(page, address, name="import-done", scheme="light", size=DESK)
        with page.expect_download() as got:
            page.get_by_role("link", name="leads.csv.errors.csv").click()
        text = Path(got.value.path()).read_text("utf-8-sig")
        assert text.startswith(HEAD.strip() + ",line,column,value,reason,level,remedy")
        assert "'=1+1" in text
        assert text.count("MISSING_ID") == 8
        page.get_by_role("link", name="Take it back").click()
        look_at(page, page.url, name="import-undo", scheme="light", size=DESK)
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_text("This import was taken back")).to_be_visible(timeout=LATER)
        look_at(page, f"{base_of(demo)}/imports", name="imports", scheme="light", size=DESK)


def test_by_the_keyboard_alone(browser: Browser, demo: str, tmp_path: Path) -> None:
    files = write_exports(tmp_path / "exports", count=60, tag="k")
    with opened(browser) as page:
        see_as(page, demo, "Noor Haddad")
        page.goto(f"{base_of(demo)}/imports")
        page.get_by_label("Your exports", exact=True).set_input_files(files)
        page.get_by_label("Your exports", exact=True).focus()
        go_to(page, "Look at them")
        expect(page.locator("#sum")).to_be_visible(timeout=LATER)
        if page.locator(".question input[type=radio]").count():
            page.locator(".question input[type=radio]").first.focus()
            page.keyboard.press("Space")
            go_to(page, "Take my answers")
            expect(page.locator("#sum")).to_be_visible(timeout=LATER)
        page.locator("#content").evaluate("it => { it.tabIndex = -1; it.focus(); }")
        go_to(page, "Import")
        expect(page.get_by_text("It is in the record")).to_be_visible(timeout=LATER)


def go_to(page: Page, name: str) -> None:
    """Tab until a button of a name has the focus, see that it shows, and press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none"
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{name} is not reached by the keyboard")


def test_on_a_phone_in_the_dark(browser: Browser, demo: str, tmp_path: Path) -> None:
    files = write_exports(tmp_path / "exports", count=80, tag="p")
    with opened(browser, size=PHONE, scheme="dark") as page:
        see_as(page, demo, "Ruth Amsel")
        at = f"{base_of(demo)}/imports"
        look_at(page, at, name="imports", scheme="dark", size=PHONE)
        page.get_by_label("Your exports", exact=True).set_input_files(files)
        page.get_by_role("button", name="Look at them").click()
        expect(page.locator("#sum")).to_be_visible(timeout=LATER)
        one = page.url
        look_at(page, one, name="import-plan", scheme="dark", size=PHONE)
        look_at(page, f"{one}/files/0", name="import-file", scheme="dark", size=PHONE)
        page.goto(one)
        page.get_by_role("button", name="Drop it").click()
        expect(page.get_by_text("Nothing of it was imported")).to_be_visible()


def test_it_works_without_scripts(browser: Browser, demo: str, tmp_path: Path) -> None:
    files = write_exports(tmp_path / "exports", count=50, tag="n")
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Noor Haddad")
        page.goto(f"{base_of(demo)}/imports")
        page.get_by_label("Your exports", exact=True).set_input_files(files)
        with page.expect_navigation():
            page.get_by_role("button", name="Look at them").click()
        for _ in range(240):
            if page.locator("#sum").count():
                break
            page.wait_for_timeout(500)
            load_again(page)
        look_at_file = page.get_by_role("link", name=re.compile("^Change")).first
        look_at_file.click()
        expect(page.get_by_label("What each row of it is")).to_be_visible()
        page.get_by_role("link", name="Leave it as it was").click()
        page.get_by_role("button", name="Drop it").click()
        expect(page.get_by_text("Nothing of it was imported")).to_be_visible()
