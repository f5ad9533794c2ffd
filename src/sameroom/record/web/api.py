"""What other parts of the room may ask of the record: timelines, as their reader may see them."""

from collections.abc import Mapping

from django.db.models import QuerySet, Subquery

from sameroom.record.timeline import key_of
from sameroom.record.web import queries
from sameroom.record.web.models import Shown, TimelineEntry
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
    *, reader: Reader, person_key: str, account_key: str, sizes: Mapping[str, int], most: int
) -> tuple[Happening, ...]:
    """List the last things that both teams did with a person or their company, in one query.

    The caller has made sure that the reader may see whoever it is about. Each of the two is looked
    up by an index of its own, so that the size of the record does not matter.

    Args:
        sizes: how many people each team has: see `get_team_sizes`.
        most: how many are listed.
    """
    shown = TimelineEntry.objects.filter(generation=Subquery(Shown.objects.values("generation")))
    lists = [
        TimelineEntry.objects.filter(
            pk__in=_latest(shown.filter(**{field: key}), most).values("pk")
        )
        for field, key in (("person_key", person_key), ("account_key", account_key))
        if key
    ]
    if not lists:
        return ()
    first, *others = lists
    got = list(first.union(*others).order_by("-happened_at", "entry_id")[:most])
    return queries.happenings(got, reader, sizes)


def _latest(rows: QuerySet[TimelineEntry], most: int) -> QuerySet[TimelineEntry]:
    return rows.order_by("-happened_at", "entry_id")[:most]


def find_person(*, reader: Reader, key: str) -> str | None:
    """Find the name of a person that a reader sees."""
    shown = queries.find_shown()
    if shown is None:
        return None
    rows = queries.visible(reader=reader, generation=shown.generation)
    found = rows.filter(noun="person", key=key).values_list("name", flat=True).first()
    return str(found) if found is not None else None
