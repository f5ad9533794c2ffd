"""Words are the same however they are written, and their beginnings stand together."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sameroom.record.finding import asked_of, folded, key_of, matches, span_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MULLER"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("ÅNGSTRÖM", "angstrom"),
        ("ﬁne", "FINE"),
        ("I\u0307stanbul", "istanbul"),
    ],
)
def test_case_and_accents_make_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_an_address_is_cut_into_its_words() -> None:
    assert words_of("Ada Winter ada@tessaro-instruments.example") == (
        "ada", "winter", "tessaro", "instruments", "example",
    )  # fmt: skip


def test_a_question_is_cut_short() -> None:
    assert len(asked_of(" ".join(f"w{number}" for number in range(50)))) == 5
    assert asked_of("%_' -- ") == ()


@given(some.text(max_size=12), some.text(max_size=12))
def test_a_word_lies_in_the_span_of_its_beginnings_and_of_nothing_else(one: str, two: str) -> None:
    first, end = span_of(one)
    assert (first <= key_of(two) < end) == two.encode().startswith(one.encode())


@given(some.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(some.text(min_size=1, max_size=60))
def test_what_has_a_word_is_found_by_each_beginning_of_it(text: str) -> None:
    for word in words_of(text):
        assert all(matches(text=text, words=[word[:n]]) for n in range(1, len(word) + 1))
