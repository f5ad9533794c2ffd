"""The shapes that files of any tool have: which nouns they fill, and which column is which field.

A phrase is a set of meanings (`words/*.txt`): `CREATE DATE` is met by "Created at", "creation
date", "Erstellungsdatum" and "fecha de creación" alike. A field's first phrase is its best one.
"""

from functools import cache

from sameroom.connectors.shapes import marketing, people, selling, spending, work
from sameroom.connectors.shapes.parts import Field, Shape

__all__ = ["Field", "Shape", "get_shape", "list_shapes"]


@cache
def list_shapes() -> tuple[Shape, ...]:
    """List the shapes that files of any tool have."""
    parts = (people, selling, marketing, spending, work)
    return tuple(shape for part in parts for shape in part.SHAPES)


def get_shape(*, name: str) -> Shape:
    """Get a shape by its name.

    Raises:
        KeyError: when there is none.
    """
    return {shape.name: shape for shape in list_shapes()}[name]
