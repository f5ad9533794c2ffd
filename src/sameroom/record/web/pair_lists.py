"""The pairs of matches and what was said of them, listed for programs."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from sameroom.people.web.models import User
from sameroom.record.review import Kind as ReviewKind
from sameroom.record.web.models import MatchPair, MatchWord, Word
from sameroom.record.web.queries import find_shown


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records."""

    origin: str
    ref: str
    says: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, and what was said of them; `number` is its place in the list."""

    number: int
    key: str
    noun: str
    kind: str
    is_joined: bool
    likelihood: float | None
    left: Side
    right: Side
    word: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a pair."""

    id: int
    key: str
    word: str
    by: str
    at: datetime
    is_followed: bool


def get_shown() -> int:
    """Tell which generation of pairs is shown; 0 for none."""
    shown = find_shown()
    return int(shown.generation) if shown else 0


def list_pairs(
    *, generation: int, kind: str, only_waiting: bool, after: int, limit: int
) -> list[Pair]:
    """List pairs in their order, what is most worth a look first.

    Args:
        kind: only of this kind; "" for all that are worth a look, without those that somebody put
            side by side.
        after: the `number` of the last one before.
    """
    standing = MatchWord.objects.filter(key=OuterRef("key"), undone_at=None).values("word")[:1]
    rows = MatchPair.objects.filter(generation=generation).annotate(
        word=Coalesce(Subquery(standing), Value(""))
    )
    rows = rows.filter(kind=kind) if kind else rows.exclude(kind=ReviewKind.ASKED)
    rows = rows.filter(word__in=["", Word.LATER]) if only_waiting else rows
    return [_pair(one) for one in rows.filter(place__gt=after - 1).order_by("place")[:limit]]


def find_pair(*, key: str) -> Pair | None:
    """Find a pair of what is shown."""
    one = MatchPair.objects.filter(generation=get_shown(), key=key).first()
    if one is None:
        return None
    standing = MatchWord.objects.filter(key=key, undone_at=None).first()
    one.word = standing.word if standing else ""  # type: ignore[attr-defined]  # as lists have it
    return _pair(one)


def list_said(*, before: int | None, limit: int) -> list[Said]:
    """List what was said and stands, the latest first."""
    rows = MatchWord.objects.filter(undone_at=None)
    rows = rows if before is None else rows.filter(pk__lt=before)
    got = list(rows.order_by("-pk")[:limit])
    names = dict(User.objects.filter(pk__in={one.said_by for one in got}).values_list("pk", "name"))
    return [_said(one, names.get(one.said_by, "")) for one in got]


def find_said(*, number: int) -> Said | None:
    """Find what was said, whether it stands or was taken back."""
    one = MatchWord.objects.filter(pk=number).first()
    if one is None:
        return None
    user = User.objects.filter(pk=one.said_by).first()
    return _said(one, user.name if user else "")


def tell_who_was_first(*, key: str) -> str:
    """Say who said what of a pair; "" when nothing stands."""
    one = MatchWord.objects.filter(key=key, undone_at=None).first()
    if one is None:
        return ""
    user = User.objects.filter(pk=one.said_by).first()
    at = one.said_at.astimezone(UTC)
    return f"{user.name if user else 'Somebody'}: {one.word}, {at:%Y-%m-%d %H:%M:%S} UTC."


def _pair(one: MatchPair) -> Pair:
    word: str = one.word  # type: ignore[attr-defined]  # annotated
    return Pair(
        one.place + 1, one.key, one.noun, one.kind, one.is_joined, one.likelihood,
        Side(one.left_origin, one.left_ref, one.left_says),
        Side(one.right_origin, one.right_ref, one.right_says), word,
    )  # fmt: skip


def _said(one: MatchWord, by: str) -> Said:
    return Said(one.pk, one.key, one.word, by, one.said_at, one.followed_at is not None)
