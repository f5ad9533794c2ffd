"""What the pages of matches show: a pair side by side, and what was said of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sameroom.people.web.models import User
from sameroom.record.timeline import key_of
from sameroom.record.web import match_wording as wording
from sameroom.record.web import naming
from sameroom.record.web.models import MatchPair, MatchWord, Shown, Subject, Word
from sameroom.record.web.queries import find_shown

PAGE = 50
PLURALS = {"account": "accounts", "person": "persons"}
KINDS = ("contradicts", "doubt", "lead", "alike")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of both records: `state` is same, other, or alone where one of them lacks it."""

    head: str
    left: str
    right: str
    state: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two; `nouns` and `key` lead to its page, "" where it has none."""

    origin: str
    ref: str
    nouns: str
    key: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as a person decides on it."""

    key: str
    noun: str
    question: str
    why: str
    evidence: tuple[str, ...]
    is_joined: bool
    sides: tuple[Side, Side]
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a pair.

    Args:
        names: of both, as far as they are known; else their ids.
        is_followed: whether the readings stand on it.
        refs: their ids.
        is_to_follow: whether the readings will stand on it after the next refresh.
    """

    number: int
    key: str
    names: tuple[str, str]
    word: str
    who: str
    at: datetime
    is_followed: bool
    refs: tuple[str, str] = ("", "")
    is_to_follow: bool = False


@dataclass(frozen=True, slots=True)
class MatchPage:
    """The queue, and the pair that is its turn.

    Args:
        kinds: what is open: the kind, its words, how many wait here, and how many there are.
        beyond: how many of all kinds come once these are decided.
        said: what was said of this very pair, where somebody has spoken.
        last: what this reader said last and may take back.
        to_follow: how many words the readings do not stand on yet.
    """

    kind: str
    pair: PairView | None
    open: int
    later: int
    kinds: tuple[tuple[str, str, int, int], ...]
    said: Said | None
    last: Said | None
    to_follow: int
    is_read: bool
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class SaidPage:
    """What was said, the latest first."""

    lines: tuple[Said, ...]
    to_follow: int
    before: int | None
    after: int | None


def find_pair(*, key: str) -> MatchPair | None:
    """Find a pair of what is shown."""
    shown = find_shown()
    if shown is None:
        return None
    return MatchPair.objects.filter(generation=shown.generation, key=key).first()


def was_said(*, key: str) -> bool:
    """Tell whether a word stands on a pair, shown or not."""
    return MatchWord.objects.filter(key=key, undone_at=None).exists()


def get_match_page(*, user_id: int, kind: str = "", key: str = "") -> MatchPage:
    """Get the next pair to decide on, or the one that is named.

    Args:
        user_id: who looks.
        kind: only pairs of this kind; "later" for those that were put off; "" for all.
        key: a pair; "" for the next.
    """
    shown = find_shown()
    pairs = MatchPair.objects.filter(generation=shown.generation if shown else -1)
    left = pairs.filter(~Exists(_standing()))
    found = dict(left.order_by().values_list("kind").annotate(n=Count("pk")))
    beyond: Mapping[str, int] = shown.pairs_beyond if shown else {}
    counts = {one: found.get(one, 0) for one in KINDS}
    later = pairs.filter(Exists(_standing().filter(word=Word.LATER)))
    row = pairs.filter(key=key).first() if key else _next(left, later, kind)
    spoken_of = row is not None and bool(key or kind == "later")  # others nobody has spoken of
    standing = MatchWord.objects.filter(undone_at=None)
    said = standing.filter(key=row.key).first() if row and spoken_of else None
    last = standing.filter(said_by=user_id).order_by("-pk").first()
    told = [one for one in (said, last) if one]
    named = _named(told, shown)
    return MatchPage(
        kind=kind,
        pair=_view(row) if row else None,
        open=sum(counts.values()),
        later=later.count(),
        kinds=tuple(
            (one, wording.kind(one), n, n + beyond.get(one, 0))
            for one, n in counts.items()
            if n or beyond.get(one)
        ),
        said=named[said.pk] if said else None,
        last=named[last.pk] if last else None,
        to_follow=_to_follow(),
        is_read=shown is not None,
        beyond=sum(beyond.values()),
    )


def _standing() -> QuerySet[MatchWord]:
    return MatchWord.objects.filter(key=OuterRef("key"), undone_at=None)


def _next(left: QuerySet[MatchPair], later: QuerySet[MatchPair], kind: str) -> MatchPair | None:
    if kind == "later":
        return later.order_by("place").first()
    rows = left.filter(kind=kind) if kind in KINDS else left.filter(kind__in=KINDS)
    return rows.order_by("place").first()


def get_said_page(*, number: int) -> SaidPage:
    """Get what was said and stands, the latest first."""
    first = PAGE * (number - 1)
    rows = MatchWord.objects.filter(undone_at=None).order_by("-said_at", "-pk")
    got = list(rows[first : first + PAGE + 1])
    named = _named(got[:PAGE], find_shown())
    return SaidPage(
        lines=tuple(named[one.pk] for one in got[:PAGE]),
        to_follow=_to_follow(),
        before=number - 1 if number > 1 else None,
        after=number + 1 if len(got) > PAGE else None,
    )


def _to_follow() -> int:
    open_still = Q(undone_at=None, followed_at=None) | Q(
        undone_at__isnull=False, unfollowed_at=None
    )
    return MatchWord.objects.exclude(word=Word.LATER).filter(open_still).count()


def _named(words: list[MatchWord], shown: Shown | None) -> dict[int, Said]:
    if not words:
        return {}
    generation = shown.generation if shown else -1
    pairs = MatchPair.objects.filter(generation=generation, key__in={one.key for one in words})
    found = list(pairs)
    keys = {one.key for one in found}
    names = naming.names_of(words=words, pairs=found, generation=generation)
    users = {one.said_by for one in words}
    people = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    return {
        one.pk: Said(
            number=one.pk, key=one.key if one.key in keys else "",
            names=(names.get(one.left_ref, one.left_ref), names.get(one.right_ref, one.right_ref)),
            word=wording.word(one.word), who=people.get(one.said_by, ""), at=one.said_at,
            is_followed=one.followed_at is not None, refs=(one.left_ref, one.right_ref),
            is_to_follow=one.followed_at is None,
        )
        for one in words
    }  # fmt: skip


def _view(row: MatchPair) -> PairView:
    keys = {ref: key_of(noun=row.noun, subject_id=ref) for ref in (row.left_ref, row.right_ref)}
    found = Subject.objects.filter(generation=row.generation, key__in=keys.values())
    pages = set(found.values_list("key", flat=True))
    left, right = (
        Side(origin, ref, PLURALS[row.noun], keys[ref] if keys[ref] in pages else "")
        for origin, ref in (
            (row.left_origin, row.left_ref), (row.right_origin, row.right_ref)
        )
    )  # fmt: skip
    return PairView(
        key=row.key,
        noun=row.noun,
        question=wording.question(noun=row.noun, is_joined=row.is_joined),
        why=wording.why(kind=row.kind, noun=row.noun, evidence=row.evidence),
        evidence=wording.weight(likelihood=row.likelihood, evidence=row.evidence),
        is_joined=row.is_joined,
        sides=(left, right),
        lines=_lines(row),
    )


def _lines(row: MatchPair) -> tuple[FieldLine, ...]:
    names = [*row.left_says, *(name for name in row.right_says if name not in row.left_says)]
    order = {name: place for place, name in enumerate(wording.FIELDS)}
    lines = []
    for name in sorted(names, key=lambda one: order.get(one, 99)):
        left, right = row.left_says.get(name, ""), row.right_says.get(name, "")
        alike = left.casefold().strip() == right.casefold().strip()
        state = "same" if alike else "other" if left and right else "alone"
        lines.append(FieldLine(wording.field(name), left, right, state))
    return tuple(lines)
