"""Gives the columns of a file to the fields of a shape, each to one at most, best as a whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sameroom.connectors import vocabulary
from sameroom.connectors.guessing import content_score, may_be_key
from sameroom.connectors.matching import MAYBE, SURE, Column, best_phrase, score
from sameroom.connectors.shapes import Field, Shape
from sameroom.connectors.shapes.parts import DATES

_LATE = 4
_WORDED = (".stage", ".kind", ".status", "_stage")
Scorer = Callable[[Column, Field, Shape], float]


@dataclass(frozen=True, slots=True)
class Found:
    """A column given to a field, and how sure that is."""

    column: Column
    field: Field
    score: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How a file fits a shape.

    Args:
        shape: the shape.
        found: what was given to whom, sure and unsure.
        total: how much speaks for the shape.
    """

    shape: Shape
    found: tuple[Found, ...]
    total: float

    @property
    def sure(self) -> tuple[Found, ...]:
        """List what needs no question."""
        return tuple(item for item in self.found if item.score >= SURE)


def fit(
    columns: Sequence[Column],
    shape: Shape,
    *,
    by_content: bool = False,
    taken: frozenset[str] = frozenset(),
) -> Fit:
    """Fit a file's columns to a shape.

    Args:
        columns: of the file; those already decided are left out by the caller.
        shape: what it may be.
        by_content: whether headers say nothing.
        taken: targets that are already filled.
    """
    fields = [field for field in shape.fields if field.target not in taken]
    scorer: Scorer = content_score if by_content else score
    table = [[scorer(column, field, shape) for field in fields] for column in columns]
    pairs = _pairs(table)
    found = [Found(columns[row], fields[place], table[row][place]) for row, place in pairs]
    kept = _once([item for item in found if item.score >= MAYBE])
    kept = _told_apart(kept, table, fields, columns) if by_content else kept
    total = sum(worth(item, shape) for item in kept if item.score >= SURE)
    return Fit(shape, tuple(kept), total if has_needed(found=kept, shape=shape) else 0.0)


def worth(item: Found, shape: Shape) -> float:
    """Tell how much a find speaks for the shape; a field's late phrases are said of many things."""
    if is_mere_number(item):
        return 0.0
    place = best_phrase(item.column, item.field, shape)[1]
    return item.field.weight * item.score * (0.5 if place >= _LATE else 1.0)


def _pairs(table: list[list[float]]) -> list[tuple[int, int]]:
    """Find the one-to-one pairs with the greatest sum."""
    if not table or not table[0]:
        return []
    best = [max(range(len(row)), key=row.__getitem__) for row in table]
    given = [(row, place) for row, place in enumerate(best) if table[row][place] >= MAYBE]
    if len({place for _, place in given}) == len(given):
        return given  # nobody wants the same
    from scipy.optimize import linear_sum_assignment  # slow to load, and only needed here

    rows, places = linear_sum_assignment(
        [[-(cell**2) if cell >= MAYBE else 0.0 for cell in row] for row in table]
    )
    return [(int(row), int(place)) for row, place in zip(rows, places, strict=True)]


def _once(found: list[Found]) -> list[Found]:
    """Keep the best column for each target."""
    best: dict[str, Found] = {}
    for item in sorted(found, key=lambda item: -item.score):
        best.setdefault(item.field.target, item)
    return list(best.values())


def _told_apart(
    found: list[Found], table: list[list[float]], fields: list[Field], columns: Sequence[Column]
) -> list[Found]:
    """Make unsure what two columns, or two fields, could be alike, when content alone tells."""
    places = {id(column): row for row, column in enumerate(columns)}
    kept = []
    for item in found:
        row, place = places[id(item.column)], fields.index(item.field)
        rivals = [other[place] for number, other in enumerate(table) if number != row]
        rivals += [s for number, s in enumerate(table[row]) if number != place]
        if item.field.target.endswith(".source_id") and not item.column.is_asked_for:
            rivals += [item.score for other in columns if other is not item.column
                       and not other.meanings and may_be_key(other)]  # fmt: skip
        is_alone = max(rivals, default=0.0) < item.score - 0.08
        kept.append(item if is_alone else Found(item.column, item.field, min(item.score, 0.6)))
    return kept


def has_needed(*, found: Iterable[Found], shape: Shape) -> bool:
    """Tell whether something is there that the rows of a shape cannot be without.

    Numbers are no stage, kind or state, whatever stands above them: "Step" 1, 2, 3. A date is
    any date where the word above it is only guessed.

    Args:
        found: what was given to whom.
        shape: what the file may be.
    """
    sure = {item.field.target for item in found if item.score >= SURE and _is_telling(item)}
    return not shape.needs or bool(sure & set(shape.needs))


def _is_telling(item: Found) -> bool:
    return speaks(column=item.column, target=item.field.target) and not (
        is_mere_number(item) or _is_guessed_date(item)
    )


def speaks(*, column: Column, target: str) -> bool:
    """Tell whether at least one value is known where only certain words will do."""
    name = "team" if target.endswith((".team", ".made_by_team")) else target
    values = set(column.profile.values[:200])
    if not values or name not in vocabulary.WORDS:
        return True
    return any(vocabulary.translate(name, value) for value in sorted(values))


def _is_guessed_date(item: Found) -> bool:
    guessed = any(word.senses and word.quality < 1 for word in item.column.meanings)
    return guessed and item.field.kinds == DATES


def is_mere_number(item: Found) -> bool:
    """Tell whether numbers stand where words are to be expected."""
    is_number = "integer" in item.column.profile.kinds
    return is_number and item.field.target.endswith(_WORDED)
