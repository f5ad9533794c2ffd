"""What other parts of the room may ask of the record: timelines, as their reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Subquery

from sameroom.record.timeline import key_of
from sameroom.record.web import queries
from sameroom.record.web.erased import list_erased, name_of
from sameroom.record.web.models import Shown, Subject, TimelineEntry
from sameroom.record.web.person_search import PersonFound, find_persons, list_seen
from sameroom.record.web.queries import Happening
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader

__all__ = [
    "Buyer", "Came", "Happening", "PersonFound", "find_buyer", "find_person", "find_persons",
    "get_shown", "get_team_sizes", "key_of", "list_erased", "list_happenings", "list_seen",
    "list_who_did", "name_of", "shown_generation",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Buyer:
    """What the record knows of a person and of their company.

    Args:
        account_key, account_name: "" where no company of theirs is known.
        person, account: what is known, by column; what is not is left out.
    """

    account_key: str
    account_name: str
    person: Mapping[str, str]
    account: Mapping[str, str]


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
    told = {"person_key": person_key, "account_key": account_key}
    known = {field: key for field, key in told.items() if key}
    return queries.happenings(_LAST(most, **known), reader, sizes) if known else ()


def _last(most: int, **keys: str) -> QuerySet[TimelineEntry]:
    shown = TimelineEntry.objects.filter(generation=Subquery(Shown.objects.values("generation")))
    first, *others = (
        TimelineEntry.objects.filter(
            pk__in=_latest(shown.filter(**{field: key}), most).values("pk")
        )
        for field, key in keys.items()
    )
    return _latest(first.union(*others), most)


def _latest(rows: QuerySet[TimelineEntry], most: int) -> QuerySet[TimelineEntry]:
    return rows.order_by("-happened_at", "entry_id")[:most]


_LAST = Prepared(_last)


def find_person(*, reader: Reader, key: str) -> str | None:
    """Find the name of a person that a reader sees."""
    shown = queries.find_shown()
    if shown is None:
        return None
    rows = queries.visible(reader=reader, generation=shown.generation)
    found = rows.filter(noun="person", key=key).values_list("name", flat=True).first()
    return str(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who did something, and what it was."""

    person_key: str
    name: str
    kind: str
    about: str
    at: datetime


def list_who_did(*, kinds: Sequence[str], since: datetime, most: int) -> tuple[Came, ...]:
    """List who did something of these kinds lately, each once with the last of it, in that order.

    It reads a whole stretch of the timelines: for jobs, not for pages.
    """
    shown = queries.find_shown()
    if shown is None:
        return ()
    did = TimelineEntry.objects.filter(
        generation=shown.generation, kind__in=kinds, happened_at__gte=since
    ).exclude(person_key="")
    last = {entry.person_key: entry for entry in did.order_by("happened_at", "entry_id")}
    people = Subject.objects.filter(generation=shown.generation, noun="person", key__in=last)
    names = dict(people.values_list("key", "name"))
    ordered = sorted(last.values(), key=lambda one: (one.happened_at, one.entry_id), reverse=True)
    return tuple(
        Came(one.person_key, names[one.person_key], one.kind, one.about, one.happened_at)
        for one in ordered if one.person_key in names
    )[:most]  # fmt: skip


def find_buyer(*, person_key: str) -> Buyer:
    """Find what the record knows of a person and of the company that they last dealt for.

    The caller has made sure that the reader may see them. Four queries.
    """
    shown = queries.find_shown()
    if shown is None or not person_key:
        return Buyer("", "", {}, {})
    dealt = TimelineEntry.objects.filter(generation=shown.generation, person_key=person_key)
    last = dealt.exclude(account_key="").order_by("-happened_at", "entry_id").first()
    account_key = last.account_key if last else ""
    rows = Subject.objects.filter(generation=shown.generation)
    person = rows.filter(noun="person", key=person_key).first()
    account = rows.filter(noun="account", key=account_key).first() if account_key else None
    return Buyer(
        account_key=account_key,
        account_name=account.name if account else "",
        person=_facts(person),
        account=_facts(account),
    )


def _facts(subject: Subject | None) -> dict[str, str]:
    told = subject.facts if subject else []
    return {str(name): str(cell) for name, cell in told if cell}
