"""Keeps pages' data as text and gives it back as the same frozen dataclasses."""

import json
from functools import cache
from typing import TypeVar

from cattrs import Converter
from markupsafe import Markup

T = TypeVar("T")


@cache
def _converter() -> Converter:
    converter = Converter()
    # Pictures are drawn by us and were escaped when they were; as text they are still ours.
    converter.register_unstructure_hook(Markup, str)
    converter.register_structure_hook(Markup, lambda text, _: Markup(text))  # noqa: S704
    return converter


def to_text(page: object) -> str:
    """Write a frozen dataclass as JSON."""
    return json.dumps(_converter().unstructure(page), ensure_ascii=False, allow_nan=True)


def from_text(text: str, kind: type[T]) -> T:
    """Read what `to_text` wrote."""
    return _converter().structure(json.loads(text), kind)
