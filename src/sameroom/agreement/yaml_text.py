"""YAML with its line numbers. Imported late: loading the parser takes longer than the command."""

from typing import IO, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

__all__ = ["MarkedYAMLError", "YAMLError", "dump", "in_brackets", "load"]


class _DaysAsWritten(RoundTripConstructor):
    """Leaves days as they are written: a day that does not exist is ours to tell, with its line."""


def _as_written(constructor: Any, node: Any) -> str:  # Any: the library is untyped
    return str(constructor.construct_scalar(node))


_DaysAsWritten.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def load(text: str) -> Any:  # Any: a YAML document
    """Read a YAML text; mappings and lists remember where they stood."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _DaysAsWritten
    yaml.preserve_quotes = True
    return yaml.load(text)


def dump(node: Any, sink: IO[str]) -> None:  # Any: a YAML document
    """Write a document with the remarks and quotes it was read with; long lines stay whole."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(node, sink)


def in_brackets(value: Any) -> Any:  # Any: a plain value, and a YAML node
    """Give a list or mapping as one that is written on one line."""
    if not isinstance(value, dict | list):
        return value
    node = CommentedMap(value) if isinstance(value, dict) else CommentedSeq(value)
    node.fa.set_flow_style()
    return node
