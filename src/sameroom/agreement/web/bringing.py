"""An agreement that came in as a file: it becomes a draft, whoever brought it and whatever it says.

Only two signatures put an agreement in force. A file that claims to be signed is a draft, too.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from sameroom.agreement import compare
from sameroom.agreement.web.models import Brought, State, Version
from sameroom.agreement.web.operations import LIVE, NotThatFarError, begin_draft
from sameroom.agreement.web.queries import agreed_of, is_called, problems_of
from sameroom.webkit.audit import Actor

LONGEST = 80  # characters of a name


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a file.

    Args:
        number, label: the version it is, or that says the same already.
        is_new: whether a draft was begun.
        wanted: the name that the file gives; "" where it gives none, or nothing was begun.
    """

    number: int
    label: str
    is_new: bool
    wanted: str = ""


def bring(*, text: str, name: str, key: str = "", by: Actor | None, now: datetime) -> Arrived:
    """Begin a draft from a file, from the version in force on; each key brings one draft.

    Where another version has the name that the file gives, the draft has a number beside it.

    Args:
        text: an `agreement.yaml`, kept to the byte.
        name: of the file, as people know it.
        key: what brought it, such as an import; "" where somebody uploads it by hand.
    """
    if key and (known := _find(key)):
        return Arrived(known.number, known.label, is_new=False)
    if key and (same := find_same(text=text)):
        return Arrived(same.number, same.label, is_new=False)
    wanted = agreed_of(text).clauses.version
    try:
        with transaction.atomic():
            base = Version.objects.filter(state=State.IN_FORCE).first()
            number = begin_draft(
                text=text, by=by, now=now, label=_free_name(wanted),
                based_on=base.number if base else None,
            )  # fmt: skip
            made = Version.objects.get(number=number)
            Brought.objects.create(version=made, name=name[:200], key=key or f"upload {number}")
    except IntegrityError as error:  # another worker was as quick
        known = _find(key)
        if known is None:
            raise NotThatFarError from error
        return Arrived(known.number, known.label, is_new=False)
    return Arrived(number, made.label, is_new=True, wanted=wanted[:LONGEST])


def _free_name(said: str) -> str:
    """Give the name that a file says, told apart from those that other versions have."""
    label, number = said[:LONGEST], 2
    while label and is_called(label=label):
        end = f" ({number})"
        label, number = said[: LONGEST - len(end)] + end, number + 1
    return label


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
