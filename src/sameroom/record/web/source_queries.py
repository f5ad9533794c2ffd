"""What a company or a person is made of, and who might be the same, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from sameroom.people.web.models import User
from sameroom.record.web import match_wording as wording
from sameroom.record.web.models import MatchPair, MatchWord, SourceRow, Subject, Word
from sameroom.record.web.naming import names_of
from sameroom.record.web.person_search import find_persons
from sameroom.record.web.queries import NOUNS, find_shown, visible
from sameroom.record.web.search import detail_of, find_subjects
from sameroom.webkit.rights import Reader, Right, has

MOST = 8  # found, of those who might be the same
AT_ONCE = 200  # rows of one subject
MADE = {noun: nouns for nouns, noun in NOUNS.items() if noun != "deal"}  # of rows that are matched


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A row that a subject is made of.

    Args:
        origin: the system it is from; "" where it is a mere name or address.
        why: what joined it, in a sentence.
        can_go: whether it can be told to be somebody else.
    """

    ref: str
    origin: str
    says: tuple[tuple[str, str], ...]
    why: str
    can_go: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same; `detail` tells them from their namesakes."""

    key: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody said of one of the rows, which the record has not followed yet.

    Args:
        key: of the pair.
        told: who said what of whom, and when, in a sentence.
    """

    key: str
    told: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What a company or a person is made of.

    Args:
        more: how many rows there are beyond those that are listed.
        found: who may be the same, by what was asked; None where nothing was asked.
        decided: what the record has not followed yet, the latest first.
    """

    key: str
    noun: str
    nouns: str
    name: str
    lines: tuple[SourceLine, ...]
    more: int
    question: str
    found: tuple[Candidate, ...] | None
    decided: tuple[Decided, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Tell whether there may be more than are listed."""
        return len(self.found or ()) >= MOST


def find_source_page(
    *, reader: Reader, noun: str, key: str, question: str = ""
) -> SourcePage | None:
    """Find what a subject is made of; None where there is none that the reader may see.

    Args:
        question: words of whoever may be the same; "" where nothing is looked for.
    """
    subject = find_subject(reader=reader, noun=noun, key=key)
    if subject is None:
        return None
    rows = list_rows(subject=subject)
    return SourcePage(
        key=key,
        noun=noun,
        nouns=MADE[noun],
        name=subject.name,
        lines=tuple(_line(one) for one in rows[:AT_ONCE]),
        more=max(len(rows) - AT_ONCE, 0),
        question=question,
        found=_candidates(reader, noun, key, question) if question else None,
        decided=_decided(reader, subject, rows),
    )


def _decided(reader: Reader, subject: Subject, rows: list[SourceRow]) -> tuple[Decided, ...]:
    """Tell what was said of the rows since the record was read, to who may say such things.

    A word is about two, and whoever sees the one here need not know the other.
    """
    if not has(right=Right.RUN, reader=reader):
        return ()
    refs = {one.ref for one in rows[:AT_ONCE]}
    of_these = Q(left_ref__in=refs) | Q(right_ref__in=refs)
    standing = MatchWord.objects.filter(of_these, noun=subject.noun, undone_at=None)
    words = list(standing.filter(followed_at=None).exclude(word=Word.LATER).order_by("-pk")[:MOST])
    if not words:
        return ()
    keys = {one.key for one in words}
    pairs = list(MatchPair.objects.filter(generation=subject.generation, key__in=keys))
    here = {one.key for one in pairs}  # the next reading may have swept a pair before it follows
    names = names_of(words=words, pairs=pairs, generation=subject.generation)
    people = {one.said_by for one in words}
    called = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    return tuple(
        Decided(
            one.key if one.key in here else "",
            wording.decided(
                word=Word(one.word), is_own=one.said_by == reader.user_id,
                who=called.get(one.said_by, ""), at=one.said_at,
                names=(names.get(one.left_ref, one.left_ref),
                       names.get(one.right_ref, one.right_ref)),
            ),
        )
        for one in words
    )  # fmt: skip


def find_subject(*, reader: Reader, noun: str, key: str) -> Subject | None:
    """Find a company or a person that a reader may see."""
    shown = find_shown()
    if shown is None or noun not in MADE:
        return None
    rows = visible(reader=reader, generation=shown.generation)
    return rows.filter(noun=noun, key=key).first()


def list_rows(*, subject: Subject) -> list[SourceRow]:
    """List the rows of a subject, the one first to which the others are joined."""
    rows = SourceRow.objects.filter(generation=subject.generation, key=subject.key)
    return list(rows.filter(noun=subject.noun).order_by("-is_first", "origin", "ref"))


def _line(row: SourceRow) -> SourceLine:
    says: Mapping[str, str] = row.says
    return SourceLine(
        ref=row.ref,
        origin=row.origin,
        says=tuple((wording.field(name), says[name]) for name in wording.FIELDS if name in says),
        why=wording.joined(noun=row.noun, rule=row.rule, evidence=row.evidence),
        can_go=not row.is_first and row.rule not in wording.IN_ITS_SYSTEM,
    )


def _candidates(reader: Reader, noun: str, key: str, question: str) -> tuple[Candidate, ...]:
    if noun == "person":
        people = find_persons(reader=reader, question=question, most=MOST + 1)
        found = [
            Candidate(one.key, one.name, " · ".join(filter(None, (one.company, one.address))))
            for one in people
        ]
    else:
        rows = find_subjects(reader=reader, question=question)[noun]
        found = [Candidate(one.key, one.name, detail_of(one)) for one in rows]
    return tuple(one for one in found if one.key != key)[:MOST]
