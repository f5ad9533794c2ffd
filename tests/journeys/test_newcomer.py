"""The first start, by the keyboard alone and on a phone in the dark, to the first report; and the
pages that only somebody with a password of their own comes to.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sameroom.people.web.tests.test_account import code_of
from sameroom.simulator import simulate
from tests.journeys.rooms import DESK, PHONE, base_of, look_at, look_here, opened, running
from tests.journeys.test_agreement import Fingers, Hands

pytestmark = pytest.mark.browser
LATER = 300_000  # the record is read anew first, on two cores shared with other journeys
WORDS = "seven green parrots"


def set_up(page: Page, place: str, hands: Hands, *, scheme: str, size: tuple[int, int]) -> None:
    """Make the company and oneself, with a mistake in each form, which keeps what was typed."""
    page.goto(place)
    look_here(page, name="set-up", scheme=scheme, size=size)
    hands.write(page, page.get_by_label("Your company"), "Tessaro Instruments")
    hands.write(page, page.get_by_label("Your name"), "Ruth Amsel")
    hands.write(page, page.get_by_label("Your e-mail address"), "ruth@tessaro.example")
    hands.write(page, page.get_by_label("Password"), "password")
    hands.press(page, "Go on")
    expect(page.locator(".error").first).to_be_visible()
    look_here(page, name="set-up-refused", scheme=scheme, size=size)
    assert page.get_by_label("Your company").input_value() == "Tessaro Instruments"
    hands.write(page, page.get_by_label("Password"), WORDS)
    hands.press(page, "Go on")
    look_here(page, name="set-up-work", scheme=scheme, size=size)


@pytest.mark.parametrize(
    ("hands", "scheme", "size"), [(Hands(), "light", DESK), (Fingers(), "dark", PHONE)]
)
def test_from_the_first_start_to_the_first_report(
    browser: Browser, tmp_path: Path, hands: Hands, scheme: str, size: tuple[int, int]
) -> None:
    simulate(folder=tmp_path / "exports", size="small", seed=3)
    files = [path for path in (tmp_path / "exports").rglob("*") if path.is_file()]
    with (
        running("up", "--store", str(tmp_path / "record"), "--port", "0") as place,
        opened(browser, scheme=scheme, size=size) as page,
    ):
        set_up(page, place, hands, scheme=scheme, size=size)
        hands.write(page, page.get_by_label("Holidays", exact=False).last, "soon")
        hands.press(page, "Go on")
        expect(page.get_by_text("is not a day")).to_be_visible()
        page.get_by_label("Holidays", exact=False).last.fill("2026-12-24")
        page.get_by_label("Public holidays of").select_option("DE-BY")
        hands.press(page, "Write them below")
        expect(page.get_by_role("status")).to_contain_text("public holidays")
        look_here(page, name="set-up-holidays", scheme=scheme, size=size)
        hands.press(page, "Go on")
        look_here(page, name="set-up-data", scheme=scheme, size=size)
        page.get_by_label("Your exports").set_input_files(files)
        hands.press(page, "Look at them")
        expect(page.locator("#progress")).to_contain_text("being looked at")
        expect(page.get_by_role("button", name="Import", exact=True)).to_be_visible(timeout=LATER)
        look_here(page, name="set-up-plan", scheme=scheme, size=size)
        hands.press(page, "Import")
        there = page.get_by_role("link", name="See where the teams are apart")
        expect(there).to_be_visible(timeout=LATER)
        hands.follow(page, there)
        expect(page.locator("h1")).to_contain_text("apart", timeout=LATER)
        expect(page.locator(".gap-row").first).to_be_visible()
        expect(page.locator(".things")).to_contain_text("Invite the leads")
        look_here(page, name="set-up-first-page", scheme=scheme, size=size)
        page.goto(f"{base_of(place)}/report/")
        for _ in range(120):  # it is written once the pages are shown, and says so until then
            if page.locator(".gap-row").count():
                break
            expect(page.locator("h1")).to_contain_text("not here yet")
            page.wait_for_timeout(1_000)
            hands.follow(page, page.get_by_role("link", name="Look again"))
        expect(page.locator("h1")).to_contain_text("apart")
        expect(page.locator(".gap-row").first).to_be_visible()
        assert page.title().strip("\u2068").startswith("Tessaro Instruments")
        again = page.goto(place)
        assert again is not None
        assert again.status == 200, "the link works once, and says so"
        expect(page.get_by_text("The company is set up already.")).to_be_visible()
    assert "2026-12-24, " in (tmp_path / "record" / "agreement.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("new") / "record"
    with running("up", "--store", str(store), "--port", "0") as place:
        yield place


def test_who_has_a_password_of_their_own(browser: Browser, place: str) -> None:
    base, hands = base_of(place), Fingers()
    scheme, size = "dark", PHONE

    def look(page: Page, name: str) -> None:
        look_here(page, name=f"own-{name}", scheme=scheme, size=size)

    with opened(browser, scheme=scheme, size=size) as page:
        set_up(page, place, hands, scheme=scheme, size=size)
        page.goto(f"{base}/people/invite")
        page.get_by_label("Name").fill("Sol Reyes")
        page.get_by_label("E-mail address").fill("sol@tessaro.example")
        page.get_by_label("Team", exact=True).select_option("sales")
        hands.press(page, "Make the link")
        link = page.locator("input[readonly]").input_value()
        with opened(browser, scheme=scheme, size=size) as other:
            look_at(other, link, name="own-invitation", scheme=scheme, size=size)
            other.get_by_label("Password").fill(WORDS)
            with other.expect_navigation():
                other.locator("main .button").first.click()
            expect(other.locator("h1")).to_be_visible()
            look_at(other, link, name="own-invitation-spent", scheme=scheme, size=size)
        page.goto(f"{base}/account/password/change/")
        look(page, "password")
        page.goto(f"{base}/account/2fa/totp/activate/")
        expect(page).to_have_url(re.compile("/account/reauthenticate/"))
        look(page, "again")
        page.locator("input[name=password]").fill(WORDS)
        with page.expect_navigation():
            page.locator("main .button").first.click()
        secret = page.locator("#secret").input_value()
        page.locator("input[name=code]").fill("000000")
        with page.expect_navigation():
            page.locator("main .button").first.click()
        look(page, "factor-refused")
        page.locator("input[name=code]").fill(code_of(secret))
        with page.expect_navigation():
            page.locator("main .button").first.click()
        look(page, "factor-on")
        look_at(page, f"{base}/account/2fa/recovery-codes/", name="own-recovery",
                scheme=scheme, size=size)  # fmt: skip
        look_at(page, f"{base}/account/2fa/totp/deactivate/", name="own-factor-off",
                scheme=scheme, size=size)  # fmt: skip
        page.context.clear_cookies()
        page.goto(f"{base}/account/login/")
        page.locator("input[name=login]").fill("ruth@tessaro.example")
        page.locator("input[name=password]").fill("not these parrots")
        with page.expect_navigation():
            page.locator("main .button").first.click()
        look(page, "sign-in-refused")
        page.locator("input[name=password]").fill(WORDS)
        with page.expect_navigation():
            page.locator("main .button").first.click()
        expect(page).to_have_url(re.compile("/account/2fa/authenticate/"))
        look(page, "factor-asked")
