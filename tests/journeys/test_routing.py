"""Leads go to whoever's turn it is; nobody is there, and the lead of sales gives them by hand."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import DESK, PHONE, base_of, look_at, opened, see_as

pytestmark = pytest.mark.browser
FIRST, LAST = "2026-07-01", "2026-07-12"  # the invented company's day, and days behind it


def free_a_lead(page: Page, demo: str, *, country: str) -> tuple[str, str]:
    """Reject a lead of a country that was left lying; gives whose it was and their page."""
    page.goto(f"{base_of(demo)}/leads?show=lying")
    for _ in range(40):
        if page.locator(".packet .facts dd").get_by_text(country, exact=True).count():
            break
        lies = page.locator(".packet").get_attribute("data-case") or ""
        page.locator(".walk a[data-desk=j]").click()
        expect(page.locator(".packet")).not_to_have_attribute("data-case", lies)
    who = page.locator("#packet-who").inner_text()
    place = page.locator("#packet-who a").get_attribute("href") or ""
    for key in ("r", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".undo")).to_contain_text(who)
    return who, place


def hand_over(page: Page, demo: str, place: str) -> None:
    page.goto(f"{base_of(demo)}{place}/hand-over")
    page.get_by_label("What were they promised?").fill("Half the downtime")
    page.get_by_label("Why now?").fill("Asked for a price this morning.")
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator(".said")).to_contain_text("Handed over.")


def say_away(page: Page, demo: str, *, all_but: str) -> None:
    page.goto(f"{base_of(demo)}/leads/away")
    named = page.get_by_label("Who", exact=True).locator("option").all_inner_texts()
    for name in named:
        if name in {all_but, "Myself"} or page.locator(".away-list").get_by_text(name).count():
            continue
        page.get_by_label("Who", exact=True).select_option(name)
        page.get_by_label("First day away").fill(FIRST)
        page.get_by_label("Last day away").fill(LAST)
        with page.expect_navigation():  # the one before said it too
            page.get_by_role("button", name="Note these days").click()
        expect(page.locator(".said")).to_contain_text("Noted.")


def test_one_is_away_another_gets_the_lead_and_nobody_s_are_given_by_hand(
    browser: Browser, demo: str
) -> None:
    with opened(browser) as head, opened(browser) as marketing, opened(browser) as rep:
        see_as(head, demo, "Katharina Brandt")
        see_as(marketing, demo, "Ada Winter")
        see_as(rep, demo, "Jonas Feld")
        say_away(head, demo, all_but="Jonas Feld")
        who, place = free_a_lead(head, demo, country="Germany")
        hand_over(marketing, demo, place)

        rep.goto(f"{base_of(demo)}/leads?show=mine")
        rep.locator(".line-up li").filter(has_text=who).first.get_by_role("link").click()
        expect(rep.locator(".why-you")).to_contain_text(
            "Why you: Rule “Germany”: it was your turn."
        )
        expect(rep.locator(".why-you")).to_contain_text("away")
        expect(rep.locator(".packet")).to_contain_text("How it came here")

        say_away(head, demo, all_but="")
        who, place = free_a_lead(head, demo, country="Germany")
        hand_over(marketing, demo, place)
        head.goto(base_of(demo))
        expect(head.locator(".things")).to_contain_text("by hand")
        head.goto(f"{base_of(demo)}/inbox")
        expect(head.locator("main")).to_contain_text("Nobody is there to take")
        head.goto(f"{base_of(demo)}/leads/nobody")
        line = head.locator(".nobodys > li").filter(has_text=who).first
        expect(line).to_contain_text("Jonas Feld was away until the promise falls due.")
        line.get_by_role("checkbox").check()
        head.get_by_role("button", name="Give the ticked ones to").click()
        expect(head.locator("h1")).to_have_text("Give 1 lead to somebody")
        head.get_by_role("button", name="Give them away").click()
        expect(head.locator(".error").first).to_contain_text("Choose to whom.")
        head.get_by_label("To", exact=True).select_option("Jonas Feld (away today)")
        head.get_by_label("Why").fill("You know their plant.")
        head.get_by_role("button", name="Give them away").click()
        expect(head.locator(".said")).to_contain_text("1 lead is Jonas Feld's now.")
        expect(head.locator("main")).not_to_contain_text(who)

        rep.goto(f"{base_of(demo)}/leads?show=mine")
        rep.locator(".line-up li").filter(has_text=who).first.get_by_role("link").click()
        expect(rep.locator(".why-you")).to_contain_text("gave it to you.")
        expect(rep.locator(".packet")).to_contain_text("You know their plant.")


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_it_is_looked_at(browser: Browser, demo: str, scheme: str, size: tuple[int, int]) -> None:
    with opened(browser, scheme=scheme, size=size) as page:
        for name, eyes in (("lead", "Katharina Brandt"), ("seller", "Jonas Feld")):
            see_as(page, demo, eyes)
            for place in ("/leads/routing", "/leads/nobody", "/leads/away", "/leads?show=mine"):
                said = f"routing-{name}{place.replace('/', '-').replace('?show=', '-')}"
                look_at(page, f"{base_of(demo)}{place}", name=said, scheme=scheme, size=size)
