"""What goes of a person from the rows behind readings, beside what a search for words finds."""

from sameroom.room.web.models import EvidenceRow
from sameroom.webkit.erasing import WORD, Clearing, Erased, within


def list_clearings(*, whom: Erased) -> tuple[Clearing, ...]:
    """List the rows about them: a cell that is no more than a word of theirs loses it.

    A name of one word is looked for nowhere else, because others have it too.
    """
    rows = EvidenceRow.objects.filter(key__in=whom.keys).order_by("pk")
    told = [(row, _without(row.cells, whom)) for row in rows]
    return tuple(
        Clearing(EvidenceRow.objects.filter(pk=row.pk), {"cells": cells})
        for row, cells in told
        if cells != row.cells
    )


def _without(cells: list[str], whom: Erased) -> list[object]:
    words = {word.casefold() for word in whom.words}
    return [
        WORD if str(cell).strip().casefold() in words else within(cell, whom=whom) for cell in cells
    ]
