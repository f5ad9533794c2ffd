"""Whoever an agreement asks something of is told, and what is done is taken back."""

import pytest
from django.utils import translation

from sameroom.agreement.web import notices, operations, talking, things
from sameroom.agreement.web.models import Discussion
from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW, People

pytestmark = pytest.mark.django_db


def told(kind: str, *, is_open: bool = True) -> set[str]:
    found = Notice.objects.filter(kind=kind, settled_at__isnull=is_open)
    return set(found.values_list("user__name", flat=True))


def a_proposed(by: User) -> int:
    number = operations.begin_draft(text="# ours\n", by=by, now=NOW, label="Summer")
    operations.propose(number=number, by=by, now=NOW)
    return number


def test_who_may_sign_is_told_and_no_more_once_their_team_has(room: People, kim: User) -> None:
    operations.name_signer(user_id=room.sol.pk, may_sign=True, by=room.admin, now=NOW)
    number = a_proposed(room.ada)
    assert told(notices.PROPOSED) == {"Kim", "Sol"}, "Ada proposed it, and knows"
    assert "Summer" in Notice.objects.filter(user=kim).get().words
    operations.sign(number=number, reader=kim.as_reader(), by=kim, now=NOW)
    assert told(notices.PROPOSED) == set()
    assert told(notices.HOLDS) == set()
    operations.sign(number=number, reader=room.ada.as_reader(), by=room.ada, now=NOW)
    assert {"Ada", "Kim", "Sol", "Oda"} <= told(notices.HOLDS)
    assert room.outsider.name not in told(notices.HOLDS)


def test_what_is_taken_back_waits_for_nobody_and_is_told_anew_when_proposed_again(
    room: People, kim: User
) -> None:
    number = a_proposed(room.ada)
    operations.take_back(number=number, by=room.ada, now=NOW)
    assert told(notices.PROPOSED) == set()
    operations.propose(number=number, by=room.ada, now=NOW.replace(second=30))
    assert told(notices.PROPOSED) == {"Kim"}
    operations.withdraw(number=number, reason="Too early.", by=room.ada, now=NOW)
    assert told(notices.PROPOSED) == set()
    assert Notice.objects.get(user=kim, kind=notices.HOLDS).why == "Too early."
    assert room.ada.name not in told(notices.HOLDS)


def test_whoever_works_on_a_version_is_told_what_is_said_until_it_is_settled(
    room: People, kim: User
) -> None:
    number = operations.begin_draft(text="", by=room.own, now=NOW)
    talk = talking.discuss(number=number, clause="promises", body="Why six?", by=kim, now=NOW)
    assert told(notices.TALKED) == {"Ada", room.own.name}
    assert Notice.objects.get(user=room.ada).why == "Why six?"
    talking.reply(discussion_id=talk, body="They wait.", by=room.sol, now=NOW)
    assert told(notices.TALKED) == {"Ada", "Kim", room.own.name}
    talking.settle(discussion_id=talk, by=room.ada, now=NOW)
    assert Discussion.objects.get().resolved_at == NOW
    assert told(notices.TALKED) == set()


def test_what_is_open_is_told_with_its_clause_in_the_reader_s_language(
    room: People, kim: User
) -> None:
    number = operations.begin_draft(text="", by=room.ada, now=NOW)
    talking.discuss(number=number, clause="promises", body="Why six?", by=kim, now=NOW)
    with translation.override("de"):
        (told,) = things.list_things(reader=room.ada.as_reader(), now=NOW)
    assert told.why == "Das älteste betrifft: Zusagen."
