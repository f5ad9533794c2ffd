"""What both teams' leads said about what they settle, as a reader may know who said it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import wording
from sameroom.handoff.web.models import Act, Case, Ruled
from sameroom.handoff.web.naming import name_user
from sameroom.people.web.models import User
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said for a team about how it is to end.

    Args:
        words: for which team, and what, in a few words.
        counts: whether the same team said nothing else after it.
    """

    team: str
    ruling: str
    note: str
    by: str
    said_at: datetime
    counts: bool
    words: str


Words = dict[int, tuple[Word, ...]]


def write_verdict(
    *, case_id: int, teams: Iterable[str], ruling: str, note: str, by: User, now: datetime
) -> None:
    """Keep what was said for some teams about a contested lead, in the caller's transaction."""
    contest = _contests().filter(case_id=case_id).first()
    for team in teams:
        Ruled.objects.create(
            case_id=case_id, contest=contest, team=team, ruling=ruling, note=note[:4000], by=by,
            said_at=now,
        )  # fmt: skip


def list_words(
    *, disputes: Collection[int], reader: Reader, sizes: Mapping[str, int]
) -> Words:  # fmt: skip
    """List what was said about disputes, the first first; one query, none for no dispute."""
    if not disputes:
        return {}
    rows = Ruled.objects.filter(dispute__in=disputes).select_related("by").order_by("pk")
    return _by_number([(row.dispute_id or 0, row) for row in rows], reader, sizes)


def list_words_of_leads(
    *, cases: Iterable[Case], reader: Reader, sizes: Mapping[str, int]
) -> Words:  # fmt: skip
    """List what was said about leads since they were contested; one query at most.

    What was taken back is not there.
    """
    asked = {
        case.pk: {"marketing": case.verdict_marketing, "sales": case.verdict_sales}
        for case in cases
        if case.state == State.CONTESTED and (case.verdict_marketing or case.verdict_sales)
    }
    if not asked:
        return {}
    last = _contests().filter(case=OuterRef("case")).values("pk")[:1]
    rows = Ruled.objects.filter(case__in=asked).annotate(last=Subquery(last))
    rows = rows.filter(Q(contest=F("last")) | Q(contest=None, last=None))
    stands = [
        (row.case_id or 0, row)
        for row in rows.select_related("by").order_by("pk")
        if asked[row.case_id or 0].get(row.team)
    ]
    return _by_number(stands, reader, sizes)


def _contests() -> QuerySet[Act]:
    return Act.objects.filter(move=Move.CONTEST, is_undone=False).order_by("-pk")


def _by_number(
    rows: Sequence[tuple[int, Ruled]], reader: Reader, sizes: Mapping[str, int]
) -> Words:  # fmt: skip
    last = {(number, row.team): row.pk for number, row in rows}
    found: Words = {}
    for number, row in rows:
        counts = last[number, row.team] == row.pk
        word = Word(
            row.team, row.ruling, row.note, name_user(row.by, reader, sizes), row.said_at, counts,
            wording.ruled(team=row.team, ruling=row.ruling, counts=counts),
        )  # fmt: skip
        found[number] = (*found.get(number, ()), word)
    return found
