"""The headings of a page on a method are in the reader's language, its text stays English."""

import pytest
from django.test import Client
from django.utils import translation

from sameroom.agreement import method_page
from sameroom.agreement.web import method_words
from sameroom.engines import catalog
from sameroom.room.web.tests.builders import people


def test_each_heading_of_a_page_on_a_method_is_said_in_german() -> None:
    methods = {placed.measure.method for placed in catalog.list_measures()}
    english = {
        (method, head)
        for method in methods
        for language, head, _ in method_words.parts(method_page.list_parts(method=method))
        if language
    }
    assert english == set(), "add these to HEADS, and their words to the catalogue"
    with translation.override("de"):
        told = {str(words) for words in (*method_words.HEADS.values(), method_words.ANSWERS)}
        assert not told & set(method_words.HEADS)


def test_the_first_part_is_what_it_answers_and_one_without_a_text_is_left_out() -> None:
    page = (("Win-back", "z"), ("Formula", "x"), ("Own words", "y"), ("Heading", ""))
    with translation.override("de"):
        told = method_words.parts(page)
    assert told == (("", "Was sie beantwortet", "z"), ("", "Formel", "x"), ("en", "Own words", "y"))


@pytest.mark.django_db
def test_a_german_page_says_that_the_text_is_english() -> None:
    client = Client()
    client.force_login(people().analyst)
    page = client.get("/definitions/speed_to_lead", headers={"Accept-Language": "de"})
    said = page.content.decode()
    assert "<summary>Wann es nicht taugt</summary>" in said
    assert "Der Text der Seite zur Methode ist auf Englisch." in said
    assert '<span lang="en">' in said
