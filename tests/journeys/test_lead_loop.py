"""A lead's whole way: by the keyboard alone, on a phone, by the links of mails, on a later day."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, Route, expect

from sameroom import clock
from sameroom.handoff.moves import State
from sameroom.handoff.web import operations
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.telling import tell_of
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import PASSWORD, People, a_person, people
from sameroom.webkit.rights import Role
from tests.journeys.rooms import DESK, PHONE, look_at, opened
from tests.journeys.test_notice import Served, deliver, link_in, live, sign_in

__all__ = ["live"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOMENT = Callable[[datetime], None]
REASON = "It is another plant of theirs."
ACTIVE = "document.activeElement.textContent.trim() || document.activeElement.name"


@pytest.fixture
def room() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD)
    a_person("Ida", team="marketing")
    return everybody


@pytest.fixture(autouse=True)
def it_is(monkeypatch: pytest.MonkeyPatch) -> MOMENT:
    """Let the clock stand where it is put."""
    stands = {"at": datetime(2026, 7, 6, 9, tzinfo=UTC)}
    monkeypatch.setattr(clock, "now", lambda: stands["at"])

    def put(moment: datetime) -> None:
        stands["at"] = moment

    return put


@pytest.fixture
def hands_off(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Open pages on which a click of the mouse, or a finger, fails the test."""
    contexts, clicks = [], []

    def open_one() -> Page:
        context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
        context.expose_function("noteClick", lambda where: clicks.append(where))
        context.add_init_script(
            "addEventListener('pointerdown', (e) => noteClick(e.target.outerHTML), true)"
        )
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert clicks == []


def user(name: str) -> User:
    return User.objects.get(name=name)


