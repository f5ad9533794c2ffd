"""A change of stage is called as both teams agreed, its system's word beside it."""

import pytest
from django.utils import translation

from sameroom.record.web import wording
from sameroom.record.web.models import TimelineEntry


@pytest.mark.parametrize(
    ("kind", "about", "stage", "said"),
    [
        ("lead", "SQL_2", "accepted", "to accepted (“SQL 2” in its system)"),
        ("lead", "Accepted", "accepted", "to accepted"),
        ("person", "handed_over", "handed_over", "to handed over"),
        ("lead", "odd_word", "", "to odd word"),
        ("deal", "Proposal", "open", "to Proposal"),
        ("deal", "closedwon", "won", "to won (“closedwon” in its system)"),
        ("deal", "", "won", ""),
    ],
)
def test_it_is_said_in_agreed_words(kind: str, about: str, stage: str, said: str) -> None:
    entry = TimelineEntry(noun="stage_change", kind=kind, about=about, stage=stage)
    assert wording.about(entry) == said


def test_it_is_said_in_german_and_a_title_stays() -> None:
    with translation.override("de"):
        entry = TimelineEntry(noun="stage_change", kind="lead", about="SQL_2", stage="accepted")
        assert wording.about(entry) == "zu angenommen („SQL 2“ in ihrem System)"
        assert wording.about(TimelineEntry(noun="touch", about="Spring fair")) == "Spring fair"
