import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sameroom.webkit import secrets

LINK = "https://chat.example/hooks/äöü-123"


@given(st.text(max_size=200), st.text(max_size=20))
def test_what_was_closed_opens_as_it_was(text: str, purpose: str) -> None:
    kept = secrets.close(text=text, purpose=purpose)

    assert secrets.open_(kept=kept, purpose=purpose) == text
    assert len(text) < 8 or text not in kept


def test_the_same_secret_never_looks_the_same() -> None:
    assert secrets.close(text=LINK, purpose="a") != secrets.close(text=LINK, purpose="a")


def test_one_purpose_does_not_open_what_another_closed() -> None:
    kept = secrets.close(text=LINK, purpose="chat address")

    with pytest.raises(secrets.CannotOpenError):
        secrets.open_(kept=kept, purpose="second factor")


@pytest.mark.parametrize("change", ["", "s1:", "s1:ü", LINK, "s1:gAAAAA"])
def test_what_is_no_closed_secret_is_said(change: str) -> None:
    with pytest.raises(secrets.CannotOpenError, match="cannot be read"):
        secrets.open_(kept=change, purpose="chat address")


def test_one_changed_letter_is_noticed() -> None:
    kept = secrets.close(text=LINK, purpose="a")
    changed = kept[:40] + ("A" if kept[40] != "A" else "B") + kept[41:]

    with pytest.raises(secrets.CannotOpenError):
        secrets.open_(kept=changed, purpose="a")


def test_an_older_key_still_opens_and_renewing_makes_it_needless(settings: Settings) -> None:
    settings.SECRET_KEY = "the first key"
    kept = secrets.close(text=LINK, purpose="a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second key", ["the first key"]
    renewed = secrets.renew(kept=kept, purpose="a")
    settings.SECRET_KEY_FALLBACKS = []

    assert secrets.open_(kept=renewed, purpose="a") == LINK
    with pytest.raises(secrets.CannotOpenError):
        secrets.open_(kept=kept, purpose="a")
