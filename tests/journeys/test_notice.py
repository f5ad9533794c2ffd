"""Being told, in a real browser: choose, be told, read, act by the link of a mail, see it fail."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core import mail
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from sameroom import clock
from sameroom.notice import guard
from sameroom.notice.tests.test_guard import Chat
from sameroom.notice.web import delivery, digests
from sameroom.notice.web.models import Channel, Outgoing, Timetable
from sameroom.notice.web.tests.builders import HOT, WAITING, Pot, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import PASSWORD, People, people
from tests.journeys.rooms import DESK, PHONE, look_at, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# The browser's own loop runs in the thread that uses the database: beside it, not within it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
HOOK = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Served:
    """The room of this test, in a browser's reach."""

    url: str


class OneByOne(StaticFilesHandler):
    """Answers one request after the other: all of them share the connection of the test."""

    turn = Lock()

    def __call__(self, environ: dict[str, object], start_response: object) -> Iterable[bytes]:
        with self.turn:
            answer: Iterable[bytes] = super().__call__(environ, start_response)
            return answer


@pytest.fixture
def live(db: None) -> Iterator[Served]:
    """Serve the room within the transaction of a test, for what the log holds is never deleted."""
    own = connections["default"]  # itself, not the name that each thread finds its own by
    own.inc_thread_sharing()
    thread = LiveServerThread("127.0.0.1", OneByOne, connections_override={"default": own})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield Served(f"http://127.0.0.1:{thread.port}")
    thread.terminate()
    # It stays shared: a browser's last connection may end after its test.


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with tea() as one:
        yield one


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture
def chat() -> Iterator[Chat]:
    one = Chat()
    with guard.letting_in("127.0.0.1", one.port):
        yield one
    one.end()


def sign_in(page: Page, base: str, user: User) -> None:
    page.goto(f"{base}/account/login/")
    page.get_by_label("E-mail").or_(page.locator("[name=login]")).first.fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{base}/")


def deliver(*, ahead: timedelta = timedelta(minutes=1)) -> None:
    delivery.deliver_due(now=lambda: clock.now() + ahead)


def link_in(text: str, base: str) -> str:
    found = re.search(r"http://\S+(/act/\S+)", text)
    assert found is not None
    return base + found[1]


@pytest.mark.parametrize("scripts", [True, False])
def test_choose_be_told_read_and_act_by_the_link_of_the_mail(
    browser: Browser, room: People, pot: Pot, live: Served, scripts: bool
) -> None:
    base = live.url
    with opened(browser, scripts=scripts) as page:
        sign_in(page, base, room.sol)
        page.goto(f"{base}/notices")
        page.get_by_label(WAITING.words, exact=True).select_option("At once")
        page.get_by_label("Your time zone").select_option("Europe/Berlin")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_text("Kept. It holds")).to_be_visible()
        tell_tea(room.sol, kind=WAITING, offers="7", now=clock.now(),
                 due_at=clock.now() + timedelta(hours=5))  # fmt: skip
        deliver()
        page.goto(f"{base}/inbox")
        expect(page.locator(".inbox-way b")).to_contain_text("1")
        expect(page.get_by_role("link", name="A pot of tea is ready")).to_be_visible()
    assert mail.outbox[0].to == [room.sol.email]
    with opened(browser, scripts=scripts) as phone:
        phone.goto(link_in(str(mail.outbox[0].body), base))
        expect(phone.get_by_text("You take pot 7.")).to_be_visible()
        assert pot.taken == {}, "looking does nothing"
        phone.get_by_role("button", name="Take the pot").click()
        expect(phone.get_by_role("heading", name="Done")).to_be_visible()
        assert pot.taken == {"7": room.sol.pk}
        phone.goto(link_in(str(mail.outbox[0].body), base))
        expect(phone.get_by_text("This was done already")).to_be_visible()
        phone.goto(f"{base}/inbox")
        expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_digest_reaches_the_chat_and_a_failing_chat_is_seen_and_mended(
    browser: Browser, room: People, chat: Chat, live: Served
) -> None:
    base = live.url
    for number in range(3):
        tell_tea(room.admin, kind=WAITING, key=f"tea:{number}", words=f"Pot {number}")
    Timetable.objects.update(next_at=clock.now())
    made = Channel.objects.create(
        user=room.admin, name="Ruth's chat", service="mattermost", made_at=clock.now(),
        sealed=_sealed(f"http://127.0.0.1:{chat.port}/hooks/{HOOK}"),
    )  # fmt: skip
    chat.answer = (404, {}, b"")
    digests.compose_due(now=clock.now())
    deliver()
    assert mail.outbox[0].subject == "3 things for you"
    with opened(browser) as page:
        sign_in(page, base, room.admin)
        page.goto(f"{base}/delivery")
        expect(page.get_by_text("the chat answered 404")).to_be_visible()
        chat.answer = (200, {}, b"ok")
        row = page.get_by_role("row").filter(has_text=made.name)
        row.get_by_role("button").click()
        expect(page.get_by_text("It is sent again.")).to_be_visible()
        deliver()
        page.goto(f"{base}/delivery")
        expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    told = json.loads(chat.bodies[-1])["text"]
    assert all(f"Pot {number}" in told for number in range(3))


