"""The headings of a page on a method are in the reader's language, its text stays English."""

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from sameroom.agreement import method_page
from sameroom.agreement.web import method_words
from sameroom.room.web.tests.builders import people

METHODS = Path(__file__).parents[5] / "docs/methods"


def test_headings_that_many_pages_have_are_said_in_german() -> None:
    heads = Counter(
        head
        for page in METHODS.glob("*.md")
        for head, text in method_page.list_parts(method=f"docs/methods/{page.name}")
        if text
    )
    often = {head for head, count in heads.items() if count > 5}
    assert often
    assert often <= set(method_words.HEADS)
    with translation.override("de"):
        told = method_words.parts((("Formula", "x"), ("Own words", "y"), ("Title", "")))
    assert told == (("", "Formel", "x"), ("en", "Own words", "y"))


@pytest.mark.django_db
def test_a_german_page_says_that_the_text_is_english() -> None:
    client = Client()
    client.force_login(people().analyst)
    page = client.get("/definitions/speed_to_lead", headers={"Accept-Language": "de"})
    said = page.content.decode()
    assert "<summary>Wann es nicht taugt</summary>" in said
    assert "Der Text der Seite zur Methode ist auf Englisch." in said
    assert '<span lang="en">' in said
