"""Puts two of somebody's choice side by side, so that a word can be said of them."""

import re

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sameroom.record.review import Kind, key_of
from sameroom.record.web.match_wording import IN_ITS_SYSTEM
from sameroom.record.web.models import MatchPair, Shown, SourceRow, Subject
from sameroom.record.web.source_queries import find_subject, list_rows
from sameroom.webkit.rights import Reader

KEY = re.compile(r"[0-9a-f]{20}")


class ComparingError(Exception):
    """Two cannot be put side by side."""


class NotThereError(ComparingError):
    """One of the two is not there, or no more, for whoever asks."""


class SameAlreadyError(ComparingError):
    """The two are one and the same subject."""


class FirstRowError(ComparingError):
    """The row is the one to which all others are joined: another is to be taken from it."""


class InItsSystemError(ComparingError):
    """The row was merged in its own system, which alone can take that apart."""


WHY_NOT = {
    SameAlreadyError: _("These two are one and the same already."),
    FirstRowError: _("All others are joined to this one. Take the others from it, one by one."),
    InItsSystemError: _("Its own system merged it. Take it apart there and bring the export anew."),
    NotThereError: _(
        "One of the two is not there any more: the record was read anew. Look for it again."
    ),
}


def compare_with(*, reader: Reader, noun: str, key: str, other: str) -> MatchPair:
    """Put a company or a person beside another.

    Args:
        key, other: of both, as pages name them.

    Raises:
        NotThereError: when the reader sees no such two.
        SameAlreadyError: when both are the same.
    """
    if key == other:
        raise SameAlreadyError
    if not KEY.fullmatch(other):
        raise NotThereError
    firsts = [_first(reader, noun, one) for one in (key, other)]
    return _pair(noun, *firsts, is_joined=False)


def compare_row(*, reader: Reader, noun: str, key: str, ref: str) -> MatchPair:
    """Put a row that a company or a person is made of beside the one that it was joined to.

    Raises:
        NotThereError: when the reader sees no such row.
        FirstRowError: when the others are joined to this one.
        InItsSystemError: when its own system merged it.
    """
    subject = find_subject(reader=reader, noun=noun, key=key)
    rows = list_rows(subject=subject) if subject else []
    row = next((one for one in rows if one.ref == ref), None)
    if row is None or not rows[0].is_first:
        raise NotThereError
    if row.is_first:
        raise FirstRowError
    if row.rule in IN_ITS_SYSTEM:
        raise InItsSystemError
    return _pair(noun, rows[0], row, is_joined=True)


def _first(reader: Reader, noun: str, key: str) -> SourceRow:
    subject: Subject | None = find_subject(reader=reader, noun=noun, key=key)
    rows = list_rows(subject=subject) if subject else []
    if not rows or not rows[0].is_first:
        raise NotThereError
    return rows[0]


def _pair(noun: str, one: SourceRow, other: SourceRow, *, is_joined: bool) -> MatchPair:
    """Write the pair into what is shown, unless it is there; the next reading sweeps it."""
    left, right = sorted((one, other), key=lambda row: row.ref)
    because = other if is_joined else None
    with transaction.atomic():
        list(Shown.objects.select_for_update())  # two at once would take the same place
        rows = MatchPair.objects.filter(generation=one.generation)
        last = rows.aggregate(last=Max("place"))["last"] or 0
        pair, _is_new = MatchPair.objects.get_or_create(
            generation=one.generation,
            key=key_of(noun=noun, left=left.ref, right=right.ref),
            defaults={
                "place": last + 1, "noun": noun, "kind": Kind.ASKED, "is_joined": is_joined,
                "likelihood": None,
                "evidence": [because.rule, because.evidence] if because else [],
                "left_ref": left.ref, "left_origin": left.origin, "left_says": left.says,
                "right_ref": right.ref, "right_origin": right.origin, "right_says": right.says,
            },
        )  # fmt: skip
    return pair