def test_a_calendar_is_made_shown_once_and_taken_away(
    browser: Browser, room: People, live: Served
) -> None:
    base = live.url
    with opened(browser) as page:
        sign_in(page, base, room.sol)
        page.goto(f"{base}/notices")
        page.get_by_role("button", name="Make the address").click()
        shown = page.get_by_label("Address of your calendar").input_value()
        place = base + shown[shown.index("/calendar/") :]
        assert page.request.get(place).status == 200
        with page.expect_navigation():
            page.get_by_role("button", name="Take it away").click()
        assert page.request.get(place).status == 404


def test_what_is_opened_is_read(browser: Browser, room: People, live: Served) -> None:
    base = live.url
    tell_tea(room.sol, kind=HOT, now=clock.now())
    with opened(browser) as page:
        sign_in(page, base, room.sol)
        page.goto(f"{base}/inbox")
        with page.expect_request("**/inbox/*/read"):
            page.get_by_role("link", name="A pot of tea is ready").click()
        page.wait_for_url(f"{base}/people")
        page.goto(f"{base}/inbox?show=unread")
        expect(page.get_by_text("Nothing left to read")).to_be_visible()


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_nothing_where_there_is_much_to_show(
    browser: Browser, room: People, live: Served, scheme: str, size: tuple[int, int]
) -> None:
    base, now = live.url, clock.now()
    told = [
        ("Lead “Ann Lee” of Kessler Steel waits for your decision", timedelta(hours=3), "1"),
        ("The brief “Spring fair” asks for your word", -timedelta(hours=2), ""),
        ("Marketing answered your rejection of “Bolt Paper”", None, ""),
    ]
    for number, (words, until, subject) in enumerate(told):
        tell_tea(room.admin, key=f"k{number}", words=words, offers=subject, now=now,
                 due_at=now + until if until else None)  # fmt: skip
    for name, failure in (("Ruth's chat", ""), ("Old chat", "the chat answered 404")):
        Channel.objects.create(
            user=room.admin, name=name, service="slack", sealed="x", made_at=now,
            failure=failure, worked_at=None if failure else now,
        )  # fmt: skip
    Channel.objects.create(team="sales", name="Sales", service="teams", sealed="x", made_at=now)
    Outgoing.objects.update(tries=2, failure="the mail server cannot be reached (timed out)")
    with opened(browser, scheme=scheme, size=size) as page:
        sign_in(page, base, room.admin)
        for place in ("inbox", "notices", "delivery"):
            look_at(page, f"{base}/{place}", name=f"told-{place}", scheme=scheme, size=size)
        deliver()
        act = link_in(str(mail.outbox[0].body), base)
        look_at(page, act, name="told-act", scheme=scheme, size=size)
        page.get_by_role("button", name="Take the pot").click()
        page.screenshot(path=f"build/pictures/told-done-{scheme}-{size[0]}.png", full_page=True)
        page.goto("about:blank")  # where the policy of the room's pages does not reach
        page.set_content(str(mail.outbox[0].alternatives[0][0]))  # type: ignore[attr-defined]
        page.screenshot(path=f"build/pictures/told-mail-{scheme}-{size[0]}.png", full_page=True)


def _sealed(address: str) -> str:
    from sameroom.notice.web.sealing import seal

    return seal(address)
