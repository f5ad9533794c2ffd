"""What goes of a person from what the record laid out for pages."""

from sameroom.record.web.models import SourceRow, Subject, SubjectWord, TimelineEntry
from sameroom.webkit.erasing import WORD, Clearing, Erased


def list_clearings(*, whom: Erased) -> tuple[Clearing, ...]:
    """List their page, its rows, the words that find it, and what was said of what happened."""
    return (
        Clearing(
            Subject.objects.filter(noun="person", key__in=whom.keys), {"name": WORD, "facts": []}
        ),
        Clearing(SourceRow.objects.filter(noun="person", key__in=whom.keys), None),
        Clearing(SubjectWord.objects.filter(noun="person", key__in=whom.keys), None),
        Clearing(
            TimelineEntry.objects.filter(person_key__in=whom.keys), {"detail": "", "about": ""}
        ),
    )
