"""An agreement that came in as a file: it becomes a draft, whoever brought it and whatever it says.

Only two signatures put an agreement in force. A file that claims to be signed is a draft, too.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from sameroom.agreement import compare
from sameroom.agreement.web.models import Brought, State, Version
from sameroom.agreement.web.operations import LIVE, NotThatFarError, begin_draft
from sameroom.agreement.web.queries import agreed_of, problems_of
from sameroom.webkit.audit import Actor


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a file.

    Args:
        number, label: the version it is, or that says the same already.
        is_new: whether a draft was begun.
    """

    number: int
    label: str
    is_new: bool


def bring(*, text: str, name: str, key: str = "", by: Actor | None, now: datetime) -> Arrived:
    """Begin a draft from a file, from the version in force on; each key brings one draft.

    Args:
        text: an `agreement.yaml`, kept to the byte.
        name: of the file, as people know it.
        key: what brought it, such as an import; "" where somebody uploads it by hand.
    """
    if key and (known := _find(key)):
        return Arrived(known.number, known.label, is_new=False)
    if key and (same := find_same(text=text)):
        return Arrived(same.number, same.label, is_new=False)
    try:
        with transaction.atomic():
            base = Version.objects.filter(state=State.IN_FORCE).first()
            number = begin_draft(
                text=text, by=by, now=now, label=agreed_of(text).clauses.version[:80],
                based_on=base.number if base else None,
            )  # fmt: skip
            made = Version.objects.get(number=number)
            Brought.objects.create(version=made, name=name[:200], key=key or f"upload {number}")
    except IntegrityError as error:  # another worker was as quick
        known = _find(key)
        if known is None:
            raise NotThatFarError from error
        return Arrived(known.number, known.label, is_new=False)
    return Arrived(number, made.label, is_new=True)


def find_same(*, text: str) -> Version | None:
    """Find a version that is worked on or in force, and says the same as a file."""
    if problems_of(text):
        return None
    said = agreed_of(text)
    for one in Version.objects.filter(state__in=LIVE).order_by("-number"):
        if not problems_of(one.text) and not compare.compare(
            before=agreed_of(one.text), after=said
        ):
            return one
    return None


def _find(key: str) -> Version | None:
    return Version.objects.filter(brought__key=key).first()
