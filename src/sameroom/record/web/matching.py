"""Everything that changes about matches: what somebody says of a pair, and takes back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sameroom.record.decisions import Decision
from sameroom.record.review import Pair
from sameroom.record.web.models import MatchPair, MatchWord, Word
from sameroom.record.web.operations import CHUNK
from sameroom.webkit import audit as log
from sameroom.webkit.audit import Actor


class SaidAlreadyError(Exception):
    """Somebody was first.

    Args:
        word: what they said.
        by: their number.
        at: when.
    """

    def __init__(self, *, word: str, by: int, at: datetime) -> None:
        super().__init__(word)
        self.word, self.by, self.at = word, by, at


class NothingStandsError(Exception):
    """What was to be taken back stands no more."""


def write_pairs(*, generation: int, pairs: Iterable[Pair]) -> None:
    """Write the pairs of a generation; what was written of it before is written anew."""
    MatchPair.objects.filter(generation=generation).delete()
    rows = [
        MatchPair(
            generation=generation, key=one.key, place=place, noun=one.noun, kind=str(one.kind),
            is_joined=one.is_joined, likelihood=one.likelihood, evidence=list(one.evidence),
            left_ref=one.left.ref, left_origin=one.left.origin, left_says=dict(one.left.says),
            right_ref=one.right.ref, right_origin=one.right.origin,
            right_says=dict(one.right.says),
        )
        for place, one in enumerate(pairs, start=1)
    ]  # fmt: skip
    for first in range(0, len(rows), CHUNK):
        with transaction.atomic():
            MatchPair.objects.bulk_create(rows[first : first + CHUNK], batch_size=500)


def say(*, pair: MatchPair, word: Word, by: Actor, now: datetime) -> int:
    """Say of a pair whether its two are one; the next refresh has the record follow.

    "Not sure, later" stands until something else is said.

    Returns:
        The number of the word, to take it back.

    Raises:
        SaidAlreadyError: when somebody was first.
    """
    try:
        with transaction.atomic():
            MatchWord.objects.filter(key=pair.key, undone_at=None, word=Word.LATER).update(
                undone_at=now, undone_by=by.pk, unfollowed_at=now
            )
            one = MatchWord.objects.create(
                key=pair.key, noun=pair.noun, left_ref=pair.left_ref, right_ref=pair.right_ref,
                word=word, said_by=by.pk or 0, said_at=now,
                followed_at=now if word == Word.LATER else None,
            )  # fmt: skip
            log.record(
                "match.decided", at=now, by=by, subject=pair.key,
                details={"word": str(word), "noun": pair.noun},
            )  # fmt: skip
    except IntegrityError:
        first = MatchWord.objects.filter(key=pair.key, undone_at=None).first()
        if first is None:
            raise
        raise SaidAlreadyError(word=first.word, by=first.said_by, at=first.said_at) from None
    return int(one.pk)


def take_back(*, number: int, by: Actor, now: datetime) -> None:
    """Take back what was said of a pair, whoever said it; what stood before stands again.

    Raises:
        NothingStandsError: when it was taken back already, or never said.
    """
    with transaction.atomic():
        standing = MatchWord.objects.filter(pk=number, undone_at=None)
        if not standing.update(undone_at=now, undone_by=by.pk):
            raise NothingStandsError
        # What the record never followed need not be unfollowed.
        never = MatchWord.objects.filter(pk=number, followed_at=None)
        never.update(unfollowed_at=now)
        log.record("match.taken_back", at=now, by=by, subject=number)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What the record has still to follow.

    Args:
        decisions: what is to hold from now on.
        withdrawn: what is to hold no more, with nothing in its place.
        said, taken_back: the numbers of the words that it follows then.
    """

    decisions: tuple[Decision, ...]
    withdrawn: tuple[Decision, ...]
    said: tuple[int, ...]
    taken_back: tuple[int, ...]


def is_anything_outstanding() -> bool:
    """Tell whether something was said or taken back that the record does not follow yet."""
    return _said().exists() or _taken_back().exists()


def settle_outstanding(*, known: Iterable[Decision]) -> Outstanding:
    """Settle what the record is to follow, and remember what it said before.

    What is taken back gives way to what the record said before it.

    Args:
        known: the decisions on record.
    """
    by_pair = {(one.noun, one.left, one.right): one.is_same for one in known}
    back = list(_taken_back().order_by("pk"))
    said = list(_said().order_by("pk"))
    decisions, withdrawn = [], []
    for one in back:
        mine = _decision(one)
        pair = (mine.noun, mine.left, mine.right)
        if one.before:
            decisions.append(replace(mine, is_same=one.before == Word.SAME))
            by_pair[pair] = one.before == Word.SAME
        else:
            withdrawn.append(mine)
            by_pair.pop(pair, None)
    for one in said:
        mine = _decision(one)
        pair = (mine.noun, mine.left, mine.right)
        if one.before is None:
            is_same = by_pair.get(pair)
            before = "" if is_same is None else Word.SAME if is_same else Word.DIFFERENT
            MatchWord.objects.filter(pk=one.pk).update(before=before)
        decisions = [kept for kept in decisions if (kept.noun, kept.left, kept.right) != pair]
        decisions.append(mine)
    return Outstanding(
        tuple(decisions),
        tuple(withdrawn),
        tuple(one.pk for one in said),
        tuple(one.pk for one in back),
    )


def _said() -> QuerySet[MatchWord]:
    return MatchWord.objects.filter(undone_at=None, followed_at=None).exclude(word=Word.LATER)


def _taken_back() -> QuerySet[MatchWord]:
    gone = MatchWord.objects.filter(undone_at__isnull=False, unfollowed_at=None)
    return gone.exclude(word=Word.LATER)


def tell_followed(*, outstanding: Outstanding, now: datetime) -> None:
    """Remember that the record follows."""
    with transaction.atomic():
        MatchWord.objects.filter(pk__in=outstanding.said).update(followed_at=now)
        # Taken back while the record was following: it is followed by now, and to be unfollowed.
        MatchWord.objects.filter(pk__in=outstanding.said, undone_at__isnull=False).update(
            unfollowed_at=None
        )
        MatchWord.objects.filter(pk__in=outstanding.taken_back).update(unfollowed_at=now)


def list_spoken_of() -> list[tuple[str, str, str]]:
    """List the pairs on which a word stands."""
    found = MatchWord.objects.filter(undone_at=None).order_by("pk")
    return [(one.noun, one.left_ref, one.right_ref) for one in found]


def _decision(one: MatchWord) -> Decision:
    left, right = sorted((one.left_ref, one.right_ref))
    return Decision(one.noun, left, right, one.word == Word.SAME)
