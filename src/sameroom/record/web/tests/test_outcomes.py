"""How a deal stands is told in the reader's language where it is found."""

from django.utils import translation

from sameroom.record.web.models import Subject
from sameroom.record.web.search import detail_of


def test_a_deal_that_is_found_says_in_german_how_it_stands() -> None:
    with translation.override("de"):
        said = [
            detail_of(Subject(noun="deal", name="A press", facts=[["outcome", outcome]]))
            for outcome in ("open", "won", "lost", "paused", "")
        ]
    assert said == ["offen", "gewonnen", "verloren", "paused", ""]
