"""Who answers for a figure is named in the reader's language."""

from django.utils import translation

from sameroom.agreement.web.registry import names_of


def test_two_names_are_joined_in_the_language_of_the_reader() -> None:
    with translation.override("de"):
        assert names_of("Ada Winter and Katharina Brandt") == "Ada Winter und Katharina Brandt"
        assert names_of("Ada Winter") == "Ada Winter"
        assert names_of("") == ""
