"""A token speaks for its parts and for nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from sameroom.notice import signing

KEY = signing.derive(secret="s", purpose="tests")
PARTS = st.lists(st.text(max_size=12), min_size=1, max_size=4).map(tuple)


@given(st.integers(0, 10**12), PARTS)
def test_what_was_signed_is_known_again(number: int, parts: tuple[str, ...]) -> None:
    token = signing.sign(key=KEY, number=number, parts=parts)
    assert signing.number_in(token=token) == number
    assert signing.is_signed(key=KEY, token=token, number=number, parts=parts)


@given(st.integers(0, 99), PARTS, st.integers(0, 99), PARTS)
def test_no_two_things_have_the_same_token(
    one: int, parts: tuple[str, ...], other: int, others: tuple[str, ...]
) -> None:
    token = signing.sign(key=KEY, number=one, parts=parts)
    is_same = signing.is_signed(key=KEY, token=token, number=other, parts=others)
    assert is_same == ((one, parts) == (other, others))


def test_another_purpose_has_another_key() -> None:
    token = signing.sign(key=KEY, number=1, parts=("a",))
    other = signing.derive(secret="s", purpose="other")
    assert not signing.is_signed(key=other, token=token, number=1, parts=("a",))


@given(st.text(max_size=40))
def test_any_text_is_read_without_breaking(text: str) -> None:
    number = signing.number_in(token=text)
    assert number is None or text.startswith(str(number).zfill(len(text.partition("-")[0])))
    assert not signing.is_signed(key=KEY, token=text, number=number or 0, parts=("a",))
