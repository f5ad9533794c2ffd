"""The report in German in a real browser: no English word outside of names, whole on any screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from playwright.sync_api import Browser, Page, expect

from sameroom.report.document import write_report
from sameroom.report.tests.builders import AREAS, PLACED, an_audit
from tests.journeys import rooms
from tests.journeys.rooms import base_of, picture
from tests.journeys.test_look import come_in, read_german
from tests.journeys.test_report import DESK, PHONE, RULES, opened, unfold
from tests.texts.english import list_left, list_texts

pytestmark = pytest.mark.browser
# Names of the invented company: its campaigns, channels and kinds of content, and what its own CRM
# calls stages and reasons.
GIVEN = (
    "Appointment Scheduled", "Contract Sent", "Presentation Scheduled", "Qualified To Buy",
    "No company given", "No decision", "No say in the purchase", "Not our industry",
    "One-pager", "Second look at your line", "Sponsored post: before the fair",
    "Webinar: energy audits that stick", "Webinar: from alarms to work orders",
    "Webinars and guides", "Went with a competitor",
)  # fmt: skip


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("german")
    return write_report(
        audit=an_audit(), folder=folder, measures=PLACED, areas=AREAS, speaking=("de",)
    )


@pytest.fixture
def reader(browser: Browser, demo: str) -> Iterator[Page]:
    """Open the room as somebody who sees all of it and reads German."""
    with rooms.opened(browser) as page:
        come_in(page, demo, "Ruth Amsel")
        read_german(page, base_of(demo))
        yield page
        page.goto(f"{base_of(demo)}/account")
        page.locator("#id_language").select_option("")
        page.locator("#id_time_zone").select_option("")
        with page.expect_navigation():
            page.locator("main .button").first.click()


def test_who_reads_german_is_given_a_report_without_an_english_word(
    reader: Page, demo: str
) -> None:
    reader.goto(base_of(demo))
    reader.get_by_role("link", name="Bericht", exact=True).first.click()
    expect(reader.locator("html")).to_have_attribute("lang", "de")
    expect(reader).to_have_title(re.compile("wo Vertrieb und Marketing auseinanderliegen"))
    html = reader.content()
    assert len(list_texts(html)) > 2_000
    left = list_left(html, given=GIVEN)
    assert left == [], "\n".join(left)
    assert not re.search(r">[^<]*[€$]\d[^<]*<", re.sub(r"<bdi>.*?</bdi>", "", html))
    for scheme in ("light", "dark"):
        reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = Axe().run(reader, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        reader.screenshot(path=rooms.PICTURES / f"german-report-{scheme}-1440.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing_to_object_to(
    browser: Browser, german: Path, scheme: str, size: tuple[int, int]
) -> None:
    with opened(browser, german, scheme=scheme, size=size) as page:
        picture(page, f"german-file-{scheme}-{size[0]}")
        unfold(page)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_longer_words_do_not_stick_out(browser: Browser, german: Path, width: int) -> None:
    wide = """() => [...document.querySelectorAll('main .gap-head, main h1, main h2, main h3,'
      + ' main p, main dt, main li')].filter((one) => one.clientWidth > 0
      && one.scrollWidth > one.clientWidth + 1 && !one.querySelector('.note')
      && !one.closest('.scroll')).map((one) => one.outerHTML.slice(0, 120))"""
    with opened(browser, german, size=(width, 800)) as page:
        assert page.evaluate(wide) == []
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_its_script_speaks_german_too(browser: Browser, german: Path) -> None:
    with opened(browser, german) as page:
        page.get_by_role("button", name="Zu dunklen Farben wechseln").click()
        switch = page.get_by_role("button", name="Zu hellen Farben wechseln")
        expect(switch).to_have_text("Hell")
        page.get_by_role("button", name="Alle zeigen").click()
        expect(page.get_by_role("button", name="Kurzfassung")).to_be_visible()
