"""SQL that runs on both engines: what is allowed, what is known, and how it is carried over."""

from sameroom.engines.portable.dialects import DIALECTS, Dialect, translate
from sameroom.engines.portable.known import Schema, base_schema, columns_of, schema, with_shared
from sameroom.engines.portable.lineage import Road, trace
from sameroom.engines.portable.lint import Problem, check

__all__ = [
    "DIALECTS",
    "Dialect",
    "Problem",
    "Road",
    "Schema",
    "base_schema",
    "check",
    "columns_of",
    "schema",
    "trace",
    "translate",
    "with_shared",
]
