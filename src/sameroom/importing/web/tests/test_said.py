"""What a plan says in English is said in the reader's language."""

from django.utils import translation

from sameroom.facts import list_tables
from sameroom.importing import wording
from sameroom.importing.found import Left
from sameroom.importing.web.forms import LeftForm
from sameroom.importing.web.said import WORDS, say

OURS = {"identity", "match_decision"}  # made here, and in no export


def test_every_kind_and_noun_is_known() -> None:
    closed = {value for table in list_tables() for column in table.columns
              if column.values and table.name not in OURS for value in column.values}  # fmt: skip
    meant = {wording.say_meaning(value=value) for value in {*closed, "yes", "no"}}
    assert meant - set(WORDS) == set()
    pure = {*wording.KINDS.values(), *wording.NOUNS.values(), *wording.OWN.values()}
    assert pure - set(WORDS) == set()
    assert {wording.say(target=target) for target in ("ignore", "ask")} <= set(WORDS)


def test_words_are_said_in_german_and_names_stay() -> None:
    with translation.override("de"):
        assert say("companies") == "Firmen"
        assert say("kept as “Colour”") == "kept as “Colour”"
        kinds = [
            str(words)
            for _, words in LeftForm(left=Left("a.csv", "a.csv", "")).fields["kind"].choices
        ]  # type: ignore[attr-defined]  # a choice field
    assert "Firmen" in kinds
