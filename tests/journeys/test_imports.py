"""Bringing exports in a real browser: a broken file, a question, a reload, an undo."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.hands import Fingers, Keys
from tests.journeys.rooms import DESK, base_of, load_again, look_at, opened, see_as

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
        expect(page.locator("[data-drop-said]")).to_contain_text("1 file")
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


@dataclass(frozen=True, slots=True)
class Way:
    """The way of an import through the pages, by some hands."""

    page: Page
    hands: Keys

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def bring(self, files: list[Path]) -> None:
        """Bring files from the page of imports, and say what only a person can know."""
        self.hands.choose(self.page, self.page.get_by_label("Your exports", exact=True), files)
        self.hands.press(self.page, self.button("Look at them"))
        self.see_plan()
        if self.page.locator("#asked").count():
            self.hands.look(self.page, "import-asked")
            self.hands.tick(self.page, self.page.get_by_label("31.12.2026: the day first"))
            self.hands.press(self.page, self.button("Take my answers"))
            self.see_plan()

    def see_plan(self) -> None:
        expect(self.page.locator("#sum")).to_be_visible(timeout=LATER)

    def tell_new(self) -> list[list[str]]:
        """Tell of each noun how many rows are new, changed, and known already."""
        rows = self.page.locator("#sum ~ * tbody tr").all()
        return [row.locator("th, td").all_inner_texts() for row in rows]

    def leave_out(self, column: str) -> None:
        """Change what a column becomes, and have the files looked at anew."""
        self.hands.press(self.page, self.page.get_by_role("link", name="Change leads.csv"))
        self.hands.look(self.page, "import-file")
        choice = self.page.get_by_label(f"What “{column}” becomes", exact=True)
        self.hands.pick(self.page, choice, "leave it out")
        self.hands.press(self.page, self.button("Take this"))
        self.see_plan()

    def run(self) -> None:
        self.hands.press(self.page, self.button("Import"))
        expect(self.page.get_by_text("It is in the record")).to_be_visible(timeout=LATER)

    def take_errors(self) -> list[dict[str, str]]:
        """Download the error file, and open it."""
        with self.page.expect_download() as got:
            self.hands.press(self.page, self.page.get_by_role("link", name="leads.csv.errors.csv"))
        text = Path(got.value.path()).read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def take_back(self) -> None:
        self.hands.press(self.page, self.page.get_by_role("link", name="Take it back"))
        expect(self.page.locator("h1")).to_have_text("Take this import back?")
        self.hands.look(self.page, "import-undo")
        self.hands.press(self.page, self.button("Take it back"))
        expect(self.page.get_by_text("This import was taken back")).to_be_visible(timeout=LATER)


@pytest.mark.parametrize("hands", [Keys(), Fingers()], ids=["the keyboard alone", "a phone"])
def test_a_broken_file_goes_in_out_and_in_again_by(
    browser: Browser, demo: str, hands: Keys, tmp_path: Path
) -> None:
    files = write_exports(tmp_path / "exports", count=60, tag=hands.name)
    with opened(browser, size=hands.size, scheme=hands.scheme, touch=hands.is_touch) as page:
        see_as(page, demo, "Noor Haddad")
        way = Way(page, hands)
        hands.open(page, "Imports")
        hands.look(page, "imports")
        way.bring(files)
        way.leave_out("Worth")
        expect(page.get_by_text("The row is refused.")).to_be_visible()
        hands.look(page, "import-plan")
        before = way.tell_new()
        assert [row[1:] for row in before] == [["59", "0", "0"]] * 2, "leads, and people"
        way.run()
        hands.look(page, "import-done")
        (refused,) = [row for row in way.take_errors() if row["reason"] == "MISSING_ID"]
        assert refused["First Name"] == "Ada50"
        assert (refused["line"], refused["column"], refused["value"]) == ("51", "Lead No", "")
        assert refused["remedy"].startswith(
            "The cells that tell this row from others are empty. Fill"
        )
        way.take_back()
        hands.look(page, "import-undone")
        hands.press(page, page.get_by_role("link", name="Bring more"))
        way.bring(files)
        assert way.tell_new() == before, "the record is as it was before"
        expect(page.locator("#asked")).to_have_count(0)  # what was answered is remembered
        way.run()
        hands.open(page, "Imports")
        hands.look(page, "imports-after")


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
