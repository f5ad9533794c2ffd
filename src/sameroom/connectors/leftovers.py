"""Decides what becomes of the columns that are no field: kept, passed over or asked."""

from sameroom.connectors import bystanders
from sameroom.connectors.asking import question
from sameroom.connectors.building import Draft
from sameroom.connectors.mapping import ASK, ATTRIBUTE, IGNORE
from sameroom.connectors.matching import Column
from sameroom.connectors.shapes import get_shape
from sameroom.connectors.sheets import Sheet

_WITH_ATTRIBUTES = ("lead", "person", "deal", "account")
_NEVER = frozenset({"ip", "json"})
_SHORT = 2  # characters: smaller numbers are ids by accident
_ABOVE = frozenset({"PARENT"})


def settle_rest(sheet: Sheet, draft: Draft, unread: frozenset[int], otherwise: str) -> Draft:
    """Decide what becomes of the columns that are no field.

    Args:
        sheet: the file.
        draft: what was decided on it; changed.
        unread: columns whose header says nothing.
        otherwise: what becomes of a column that could be none.
    """
    home = _points_home(sheet, draft)
    are_told = bystanders.are_told(columns=sheet.columns, draft=draft)
    for column in sheet.columns:
        if column.index in draft.decided or column.index in draft.doubted:
            continue
        target, why = _other(column, draft, unread, otherwise)
        if target != ASK and column.index in home and not column.senses & _ABOVE:
            target, why = ASK, "its values are ids of other rows of this file"
        if target == IGNORE and not column.profile.is_empty:
            told = bystanders.question(column=column, draft=draft, are_told=are_told)
            target, why = (ASK, told) if told else (target, why)
        draft.decide(column.index, (target,), 0.9 if target != ASK else 0.3, why)
    return draft


def _points_home(sheet: Sheet, draft: Draft) -> frozenset[int]:
    """Find the columns whose values are ids of other rows of the same file: merged into, above."""
    if not draft.shape or draft.system:
        return frozenset()
    own = f"{get_shape(name=draft.shape).nouns[0]}.source_id"
    keys = [c for c in sheet.columns if draft.decided.get(c.index, ((),))[0][:1] == (own,)]
    known = {value for c in keys for value in c.profile.values}
    return frozenset(
        c.index
        for c in sheet.columns
        if keys and c not in keys and c.profile.values and min(map(len, c.profile.values)) > _SHORT
        and set(c.profile.values) <= known
    )  # fmt: skip


def _other(column: Column, draft: Draft, unread: frozenset[int], otherwise: str) -> tuple[str, str]:
    if column.is_technical:
        return IGNORE, "a loading tool added it"
    if column.profile.is_empty:
        return IGNORE, "it is empty"
    if column.profile.kinds & _NEVER and draft.shape:
        return IGNORE, "no fact is kept of such values"
    if column.index in unread or otherwise == ASK:
        return ASK, "neither its header nor its values tell what it is"
    why = question(column, draft)
    if why:
        return ASK, why
    can_carry = draft.shape and set(get_shape(name=draft.shape).nouns) & set(_WITH_ATTRIBUTES)
    if otherwise == IGNORE or not can_carry:
        return IGNORE, "no measure reads it"
    return ATTRIBUTE + column.header, "kept as a further property"
