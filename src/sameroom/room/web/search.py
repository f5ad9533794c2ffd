"""Finds readings by the words of their question, and places by their name."""

from django.urls import reverse
from django.utils.translation import gettext as _

from sameroom.discover import of_web_halves
from sameroom.record.finding import asked_of, matches
from sameroom.record.web.api import shown_generation
from sameroom.room.web.models import ReadingPage
from sameroom.webkit.rights import Reader, Right, has
from sameroom.webkit.searching import MOST, Hit, Hits
from sameroom.webkit.templatetags.local import phrase


def find(*, reader: Reader, question: str) -> tuple[Hits, ...]:
    """Find the places and readings that a reader may open; there are some dozens of each."""
    words = asked_of(question)
    if not words or not has(right=Right.INSIDE, reader=reader):
        return ()
    return (
        Hits(_("Places"), _places(reader, words), order=10),
        Hits(_("Readings"), _readings(words), order=30),
    )


def _places(reader: Reader, words: tuple[str, ...]) -> tuple[Hit, ...]:
    found = [
        Hit(str(place.words), reverse(place.url_name))
        for half in of_web_halves("places")
        for place in half.PLACES
        if has(right=place.right, reader=reader) and matches(text=str(place.words), words=words)
    ]
    return tuple(found[:MOST])


def _readings(words: tuple[str, ...]) -> tuple[Hit, ...]:
    pages = ReadingPage.objects.filter(refresh_id=shown_generation()).order_by("place")
    told = pages.values_list("measure", "question", "area")
    found = [
        Hit(phrase(question), reverse("reading", args=[measure]), phrase(area))
        for measure, question, area in told
        if matches(
            text=f"{phrase(question)} {phrase(area)} {question} {measure} {area}", words=words
        )
    ]
    return tuple(found[:MOST])
