"""What a company is made of: shown to whoever sees it, taken apart or joined by whoever may."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sameroom.api.web.tests.builders import a_program, a_token
from sameroom.record.review import key_of
from sameroom.record.timeline import key_of as subject_key
from sameroom.record.web import matching, operations, source_queries
from sameroom.record.web.erasing import list_clearings
from sameroom.record.web.models import MatchPair, MatchWord, Shown, SourceRow
from sameroom.room.web.tests.builders import NOW, People, a_refresh, people, some_source_rows
from sameroom.webkit.erasing import Erased

pytestmark = pytest.mark.django_db
JSON = "application/json"
ACME = subject_key(noun="account", subject_id="crm:acme")
BOLT = subject_key(noun="account", subject_id="crm:bolt")
SOURCES, COMPARE = f"/accounts/{ACME}/sources", f"/accounts/{ACME}/compare"
TWO = key_of(noun="account", left="crm:acme", right="crm:bolt")
ROW = key_of(noun="account", left="crm:acme", right="mail:acme")


@pytest.fixture
def room() -> People:
    everybody = people()
    a_refresh()
    return everybody


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # one of the room's people
    return client


def test_each_row_says_where_it_is_from_and_what_joined_it(room: People) -> None:
    text = signed_in(room.analyst).get(SOURCES).content.decode()
    assert "The same web domain: acme.example" in text
    assert "Merged in its own system" in text
    assert "Acme &lt;b&gt;Works&lt;/b&gt;" in text
    assert text.count('name="row"') == 1, "neither the first nor what its own system merged"


def test_whoever_may_not_match_sees_the_rows_and_no_button(room: People) -> None:
    seller = signed_in(room.sol)
    text = seller.get(SOURCES).content.decode()
    assert "The same web domain: acme.example" in text
    assert 'method="post" action="/accounts' not in text
    assert 'name="q"' not in text.partition("<main")[2]
    assert seller.post(COMPARE, {"other": BOLT}).status_code == 404
    assert signed_in(room.outsider).get(SOURCES).status_code == 404
    assert not MatchPair.objects.exists()


def test_another_is_looked_for_put_beside_it_and_joined(room: People) -> None:
    client = signed_in(room.analyst)
    found = client.get(SOURCES, {"q": "bol"}).content.decode()
    assert f'value="{BOLT}"' in found
    answer = client.post(COMPARE, {"other": BOLT})
    assert (answer.status_code, answer["Location"]) == (302, f"/matches/{TWO}")
    text = client.get(f"/matches/{TWO}").content.decode()
    assert "Are these one company?" in text
    assert "Nothing joins them so far." in text
    client.post(COMPARE, {"other": BOLT})
    assert MatchPair.objects.count() == 1, "asked twice, it is one pair"
    client.post(f"/matches/{TWO}", {"word": "same"})
    told = matching.settle_outstanding(known=[])
    assert [(one.left, one.right, one.is_same) for one in told.decisions] == [
        ("crm:acme", "crm:bolt", True)
    ]  # fmt: skip


def test_it_finds_neither_itself_nor_what_is_not_there(room: People) -> None:
    client = signed_in(room.analyst)
    for question in ("acme", "zeppelin"):
        assert "Nobody else on record has all these words." in (
            client.get(SOURCES, {"q": question}).content.decode()
        )


def test_a_row_is_put_beside_the_first_and_taken_apart(room: People) -> None:
    client = signed_in(room.analyst)
    answer = client.post(COMPARE, {"row": "mail:acme"})
    assert (answer.status_code, answer["Location"]) == (302, f"/matches/{ROW}")
    text = client.get(f"/matches/{ROW}").content.decode()
    assert "Are these really one company?" in text
    assert "They count as one because both have the web domain acme.example." in text
    client.post(f"/matches/{ROW}", {"word": "different"})
    assert MatchWord.objects.get().word == "different"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"other": ACME}, "one and the same already"),
        ({"row": "crm:acme"}, "All others are joined to this one"),
        ({"row": "crm:acme-old"}, "Its own system merged it"),
        ({"row": "crm:bolt"}, "not there any more"),
        ({"other": "f" * 20}, "not there any more"),
        ({"other": ""}, "not there any more"),
    ],
)
def test_what_cannot_be_compared_is_told_why(room: People, sent: dict[str, str], told: str) -> None:
    answer = signed_in(room.analyst).post(COMPARE, sent)
    assert answer.status_code == 409
    assert told in answer.content.decode()
    assert not MatchPair.objects.exists()


def test_what_was_asked_does_not_queue_for_others(room: People) -> None:
    client = signed_in(room.analyst)
    client.post(COMPARE, {"other": BOLT})
    assert "Nothing is left to decide" in client.get("/matches").content.decode()


def test_before_the_record_is_read_anew_the_page_says_so(room: People) -> None:
    SourceRow.objects.all().delete()
    text = signed_in(room.analyst).get(SOURCES).content.decode()
    assert "It fills with the next reading" in text


def test_the_row_that_others_are_joined_to_comes_first_and_those_beyond_are_counted(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"generation": Shown.objects.get().generation, "key": ACME, "rule": "same name"}
    SourceRow.objects.create(**key, noun="person", ref="a:0", is_first=True)
    SourceRow.objects.create(**key, noun="account", ref="a:1", origin="a", is_first=False)
    program = a_program(a_token(room.analyst))
    told = program.get(f"/api/v1/accounts/{ACME}/sources").json()
    assert [one["ref"] for one in told["items"]] == [
        "crm:acme", "a:1", "crm:acme-old", "mail:acme"
    ]  # fmt: skip
    monkeypatch.setattr(source_queries, "AT_ONCE", 3)
    told = program.get(f"/api/v1/accounts/{ACME}/sources").json()
    assert (len(told["items"]), told["total"]) == (3, 4)
    assert "One more row is not shown." in signed_in(room.analyst).get(SOURCES).content.decode()


def test_what_is_no_name_of_a_page_is_none(room: People) -> None:
    client = signed_in(room.analyst)
    for other in ("\0", "a\0b", "x" * 20, ACME.upper()):
        assert client.post(COMPARE, {"other": other}).status_code == 409
    assert client.get(SOURCES, {"q": "bol\0" + " x" * 300}).status_code == 200


def test_what_was_put_side_by_side_is_no_work_of_others_by_program_either(room: People) -> None:
    program = a_program(a_token(room.analyst))
    place = f"/api/v1/accounts/{ACME}/compare"
    for number, sent in enumerate(({"other": BOLT}, {"row": "mail:acme"}), start=1):
        assert program.post(place, sent, content_type=JSON).status_code == 200
        assert MatchPair.objects.order_by("-place").first().place == number  # type: ignore[union-attr]  # there
    assert program.get("/api/v1/matches").json()["items"] == []
    assert len(program.get("/api/v1/matches", {"kind": "asked"}).json()["items"]) == 2
    for wrong in ({}, {"other": BOLT, "row": "mail:acme"}):
        assert program.post(place, wrong, content_type=JSON).status_code == 422


def test_they_are_written_anew_swept_and_erased_with_whom_they_make(room: People) -> None:
    generation = Shown.objects.get().generation
    rows = [replace(one, noun="person") for one in some_source_rows()]
    operations.write_source_rows(generation=generation, rows=rows)
    assert SourceRow.objects.filter(generation=generation).count() == len(rows), "not beside them"
    whom = Erased(words=(), refs=(), keys=(ACME,))
    for clearing in list_clearings(whom=whom):
        if clearing.rows.model is SourceRow:
            assert clearing.values is None
            clearing.rows.delete()
    assert set(SourceRow.objects.values_list("key", flat=True)) == {BOLT}
    operations.sweep(keep=generation + 1)
    assert not SourceRow.objects.exists()


def test_programs_do_the_same(room: People) -> None:
    program = a_program(a_token(room.analyst))
    rows = program.get(f"/api/v1/accounts/{ACME}/sources").json()["items"]
    assert [(one["ref"], one["rule"], one["is_first"]) for one in rows] == [
        ("crm:acme", "own id", True), ("crm:acme-old", "merged in its system", False),
        ("mail:acme", "same domain", False),
    ]  # fmt: skip
    place = f"/api/v1/accounts/{ACME}/compare"
    pair = program.post(place, {"other": BOLT}, content_type=JSON)
    assert (pair.status_code, pair.json()["key"], pair.json()["kind"]) == (200, TWO, "asked")
    again = program.post(place, {"other": ACME}, content_type=JSON)
    assert again.status_code == 409
    assert "already" in again.json()["detail"]
    assert program.post(place, {"row": "crm:none"}, content_type=JSON).status_code == 404
    said = program.post(f"/api/v1/matches/{TWO}/words", {"word": "same"}, content_type=JSON)
    assert said.status_code == 201
    assert MatchWord.objects.get(undone_at=None).said_at >= NOW


def test_the_rows_say_what_was_decided_and_the_record_follows_later(room: People) -> None:
    client, other = signed_in(room.analyst), signed_in(room.sol)
    client.post(COMPARE, {"other": BOLT})
    client.post(f"/matches/{TWO}", {"word": "same"})
    text = client.get(SOURCES).content.decode()
    assert "You joined Acme and Bolt on" in text
    assert "the record follows at the next reading" in text
    assert f'href="/matches/{TWO}"' in text
    seen = other.get(SOURCES).content.decode()
    assert "joined Acme" not in seen, "whoever sees the one need not know the other"
    assert "Bolt" not in seen
    MatchPair.objects.filter(key=TWO).delete()
    swept = client.get(SOURCES).content.decode()
    assert "You joined" in swept
    assert f'href="/matches/{TWO}"' not in swept, "there is nothing to see where a reading swept it"
    told = matching.settle_outstanding(known=[])
    matching.tell_followed(outstanding=told, now=NOW)
    assert "You joined" not in client.get(SOURCES).content.decode()


def test_two_pairs_never_share_a_place(room: People) -> None:
    client = signed_in(room.analyst)
    client.post(COMPARE, {"other": BOLT})
    client.post(COMPARE, {"row": "mail:acme"})
    first, second = MatchPair.objects.order_by("place")
    assert first.place < second.place
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchPair.objects.filter(pk=second.pk).update(place=first.place)
