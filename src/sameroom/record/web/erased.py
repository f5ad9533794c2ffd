"""Whom the record was told to forget: they stay "somebody erased" and never become an id."""

import re
from dataclasses import replace

from sameroom.record.timeline import Subject as Told
from sameroom.record.timeline import key_of
from sameroom.record.web.models import Subject
from sameroom.record.web.queries import find_shown
from sameroom.webkit.erasing import ALONE, WORD

TOKEN = re.compile(r"(email:)?erased-[0-9a-f]{16}")  # what stands for an address in facts


def list_erased() -> frozenset[str]:
    """List the keys of the people that pages show as erased."""
    shown = find_shown()
    if shown is None:
        return frozenset()
    rows = Subject.objects.filter(generation=shown.generation, noun="person", name=WORD)
    return frozenset(rows.values_list("key", flat=True))


def name_of(*, key: str, name: str, gone: frozenset[str]) -> str:
    """Give a person's name; what stands for nobody's, and "", is that of somebody erased.

    Args:
        key: of the person.
        name: as the record has it; "" where it has none.
        gone: who was erased before.
    """
    return WORD if TOKEN.fullmatch(name) or (not name and key in gone) else name


def still(one: Told, *, gone: frozenset[str]) -> Told:
    """Leave whoever was erased so, where the record has an id for a name.

    A company or a deal that had somebody's name alone keeps what it is.
    """
    if one.noun != "person":
        return replace(one, name=ALONE[one.noun]) if one.name == WORD else one
    is_named = key_of(noun="person", subject_id=one.name) != one.key
    name = name_of(key=one.key, name=one.name if is_named else "", gone=gone)
    return replace(one, name=name) if name == WORD else one
