"""Webhooks in a real browser: added, tried, seen to fail, sent again, switched off by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from sameroom import clock
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations as handoff
from sameroom.handoff.web.tests.builders import a_case
from sameroom.notice.web import delivery
from sameroom.notice.web.models import Outgoing
from sameroom.room.web.tests.builders import People, people
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.models import Hook
from sameroom.webhooks.web.tests.receiver import Receiver, a_hook, receiving
from tests.journeys.rooms import DESK, PHONE, load_again, look_at, opened
from tests.journeys.test_notice import Served, live, sign_in

__all__ = ["live"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def deliver(*, ahead: timedelta = timedelta(minutes=1)) -> None:
    delivery.deliver_due(now=lambda: clock.now() + ahead)


@pytest.mark.parametrize("scripts", [True, False])
def test_one_is_added_tried_mended_and_sent_again(
    browser: Browser, room: People, receiver: Receiver, live: Served, scripts: bool
) -> None:
    base = live.url
    receiver.answers = [404, 204]
    with opened(browser, scripts=scripts) as page:
        sign_in(page, base, room.admin)
        page.goto(f"{base}/webhooks")
        page.get_by_label("What you call it").fill("Our data warehouse")
        page.get_by_label("Address").fill("http://hooks.example.com/")
        page.get_by_label("A lead is accepted").check()
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_text("Nothing can be sent to this address")).to_be_visible()
        expect(page.get_by_label("What you call it")).to_have_value("Our data warehouse")
        page.get_by_label("Address").fill("https://hooks.example.com/room")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_label("The secret")).to_be_visible()
        assert page.get_by_label("The secret").input_value().startswith("whsec_")
        Hook.objects.update(address=receiver.address)  # this machine, for the test alone
        page.get_by_role("button", name="Send a trial").click()
        expect(page.get_by_text("A trial is on its way")).to_be_visible()
        deliver()
        load_again(page)
        expect(page.get_by_role("cell", name="it answered 404")).to_be_visible()
        page.get_by_role("button", name="Send again").click()
        expect(page.get_by_text("1 message is sent again.")).to_be_visible()
        deliver()
        load_again(page)
        expect(page.get_by_role("cell", name="Arrived")).to_be_visible()
        expect(page.get_by_label("The secret")).to_have_count(0)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_nothing_where_much_was_sent(
    browser: Browser, room: People, live: Served, receiver: Receiver, scheme: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    base, now = live.url, clock.now()
    hook, _ = a_hook(receiver, room.admin, now=now)
    off, _ = a_hook(receiver, room.admin, now=now)
    Hook.objects.filter(pk=off.pk).update(name="Old automation")
    operations.switch_off(hook_id=off.pk, because="It answered that it is gone.", now=now)
    receiver.answers = [204, 404, 500]
    for number in (1, 2, 3, 4):
        case = a_case(number)
        handoff.move(case_id=case.pk, move=Move.ACCEPT, read_as=State.WAITING, told=Told(),
                     by=room.sol, now=now)  # fmt: skip
    deliver()
    Hook.objects.filter(pk=hook.pk).update(
        address="https://hooks.example.com/services/room/a-very-long-address-that-has-to-wrap"
    )
    assert Outgoing.objects.filter(subject=f"hook:{hook.pk}").count() == 4
    with opened(browser, scheme=scheme, size=size) as page:
        sign_in(page, base, room.admin)
        look_at(page, f"{base}/webhooks", name="webhooks", scheme=scheme, size=size)
        look_at(page, f"{base}/webhooks/{hook.pk}", name="webhook", scheme=scheme, size=size)
        page.locator("summary", has_text="lead.accepted").first.click()
        expect(page.locator(".webhook-body").first).to_contain_text("lead.accepted")
