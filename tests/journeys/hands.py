"""Hands that use a page: a keyboard and nothing else, or fingers on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.rooms import DESK, PHONE, look_here

STEPS = 300  # Tab keys after which something counts as out of reach
LEAST = 24  # pixels of what a finger is to hit
# Whether what has the focus shows so, lies on the screen, and nothing lies above it.
SHOWS = r"""async () => {
  const one = document.activeElement;
  if (!one || one === document.body) {  // behind the last thing of a page comes the browser's own
    const all = [...document.querySelectorAll(
      "a[href], button, summary, select, input, textarea, [tabindex='0']")];
    const seen = all.filter((it) => it.checkVisibility() && it.type !== "hidden" && !it.disabled);
    return window.before && window.before === seen.at(-1) ? "" : "nothing has the focus";
  }
  window.before = one;
  const shown = one.closest("label") || one;
  const marks = [one, shown].map((it) => getComputedStyle(it));
  const name = one.outerHTML.slice(0, 120);
  if (!marks.some((it) => it.outlineStyle !== "none" && parseFloat(it.outlineWidth) >= 1)) {
    return `the focus does not show at ${name}`;
  }
  const isOff = () => {
    const whole = shown.getBoundingClientRect();
    return whole.bottom <= 0 || whole.top >= innerHeight;
  };
  for (let n = 0; n < 60 && isOff(); n += 1) await new Promise(requestAnimationFrame); // it scrolls
  const [box] = shown.getClientRects();
  if (!box) return `it is not drawn: ${name}`;
  if (isOff()) return `it is off the screen: ${name}`;
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
  const top = document.elementFromPoint(x, y);
  return !top || shown.contains(top) || top.contains(shown) ? "" : `something lies above ${name}`;
}"""
# What a finger is to hit: a label with its box; links within a sentence are as high as its lines.
SMALL = """(least) => [...document.querySelectorAll(
  "a[href], button, summary, select, input:not([type=hidden]), textarea")].map((one) => {
  const shown = /radio|checkbox|file/.test(one.type || "") ? one.closest("label") || one : one;
  const box = shown.getBoundingClientRect();
  const isInline = one.matches("a") && getComputedStyle(one).display === "inline";
  const around = isInline && one.parentElement;
  const inText = around && [...around.childNodes].some(
    (part) => part.nodeType === 3 && /[\\p{L}\\p{N}]/u.test(part.textContent));
  const isSeen = shown.checkVisibility({visibilityProperty: true}) && box.bottom > 0;
  const isSmall = Math.round(box.height) < least || Math.round(box.width) < least;
  return isSeen && isSmall && !inText
    ? `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 100)}` : "";
}).filter(Boolean)"""


class Keys:
    """Somebody who has a keyboard and nothing else."""

    name, size, scheme, is_touch = "keys", DESK, "light", False

    def go_to(self, page: Page, target: Locator) -> None:
        """Walk to something with the Tab key alone, and see each thing on the way."""
        expect(target).to_have_count(1)
        for _ in range(STEPS):
            page.keyboard.press("Tab")
            wrong = page.evaluate(SHOWS)
            assert not wrong, f"{page.url}: {wrong}"
            if target.evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"the Tab key does not reach {target}")

    def press(self, page: Page, target: Locator) -> None:
        """Use a button or a link."""
        self.go_to(page, target)
        page.keyboard.press("Enter")

    def open(self, page: Page, name: str) -> None:
        """Go to a place of the room by its name."""
        page.keyboard.press("Control+k")
        page.keyboard.type(name)
        expect(page.get_by_role("option", selected=True)).to_contain_text(name)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(name)

    def choose(self, page: Page, field: Locator, files: list[Path]) -> None:
        """Choose files; a browser that is busy may pass over a key, so that one presses again."""
        self.go_to(page, field)
        for key in ("Enter", "Space", "Enter"):
            try:
                with page.expect_file_chooser(timeout=10_000) as chooser:
                    page.keyboard.press(key)
            except TimeoutError:
                continue
            chooser.value.set_files(files)
            return
        pytest.fail("no key opens the choice of files")

    def tick(self, page: Page, field: Locator) -> None:
        """Choose one of several buttons, the first of which the Tab key reaches."""
        first = field.locator("xpath=ancestor::fieldset//input[@type='radio']").first
        self.go_to(page, first)
        page.keyboard.press("Space")
        while not field.is_checked():
            page.keyboard.press("ArrowDown")

    def pick(self, page: Page, field: Locator, text: str) -> None:
        """Choose from a list by the letters of what is meant."""
        self.go_to(page, field)
        page.keyboard.type(text)
        expect(field.locator("option:checked")).to_have_text(text)

    def look(self, page: Page, stage: str) -> None:
        """Look at a stage of the way."""
        look_here(page, name=f"{stage}-{self.name}", scheme=self.scheme, size=self.size)


class Fingers(Keys):
    """Somebody with a phone."""

    name, size, scheme, is_touch = "phone", PHONE, "dark", True

    def go_to(self, page: Page, target: Locator) -> None:
        """Scroll to something, and hold that a finger hits it."""
        target.scroll_into_view_if_needed()

    def press(self, page: Page, target: Locator) -> None:
        target.tap()

    def open(self, page: Page, name: str) -> None:
        page.locator("summary", has_text="Places").tap()
        menu = page.get_by_role("navigation", name="Places")
        menu.get_by_role("link", name=name, exact=True).tap()
        expect(page.locator("h1")).to_have_text(name)

    def choose(self, page: Page, field: Locator, files: list[Path]) -> None:
        with page.expect_file_chooser() as chooser:
            field.tap()
        chooser.value.set_files(files)

    def tick(self, page: Page, field: Locator) -> None:
        field.locator("xpath=ancestor::label").tap()

    def pick(self, page: Page, field: Locator, text: str) -> None:
        field.select_option(text)

    def look(self, page: Page, stage: str) -> None:
        super().look(page, stage)
        small = page.evaluate(SMALL, LEAST)
        assert small == [], f"{page.url}:\n" + "\n".join(small)