def tab_to(page: Page, words: str) -> None:
    """Walk by Tab to what is called so; it must show that it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE).startswith(words):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", f"{words} does not show its focus"
            return
    pytest.fail(f"no Tab leads to {words}")


def come_in_by_keys(page: Page, base: str, who: User) -> None:
    page.goto(f"{base}/account/login/")
    tab_to(page, "login")
    page.keyboard.type(who.email)
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")


def go_by_palette(page: Page, words: str) -> None:
    page.wait_for_load_state("load")
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    expect(page.locator("#palette [aria-selected=true]")).to_have_text(words)
    with page.expect_navigation(wait_until="load"):  # it may lead to the page that is shown
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(words)


def handed_over(*, sent_by: str = "Ida", number: int = 1, **told: object) -> Case:
    case = a_case(number, sent_by=user(sent_by), sent_note="Asked for a price.", **told)  # type: ignore[arg-type]  # columns
    tell_of(case_id=case.pk, move="hand over", now=clock.now(), by=user(sent_by))
    return case


def test_the_whole_loop_by_the_keyboard_alone(
    room: People, live: Served, hands_off: Callable[[], Page]
) -> None:
    base, case = live.url, handed_over()
    rep, ida, ada, hanna = (hands_off() for _ in range(4))
    come_in_by_keys(rep, base, room.sol)
    go_by_palette(rep, "Leads")
    for key in ("r", "1", "Enter"):
        rep.keyboard.press(key)
    expect(rep.locator(".undo")).to_contain_text("Buyer 1")
    come_in_by_keys(ida, base, user("Ida"))
    go_by_palette(ida, "Sent back")
    tab_to(ida, "note")
    ida.keyboard.type(REASON)
    ida.keyboard.press("Enter")
    ida.keyboard.type("Look at the address.")
    assert Case.objects.get().state == State.REJECTED, "Enter in a sentence decides nothing"
    tab_to(ida, "Contest")
    ida.keyboard.press("Enter")
    expect(ida.locator(".said")).to_contain_text("Done.")
    for page, who, said in ((ada, room.ada, "Noted."), (hanna, user("Hanna"), "Settled.")):
        come_in_by_keys(page, base, who)
        go_by_palette(page, "Sent back")
        expect(page.locator(".backs")).to_contain_text(REASON)
        tab_to(page, "note")
        page.keyboard.type("Looked at it together.")
        tab_to(page, "Back to sales")
        page.keyboard.press("Enter")
        expect(page.locator(".said")).to_contain_text(said)
    rep.keyboard.press("Control+k")
    expect(rep.get_by_role("combobox")).to_be_focused()
    rep.keyboard.press("Escape")
    go_by_palette(rep, "Leads")
    rep.keyboard.press("?")
    keys = rep.get_by_role("dialog", name="Keys of this page")
    expect(keys.get_by_role("row").filter(has_text="Accept")).to_contain_text("a")
    rep.keyboard.press("a")
    assert Case.objects.get().state == State.WAITING, "a key behind a dialog decides nothing"
    rep.keyboard.press("Escape")
    rep.keyboard.press("a")
    expect(rep.locator(".undo")).to_contain_text("accepted")
    case.refresh_from_db()
    assert (case.state, case.decided_by) == (State.ACCEPTED, room.sol)


def test_whoever_turned_single_keys_off_decides_by_none(
    browser: Browser, room: People, live: Served
) -> None:
    handed_over()
    User.objects.filter(pk=room.sol.pk).update(has_keys=False)
    with opened(browser) as page:
        sign_in(page, live.url, room.sol)
        page.goto(f"{live.url}/leads")
        page.keyboard.press("a")
        page.wait_for_timeout(200)
        assert Case.objects.get().state == State.WAITING


def test_the_whole_loop_on_a_phone(browser: Browser, room: People, live: Served) -> None:
    base, case = live.url, handed_over()
    with (
        opened(browser, size=PHONE, scheme="dark", touch=True) as rep,
        opened(browser, size=PHONE, scheme="dark", touch=True) as ida,
        opened(browser, size=PHONE, touch=True) as ada,
        opened(browser, size=PHONE, touch=True) as hanna,
    ):
        sign_in(rep, base, room.sol)
        look_at(rep, f"{base}/leads", name="loop-lead", scheme="dark", size=PHONE)
        rep.locator(".decide summary").filter(has_text="Reject").tap()
        rep.get_by_label("Duplicate lead").tap()
        rep.screenshot(path="build/pictures/loop-reject-dark-390.png", full_page=True)
        rep.locator(".say-form").get_by_role("button", name="Reject").tap()
        expect(rep.locator(".undo")).to_be_in_viewport()
        sign_in(ida, base, user("Ida"))
        look_at(ida, f"{base}/leads/sent-back", name="loop-back", scheme="dark", size=PHONE)
        ida.get_by_label("In a sentence").fill(REASON)
        ida.get_by_role("button", name="Contest").tap()
        expect(ida.locator(".said")).to_contain_text("Done.")
        for page, who in ((ada, room.ada), (hanna, user("Hanna"))):
            sign_in(page, base, who)
            place = f"{base}/leads/sent-back"
            look_at(page, place, name=f"loop-settle-{who.name}", scheme="light", size=PHONE)
            page.get_by_label("In a sentence").fill("Looked at it together.")
            page.get_by_role("button", name="Back to sales").tap()
            expect(page.locator(".said")).to_be_visible()
        rep.goto(f"{base}/leads")
        rep.locator(".decide").get_by_role("button", name="Accept").tap()
        expect(rep.locator(".undo")).to_contain_text("accepted")
        rep.locator(".undo button").tap()
        expect(rep.locator("#packet-who")).to_have_text("Buyer 1")
        case.refresh_from_db()
        assert case.state == State.WAITING


def newest_link(base: str, who: User) -> str:
    """Give the link of the newest mail to somebody."""
    deliver()
    letters = [one for one in mail.outbox if one.to == [who.email]]
    return link_in(str(letters[-1].body), base)


def test_the_whole_loop_by_the_links_of_mails(
    browser: Browser, room: People, live: Served, it_is: MOMENT
) -> None:
    base, case = live.url, handed_over()
    for one in (room.sol, user("Ida"), room.ada, user("Hanna")):
        at_once(one)
    with opened(browser, size=PHONE, scheme="dark", touch=True) as phone:

        def see(place: str, name: str) -> None:
            look_at(phone, place, name=f"link-{name}", scheme="dark", size=PHONE)

        first = newest_link(base, room.sol)
        see(first, "decide")
        phone.locator("summary").filter(has_text="Turn it down").tap()
        phone.get_by_role("button", name="Turn it down").tap()
        expect(phone.get_by_text("Say why, so that marketing can put it right.")).to_be_visible()
        phone.get_by_label("Wrong territory").tap()
        phone.get_by_label("A note to marketing").fill("Ask the branch in Lyon.")
        phone.screenshot(path="build/pictures/link-reject-dark-390.png", full_page=True)
        phone.get_by_role("button", name="Turn it down").tap()
        expect(phone.get_by_text("You turned Buyer 1 down.")).to_be_visible()
        see(first, "used")

        it_is(clock.now() + timedelta(minutes=5))
        second = newest_link(base, user("Ida"))
        see(second, "answer")
        expect(phone.get_by_text("Ask the branch in Lyon.")).to_be_visible()
        phone.get_by_role("button", name="Contest").tap()
        expect(phone.get_by_text("Say it in a sentence")).to_be_visible()
        phone.get_by_label("In a sentence").fill(REASON)
        phone.get_by_role("button", name="Contest").tap()
        expect(phone.get_by_text("You contest that Buyer 1 was turned down.")).to_be_visible()

        it_is(clock.now() + timedelta(minutes=5))
        for who, said in ((room.ada, "Noted. It ends once"), (user("Hanna"), "waits for sales")):
            place = newest_link(base, who)
            see(place, f"settle-{who.name}")
            expect(phone.get_by_text(REASON)).to_be_visible()
            says = phone.get_by_text("it goes back to sales")
            assert says.count() == (who != room.ada), "the second is told what the first said"
            phone.get_by_label("In a sentence").fill("Looked at it together.")
            phone.get_by_role("button", name="Back to sales").tap()
            expect(phone.get_by_text(said)).to_be_visible()

        it_is(clock.now() + timedelta(minutes=5))
        last = newest_link(base, room.sol)
        assert last != first
        with opened(browser) as other:
            sign_in(other, base, room.own)
            Case.objects.filter(pk=case.pk).update(owner_id="crm:3")
            other.goto(f"{base}/leads/{case.pk}")
            other.keyboard.press("a")
            expect(other.locator(".undo")).to_contain_text("accepted")
        see(last, "moved-on")
        expect(phone.get_by_text(re.compile("ago: accepted"))).to_be_visible()
        case.refresh_from_db()
        assert (case.state, case.decided_by) == (State.ACCEPTED, room.own)
        phone.goto(f"{base}/leads")
        expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()


def at_once(who: User) -> None:
    """Choose to be told at once of whatever may be asked of somebody about a lead."""
    from sameroom.handoff.web.notices import KINDS
    from sameroom.notice.web.models import Choice

    for kind in KINDS:
        Choice.objects.create(user=who, kind=kind.name, how="at_once", by_mail=True)


def test_sent_back_for_later_and_looked_at_again_on_its_day(
    browser: Browser, room: People, live: Served, it_is: MOMENT
) -> None:
    base, case = live.url, handed_over(due_at=None)
    a_case(2, due_at=datetime(2026, 12, 1, tzinfo=UTC))

    def on(day: datetime) -> None:
        it_is(day)
        operations.bring_back(today=day.date(), now=day)

    with opened(browser) as rep, opened(browser, size=PHONE, scheme="dark") as phone:
        sign_in(rep, base, room.sol)
        rep.goto(f"{base}/leads/{case.pk}")
        rep.keyboard.press("l")
        rep.keyboard.type("07102026")
        rep.get_by_label("What must have changed by then").focus()
        rep.keyboard.type("the budget is open")
        rep.keyboard.press("Enter")
        expect(rep.locator(".undo")).to_contain_text("sent back for later")
        for day, is_there in ((9, False), (10, True)):
            on(datetime(2026, 7, day, 8, tzinfo=UTC))
            rep.goto(base)
            assert rep.locator(".things").get_by_text("whose day has come").count() == is_there
            rep.goto(f"{base}/leads?show=mine")
            assert rep.locator(".due.back").count() == is_there, day
        expect(rep.locator("#packet-who")).to_have_text("Buyer 1")
        expect(rep.locator(".must-change")).to_contain_text("the budget is open")
        look_at(rep, f"{base}/leads?show=mine", name="back-on-its-day", scheme="light", size=DESK)
        sign_in(phone, base, room.sol)
        place = f"{base}/leads?show=mine"
        look_at(phone, place, name="back-on-its-day", scheme="dark", size=PHONE)
        rep.keyboard.press("l")
        said = rep.get_by_label("What must have changed by then")
        expect(said).to_have_value("the budget is open")
        rep.keyboard.type("07202026")
        said.focus()
        rep.keyboard.press("Enter")
        expect(rep.locator(".undo")).to_contain_text("sent back for later")
        rep.keyboard.press("u")
        expect(rep.locator(".must-change")).to_contain_text("the budget is open")
        rep.keyboard.press("a")
        expect(rep.locator(".undo")).to_contain_text("waits for sales")
        case.refresh_from_db()
        assert case.state == State.WAITING
        assert case.due_at is not None, "a new promise runs"
        assert case.due_at > datetime(2026, 7, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("by_keys", [True, False])
def test_the_second_of_two_is_told_by_keys_and_on_a_phone(
    browser: Browser, room: People, live: Served, by_keys: bool
) -> None:
    base, case = live.url, handed_over()
    size = DESK if by_keys else PHONE
    with opened(browser) as first, opened(browser, size=size, touch=not by_keys) as second:
        for page, who in ((first, user("Hanna")), (second, room.sol)):
            sign_in(page, base, who)
            page.goto(f"{base}/leads/{case.pk}")
        first.keyboard.press("a")
        expect(first.locator(".undo")).to_be_visible()
        if by_keys:
            for key in ("r", "1", "Enter"):
                second.keyboard.press(key)
        else:
            second.locator(".decide").get_by_role("button", name="Accept").tap()
        told = second.locator(".desk-said .wrong")
        expect(told).to_contain_text("Somebody was first")
        expect(told).to_contain_text("ago: accepted.")
        expect(told).to_be_in_viewport()
        second.screenshot(path=f"build/pictures/second-{size[0]}.png")
        case.refresh_from_db()
        assert (case.state, case.decided_by, case.reason) == ("accepted", user("Hanna"), "")


def test_twenty_decisions_in_a_row_without_a_page_between(
    browser: Browser, room: People, live: Served
) -> None:
    base = live.url
    for number in range(1, 26):
        a_case(number, due_at=clock.now() + timedelta(hours=number))
    with opened(browser) as page:
        sign_in(page, base, room.sol)
        page.goto(f"{base}/leads?show=mine", wait_until="networkidle")
        page.set_default_timeout(12_000)
        went: list[str] = []
        page.on("framenavigated", lambda frame: went.append(frame.url))
        page.evaluate("window.isSame = true")
        held: list[Route] = []
        page.route("**/move", lambda route: held.append(route))
        who = page.locator("#packet-who")
        expect(who).to_have_text("Buyer 1")
        page.keyboard.press("a")
        expect(who).to_have_text("Buyer 2")
        assert Case.objects.filter(state=State.ACCEPTED).count() == 0, "it lay there before"
        for _ in range(3):
            page.keyboard.press("a")  # the first is for Buyer 2; who comes then nobody has seen
        held[0].continue_()
        page.unroute("**/move")
        for turn in range(3, 21):
            page.wait_for_function(
                "n => document.querySelector('#packet-who').textContent.trim() === n"
                " && !document.querySelector('.packet').inert",
                arg=f"Buyer {turn}",
            )
            page.keyboard.press("a")
        expect(who).to_have_text("Buyer 21")
        expect(page.locator(".undo")).to_contain_text("Buyer 20")
        assert Case.objects.filter(state=State.ACCEPTED).count() == 20
        page.keyboard.press("u")
        expect(who).to_have_text("Buyer 20")
        expect(page.get_by_role("button", name=re.compile("^Accept"))).to_be_visible()
        assert page.evaluate("window.isSame")
        assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
        assert went == []
        page.route("**/move", lambda route: route.abort())
        page.keyboard.press("a")
        expect(page.locator(".desk-said")).to_contain_text("The room did not answer.")
        expect(who).to_have_text("Buyer 20")
        for name in ("Buyer 22", "Buyer 23"):
            page.get_by_label(f"Tick {name}").check()
        page.get_by_role("button", name="Ticked: reject as duplicate").click()
        expect(page.locator("h1")).to_have_text("Reject 2 leads as duplicates")
        page.get_by_role("button", name="Reject them").click()
        expect(page.locator(".said")).to_contain_text("2 leads are done.")
        assert Case.objects.filter(state=State.REJECTED).count() == 2
