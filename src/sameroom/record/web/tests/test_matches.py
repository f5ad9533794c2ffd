"""Deciding on pairs: by one key each, taken back, told who was first, and kept by the record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.record.decisions import Decision
from sameroom.record.review import Kind
from sameroom.record.web import match_queries, matching
from sameroom.record.web.models import MatchPair, MatchWord, Shown, Word
from sameroom.record.web.tests.pairs import a_pair, write
from sameroom.room.web.tests.builders import NOW, People, a_refresh, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> People:
    everybody = people()
    a_refresh()
    return everybody


def signed_in(room: People) -> Client:
    client = Client()
    client.force_login(room.analyst)
    return client


def row(key: str) -> MatchPair:
    found = match_queries.find_pair(key=key)
    assert found is not None
    return found


def test_the_next_pair_stands_side_by_side_and_says_what_agrees(room: People) -> None:
    write(a_pair(1), a_pair(2, kind=Kind.ALIKE, is_joined=False))
    page = match_queries.get_match_page(user_id=1)
    assert page.pair is not None
    assert [(one.head, one.state) for one in page.pair.lines] == [
        ("Name", "other"), ("E-mail address", "same"), ("Job title", "alone")
    ]  # fmt: skip
    assert [side.origin for side in page.pair.sides] == ["crm", "mail"]
    assert "both have the e-mail address ada1@acme.example" in page.pair.why
    assert (page.open, dict((kind, n) for kind, _, n, _ in page.kinds)) == (
        2, {"contradicts": 1, "alike": 1}
    )  # fmt: skip


def test_what_does_not_fit_is_counted_and_said_to_come(room: People) -> None:
    (pair,) = write(a_pair())
    Shown.objects.update(pairs_beyond={"contradicts": 1_299})
    client = signed_in(room)
    assert "1 of 1,300" in client.get("/matches").content.decode()
    matching.say(pair=row(pair.key), word=Word.DIFFERENT, by=room.analyst, now=NOW)
    page = client.get("/matches").content.decode()
    assert "0 of 1,299" in page
    assert "There are more" in page


def test_what_is_from_outside_is_no_markup(room: People) -> None:
    write(a_pair(1))
    text = signed_in(room).get("/matches").content.decode()
    assert "Bo &lt;b&gt;Kim&lt;/b&gt; 1" in text
    assert "<b>Kim" not in text


def test_a_word_leads_to_the_next_pair_with_scripts_and_without(room: People) -> None:
    first, second, _ = write(a_pair(1), a_pair(2), a_pair(3))
    client = signed_in(room)
    answer = client.post(f"/matches/{first.key}", {"word": "same"})
    assert (answer.status_code, answer["Location"]) == (302, "/matches")
    live = client.post(
        f"/matches/{second.key}", {"word": "different"}, headers={"HX-Request": "true"}
    )
    text = live.content.decode()
    assert text.lstrip().startswith('<div id="match">')
    assert "ada3@acme.example" in text
    assert [(one.word, one.said_by) for one in MatchWord.objects.order_by("pk")] == [
        ("same", room.analyst.pk), ("different", room.analyst.pk)
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="match.decided", actor_id=room.analyst.pk).count() == 2


def test_what_is_no_word_is_not_taken(room: People) -> None:
    (pair,) = write(a_pair(1))
    client = signed_in(room)
    assert client.post(f"/matches/{pair.key}", {"word": "perhaps"}).status_code == 422
    assert not MatchWord.objects.exists()


@pytest.mark.parametrize("answer", ["", "same"])
def test_a_pair_that_the_next_reading_swept_is_said_to_be_gone_and_leads_on(
    room: People, answer: str
) -> None:
    (pair,) = write(a_pair(1))
    client, place = signed_in(room), f"/matches/{pair.key}"
    assert client.get(place).status_code == 200
    a_refresh()
    (following,) = write(a_pair(2))
    got = (
        client.post(place, {"word": answer}, follow=True)
        if answer
        else client.get(place, follow=True)
    )
    assert got.redirect_chain == [("/matches", 302)]
    page = got.content.decode()
    assert "This pair is not here any more: the record was read anew" in page
    assert ("Your answer was not taken." in page) == bool(answer)
    assert f'action="/matches/{following.key}"' in page, "the next one is its turn"
    assert not MatchWord.objects.exists()
    live = client.post(place, {"word": "same"}, headers={"HX-Request": "true"})
    assert (live["HX-Redirect"], live.content) == ("/matches", b"")
    for outsider in (room.outsider, room.sol):
        client.force_login(outsider)
        assert (
            client.get(place).status_code == client.post(place, {"word": "same"}).status_code == 404
        )


def test_without_the_token_of_the_page_nothing_is_taken(room: People) -> None:
    (pair,) = write(a_pair(1))
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.analyst)
    assert client.post(f"/matches/{pair.key}", {"word": "same"}).status_code == 403
    assert not MatchWord.objects.exists()


def test_the_second_is_told_who_was_first_and_changes_nothing(room: People) -> None:
    (pair,) = write(a_pair(1))
    matching.say(pair=row(pair.key), word=Word.DIFFERENT, by=room.admin, now=NOW)
    answer = signed_in(room).post(f"/matches/{pair.key}", {"word": "same"})
    assert answer.status_code == 409
    assert "Ruth was first: “two different ones”" in answer.content.decode()
    assert [one.word for one in MatchWord.objects.all()] == ["different"]


def test_later_puts_off_and_can_be_decided_then(room: People) -> None:
    (pair,) = write(a_pair(1))
    matching.say(pair=row(pair.key), word=Word.LATER, by=room.admin, now=NOW)
    page = match_queries.get_match_page(user_id=1)
    assert (page.pair, page.open, page.later, page.to_follow) == (None, 0, 1, 0)
    put_off = match_queries.get_match_page(user_id=1, kind="later")
    assert put_off.pair is not None
    matching.say(pair=row(pair.key), word=Word.SAME, by=room.analyst, now=NOW)
    assert match_queries.get_match_page(user_id=1).to_follow == 1


def test_what_was_said_is_taken_back_once(room: People) -> None:
    (pair,) = write(a_pair(1))
    number = matching.say(pair=row(pair.key), word=Word.SAME, by=room.admin, now=NOW)
    client = signed_in(room)
    listed = client.get("/matches/said").content.decode()
    assert "one and the same" in listed
    assert "Ruth" in listed
    client.post(f"/matches/said/{number}")
    again = client.post(f"/matches/said/{number}", follow=True)
    assert "taken back already" in again.content.decode()
    page = match_queries.get_match_page(user_id=1)
    assert (page.open, page.to_follow) == (1, 0), "the record never followed, and need not"
    assert AuditEntry.objects.filter(action="match.taken_back").count() == 1


def test_the_record_follows_a_word_and_what_it_said_before_stands_again(room: People) -> None:
    (pair,) = write(a_pair(1))
    number = matching.say(pair=row(pair.key), word=Word.SAME, by=room.admin, now=NOW)
    held = Decision("person", "crm:1", "mail:1", False)
    told = matching.settle_outstanding(known=[held])
    assert told.decisions == (Decision("person", "crm:1", "mail:1", True),)
    again = matching.settle_outstanding(known=[Decision("person", "crm:1", "mail:1", True)])
    assert again == told, "a refresh that was killed in between asks the same"
    matching.tell_followed(outstanding=told, now=NOW)
    assert not matching.is_anything_outstanding()
    matching.take_back(number=number, by=room.admin, now=NOW + timedelta(hours=1))
    back = matching.settle_outstanding(known=[Decision("person", "crm:1", "mail:1", True)])
    assert (back.decisions, back.withdrawn) == ((held,), ())
    matching.tell_followed(outstanding=back, now=NOW)
    assert not matching.is_anything_outstanding()


def test_a_word_in_place_of_one_taken_back_remembers_what_stood_before_both(room: People) -> None:
    (pair,) = write(a_pair(1))
    first = matching.say(pair=row(pair.key), word=Word.SAME, by=room.admin, now=NOW)
    matching.tell_followed(outstanding=matching.settle_outstanding(known=[]), now=NOW)
    matching.take_back(number=first, by=room.admin, now=NOW)
    second = matching.say(pair=row(pair.key), word=Word.DIFFERENT, by=room.admin, now=NOW)
    known = [Decision("person", "crm:1", "mail:1", True)]
    told = matching.settle_outstanding(known=known)
    assert told.decisions == (Decision("person", "crm:1", "mail:1", False),)
    assert MatchWord.objects.get(pk=second).before == "", "not the word that was taken back"


def test_one_taken_back_while_the_record_follows_is_unfollowed_next_time(room: People) -> None:
    (pair,) = write(a_pair(1))
    number = matching.say(pair=row(pair.key), word=Word.SAME, by=room.admin, now=NOW)
    told = matching.settle_outstanding(known=[])
    matching.take_back(number=number, by=room.admin, now=NOW)
    matching.tell_followed(outstanding=told, now=NOW)
    back = matching.settle_outstanding(known=told.decisions)
    assert back.withdrawn == told.decisions


def test_a_page_of_matches_costs_the_same_however_many_there_are(room: People) -> None:
    costs = []
    for size in (3, 40):
        pairs = write(*(a_pair(number) for number in range(size)))
        if size == 3:
            matching.say(pair=row(pairs[0].key), word=Word.SAME, by=room.analyst, now=NOW)
        with CaptureQueriesContext(connection) as asked:
            page = match_queries.get_match_page(user_id=room.analyst.pk)
        assert page.last is not None
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 9


def test_what_was_done_stands_above_the_next_pair_and_is_taken_back_there(room: People) -> None:
    first, _second = write(a_pair(1), a_pair(2))
    client = signed_in(room)
    text = client.post(f"/matches/{first.key}", {"word": "same"}, follow=True).content.decode()
    told, next_pair = text.index("You said last"), text.index('id="question"')
    assert told < next_pair
    said = text[told:next_pair]
    assert "Ada Stone and Bo &lt;b&gt;Kim&lt;/b&gt; 1 are “one and the same”" in said
    assert "The record follows at the next reading." in said
    assert f'href="/matches/{first.key}"' in said
    assert "crm:1 · mail:1" in said
    assert "Take it back" in said


def test_whom_no_pair_shows_any_more_is_called_by_name_too(room: People) -> None:
    MatchWord.objects.create(
        key="a" * 20, noun="account", left_ref="crm:acme", right_ref="mail:acme", word="same",
        said_by=room.analyst.pk, said_at=NOW,
    )  # fmt: skip
    MatchWord.objects.create(
        key="b" * 20, noun="account", left_ref="name:dorn", right_ref="crm:gone", word="same",
        said_by=room.analyst.pk, said_at=NOW,
    )  # fmt: skip
    lines = match_queries.get_said_page(number=1).lines
    assert [one.names for one in lines] == [
        ("dorn", "crm:gone"), ("Acme", "Acme <b>Works</b>")
    ]  # fmt: skip
    assert lines[1].refs == ("crm:acme", "mail:acme")
