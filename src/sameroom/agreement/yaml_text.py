"""YAML with its line numbers. Imported late: loading the parser takes longer than the command."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

__all__ = ["MarkedYAMLError", "YAMLError", "load"]


class _DaysAsWritten(RoundTripConstructor):
    """Leaves days as they are written: a day that does not exist is ours to tell, with its line."""


def _as_written(constructor: Any, node: Any) -> str:  # Any: the library is untyped
    return str(constructor.construct_scalar(node))


_DaysAsWritten.add_constructor("tag:yaml.org,2002:timestamp", _as_written)


def load(text: str) -> Any:  # Any: a YAML document
    """Read a YAML text; mappings and lists remember where they stood."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Constructor = _DaysAsWritten
    return yaml.load(text)
