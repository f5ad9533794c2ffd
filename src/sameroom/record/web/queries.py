"""What the record's pages show, cut down to what their reader may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime

from sameroom.record.web import wording
from sameroom.record.web.models import Shown, Subject, SubjectTeam, TimelineEntry, WordsUsed
from sameroom.record.web.turning import FIRST, Turn, turn
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Sees, called, team_told
from sameroom.webkit.words import instead_of_names

NOUNS = {"accounts": "account", "persons": "person", "deals": "deal"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline: what, by which side, and by whom as far as its reader may know."""

    happened_at: datetime
    side: str
    what: str
    about: str
    detail: str
    by_whom: str
    month: str  # said before the first of a month, else ""


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A company, a person or a deal, with everything that both teams did."""

    key: str
    noun: str
    name: str
    facts: tuple[tuple[str, str], ...]
    happenings: tuple[Happening, ...]
    sides: tuple[tuple[str, int], ...]
    earlier: str  # what leads to the page of what came before; "" where there is none
    later: str

    @property
    def nouns(self) -> str:
        """Say under what its address stands."""
        return f"{self.noun}s"


class Found(NamedTuple):
    """Which generation is shown, and which generation's words find its subjects."""

    generation: int
    words_of: int


def find_shown() -> Shown | None:
    """Find which generation is shown; None before the first is whole."""
    found = _SHOWN()
    return found[0] if found else None


def _shown() -> QuerySet[Shown]:
    return Shown.objects.order_by("pk")[:1]


_SHOWN = Prepared(_shown)


def find_found() -> Found | None:
    """Find what is shown, and whose words find it; None before the first is whole."""
    used = WordsUsed.objects.filter(generation=OuterRef("generation")).values("words_of")
    words_of = Coalesce(Subquery(used), F("generation"))
    row = Shown.objects.annotate(words=words_of).values_list("generation", "words").first()
    return Found(*row) if row else None


def visible(*, reader: Reader, generation: int) -> QuerySet[Subject]:
    """List the subjects that a reader sees. Twin of `rights.may_see`."""
    rows = Subject.objects.filter(generation=generation)
    if not reader.team:
        return rows.none()
    if reader.sees is Sees.ALL:
        return rows
    own = Q(owner_id=reader.member_id) if reader.member_id else Q(pk__in=[])
    if reader.sees is Sees.OWN:
        return rows.filter(own)
    of_team = SubjectTeam.objects.filter(
        generation=generation, key=OuterRef("key"), team=reader.team, key__gte=OuterRef("key")
    )  # said twice, so that PostgreSQL looks for those asked for, and does not read all of the team
    return rows.filter(own | Exists(of_team))


def find_names(*, reader: Reader, generation: int, keys: Sequence[str]) -> dict[str, str]:
    """Find what subjects are called that a reader sees, by their keys."""
    if not keys:
        return {}
    rows = visible(reader=reader, generation=generation).filter(key__in=set(keys))
    return dict(rows.values_list("key", "name"))


def find_subject_page(
    *, reader: Reader, noun: str, key: str, to: Turn = FIRST
) -> SubjectPage | None:
    """Find a page of a subject's timeline; None when there is none that the reader may see."""
    shown = find_shown()
    if shown is None:
        return None
    subject = visible(reader=reader, generation=shown.generation).filter(noun=noun, key=key).first()
    if subject is None:
        return None
    rows = TimelineEntry.objects.filter(generation=shown.generation, **{f"{noun}_key": key})
    page = turn(rows=rows, to=to)
    return SubjectPage(
        key=key,
        noun=noun,
        name=subject.name,
        facts=tuple(
            (wording.head(name), wording.fact(name, said)) for name, said in subject.facts if said
        ),
        happenings=happenings(page.rows, reader, shown.team_sizes),
        sides=_count_sides(rows, reader, shown.team_sizes),
        earlier=page.earlier,
        later=page.later,
    )


def _count_sides(
    rows: QuerySet[TimelineEntry], reader: Reader, sizes: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    """Count what each team did; what a team too small to be named did, is in no team's count."""
    counts: Counter[str] = Counter()
    is_ours = Case(When(member_id="", then=False), default=True)
    by_side = rows.order_by().annotate(is_ours=is_ours).values_list("side", "is_ours")
    for side, by_one_of_us, number in by_side.annotate(number=Count("pk")):
        if told := _side(side, by_one_of_us=by_one_of_us, reader=reader, sizes=sizes):
            counts[told] += number
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def side_of(*, row: TimelineEntry, reader: Reader, sizes: Mapping[str, int]) -> str:
    """Tell on which side something happened; "" where that would tell who of us did it."""
    return _side(row.side, by_one_of_us=bool(row.member_id), reader=reader, sizes=sizes)


def _side(side: str, *, by_one_of_us: bool, reader: Reader, sizes: Mapping[str, int]) -> str:
    if not by_one_of_us:
        return side
    return team_told(reader=reader, team=side, size=sizes.get(side, 0))


def happenings(
    rows: list[TimelineEntry], reader: Reader, sizes: Mapping[str, int]
) -> tuple[Happening, ...]:
    """Put entries into words, in their order, as a reader may know them."""
    told: list[Happening] = []
    before = ""
    for row in rows:
        month = date_format(localtime(row.happened_at), "YEAR_MONTH_FORMAT")
        told.append(
            Happening(
                happened_at=row.happened_at,
                side=side_of(row=row, reader=reader, sizes=sizes),
                what=wording.what(noun=row.noun, kind=row.kind),
                about=wording.about(row),
                detail=row.detail,
                by_whom=called(
                    reader=reader,
                    member_id=row.member_id,
                    name=row.member_name,
                    team=row.member_team,
                    size=sizes.get(row.member_team, 0),
                    words=instead_of_names(row.member_team),
                ),
                month=month if month != before else "",
            )
        )
        before = month
    return tuple(told)
