"""Telling people things: once, by the ways they chose, inside the caller's transaction."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from sameroom.notice.cards import How
from sameroom.notice.web.models import Channel, Choice, Notice, Outgoing, State, Timetable
from sameroom.notice.web.operations import mark_all_read, mark_read, settle, tell
from sameroom.notice.web.tests.builders import HOT, NEWS, WAITING, Pot, tea, tell_tea
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    return people()


@pytest.fixture(autouse=True)
def pot() -> Iterator[Pot]:
    with tea() as one:
        yield one


def a_channel(user: User | None = None, team: str = "") -> Channel:
    return Channel.objects.create(
        user=user, team=team, name="Chat", service="slack", sealed="x", made_at=NOW
    )


def test_the_same_thing_is_told_once(room: People) -> None:
    tell_tea(room.ada, room.sol)
    tell_tea(room.ada, room.own, words="Other words")
    assert sorted(Notice.objects.values_list("user__name", flat=True)) == ["Ada", "Oda", "Sol"]
    assert Notice.objects.get(user=room.ada).words == "A pot of tea is ready"
    assert Outgoing.objects.count() == 3


def test_each_is_told_in_the_language_they_chose_others_in_that_of_whoever_acts(
    room: People,
) -> None:
    User.objects.filter(pk=room.ada.pk).update(language="de")
    User.objects.filter(pk=room.sol.pk).update(language="en")
    User.objects.filter(pk=room.own.pk).update(language="xx")
    for number, acting in enumerate(("en", "de")):
        with translation.override(acting):
            tell(
                to=[room.ada.pk, room.sol.pk, room.own.pk], kind=NEWS.name, href="/people", now=NOW,
                words=lambda: gettext("Delivery"), why=lambda: gettext("People"),
                key=f"tea:{number}",
            )  # fmt: skip
    told = Notice.objects.order_by("pk").values_list("key", "user__name", "words", "why")
    assert sorted(told) == [
        ("tea:0", "Ada", "Zustellung", "Kollegen"), ("tea:0", "Oda", "Delivery", "People"),
        ("tea:0", "Sol", "Delivery", "People"), ("tea:1", "Ada", "Zustellung", "Kollegen"),
        ("tea:1", "Oda", "Zustellung", "Kollegen"), ("tea:1", "Sol", "Delivery", "People"),
    ]  # fmt: skip


def test_what_is_undone_was_never_told(room: People) -> None:
    with transaction.atomic():
        tell_tea(room.ada, offers="7")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not Outgoing.objects.exists()


def test_outsiders_and_those_who_left_hear_nothing(room: People) -> None:
    User.objects.filter(pk=room.sol.pk).update(is_active=False)
    tell_tea(room.outsider, room.sol)
    assert not Notice.objects.exists()


def test_what_comes_together_goes_out_as_one_message(room: People) -> None:
    for number in range(10):
        tell_tea(room.ada, key=f"tea:{number}")
    one = Outgoing.objects.get()
    assert one.notices.count() == 10
    assert one.next_at == NOW + timedelta(seconds=20)


def test_nothing_is_added_to_a_message_that_is_being_sent(room: People) -> None:
    tell_tea(room.ada, key="tea:1")
    Outgoing.objects.update(state=State.SENDING)
    tell_tea(room.ada, key="tea:2")
    assert [one.notices.count() for one in Outgoing.objects.order_by("pk")] == [1, 1]


@pytest.mark.parametrize(
    ("how", "rows", "messages", "waits"),
    [
        (How.AT_ONCE, 1, 1, ""),
        (How.DIGEST, 1, 0, "mail chat"),
        (How.INBOX, 1, 0, ""),
        (How.NOT_AT_ALL, 0, 0, ""),
    ],
)
def test_each_is_told_as_they_chose(
    room: People, how: How, rows: int, messages: int, waits: str
) -> None:
    Choice.objects.create(user=room.ada, kind=WAITING.name, how=how)
    tell_tea(room.ada, kind=WAITING)
    assert [one.waits_for for one in Notice.objects.all()] == [waits] * rows
    assert Outgoing.objects.count() == messages


def test_what_may_not_wait_is_told_at_once_even_to_whoever_likes_digests(room: People) -> None:
    Choice.objects.create(user=room.ada, kind=HOT.name, how=How.DIGEST)
    tell_tea(room.ada, kind=HOT)
    assert Outgoing.objects.count() == 1


def test_a_digest_is_due_at_eight_on_the_next_working_day(room: People) -> None:
    tell_tea(room.ada, kind=WAITING)  # a Monday, at eight
    assert Timetable.objects.get().next_at == NOW + timedelta(days=1)


def test_it_is_due_at_eight_where_they_are(room: People) -> None:
    User.objects.filter(pk=room.ada.pk).update(time_zone="Europe/Berlin")  # two hours ahead
    tell_tea(room.ada, kind=WAITING)
    table = Timetable.objects.get()
    assert (table.zone, table.next_at) == ("Europe/Berlin", NOW + timedelta(hours=22))


def test_chat_goes_to_the_persons_own_channels_that_are_still_there(room: People) -> None:
    mine, old, other = a_channel(room.ada), a_channel(room.ada), a_channel(room.sol)
    Channel.objects.filter(pk=old.pk).update(removed_at=NOW)
    tell_tea(room.ada)
    assert set(Outgoing.objects.values_list("channel", flat=True)) == {None, mine.pk}
    assert other.pk not in Outgoing.objects.values_list("channel", flat=True)


def test_a_team_s_channel_is_told_once_a_key(room: People) -> None:
    a_channel(team="sales")
    tell_tea(room.ada, kind=NEWS, teams=("sales",))
    tell_tea(room.sol, kind=NEWS, teams=("sales",))
    one = Outgoing.objects.get()
    assert one.lines[0]["words"] == "A pot of tea is ready"


def test_what_is_settled_waits_for_no_digest(room: People) -> None:
    tell_tea(room.ada, kind=WAITING)
    settle(key="tea:1", now=NOW)
    one = Notice.objects.get()
    assert (one.settled_at, one.waits_for) == (NOW, "")


@pytest.mark.parametrize(
    "href", ["https://evil.example", "//evil.example", "/\\evil.example", "people", "/a\nb", ""]
)
def test_an_address_that_is_not_ours_is_refused(room: People, href: str) -> None:
    with pytest.raises(ValueError, match="no path of ours"):
        tell(to=[room.ada.pk], kind=HOT.name, words="x", why="", href=href, key="k", now=NOW)


def test_a_kind_that_nobody_declared_is_refused(room: People) -> None:
    with pytest.raises(ValueError, match="no kind"):
        tell(to=[room.ada.pk], kind="coffee", words="x", why="", href="/", key="k", now=NOW)


def test_reading_is_each_ones_own(room: People) -> None:
    tell_tea(room.ada, room.sol, kind=NEWS)
    hers = Notice.objects.get(user=room.ada)
    assert not mark_read(notice_id=hers.pk, user_id=room.sol.pk, now=NOW)
    assert mark_read(notice_id=hers.pk, user_id=room.ada.pk, now=NOW)
    assert list(Notice.objects.filter(read_at=None)) == [Notice.objects.get(user=room.sol)]


def test_what_came_while_one_looked_stays_unread(room: People) -> None:
    tell_tea(room.ada, kind=NEWS, key="tea:1")
    seen = Notice.objects.get().pk
    tell_tea(room.ada, kind=NEWS, key="tea:2")
    mark_all_read(user_id=room.ada.pk, up_to=seen, now=NOW)
    assert Notice.objects.get(read_at=None).key == "tea:2"


def test_who_chose_no_language_is_told_in_the_rooms(room: People) -> None:
    User.objects.filter(pk=room.admin.pk).update(language="de")
    tell(
        to=[room.ada.pk], kind=NEWS.name, href="/people", now=NOW, key="tea:de",
        words=lambda: gettext("Delivery"), why=lambda: gettext("People"),
    )  # fmt: skip
    assert Notice.objects.get(key="tea:de").words == "Zustellung"
