"""How the lists of the queue are found and counted, and how leads stand in them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Subquery

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.seeing import ids_of, kind_of, visible, with_ids
from sameroom.people.web.models import User
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Sees

LISTED = 60
LISTED_BACK = 20
MOST_COUNTED = 1_000  # of what was left lying or taken: what only ever grows is not counted on
LINE = (  # of a lead that waits, whose row is wide
    "pk", "person_name", "account_name", "campaign", "channel", "due_at", "turn", "holder",
    "owner_id", "owner_name", "team", "state", "return_on", "handed_over_at", "is_touched",
)  # fmt: skip
SHOWS = ("mine", "team", "all", "taken", "lying")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
BY_PROMISE = (F("due_at").asc(nulls_last=True), "handed_over_at", "pk")
Rows = QuerySet[Case, Any]  # Any: the leads themselves, or some of their columns


class _HowMany(Subquery):
    """How many rows a query has, as part of another; read from an index alone where there is one.

    What Django writes for a count names the key, which is in no index of PostgreSQL but its own.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    empty_result_set_value = 0

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.values("state"), output_field=IntegerField())


def count_lines(*, reader: Reader, since: datetime) -> dict[str, int]:
    """Count what the queue offers a reader, in one query, which begins at the reader's own row.

    Args:
        since: what was handed over before was left lying, and waits for nobody.

    Returns:
        How many there are by what may be shown; of those taken and left lying no more than
        `MOST_COUNTED` are counted.
    """
    told = _COUNTS(kind_of(reader), MOST_COUNTED, since=since, **ids_of(reader))
    return dict(zip(offered(reader=reader), told[0], strict=True))


def list_lines(*, reader: Reader, show: str, since: datetime) -> list[Any]:  # Any: columns `LINE`
    """List the leads of the queue in their order, in one query.

    Args:
        show: one of `SHOWS`, which the reader is offered.
        since: as above.
    """
    rows = _LINES(kind_of(reader), show, LISTED, LISTED_BACK, since=since, **ids_of(reader))
    if show == "taken":
        return in_turn_taken(rows=rows, reader=reader, most=LISTED)
    return in_turn_waiting(rows=rows, most=LISTED)


def offered(*, reader: Reader) -> tuple[str, ...]:
    """Tell what the queue may show a reader, in the order in which it does."""
    if reader.sees is Sees.OWN:
        return ("mine", "taken", "lying")
    found = ("mine", "team") if reader.member_id else ("team",)
    found = (*found, "all") if reader.sees is Sees.ALL else found
    return (*found, "taken", "lying")


def _counts(kind: Reader, most: int, *, user_id: int, member_id: str, since: datetime) -> Any:
    reader = with_ids(kind=kind, user_id=user_id, member_id=member_id)
    columns = []
    for show in offered(reader=kind):
        parts = [_HowMany(part) for part in _counted(reader, show, most, since)]
        columns.append(parts[0] if len(parts) == 1 else parts[0] + parts[1])
    return User.objects.filter(pk=user_id).values_list(*columns)


def _counted(reader: Reader, show: str, most: int, since: datetime) -> tuple[Rows, ...]:
    """Give those to be counted in parts that share none."""
    if show == "taken":
        return (_here(reader, State.ACCEPTED)[:most],)
    waiting = _here(reader, State.WAITING)
    if show == "lying":
        return (waiting.filter(handed_over_at__lt=since)[:most],)
    fresh = waiting.filter(_narrowed(show, reader))
    return fresh.filter(handed_over_at__gte=since), fresh.filter(handed_over_at=None)


def _lines(
    kind: Reader, show: str, most: int, most_back: int, *, user_id: int, member_id: str,
    since: datetime,
) -> Any:  # fmt: skip
    reader = with_ids(kind=kind, user_id=user_id, member_id=member_id)
    parts = _taken(reader, most) if show == "taken" else _waiting(reader, show, most, since)
    if show not in {"taken", "lying"} and moves.may_do(reader=reader, move=Move.TAKE_BACK):
        back = _here(reader, State.RETURNED).filter(_narrowed(show, reader))
        parts = (*parts, back.order_by("return_on", "pk")[:most_back])
    first, *others = (
        Case.objects.filter(pk__in=part.values("pk")).values_list(*LINE, named=True)
        for part in parts
    )
    return first.union(*others) if others else first


