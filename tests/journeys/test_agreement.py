"""The agreement in a real browser: drafted, discussed, signed by both, superseded."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as

pytestmark = pytest.mark.browser
HOURS = "promises.first_touch.within_hours"


def press(page: Page, name: str) -> None:
    """Use a button as somebody without a mouse does."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tap(page: Page, name: str) -> None:
    """Use a button with a finger."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def tab_to(page: Page, target: Locator) -> None:
    """Walk to something with the Tab key alone."""
    expect(target).to_have_count(1)
    for _step in range(250):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"the Tab key does not reach {target}")


class Hands:
    """Somebody who has a keyboard and nothing else."""

    def press(self, page: Page, name: str) -> None:
        tab_to(page, page.get_by_role("button", name=name, exact=True))
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def follow(self, page: Page, link: Locator) -> None:
        tab_to(page, link)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def write(self, page: Page, field: Locator, text: str) -> None:
        tab_to(page, field)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)

    def unfold(self, page: Page, summary: Locator) -> None:
        tab_to(page, summary)
        page.keyboard.press("Enter")


class Fingers(Hands):
    """Somebody with a phone."""

    def press(self, page: Page, name: str) -> None:
        tap(page, name)

    def follow(self, page: Page, link: Locator) -> None:
        with page.expect_navigation():
            link.click()

    def write(self, page: Page, field: Locator, text: str) -> None:
        field.fill(text)

    def unfold(self, page: Page, summary: Locator) -> None:
        summary.click()


def number_of(page: Page) -> int:
    return int(page.url.rstrip("/").split("/agreement/")[1].split("/")[0])


def draft_with_hours(page: Page, home: str, hours: str) -> int:
    """Draft the next version by the keyboard alone, with another first touch."""
    page.goto(f"{home}/agreement")
    press(page, "Draft the next version")
    number = number_of(page)
    page.locator("#c-promises").get_by_role("link", name="Promises", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    field = page.locator(f'[name="{HOURS}"]')
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("soon")
    press(page, "Keep")
    expect(page.locator(".error").first).to_contain_text("cannot stand here")
    assert page.locator(f'[name="{HOURS}"]').input_value() == "soon"
    page.locator(f'[name="{HOURS}"]').focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(hours)
    page.get_by_label("Why you change it").focus()
    page.keyboard.type("Leads wait too long.")
    press(page, "Keep")
    expect(page.locator(".said")).to_contain_text("Kept")
    return number


def sign_as(page: Page, demo: str, name: str, number: int, team: str) -> None:
    see_as(page, demo, name)
    page.goto(f"{base_of(demo)}/agreement/{number}")
    press(page, f"Sign for {team}")


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_the_pages_of_an_agreement_are_looked_at(
    browser: Browser, demo: str, scheme: str, size: tuple[int, int]
) -> None:
    home = base_of(demo)
    with opened(browser, scheme=scheme, size=size) as page:
        see_as(page, demo, "Ruth Amsel")
        for place in (
            "agreement", "agreement/1", "agreement/2", "agreement/2/clauses/promises",
            "agreement/2/clauses/roles", "agreement/compare?before=1&after=2", "definitions",
            "definitions/acceptance", "readings/who_buys",
        ):  # fmt: skip
            name = place.replace("/", "-").partition("?")[0]
            look_at(page, f"{home}/{place}", name=name, scheme=scheme, size=size)


def test_it_is_used_without_scripts(browser: Browser, demo: str) -> None:
    with opened(browser, scripts=False, size=PHONE) as page:
        see_as(page, demo, "Ada Winter")
        page.goto(f"{base_of(demo)}/agreement/2/clauses/costs")
        page.locator('[name="costs.rep_hour"]').fill("40 – 60 – 90")
        tap(page, "Keep")
        assert page.locator('[name="costs.rep_hour"]').input_value() == "40 – 60 – 90"


def test_from_a_draft_to_a_version_that_is_superseded(browser: Browser, demo: str) -> None:
    home = base_of(demo)
    with opened(browser) as page:
        see_as(page, demo, "Ada Winter")
        number = draft_with_hours(page, home, "5")
        see_as(page, demo, "Katharina Brandt")
        page.goto(f"{home}/agreement/{number}/clauses/promises")
        page.get_by_label("Begin a discussion").fill("Five hours is hard on Fridays.")
        press(page, "Say it")
        see_as(page, demo, "Ada Winter")
        page.goto(f"{home}/agreement/{number}/clauses/promises")
        expect(page.locator(".talk")).to_contain_text("hard on Fridays")
        press(page, "It is settled")
        expect(page.locator(".talk")).to_contain_text("Settled by Ada Winter")
        page.goto(f"{home}/agreement/{number}")
        press(page, "Propose it to both teams")
        see_as(page, demo, "Jonas Feld")
        page.goto(f"{home}/agreement/{number}")
        assert page.get_by_role("button", name="Sign for").count() == 0, "he leads no team"
        sign_as(page, demo, "Ada Winter", number, "marketing")
        expect(page.locator(".sides")).to_contain_text("has not signed yet")
        sign_as(page, demo, "Katharina Brandt", number, "sales")
        expect(page.locator(".sign h2")).to_have_text("In force")
        page.goto(f"{home}/agreement/compare")
        page.goto(f"{home}/agreement")
        expect(page.locator(".sheet").first).to_contain_text("Signed by")
        page.goto(f"{home}/agreement/1")
        expect(page.locator(".sign h2")).to_have_text("Superseded by a later version")
        page.goto(f"{home}/definitions/acceptance")
        expect(page.locator("body")).to_contain_text(f"Version {number}@")
        page.goto(home)
        expect(page.locator("#progress")).to_be_visible()
        expect(page.locator("#progress")).to_be_hidden(timeout=180_000)


@pytest.mark.parametrize(
    ("hands", "size", "hours"), [(Hands(), DESK, "6"), (Fingers(), PHONE, "7")],
    ids=["the keyboard alone", "a phone"],
)  # fmt: skip
def test_an_agreement_goes_its_whole_way_by(
    browser: Browser, demo: str, hands: Hands, size: tuple[int, int], hours: str
) -> None:
    home = base_of(demo)
    with opened(browser, size=size) as page:

        def show(place: str) -> None:
            page.goto(f"{home}/{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], place

        see_as(page, demo, "Ada Winter")
        show("agreement")
        was = number_of_link(page)
        hands.press(page, "Draft the next version")
        number = number_of(page)
        hands.unfold(page, page.locator(".clause-list summary"))
        expect(page.locator(".clause-list a").first).to_be_visible()
        hands.follow(page, page.get_by_role("heading").get_by_role("link", name="Promises"))
        hands.write(page, page.locator(f'[name="{HOURS}"]'), hours)
        hands.write(page, page.get_by_label("Why you change it"), "They wait.")
        hands.press(page, "Keep")
        see_as(page, demo, "Katharina Brandt")
        show(f"agreement/{number}/clauses/promises")
        hands.write(page, page.get_by_label("Begin a discussion"), "Also on Fridays?")
        hands.press(page, "Say it")
        see_as(page, demo, "Ada Winter")
        show(f"agreement/{number}/clauses/promises")
        hands.press(page, "It is settled")
        show(f"agreement/{number}")
        expect(page.locator("#c-promises")).to_be_visible()
        assert page.locator(".clause-card details[open]").count() < 6, "the rest is folded"
        widths = "(all) => all.map((one) => one.offsetWidth === one.parentElement.offsetWidth)"
        whole = page.locator(".clause-card").evaluate_all(widths)
        assert all(whole), "an opened clause leaves no column empty beside it"
        hands.follow(page, page.get_by_role("link", name="what changed"))
        expect(page.locator("table.compare")).to_contain_text(hours)
        show(f"agreement/{number}")
        hands.press(page, "Propose it to both teams")
        for name, team in (("Ada Winter", "marketing"), ("Katharina Brandt", "sales")):
            see_as(page, demo, name)
            show(f"agreement/{number}")
            hands.press(page, f"Sign for {team}")
        expect(page.locator(".sign h2")).to_have_text("In force")
        show(f"agreement/{was}")
        expect(page.locator(".sign h2")).to_have_text("Superseded by a later version")


def number_of_link(page: Page) -> int:
    """Tell which version the page shows as in force."""
    href = page.locator(".sheet h2 a").first.get_attribute("href") or ""
    return int(href.rpartition("/")[2])
