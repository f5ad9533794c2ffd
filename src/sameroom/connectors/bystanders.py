"""Finds columns that say who somebody is, in rows of acts that have no place for it."""

from collections.abc import Sequence

from sameroom.connectors.building import Draft
from sameroom.connectors.kinds_of_files import PEOPLE
from sameroom.connectors.matching import SURE, Column, content_fits, header_score
from sameroom.connectors.shapes import get_shape

_WHO = frozenset({"person.name", "person.first_name", "person.last_name", "person.title"})
_TOLD = _WHO | {"person.has_consent"}


def are_told(*, columns: Sequence[Column], draft: Draft) -> bool:
    """Tell whether rows give an id of a person whom another file of the folder tells of.

    Args:
        columns: of the file.
        draft: what was decided on it.
    """
    firsts = {index: targets[:1] for index, (targets, _, _) in draft.decided.items()}
    return any(
        "person" in c.points_at and "".join(firsts.get(c.index, ())).endswith(".person_id")
        for c in columns
    )


def question(*, column: Column, draft: Draft, are_told: bool) -> str:
    """Say why a column that tells of a person has to be asked about, or "" where it does not.

    The names of an event's attendees may be said nowhere else, and a consent is given or not.
    Names beside an id that another file of the folder explains are said there.

    Args:
        column: claimed by no field.
        draft: what was decided on its file.
        are_told: whether another file tells of the people.
    """
    if not draft.shape or draft.system or draft.shape in PEOPLE:
        return ""
    shape = get_shape(name="contact")
    wanted = _TOLD - draft.targets - (_WHO if are_told else frozenset())
    for field in shape.fields:
        is_said = field.target in wanted and header_score(column, field, shape) >= SURE
        if is_said and content_fits(column, field) and "number" not in column.profile.kinds:
            return "it tells of a person, and rows of this kind have no place for that"
    return ""
