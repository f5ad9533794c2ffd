"""Headers are read in any spelling, and words nobody knows stay unknown."""

import pytest

from sameroom.connectors import asides, headers
from sameroom.connectors.connector import list_connectors
from sameroom.connectors.mapping import VIRTUAL
from sameroom.connectors.shapes import list_shapes
from sameroom.facts import get_table


@pytest.mark.parametrize(
    "header",
    ["Create Date", "createdate", "created_at", "CreatedDate", "Erstellungsdatum", "Erstellt am",
     "Date de création", "Fecha de creación", "Data di creazione", "Data de criação",
     "Aanmaakdatum", "CREATION-DATE"],
)  # fmt: skip
def test_the_day_of_making_is_understood_in_many_words(header: str) -> None:
    meant = [word.senses for word in headers.read(header)]
    assert any("CREATE" in senses for senses in meant)


def test_short_forms_are_guessed_with_less_certainty() -> None:
    (word,) = headers.read("prblty") or headers.read("probab")
    assert word.quality < 1
    (known,) = headers.read("probability")
    assert known.quality == 1


def test_an_unknown_word_has_no_meaning() -> None:
    (word,) = headers.read("xylqq")
    assert not word.senses


def test_a_prefix_that_all_headers_share_does_not_count() -> None:
    stripped = headers.strip_common(["crm_name", "crm_email", "crm_phone"])
    assert stripped["crm_email"] == "email"


def test_every_word_of_what_is_set_aside_is_in_the_lexicon() -> None:
    known = {sense for senses in headers.lexicon().values() for sense in senses}
    said = {word for phrase in asides.list_phrases() for word in phrase}
    near = {word for shape in list_shapes() for f in shape.fields for word in f.near.split()}
    assert said | near <= known


def test_every_word_of_a_phrase_is_in_the_lexicon() -> None:
    known = {sense for senses in headers.lexicon().values() for sense in senses}
    said = {word for shape in list_shapes() for field in shape.fields
            for phrase in field.phrases for word in phrase.split()}  # fmt: skip
    assert said <= known


def test_every_target_of_shapes_and_cards_is_a_fact_field() -> None:
    targets = {t for shape in list_shapes() for f in shape.fields for t in (f.target, *f.also)}
    targets |= {part.strip() for card in list_connectors() for known in card.objects
                for text in known.columns.values() for part in text.split(" + ")}  # fmt: skip
    for target in targets:
        if target not in VIRTUAL and not target.startswith("stage:"):
            noun, _, name = target.partition(".")
            assert get_table(noun).column(name).name == name


def test_every_connector_is_found_by_looking() -> None:
    names = {card.name for card in list_connectors()}
    assert names == {"csv_files", "event_log", "hubspot", "mailchimp", "odoo", "salesforce"}
