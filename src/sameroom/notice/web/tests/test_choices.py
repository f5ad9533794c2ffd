"""Choices, digests, the inbox's pages and the calendar: each person's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from sameroom import clock
from sameroom.notice.cards import How
from sameroom.notice.web import delivery, digests, outbox, watch
from sameroom.notice.web.choosing import Chosen, Hours, choose, end_feed, make_feed
from sameroom.notice.web.models import Channel, Choice, Feed, Notice, Outgoing, State, Timetable
from sameroom.notice.web.operations import mark_read, postpone, settle
from sameroom.notice.web.queries import count_unread
from sameroom.notice.web.tests.builders import HOT, KINDS, NEWS, WAITING, Pot, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, people

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with (
        tea() as one,
        patch("sameroom.notice.web.forms.kinds", lambda: KINDS),
        patch("sameroom.notice.web.choice_queries.kinds", lambda: KINDS),
    ):
        yield one


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def digest(at: datetime = TOMORROW) -> int:
    made = digests.compose_due(now=at)
    delivery.deliver_due(now=lambda: at)
    return made


def test_ten_things_are_one_digest(room: People) -> None:
    for number in range(10):
        tell_tea(room.ada, kind=WAITING, key=f"tea:{number}", words=f"Pot {number} waits")
    assert digest(NOW + timedelta(hours=23)) == 0
    assert digest() == 1
    sent = mail.outbox[0]
    assert sent.subject == "10 things for you"
    assert all(f"Pot {number} waits" in str(sent.body) for number in range(10))


def test_nothing_to_say_is_no_mail(room: People) -> None:
    tell_tea(room.ada, kind=WAITING)
    mark_read(notice_id=Notice.objects.get().pk, user_id=room.ada.pk, now=NOW)
    assert digest() == 0
    assert mail.outbox == []
    assert Timetable.objects.get().next_at == TOMORROW + timedelta(days=1)


def test_nothing_is_said_in_two_digests(room: People) -> None:
    tell_tea(room.ada, kind=WAITING)
    assert (digest(), digest(TOMORROW + timedelta(days=1))) == (1, 0)


def test_two_watchmen_make_one_digest(room: People) -> None:
    tell_tea(room.ada, kind=WAITING)
    stale = Timetable.objects.get()
    assert digests._compose(stale, TOMORROW) == 1
    assert digests._compose(stale, TOMORROW) == 0


def test_a_digest_goes_by_the_ways_chosen(room: People) -> None:
    Channel.objects.create(user=room.ada, name="c", service="slack", sealed="x", made_at=NOW)
    Choice.objects.create(user=room.ada, kind=WAITING.name, how=How.DIGEST, by_mail=False)
    tell_tea(room.ada, kind=WAITING)
    digests.compose_due(now=TOMORROW)
    assert list(Outgoing.objects.values_list("way", flat=True)) == ["chat"]


def test_the_watch_sends_what_no_job_came_for(room: People) -> None:
    tell_tea(room.ada)
    with patch("sameroom.notice.web.jobs.wake") as wake:
        watch.look_after(now=NOW + timedelta(seconds=30))
        wake.assert_not_called()
        watch.look_after(now=NOW + timedelta(minutes=2))
        wake.assert_called_once_with(at=None)


def test_choices_are_kept_and_shown_again(room: People) -> None:
    client = as_(room.ada)
    typed = {
        "zone": "America/New_York", "hour": "7", "days": ["1", "3"],
        f"how {WAITING.name}": "at_once", f"mail {WAITING.name}": "on",
        f"how {HOT.name}": "inbox", f"how {NEWS.name}": "not_at_all",
        "how delivery.given_up": "inbox",
    }  # fmt: skip
    assert client.post("/notices", typed).status_code == 302
    table = Timetable.objects.get(user=room.ada)
    assert (table.zone, table.hour, table.days) == ("America/New_York", 7, "1 3")
    assert table.next_at > clock.now()
    one = Choice.objects.get(user=room.ada, kind=WAITING.name)
    assert (one.how, one.by_mail, one.by_chat) == ("at_once", True, False)
    page = client.get("/notices").content.decode()
    assert '<option value="America/New_York" selected>' in page
    assert not Choice.objects.filter(user=room.sol).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"zone": "Mars/Olympus"}, {"hour": "24"}, {"days": []}, {"days": ["7"]},
     {f"how {HOT.name}": "digest"}, {f"how {WAITING.name}": "shouted"}],
)  # fmt: skip
def test_a_choice_that_there_is_not_is_told_and_nothing_is_kept(
    room: People, wrong: dict[str, object]
) -> None:
    typed = {"zone": "UTC", "hour": "7", "days": ["1"], "how delivery.given_up": "inbox"}
    typed |= {f"how {kind}": "inbox" for kind in (WAITING.name, HOT.name, NEWS.name)}
    answer = as_(room.ada).post("/notices", {**typed, **wrong})
    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()
    assert not Choice.objects.exists()


def test_the_inbox_counts_and_is_each_ones_own(room: People) -> None:
    tell_tea(room.ada, kind=NEWS, words="For Ada alone")
    hers, his = as_(room.ada), as_(room.sol)
    page = hers.get("/inbox").content.decode()
    assert "For Ada alone" in page
    assert "1 thing you have not read" in page
    assert "For Ada alone" not in his.get("/inbox").content.decode()
    number = Notice.objects.get().pk
    assert his.post(f"/inbox/{number}/read").status_code == 404
    assert hers.post(f"/inbox/{number}/read").status_code == 302
    assert count_unread(user_id=room.ada.pk) == 0
    assert "Nothing left to read" in hers.get("/inbox?show=unread").content.decode()


def test_the_inbox_asks_the_database_as_often_for_many_as_for_few(
    room: People, django_assert_max_num_queries: "object"
) -> None:
    client = as_(room.ada)
    for number in range(40):
        tell_tea(room.ada, kind=NEWS, key=f"tea:{number}", offers=str(number), now=clock.now())
    client.get("/inbox")  # the first visit notes where somebody is signed in
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # a fixture
        assert "Earlier" in client.get("/inbox").content.decode()


def test_text_from_outside_runs_nothing_in_the_inbox(room: People) -> None:
    tell_tea(room.ada, kind=NEWS, words="<script>alert(1)</script>")
    assert "<script>alert" not in as_(room.ada).get("/inbox").content.decode()


def events(token: str) -> list[str]:
    answer = Client().get(f"/calendar/{token}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [str(one["SUMMARY"]) for one in calendar.walk("VEVENT")]


def test_a_calendar_has_ones_own_open_deadlines_only(room: People) -> None:
    due_at = clock.now() + timedelta(days=2)
    tell_tea(room.ada, key="mine", words="Mine", kind=NEWS, due_at=due_at)
    tell_tea(room.ada, key="done", words="Done", kind=NEWS, due_at=due_at)
    tell_tea(room.ada, key="none", words="No deadline", kind=NEWS)
    tell_tea(room.sol, key="his", words="His", kind=NEWS, due_at=due_at)
    settle(key="done", now=NOW)
    token = make_feed(user_id=room.ada.pk, by=room.ada, now=NOW)
    assert events(token) == ["Mine"]
    assert Feed.objects.get().asked_at is not None
    postpone(key="mine", due_at=None)
    assert events(token) == []


def test_a_calendar_s_address_is_guessed_by_nobody_and_can_be_taken_away(room: People) -> None:
    token = make_feed(user_id=room.ada.pk, by=room.ada, now=NOW)
    assert len(token) >= 32
    assert token not in repr(list(Feed.objects.values()))
    newer = make_feed(user_id=room.ada.pk, by=room.ada, now=NOW)
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    assert Client().get(f"/calendar/{newer}.ics").status_code == 200
    end_feed(user_id=room.ada.pk, by=room.ada, now=NOW)
    assert Client().get(f"/calendar/{newer}.ics").status_code == 404


def test_whoever_left_has_no_calendar_any_more(room: People) -> None:
    token = make_feed(user_id=room.ada.pk, by=room.ada, now=NOW)
    User.objects.filter(pk=room.ada.pk).update(is_active=False)
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_calendar_s_address_is_shown_once(room: People) -> None:
    client = as_(room.ada)
    assert client.post("/notices/calendar").status_code == 302
    assert "/calendar/" in client.get("/notices").content.decode()
    assert ".ics" not in client.get("/notices").content.decode()


def test_old_things_are_forgotten_and_deadlines_to_come_are_not(room: People) -> None:
    tell_tea(room.ada, key="old")
    tell_tea(room.ada, key="due", due_at=NOW + timedelta(days=500))
    Outgoing.objects.update(state=State.SENT, ended_at=NOW)
    outbox.sweep(now=NOW + timedelta(days=400))
    assert [one.key for one in Notice.objects.all()] == ["due"]
    assert not Outgoing.objects.exists()


def test_a_digest_keeps_its_hour_when_the_clocks_change(room: People) -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    choose(
        user_id=room.ada.pk, chosen=[Chosen(WAITING.name, How.DIGEST, True, False)],
        hours=Hours("Europe/Berlin", 8, (5, 6, 0)), now=saturday - timedelta(days=1),
    )  # fmt: skip
    assert Timetable.objects.get().next_at == datetime(2026, 10, 24, 6, tzinfo=UTC)
    digests.compose_due(now=saturday)
    assert Timetable.objects.get().next_at == datetime(2026, 10, 25, 7, tzinfo=UTC)