def _waiting(reader: Reader, show: str, most: int, since: datetime) -> tuple[Rows, ...]:
    """Find those that come first, in parts: each finds its way along an index in its order.

    As one they would all be read and sorted, those that were left lying among them. What was handed
    over of late falls due later than that, so that the promise finds it as well.
    """
    waiting = _here(reader, State.WAITING)
    if show == "lying":
        return (waiting.filter(handed_over_at__lt=since).order_by(*BY_PROMISE)[:most],)
    fresh = waiting.filter(_narrowed(show, reader))
    of_late = fresh.filter(handed_over_at__gte=since)
    return (
        of_late.filter(due_at__gte=since).order_by("due_at", "handed_over_at", "pk")[:most],
        of_late.filter(due_at=None).order_by("handed_over_at", "pk")[:most],
        fresh.filter(handed_over_at=None).order_by("pk")[:most],  # without a time, no promise
    )


def _taken(reader: Reader, most: int) -> tuple[Rows, ...]:
    """Find the accepted leads that come first: still owed a first contact, then the newest.

    Those that the reader owes it are among them, however many wait for others.
    """
    taken = _here(reader, State.ACCEPTED)
    # "Not null" is said so that SQLite, too, finds its way along an index; and with those without
    # a time behind the others PostgreSQL would sort all of them.
    owed = taken.filter(due_at__gt=LONG_AGO).order_by("due_at", "pk")
    with_time = taken.filter(due_at=None, handed_over_at__gt=LONG_AGO)
    return (
        owed[:most],
        owed.filter(_narrowed("mine", reader))[:most],
        with_time.order_by("-handed_over_at", "-pk")[:most],
        taken.filter(handed_over_at=None).order_by("-pk")[:most],  # without a time, no promise
    )


def _here(reader: Reader, state: State) -> QuerySet[Case]:
    # By __in: "NOT is_gone", as False alone is asked, finds its way along no index of SQLite.
    return visible(reader=reader).filter(state=state, is_gone__in=[False])


def _narrowed(show: str, reader: Reader) -> Q:
    if show == "mine":
        return Q(owner_id=reader.member_id) & ~Q(owner_id="")
    return Q(team=reader.team) | Q(team="") if show == "team" else Q()


def in_turn_waiting(*, rows: Iterable[Any], most: int) -> list[Any]:  # Any: as below
    """Order waiting leads by their promise, and those that are back by the end of their day.

    Args:
        most: of those that wait the first so many are kept, and all that are back.
    """
    ordered = sorted(rows, key=_stands_at)
    waiting = [row.pk for row in ordered if row.state == State.WAITING]
    too_many = set(waiting[most:])
    return [row for row in ordered if row.pk not in too_many]


def _stands_at(row: Any) -> tuple[datetime, datetime, int]:  # Any: as below
    never = datetime.max.replace(tzinfo=UTC)
    due_at = row.due_at
    if row.state == moves.State.RETURNED:
        due_at = datetime.combine(row.return_on or date.max, time.max, tzinfo=UTC)
    return due_at or never, row.handed_over_at or never, row.pk


def in_turn_taken(
    *, rows: Iterable[Any], reader: Reader, most: int
) -> list[Any]:  # Any: their columns, as `LINE` has them
    """Order accepted leads by the contact owed, then the newest; leave out what is too many."""

    def is_own(row: Any) -> bool:  # Any: as above
        return bool(row.owner_id) and row.due_at is not None and row.owner_id == reader.member_id

    ordered = sorted(rows, key=_stands_taken)
    kept = {row.pk for row in sorted(ordered, key=is_own, reverse=True)[:most]}
    return [row for row in ordered if row.pk in kept]


def _stands_taken(row: Any) -> tuple[datetime, float, int]:  # Any: as above
    if row.due_at is not None:
        return row.due_at, 0, row.pk
    handed = row.handed_over_at or LONG_AGO
    return datetime.max.replace(tzinfo=UTC), -handed.timestamp(), -row.pk


_COUNTS: Prepared[tuple[int, ...]] = Prepared(_counts)
_LINES: Prepared[Any] = Prepared(_lines)  # Any: columns `LINE`, by name
