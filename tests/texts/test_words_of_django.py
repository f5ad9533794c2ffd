"""Our words leave Django's own alone: a heading “May” does not become the name of a month."""

from datetime import date, timedelta
from pathlib import Path

import django
import pytest
from babel.dates import format_date
from babel.messages.mofile import read_mo
from django.utils.formats import date_format
from django.utils.translation import override

from tests.texts import catalogs
from tests.texts.catalogs import LANGUAGES
from tests.texts.found import SAMEROOM, halves

DJANGO = Path(django.__file__).parent
OWN = ("conf", "contrib/humanize")  # dates, times since, and figures in words
NAMES_NO_PAGE_SAYS = {"Messages"}  # an app of Django's
MONTHS = [date(2026, number, 1) for number in range(1, 13)]
WEEK = [date(2026, 6, 1) + timedelta(days=number) for number in range(7)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_without_a_context_changes_what_django_says(language: str) -> None:
    own = _said_by_django(language)
    taken = [
        f"{catalogs.path_of(half, language)}: {message.id!r} is {message.string!r}"
        for half in halves()
        for message in catalogs.read(half, language)
        if message.id and not message.context and str(message.id) not in NAMES_NO_PAGE_SAYS
        and own.get(str(message.id), message.string) != message.string
    ]  # fmt: skip
    assert taken == [], "Give each a context: pgettext, or {% translate … context … %}."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("ours", "theirs"), [("F", "LLLL"), ("M", "LLL")])
def test_months_are_called_as_they_are(language: str, ours: str, theirs: str) -> None:
    with override(language):
        said = [date_format(one, ours, use_l10n=False) for one in MONTHS]
    names = [format_date(one, theirs, locale=language) for one in MONTHS]
    if ours == "M":  # Django and Unicode's tables cut long names off at different letters
        said, names = [one[:3] for one in said], [one[:3] for one in names]
    assert said == names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("ours", "theirs"), [("l", "EEEE"), ("D", "EEEEEE")])
def test_weekdays_are_called_as_they_are(language: str, ours: str, theirs: str) -> None:
    with override(language):
        said = [date_format(one, ours, use_l10n=False).removesuffix(".") for one in WEEK]
    names = [format_date(one, theirs, locale=language).removesuffix(".") for one in WEEK]
    assert said == names


def _said_by_django(language: str) -> dict[str, object]:
    said: dict[str, object] = {}
    for folder in OWN:
        path = DJANGO / folder / "locale" / language / "LC_MESSAGES" / "django.mo"
        with path.open("rb") as file:
            said |= {str(one.id): one.string for one in read_mo(file) if not one.context}
    return said


def test_a_password_has_one_name_in_german() -> None:
    """The pages of signing in are partly of libraries, which call it Passwort."""
    other = [path for path in SAMEROOM.rglob("*.po") if "kennw" in path.read_text("utf-8").lower()]
    assert other == []
