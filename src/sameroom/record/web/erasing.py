"""Takes a person out of what the record laid out for pages."""

from sameroom.record.web.models import Subject, TimelineEntry
from sameroom.webkit.erasing import WORD, Erased


def erase(*, whom: Erased) -> int:
    """Clear their page, and what was said in what happened with them; tells how many rows."""
    pages = Subject.objects.filter(noun="person", key__in=whom.keys)
    entries = TimelineEntry.objects.filter(person_key__in=whom.keys)
    return pages.update(name=WORD, facts=[]) + entries.update(detail="", about="")
