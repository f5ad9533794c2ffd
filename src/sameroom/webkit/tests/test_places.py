"""Every place has a letter of its own."""

from hypothesis import given
from hypothesis import strategies as some

from sameroom.webkit.places import Place, letters
from sameroom.webkit.rights import Right


def a_place(name: str, key: str = "") -> Place:
    return Place(name.capitalize(), name, Right.INSIDE, key=key)


def test_a_place_takes_the_first_letter_of_its_address_that_is_free() -> None:
    told = letters([a_place("people"), a_place("places"), a_place("queue", key="l")])
    assert told == {"people": "p", "places": "a", "queue": "l"}


@given(some.lists(some.text("abcxyz_", min_size=1, max_size=9), unique=True, max_size=30))
def test_no_letter_leads_to_two_places(names: list[str]) -> None:
    told = [letter for letter in letters(map(a_place, names)).values() if letter]
    assert len(set(told)) == len(told) == min(len(names), 26)
