"""How the pages about erasing call what is erased, and the parts of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sameroom.importing.web.said import say as say_of_imports
from sameroom.importing.wording import say_noun

KINDS: Mapping[str, "str | Promise"] = {
    "facts.identity": _("In the record: which entries are one person"),
    "room.pages": _("their pages"),
    "room.search": _("words that they are found by"),
    "room.timeline": _("lines of timelines"),
    "room.matches": _("pairs under Matches"),
    "room.leads": _("leads and what was said of them"),
    "room.notices": _("notices in inboxes and mails"),
    "room.readings": _("rows behind readings"),
    "room.imports": _("what is remembered of imports"),
    "room.agreement": _("texts of the agreement"),
    "room.else": _("other texts in the room"),
    "files.uploads": _("uploaded files, deleted"),
    "files.errors": _("error files, deleted"),
    "files.report": _("files of the report, written anew"),
    "files.else": _("files, deleted"),
    "facts.else": _("In the record: rows"),
}
PARTS: Mapping[str, "str | Promise"] = {
    "room": _("Pages, leads and notices"),
    "files": _("Uploads, error files and the report"),
    "facts": _("The record"),
    "history": _("The record's history"),
    "rest": _("What was written meanwhile, and the database's own files"),
}
HEADS = ("facts", "room", "files")


@dataclass(frozen=True, slots=True)
class Told:
    """How many of a kind."""

    words: str
    number: int


def say(counts: Mapping[str, int]) -> tuple[Told, ...]:
    """Put counts into words: the record first, then the room, then files; the most first."""
    said = [
        (HEADS.index(kind.partition(".")[0]), -number, Told(_words(kind), number))
        for kind, number in counts.items()
        if number
    ]
    return tuple(told for _head, _number, told in sorted(said, key=lambda one: one[:2]))


def _words(kind: str) -> str:
    head, _dot, rest = kind.partition(".")
    if kind in KINDS:
        return str(KINDS[kind])
    noun = say_of_imports(say_noun(noun=rest))
    return str(_("In the record: %(noun)s") % {"noun": noun}) if head == "facts" else noun
