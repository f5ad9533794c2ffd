"""What a browser says of itself, in words; the headers are those that browsers send."""

import pytest

from sameroom.people.devices import name_of
from sameroom.people.web.templatetags.people import browser

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox · Windows"),
        (f"Mozilla/5.0 (X11; Linux) {WEBKIT} Chrome/140.0.0.0 Safari/537.36", "Chrome · Linux"),
        (f"{PHONE} (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
         "Mobile Safari · iOS"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
         "Edge · Windows"),
        ("curl/8.0", "curl"),
        ("", ""),
        ("A browser", ""),
    ],
)  # fmt: skip
def test_it_is_named_as_people_know_it(said: str, name: str) -> None:
    assert name_of(said) == name


def test_one_that_nobody_knows_is_shown_as_it_said_and_never_as_a_tag() -> None:
    shown = browser("<script>alert(1)</script> " * 50)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert len(name_of("Firefox/140.0 " * 100_000)) < 100
    assert browser("Firefox/140.0") == '<span title="Firefox/140.0">Firefox</span>'
