"""Whoever was erased is headed so, in the reader's language, and stays so at the next reading."""

import pytest
from django.core import serializers
from django.test import Client
from django.utils import translation

from sameroom.record import timeline
from sameroom.record.timeline import key_of
from sameroom.record.web import erased, erasing, operations
from sameroom.record.web.models import Subject
from sameroom.room.web.tests.builders import People, a_refresh, people
from sameroom.webkit.erasing import WORD, Erased

pytestmark = pytest.mark.django_db
JANE = key_of(noun="person", subject_id="crm:7")
EMPTY = key_of(noun="person", subject_id="crm:8")


def told(key: str, name: str) -> timeline.Subject:
    return timeline.Subject(key, "person", name, {}, "", frozenset({"sales"}))


@pytest.fixture
def room() -> People:
    everybody = people()
    shown = a_refresh().pk
    operations.write_subjects(generation=shown, subjects=[told(JANE, "Jane"), told(EMPTY, "crm:8")])
    Subject.objects.filter(key=JANE).update(name=WORD)
    return everybody


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Erased person"), ("de", "Gelöschte Person")]
)
def test_a_page_and_a_program_head_them_so(room: People, language: str, said: str) -> None:
    client = Client()
    client.force_login(room.admin)
    page = client.get(f"/persons/{JANE}", headers={"Accept-Language": language})
    assert f"<h1>{said}" in page.content.decode().replace("<bdi>", "")
    with translation.override(language):
        assert Subject.objects.get(key=JANE).name == said
        assert Subject.objects.filter(name=WORD).values_list("name", flat=True).get() == said


def test_the_database_and_files_keep_no_language(room: People) -> None:
    with translation.override("de"):
        one = Subject.objects.get(key=JANE)
        one.save()
        assert '"name": "erased"' in serializers.serialize("json", [one])
    assert erased.list_erased() == {JANE}


def test_they_stay_so_at_the_next_reading_and_others_keep_their_ids(room: People) -> None:
    again = [told(JANE, "crm:7"), told(EMPTY, "crm:8"), told("f" * 20, f"email:erased-{'0' * 16}")]
    following = Subject.objects.get(key=JANE).generation + 1
    operations.write_subjects(generation=following, subjects=again)
    with translation.override("en"):
        names = dict(Subject.objects.filter(generation=following).values_list("key", "name"))
    assert names == {JANE: "Erased person", EMPTY: "crm:8", "f" * 20: "Erased person"}
    back = erased.still(told(JANE, "Jane Brown"), gone=frozenset({JANE}))
    assert back.name == "Jane Brown", "who comes back by another name is somebody again"


def test_a_lead_whom_the_record_does_not_name_keeps_that_they_were_erased() -> None:
    gone = frozenset({JANE})
    assert erased.name_of(key=JANE, name="", gone=gone) == WORD
    assert erased.name_of(key=EMPTY, name="", gone=gone) == "", "then its id is what is left"
    assert erased.name_of(key=EMPTY, name=f"erased-{'a' * 16}", gone=gone) == WORD


def test_a_name_that_is_cut_to_a_length_stays_erased(room: People) -> None:
    one = Subject.objects.get(key=JANE)
    one.name = one.name[:5]
    one.save()
    assert Subject.objects.filter(key=JANE, name=WORD).exists()


@pytest.mark.parametrize(
    ("noun", "language", "said"),
    [
        ("deal", "en", "Deal of an erased person"),
        ("deal", "de", "Geschäft einer gelöschten Person"),
        ("account", "en", "Company of an erased person"),
        ("account", "de", "Firma einer gelöschten Person"),
    ],
)
def test_a_deal_or_company_of_their_name_alone_stays_what_it_is(
    room: People, noun: str, language: str, said: str
) -> None:
    key = key_of(noun=noun, subject_id="crm:9")
    one = timeline.Subject(
        key, noun, WORD, {"account": "erased"}, "", frozenset({"sales"})
    )  # as facts have it
    following = Subject.objects.get(key=JANE).generation
    operations.write_subjects(generation=following, subjects=[one])
    client = Client()
    client.force_login(room.admin)
    page = client.get(f"/{noun}s/{key}", headers={"Accept-Language": language}).content.decode()
    assert f"<h1>{said}" in page.replace("<bdi>", "")
    assert ">erased<" not in page
    with translation.override(language):
        Subject.objects.get(key=key).save()
    assert Subject.objects.filter(key=key, name=f"erased {noun}").exists(), "in no language"


def test_erasing_somebody_says_so_at_once_of_what_had_their_name_alone(room: People) -> None:
    key = key_of(noun="deal", subject_id="crm:9")
    one = timeline.Subject(key, "deal", "jane brown", {}, "", frozenset({"sales"}))
    more = timeline.Subject(
        key_of(noun="deal", subject_id="crm:10"), "deal", "Jane Brown, rig", {}, "", frozenset()
    )
    operations.write_subjects(
        generation=Subject.objects.get(key=JANE).generation, subjects=[one, more]
    )
    for clearing in erasing.list_clearings(whom=Erased(("Jane Brown",), (), (JANE,))):
        if clearing.rows.model is Subject and clearing.values:
            clearing.rows.update(**clearing.values)
    names = dict(Subject.objects.filter(noun="deal").values_list("key", "name"))
    assert names == {key: "Deal of an erased person", more.key: "Jane Brown, rig"}
