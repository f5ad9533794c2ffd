"""Says where a column that nothing claimed could still be a field, so that it is asked about."""

from sameroom.connectors.building import Draft
from sameroom.connectors.matching import DROPPED, Column, content_fits, noun_of
from sameroom.connectors.shapes import Field, get_shape
from sameroom.connectors.shapes.parts import DATES

_WEAK = frozenset({"DATE", "ID", "NUMBER", "NAME", "TYPE", "BY", "EMAIL", "CREATE", "AMOUNT"})
_ELSEWHEN = frozenset({"MODIFY", "SYNC", "DUE", "NEXT", "SEEN"})


def may_be_missed(column: Column, draft: Draft) -> bool:
    """Tell whether a word nobody knows could hide a field that nothing else filled."""
    if draft.system or all(word.senses for word in column.meanings):
        return False
    return any(content_fits(column, field) for field in _open_fields(draft))


def may_be_said(column: Column, draft: Draft) -> bool:
    """Tell whether the header says part of a field that nothing filled, and its values fit."""
    if draft.system:
        return False
    meant = {sense for word in column.meanings for sense in word.senses} - DROPPED
    return any(
        content_fits(column, field) and meant & set(phrase.split()) - _WEAK
        for field in _open_fields(draft)
        for phrase in field.phrases
    )


def could_hold(column: Column, draft: Draft) -> bool:
    """Tell whether dates, addresses or ids could be a field that nothing else filled."""
    meant = {sense for word in column.meanings for sense in word.senses}
    if draft.system or meant & _ELSEWHEN:
        return False
    kinds = column.profile.kinds
    return any(
        (field.kinds == DATES and bool(kinds & set(DATES)))
        or ("email" in kinds and "email" in field.kinds)
        or noun_of(field) in column.points_at
        for field in _open_fields(draft)
        if not field.target.endswith(".source_id")
    )


def _open_fields(draft: Draft) -> list[Field]:
    shape, given = get_shape(name=draft.shape), alike(draft.targets)
    return [field for field in shape.fields if field.target not in given]


def alike(targets: frozenset[str]) -> frozenset[str]:
    """Add the name to a first and last name."""
    whole = {t.replace(".last_name", ".name") for t in targets}
    return targets | whole


def overlaps(column: Column, field: Field) -> bool:
    """Tell whether a header says all of a field, among other things."""
    meant = {sense for word in column.meanings for sense in word.senses}
    return any(set(phrase.split()) <= meant for phrase in field.phrases)
