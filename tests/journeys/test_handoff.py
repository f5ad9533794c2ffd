"""A lead from marketing to sales and back, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as

pytestmark = pytest.mark.browser


def desk(page: Page, demo: str, *, show: str) -> None:
    page.goto(f"{base_of(demo)}/leads?show={show}")


def case_of(page: Page) -> str:
    return page.locator(".packet").get_attribute("data-case") or ""


def test_sales_rejects_marketing_contests_and_both_leads_settle(
    browser: Browser, demo: str
) -> None:
    with (
        opened(browser) as rep,
        opened(browser) as marketing,
        opened(browser) as head,
    ):
        see_as(rep, demo, "Jonas Feld")
        desk(rep, demo, show="lying")
        number = case_of(rep)
        who = rep.locator("#packet-who").inner_text()
        rep.keyboard.press("r")
        rep.keyboard.press("1")
        rep.keyboard.press("Enter")
        expect(rep.locator(".undo")).to_contain_text(who)
        see_as(marketing, demo, "Ada Winter")
        expect(marketing.locator(".things")).to_contain_text("Answer 1 rejection.")
        marketing.goto(f"{base_of(demo)}/leads/sent-back")
        line = marketing.locator(".backs > li").filter(has_text=who).first
        line.get_by_role("button", name="Contest").click()
        expect(marketing.locator(".error")).to_contain_text("Say it in a sentence")
        line = marketing.locator(".backs > li").filter(has_text=who).first
        line.get_by_label("In a sentence").fill("It is another plant of theirs.")
        line.get_by_role("button", name="Contest").click()
        see_as(head, demo, "Katharina Brandt")
        for page, ends in ((marketing, False), (head, True)):
            page.goto(f"{base_of(demo)}/leads/sent-back")
            line = page.locator(".backs > li").filter(has_text="It is another plant")
            line.get_by_label("In a sentence").fill("Looked at it together.")
            line.get_by_role("button", name="Back to sales").click()
            said = "Settled." if ends else "once the other team's lead says the same"
            expect(page.locator(".said")).to_contain_text(said)
        rep.goto(f"{base_of(demo)}/leads/{number}")
        expect(rep.get_by_role("button", name=re.compile("Accept"))).to_be_visible()


def test_two_reps_in_one_queue_and_the_second_is_told(browser: Browser, demo: str) -> None:
    with opened(browser) as first, opened(browser) as second:
        see_as(first, demo, "Jonas Feld")
        see_as(second, demo, "Katharina Brandt")
        desk(first, demo, show="lying")
        number = case_of(first)
        second.goto(f"{base_of(demo)}/leads/{number}")
        first.get_by_role("button", name=re.compile("Accept")).click()
        expect(first.locator(".undo")).to_be_visible()
        second.get_by_role("button", name=re.compile("Accept")).click()
        expect(second.locator(".desk-said .wrong")).to_contain_text("Somebody was first")
        expect(second.locator(".desk-said .wrong")).to_contain_text("Jonas Feld")
        first.keyboard.press("u")
        expect(first.locator(".packet")).to_have_attribute("data-case", number)


def test_fifty_decisions_in_a_row_by_the_keyboard_alone(browser: Browser, demo: str) -> None:
    with opened(browser) as page:
        see_as(page, demo, "Katharina Brandt")
        desk(page, demo, show="lying")
        seen: set[str] = set()
        for turn in range(50):
            number = case_of(page)
            assert number not in seen
            seen.add(number)
            if turn % 5:
                page.keyboard.press("a")
            else:
                for key in ("r", "5", "Enter"):
                    page.keyboard.press(key)
            page.wait_for_function(
                "n => { const p = document.querySelector('.packet');"
                " return p && p.dataset.case !== n && !p.inert }",
                arg=number,
            )
        assert len(seen) == 50


def test_it_works_without_scripts(browser: Browser, demo: str) -> None:
    with opened(browser, scripts=False) as page:
        see_as(page, demo, "Jonas Feld")
        desk(page, demo, show="lying")
        number = case_of(page)
        page.locator(".decide summary").filter(has_text="Later").click()
        page.get_by_label("Comes back on").fill("2026-01-01")
        page.get_by_role("button", name="Send back for later").click()
        expect(page.locator(".error").first).to_contain_text("The day must lie ahead.")
        page.get_by_label("Comes back on").fill("2027-03-01")
        page.get_by_label("What must have changed by then").fill("the budget is open")
        with page.expect_navigation():
            page.get_by_role("button", name="Send back for later").click()
        assert case_of(page) != number


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_it_is_looked_at(browser: Browser, demo: str, scheme: str, size: tuple[int, int]) -> None:
    with opened(browser, scheme=scheme, size=size) as page:
        see_as(page, demo, "Jonas Feld")
        for place in (
            "/leads?show=mine",
            "/leads?show=lying",
            "/leads/sent-back",
            "/leads/reasons",
        ):
            name = re.sub(r"\W+", "-", place.strip("/"))
            look_at(page, f"{base_of(demo)}{place}", name=name, scheme=scheme, size=size)
        desk(page, demo, show="lying")
        page.locator(".decide summary").filter(has_text="Reject").click()
        expect(page.get_by_label("Duplicate lead")).to_be_visible()
