"""What programs read of the record, cut down to what their reader may see."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sameroom.record.web import wording
from sameroom.record.web.models import TimelineEntry
from sameroom.record.web.queries import find_shown, side_of, visible
from sameroom.record.web.turning import behind
from sameroom.webkit.rights import Reader, called

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = 253_402_300_799_000_000  # microseconds until the end of the year 9999


@dataclass(frozen=True, slots=True)
class Known:
    """A company, a person or a deal."""

    key: str
    noun: str
    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline; `micros` says when, in microseconds since 1970."""

    entry_id: str
    micros: int
    happened_at: datetime
    side: str
    kind: str
    what: str
    about: str
    detail: str
    by_whom: str


def list_subjects(
    *, reader: Reader, noun: str, name: str, after: str, limit: int
) -> tuple[Known, ...]:
    """List the subjects of a noun that a reader sees, by key, from the one behind `after` on."""
    shown = find_shown()
    if shown is None:
        return ()
    rows = visible(reader=reader, generation=shown.generation).filter(noun=noun, key__gt=after)
    if name:
        rows = rows.filter(name__icontains=name)
    told = rows.order_by("key").values_list("key", "noun", "name", "facts")[:limit]
    return tuple(_known(*one) for one in told)


def find_subject(*, reader: Reader, noun: str, key: str) -> Known | None:
    """Find a subject that a reader sees."""
    shown = find_shown()
    if shown is None:
        return None
    rows = visible(reader=reader, generation=shown.generation).filter(noun=noun, key=key)
    one = rows.values_list("key", "noun", "name", "facts").first()
    return _known(*one) if one else None


def find_timeline(
    *, reader: Reader, noun: str, key: str, after: tuple[int, str] | None, limit: int
) -> tuple[Line, ...] | None:
    """List what happened with a subject, the latest first; None where the reader sees none.

    Args:
        after: when, in microseconds since 1970, and the id of the last one of the page before.
    """
    shown = find_shown()
    if shown is None or find_subject(reader=reader, noun=noun, key=key) is None:
        return None
    rows = TimelineEntry.objects.filter(generation=shown.generation, **{f"{noun}_key": key})
    if after is not None:
        at = EPOCH + timedelta(microseconds=min(after[0], LAST))
        rows = behind(rows=rows, place=(at, after[1]))
    got = rows.order_by("-happened_at", "entry_id")[:limit]
    return tuple(_line(row, reader, shown.team_sizes) for row in got)


def _known(key: str, noun: str, name: str, facts: list[list[str | None]]) -> Known:
    told = tuple((str(head), said) for head, said in facts if said)
    return Known(key, noun, name, told)


def _line(row: TimelineEntry, reader: Reader, sizes: dict[str, int]) -> Line:
    return Line(
        entry_id=row.entry_id,
        micros=max((row.happened_at - EPOCH) // timedelta(microseconds=1), 0),
        happened_at=row.happened_at,
        side=side_of(row=row, reader=reader, sizes=sizes),
        kind=row.kind,
        what=wording.what(noun=row.noun, kind=row.kind),
        about=wording.about(row),
        detail=row.detail,
        by_whom=called(
            reader=reader, member_id=row.member_id, name=row.member_name, team=row.member_team,
            size=sizes.get(row.member_team, 0),
        ),
    )  # fmt: skip
