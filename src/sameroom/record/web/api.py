"""What other parts of the room may ask of the record: timelines, as their reader may see them."""

from django.db.models import Q

from sameroom.record.timeline import key_of
from sameroom.record.web import queries
from sameroom.record.web.models import TimelineEntry
from sameroom.record.web.queries import Happening
from sameroom.webkit.rights import Reader

__all__ = [
    "Happening", "find_person", "get_shown", "get_team_sizes", "key_of",
    "list_happenings", "shown_generation",
]  # fmt: skip


def shown_generation() -> int:
    """Tell which generation pages show; 0 before the first is whole."""
    shown = queries.find_shown()
    return int(shown.generation) if shown else 0


def get_team_sizes() -> dict[str, int]:
    """Count the people of each team, as they were when the record was last read."""
    shown = queries.find_shown()
    return dict(shown.team_sizes) if shown else {}


def get_shown() -> tuple[int, dict[str, int]]:
    """Tell which generation pages show, 0 before the first, and the people of each team then."""
    shown = queries.find_shown()
    return (int(shown.generation), dict(shown.team_sizes)) if shown else (0, {})


def list_happenings(
    *, reader: Reader, person_key: str, account_key: str, most: int
) -> tuple[Happening, ...]:
    """List the last things that both teams did with a person or their company.

    The caller has made sure that the reader may see whoever it is about. Two queries.
    """
    shown = queries.find_shown()
    about = Q(pk__in=[])
    if person_key:
        about |= Q(person_key=person_key)
    if account_key:
        about |= Q(account_key=account_key)
    if shown is None:
        return ()
    rows = TimelineEntry.objects.filter(about, generation=shown.generation)
    got = list(rows.order_by("-happened_at", "entry_id")[:most])
    return queries.happenings(got, reader, shown.team_sizes)


def find_person(*, reader: Reader, key: str) -> str | None:
    """Find the name of a person that a reader sees."""
    shown = queries.find_shown()
    if shown is None:
        return None
    rows = queries.visible(reader=reader, generation=shown.generation)
    found = rows.filter(noun="person", key=key).values_list("name", flat=True).first()
    return str(found) if found is not None else None
