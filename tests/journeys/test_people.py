"""A session ends while somebody types; tokens are made; the pages about people are looked at."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.rooms import DESK, PHONE, base_of, load_again, look_at, opened, see_as

pytestmark = pytest.mark.browser


def test_what_was_typed_is_there_again_after_signing_in_again(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/people/invite")
        page.get_by_label("Name").fill("Nina Neu")
        page.get_by_label("E-mail address").fill("nina@tessaro.example")
        page.get_by_label("Team", exact=True).select_option("service")
        page.get_by_label("Administers").check()
        page.context.clear_cookies(name="sameroom")
        page.get_by_role("button", name="Make the link").click()
        expect(page).to_have_url(f"{base_of(demo)}/account/login/?next=%2Fpeople%2Finvite")
        see_as(page.context.new_page(), demo, "Ruth Amsel")  # nobody has a password there
        page.goto(f"{base_of(demo)}/people/invite")
        expect(page.get_by_role("status")).to_contain_text("What you typed is here again")
        expect(page.get_by_label("Name")).to_have_value("Nina Neu")
        expect(page.get_by_label("E-mail address")).to_have_value("nina@tessaro.example")
        expect(page.get_by_label("Team", exact=True)).to_have_value("service")
        expect(page.get_by_label("Administers")).to_be_checked()
        load_again(page)
        expect(page.get_by_label("Name")).to_have_value("")


def test_it_is_not_there_for_somebody_else(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/people/invite")
        page.get_by_label("Name").fill("Nina Neu")
        page.context.clear_cookies(name="sameroom")
        with page.expect_navigation():
            page.get_by_role("button", name="Make the link").click()
        see_as(page, demo, "Noor Haddad")
        assert page.evaluate("sessionStorage.getItem('sameroom-typed')") is None


def test_a_token_is_made_shown_once_and_taken_back(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Ruth Amsel")
        page.goto(f"{base_of(demo)}/account/tokens")
        page.get_by_role("button", name="Make the token").click()
        expect(page.locator(".error").first).to_be_visible()
        page.get_by_label("What it is for").fill("The Monday spreadsheet")
        page.get_by_label("read:readings").check()
        page.get_by_role("button", name="Make the token").click()
        token = page.get_by_label("The token", exact=True).input_value()
        assert token.startswith("sr_")
        load_again(page)
        assert token not in page.content()
        for scheme, size in (("light", DESK), ("dark", PHONE)):
            with opened(browser, size=size, scheme=scheme) as other:
                see_as(other, demo, "Ruth Amsel")
                for place in ("account/tokens", "account/sessions/", "people/second-factor", "log"):
                    name = f"people-{place.strip('/').replace('/', '-')}"
                    look_at(other, f"{base_of(demo)}/{place}", name=name, scheme=scheme, size=size)
        page.get_by_role("button", name="Take back").click()
        expect(page.get_by_role("status")).to_contain_text("ended at once")
