"""What a plan says in English is said in the reader's language."""

from django.utils import translation

from sameroom.facts import list_tables
from sameroom.importing import wording
from sameroom.importing.found import Left, say_wrong
from sameroom.importing.web.file_forms import LeftForm
from sameroom.importing.web.forms import target_choices
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
        assert say("kept as “Colour”") == "behalten als „Colour“"
        kinds = [
            str(words)
            for _, words in LeftForm(left=Left("a.csv", "a.csv", "")).fields["kind"].choices
        ]  # type: ignore[attr-defined]  # a choice field
    assert "Firmen" in kinds


def test_what_a_column_can_become_is_said_in_german() -> None:
    nouns = tuple(table.name for table in list_tables())
    english = {
        (choice.value, choice.words)
        for group in wording.list_targets(nouns=nouns)
        for choice in group.choices
    }
    with translation.override("de"):
        told = target_choices(nouns, header="Farbe")
        kept = say(wording.say(target="attribute:Farbe"))
        entered = say(wording.say(target="stage:lead:MQL"))
    labels = [pair for _, group in told if isinstance(group, list) for pair in group]
    assert len(labels) > 150
    assert [pair for pair in labels if pair in english] == []
    assert (kept, entered) == ("behalten als „Farbe“", "wann die Stufe „MQL“ erreicht wurde")


def test_a_day_that_there_is_not_is_said_to_be_none_and_what_to_do() -> None:
    about, remedy = say_wrong(reason="COULD_NOT_PARSE_DATE")
    assert "there is no such day" in about
    assert "Write a day that there is (February has no thirtieth)" in remedy
    assert "bring it again" in remedy
    assert "export anew" in say_wrong(reason="IMPOSSIBLE_DATE")[1]
