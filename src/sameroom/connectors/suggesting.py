"""Says what a column that has to be asked about may be, the likeliest first."""

from dataclasses import replace

from sameroom.connectors.asking import alike
from sameroom.connectors.building import Draft
from sameroom.connectors.content_models import could_be, might_be
from sameroom.connectors.guessing import content_score
from sameroom.connectors.mapping import ASK, FileMapping
from sameroom.connectors.matching import DROPPED, Column, content_fits, header_score
from sameroom.connectors.shapes import Field, Shape, get_shape
from sameroom.connectors.sheets import Sheet

MOST = 3
_IN_PART = 0.5
_COULD, _MIGHT, _FITS = 0.5, 0.3, 0.1
_LEAST = 0.3
_OWN = 0.7  # of the rows: fewer different values are no id of theirs
_USUAL = 0.02  # of a field's weight: between two that are as likely the one that more rests on


def add(*, file: FileMapping, sheet: Sheet, draft: Draft) -> FileMapping:
    """Give every column that is asked about the fields that it may be.

    Args:
        file: as it was proposed.
        sheet: its columns.
        draft: what was decided on them.
    """
    if not draft.shape or not file.asked:
        return file
    shape, given = get_shape(name=draft.shape), alike(draft.targets)
    fields = [field for field in shape.fields if field.target not in given]
    columns = tuple(
        replace(one, may_be=_likely(sheet.columns[one.index], fields, shape, one.guess))
        if one.target == ASK
        else one
        for one in file.columns
    )
    return replace(file, columns=columns)


def _likely(
    column: Column, fields: list[Field], shape: Shape, guess: tuple[str, ...]
) -> tuple[str, ...]:
    """List the fields that most speaks for; what was guessed already goes first."""
    ranked = sorted(
        ((_worth(column, field, shape), field.target) for field in fields), reverse=True
    )
    told = [target for worth, target in ranked if worth >= _LEAST]
    return tuple(dict.fromkeys((*guess, *told)))[:MOST]


def _worth(column: Column, field: Field, shape: Shape) -> float:
    """Say how much a header and its values say together for a field."""
    is_own_id = field.target.endswith(".source_id")
    if not content_fits(column, field) or (is_own_id and column.profile.distinct < _OWN):
        return 0.0
    said, held = _said(column, field, shape), _held(column, field, shape)
    return said + held + _USUAL * field.weight if said or held > _FITS else 0.0


def _said(column: Column, field: Field, shape: Shape) -> float:
    """Say how much of a field a header says, and of nothing else."""
    whole = header_score(column, field, shape)
    if whole:
        return whole
    words = [word.senses - DROPPED for word in column.meanings]
    told = [senses for senses in words if senses - set(shape.own)]
    best = 0.0
    for phrase in field.phrases:
        wanted = set(phrase.split())
        found = {sense for senses in told for sense in senses} & wanted
        spoken = sum(bool(senses & wanted) for senses in told)
        best = max(best, len(found) / len(wanted) * spoken / max(len(told), 1))
    return _IN_PART * best


def _held(column: Column, field: Field, shape: Shape) -> float:
    """Say how much the values look like those of a field."""
    sure = content_score(column, field, shape)
    if sure > _COULD:
        return sure
    if could_be(column=column, field=field):
        return _COULD
    return _MIGHT if might_be(column=column, field=field) else _FITS
