"""The pages of webhooks: a secret is shown once, what was sent is seen and sent again."""

import pytest
from django.test import Client

from sameroom import clock
from sameroom.notice.web import delivery
from sameroom.notice.web.models import Outgoing
from sameroom.room.web.tests.builders import NOW, People, people
from sameroom.webhooks.web import operations
from sameroom.webhooks.web.models import Hook
from sameroom.webhooks.web.tests.receiver import a_hook, receiving
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
ADDRESS = "https://hooks.example.com/room"


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture
def admin(room: People) -> Client:
    client = Client()
    client.force_login(room.admin)
    return client


def test_a_secret_is_shown_once_and_kept_encrypted(admin: Client) -> None:
    told = {"name": "<b>Warehouse</b>", "address": ADDRESS, "events": ["lead.accepted"]}
    made = admin.post("/webhooks", told, follow=True)
    page = made.content.decode()
    secret = page.partition('value="whsec_')[2].partition('"')[0]
    assert len(secret) == 44
    assert "<b>Warehouse" not in page
    hook = Hook.objects.get()
    assert secret not in str(vars(hook))
    assert "whsec_" not in admin.get(f"/webhooks/{hook.pk}").content.decode()
    said = AuditEntry.objects.get(action="webhook.added")
    assert "hooks.example.com" not in str(said.details)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"address": "http://hooks.example.com/"}, "Nothing can be sent to this address"),
        ({"address": "https://u:p@hooks.example.com/"}, "Nothing can be sent to this address"),
        ({"events": []}, "Choose at least one"),
        ({"events": ["made.up"]}, "made.up"),
        ({"name": ""}, "Fill this in."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
    admin: Client, told: dict[str, object], words: str
) -> None:
    given = {"name": "Mine", "address": ADDRESS, "events": ["lead.accepted"]} | told
    answer = admin.post("/webhooks", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "address" in told or ADDRESS in answer.content.decode()
    assert not Hook.objects.exists()


def test_a_trial_is_sent_seen_and_sent_again(admin: Client, room: People) -> None:
    with receiving() as receiver:
        receiver.answers = [404, 204]
        hook, _ = a_hook(receiver, room.admin)
        admin.post(f"/webhooks/{hook.pk}/try")
        delivery.deliver_due(now=lambda: Outgoing.objects.get().made_at)
        page = admin.get(f"/webhooks/{hook.pk}").content.decode()
        assert "it answered 404" in page
        assert "webhook.tried" in page
        number = Outgoing.objects.get().pk
        assert admin.post(f"/webhooks/{hook.pk}/again", {"number": number}).status_code == 302
        delivery.deliver_due(now=clock.now)
        assert "Arrived" in admin.get(f"/webhooks/{hook.pk}").content.decode()
        assert len(receiver.got) == 2
        assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_one_webhook_cannot_send_what_is_anothers(admin: Client, room: People) -> None:
    with receiving() as receiver:
        mine, _ = a_hook(receiver, room.admin)
        other, _ = a_hook(receiver, room.admin)
    operations.try_it(hook_id=other.pk, now=NOW)
    Outgoing.objects.update(state="given_up", next_at=None)
    number = Outgoing.objects.get().pk
    admin.post(f"/webhooks/{mine.pk}/again", {"number": number})
    admin.post(f"/delivery/{number}/again")
    admin.post("/delivery/again")
    assert Outgoing.objects.get().state == "given_up"
    admin.post(f"/webhooks/{other.pk}/again")
    assert Outgoing.objects.get().state == "waiting"


def test_it_is_changed_switched_and_taken_away(admin: Client, room: People) -> None:
    with receiving() as receiver:
        hook, _ = a_hook(receiver, room.admin)
    place = f"/webhooks/{hook.pk}"
    admin.post(place, {"name": "Lake", "address": ADDRESS, "events": ["lead.opened"]})
    now_is = Hook.objects.get()
    assert (now_is.name, now_is.address, now_is.events) == ("Lake", ADDRESS, ["lead.opened"])
    operations.try_it(hook_id=hook.pk, now=NOW)
    admin.post(f"{place}/switch", {"to": "off"})
    assert Outgoing.objects.get().state == "called_off"
    trial = admin.post(f"{place}/try", follow=True).content.decode()
    assert "It is off, so no trial is sent." in trial
    assert Outgoing.objects.count() == 1
    admin.post(f"{place}/switch", {"to": "on"})
    assert Hook.objects.get().off_at is None
    admin.post(f"{place}/remove")
    gone = Hook.objects.get()
    assert (gone.sealed, gone.address, admin.get(place).status_code) == ("", "", 302)


def test_a_stranger_cannot_have_it_done_from_another_site(room: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.admin)
    with receiving() as receiver:
        hook, _ = a_hook(receiver, room.admin)
    for place in ("/webhooks", *(f"/webhooks/{hook.pk}/{act}" for act in ("try", "remove"))):
        assert client.post(place).status_code == 403
    assert Hook.objects.get().removed_at is None
