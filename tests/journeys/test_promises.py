"""Promises in a real browser: reminded over a weekend, paused, disputed and settled."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from sameroom import clock
from sameroom.handoff.moves import State
from sameroom.handoff.web import pausing, promising, sweeping
from sameroom.handoff.web.models import Case, PromiseWeek
from sameroom.handoff.web.tests.builders import a_case
from sameroom.people.web.models import User
from sameroom.record.web import operations as record
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.rights import Role
from tests.journeys.rooms import DESK, PHONE, look_at, opened
from tests.journeys.test_notice import Served, deliver, link_in, live, sign_in

__all__ = ["live"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOMENT = Callable[[datetime], None]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def room() -> People:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")
    return everybody


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> MOMENT:
    """Let the clock stand where it is put."""
    stands = {"at": at(3, 9)}
    monkeypatch.setattr(clock, "now", lambda: stands["at"])

    def put(moment: datetime) -> None:
        stands["at"] = moment

    return put


def promised(number: int, **told: object) -> Case:
    """Make a lead of Wednesday, to be contacted by Thursday and decided by Monday at ten."""
    columns: dict[str, object] = {
        "handed_over_at": at(1, 10), "due_at": at(2, 10), "touch_by": at(2, 10),
        "decide_by": at(6, 10),
    }  # fmt: skip
    case = a_case(number, **(columns | told))  # type: ignore[arg-type]  # columns
    promising.keep_promises(case_id=case.pk, now=at(1, 10))
    return case


def look_after(now: datetime) -> None:
    """Do what is done each minute."""
    pausing.end_due(now=now)
    sweeping.sweep(now=now)


def inbox(page: Page, base: str) -> str:
    page.goto(f"{base}/inbox")
    return page.locator("main").inner_text()


def test_reminded_on_friday_left_alone_over_the_weekend_and_told_on_monday(
    browser: Browser, room: People, live: Served, it_is: MOMENT
) -> None:
    base = live.url
    case = promised(1, due_at=None)
    with opened(browser) as rep, opened(browser) as head:
        sign_in(rep, base, room.sol)
        sign_in(head, base, User.objects.get(name="Hanna"))
        for moment, is_reminded, is_told in (
            (at(3, 13, 59), False, False), (at(3, 14), True, False), (at(4, 12), True, False),
            (at(5, 12), True, False), (at(6, 9, 59), True, False), (at(6, 10), True, True),
        ):  # fmt: skip
            it_is(moment)
            look_after(moment)
            assert ("falls due soon" in inbox(rep, base)) is is_reminded, moment
            assert ("in the time promised" in inbox(head, base)) is is_told, moment
        rep.goto(f"{base}/leads/{case.pk}")
        rep.get_by_text("What is done if nothing happens").click()
        expect(rep.locator(".clocks ol")).to_contain_text("its owner is reminded")
        expect(rep.locator(".clocks")).to_contain_text("missed")


def test_the_same_decision_by_the_link_of_the_mail_on_a_phone(
    browser: Browser, room: People, live: Served, it_is: MOMENT
) -> None:
    base = live.url
    case = promised(1, due_at=None)
    it_is(at(3, 14))
    look_after(at(3, 14))
    deliver()
    (letter,) = mail.outbox
    assert letter.to == [room.sol.email]
    with opened(browser, size=PHONE, scheme="dark") as phone:
        place = link_in(str(letter.body), base)
        phone.goto(place)
        expect(phone.get_by_text("Buyer 1 waits for your decision.")).to_be_visible()
        assert Case.objects.get().state == State.WAITING, "looking does nothing"
        look_at(phone, place, name="promise-link", scheme="dark", size=PHONE)
        phone.get_by_role("button", name="Accept the lead").click()
        expect(phone.get_by_role("heading", name="Done")).to_be_visible()
        case.refresh_from_db()
        assert (case.state, case.decided_by) == (State.ACCEPTED, room.sol)
        phone.goto(place)
        expect(phone.get_by_text("This was done already")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_clock_is_paused_and_let_run_again(
    browser: Browser, room: People, live: Served, it_is: MOMENT, scripts: bool
) -> None:
    base = live.url
    case = promised(1, due_at=None, touch_by=None, is_touched=True)
    with opened(browser, scripts=scripts) as page:
        sign_in(page, base, room.sol)
        page.goto(f"{base}/leads/{case.pk}")
        page.get_by_role("link", name="The buyer asked to wait").click()
        page.get_by_label("Until which day?").fill("2026-07-02")
        page.get_by_role("button", name="Pause the clock").click()
        expect(page.locator(".error").first).to_be_visible()
        expect(page.get_by_text("The day must lie ahead.")).to_be_visible()
        page.get_by_label("What did the buyer ask for?").fill("On leave until the 20th")
        page.get_by_label("Until which day?").fill("2026-07-20")
        page.get_by_role("button", name="Pause the clock").click()
        expect(page.locator(".clock-pause")).to_contain_text("On leave until the 20th")
        expect(page.locator(".clocks")).to_contain_text("paused")
        it_is(at(7, 9))
        page.goto(f"{base}/promises")
        expect(page.get_by_text("On leave until the 20th")).to_be_visible()
        page.goto(f"{base}/leads/{case.pk}")
        page.get_by_role("button", name="Let the clock run again").click()
        expect(page.locator(".said")).to_contain_text("The clock runs again.")
        expect(page.get_by_role("link", name="The buyer asked to wait")).to_be_visible()


def test_a_miss_is_disputed_and_settled_by_both_leads(
    browser: Browser, room: People, live: Served, it_is: MOMENT
) -> None:
    base = live.url
    case = promised(1)
    with opened(browser) as rep, opened(browser) as ada, opened(browser) as head:
        sign_in(rep, base, room.sol)
        rep.goto(f"{base}/leads/{case.pk}")
        rep.get_by_role("link", name="Dispute it").click()
        rep.get_by_role("button", name="Dispute it").click()
        expect(rep.locator(".error").first).to_be_visible()
        rep.get_by_label("Why should it not count").fill("The number was wrong.")
        rep.get_by_role("button", name="Dispute it").click()
        expect(rep.locator(".clocks")).to_contain_text("waits for the leads' word")
        sign_in(ada, base, room.ada)
        sign_in(head, base, User.objects.get(name="Hanna"))
        for page, ends in ((ada, False), (head, True)):
            page.goto(f"{base}/promises")
            page.get_by_role("button", name="It does not count").click()
            expect(page.locator(".error")).to_contain_text("Say it in a sentence")
            page.get_by_label("In a sentence").fill("Looked at it together.")
            page.get_by_role("button", name="It does not count").click()
            said = "Settled." if ends else "once the other team's lead says the same"
            expect(page.locator(".said")).to_contain_text(said)
        rep.goto(f"{base}/leads/{case.pk}")
        expect(rep.locator(".clocks")).to_contain_text("excused")
        assert re.search("does not count as missed", inbox(rep, base))


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_it_is_looked_at(
    browser: Browser, room: People, live: Served, it_is: MOMENT, scheme: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    base = live.url
    cases = [promised(number, due_at=at(3, 9 + number), touch_by=at(3, 9 + number))
             for number in range(1, 6)]  # fmt: skip
    late = promised(9)
    pausing.pause(case_id=cases[0].pk, reason="On leave", until=at(20, 0), by=room.sol,
                  now=at(3, 9))  # fmt: skip
    record.show(generation=4, team_sizes={"sales": 9, "service": 6, "marketing": 3})
    names = ("first_touch", "disposition", "persistence", "acceptance", "completeness")
    for place, promise in enumerate(names):
        for back in range(6):
            PromiseWeek.objects.create(
                generation=4, week=(at(6, 0) - timedelta(weeks=back)).date(), promise=promise,
                team="marketing" if place > 2 else "sales", channel=("fair", "web")[back % 2],
                campaign="Spring fair", kept=30 - back, missed=2 + back, open=back, excused=1,
                amount=120_000 if place > 2 else 0, routed=20, routing_seconds=40_000 * back,
                answered=18, human_seconds=90_000,
            )  # fmt: skip
    with opened(browser, scheme=scheme, size=size) as page:
        sign_in(page, base, room.sol)
        for path, name in (
            (f"/leads/{late.pk}", "promise-lead"), (f"/leads/{cases[0].pk}", "promise-paused"),
            (f"/leads/{late.pk}/dispute/first_touch", "promise-dispute"),
            (f"/leads/{cases[1].pk}/pause", "promise-pause"),
        ):  # fmt: skip
            look_at(page, base + path, name=name, scheme=scheme, size=size)
        page.goto(f"{base}/leads/{late.pk}/dispute/first_touch")
        page.get_by_label("Why should it not count").fill("The number was wrong.")
        page.get_by_role("button", name="Dispute it").click()
    with opened(browser, scheme=scheme, size=size) as page:
        sign_in(page, base, room.ada)
        look_at(page, f"{base}/promises", name="promises", scheme=scheme, size=size)
