"""Having the database leave rows out finds every row that reading all of them finds."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from sameroom.caretaking.web import erasing_room
from sameroom.caretaking.web.erasing_room import pieces_of
from sameroom.record.web.models import MatchPair, SourceRow
from sameroom.webkit import erasing
from sameroom.webkit.erasing import Erased

WORDS = (
    "elif.kessler@acme.example", "Elif Kessler", "J\u00fcrgen Gro\u00df-Sisk", "4917055512",
    "o'brien@x-y.example", "100%_sure@acme.example",
)  # fmt: skip
TURNED = {"i": "\u0131", "I": "\u0130", "k": "\u212a", "s": "\u017f"}
WHOM = Erased(words=WORDS, refs=(), keys=())


def turned(word: str, how: str) -> str:
    """Write a word another way that the pattern may take for it all the same."""
    if how == "other letters":
        return "".join(TURNED.get(letter, letter) for letter in word)
    return {"as it is": word, "upper": word.upper(), "lower": word.lower(),
            "spaced": word.replace(" ", " \n  ")}[how]  # fmt: skip


WAYS = ("as it is", "upper", "lower", "spaced", "other letters")
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20),
    st.builds(
        lambda word, how, before, behind: f"{before}{turned(word, how)}{behind}",
        st.sampled_from((*WORDS, "Somebody Else", "kessler", "acme.example")),
        st.sampled_from(WAYS), st.sampled_from(("", "to ", "x", "\u00e9 ")),
        st.sampled_from(("", ", yes", "x", "\"")),
    ),
)  # fmt: skip


class Narrowing(DjangoTestCase):
    """Rows made up by chance, against reading each of them."""

    @settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
    def test_what_is_left_out_names_nobody(self, rows: list[tuple[str, str, str]]) -> None:
        """Find the same rows as without it."""
        for key, value, evidence in rows:
            SourceRow.objects.create(
                generation=1, key="k", noun="person", ref="r", says={key: [value, 3]}, rule="own",
                evidence=evidence, is_first=True,
            )  # fmt: skip
        found = erasing_room.search(whom=WHOM).get(SourceRow, [])
        named = [
            one.pk
            for one in SourceRow.objects.order_by("pk")
            if erasing.within([one.says, one.evidence], whom=WHOM) != [one.says, one.evidence]
        ]
        assert sorted(found) == named


@pytest.mark.django_db
def test_a_word_without_a_plain_piece_is_looked_for_in_every_row() -> None:
    name = "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"
    whom = Erased(words=(name, "ivan@acme.example"), refs=(), keys=())
    assert pieces_of(whom) is None
    pair = MatchPair.objects.create(
        generation=1, key="k", place=1, noun="person", kind="asked", is_joined=False,
        left_ref="a", left_says={"name": name.upper()}, right_ref="b",
    )  # fmt: skip
    assert erasing_room.search(whom=whom)[MatchPair] == [pair.pk]


def test_the_longest_piece_of_each_telling_word_is_asked_for() -> None:
    assert pieces_of(WHOM) == (
        "-Sisk", "4917055512", "Kessler", "brien@x-y.example", "elif.kessler@acme.example",
        "sure@acme.example",
    )  # fmt: skip
