"""What goes of a person from what the record laid out for pages."""

from django.db.models import Q

from sameroom.record.web.models import SourceRow, Subject, SubjectWord, TimelineEntry
from sameroom.webkit.erasing import ALONE, WORD, Clearing, Erased, is_telling


def list_clearings(*, whom: Erased) -> tuple[Clearing, ...]:
    """List their page, its rows, the words that find it, and what was said of what happened."""
    return (
        Clearing(
            Subject.objects.filter(noun="person", key__in=whom.keys), {"name": WORD, "facts": []}
        ),
        *_of_their_name(whom),
        Clearing(SourceRow.objects.filter(noun="person", key__in=whom.keys), None),
        Clearing(SubjectWord.objects.filter(noun="person", key__in=whom.keys), None),
        Clearing(
            TimelineEntry.objects.filter(person_key__in=whom.keys), {"detail": "", "about": ""}
        ),
    )


def _of_their_name(whom: Erased) -> tuple[Clearing, ...]:
    """List companies and deals that are called by their name alone: they stay what they are."""
    asked = Q(pk__in=[])
    for word in filter(is_telling, whom.words):
        asked |= Q(name__iexact=word)
    return tuple(
        Clearing(Subject.objects.filter(asked, noun=noun), {"name": ALONE[noun]})
        for noun in ("account", "deal")
    )
