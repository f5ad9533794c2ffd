"""What both teams signed, as a file: read, checked, with defaults, and as tables for SQL.

`read(path=…)`, `parse(text=…)` and `default()` give an `Agreement`; `tables(agreement, window)`
and `terms(agreement)` carry it to SQL and to the measures; `template()` writes a commented file.
"""

from sameroom.agreement.agreement import Agreement, Leaf, Standing, list_leaves
from sameroom.agreement.place import AgreementWrongError, Problem
from sameroom.agreement.reader import default, parse, read
from sameroom.agreement.small_tables import tables, terms
from sameroom.agreement.template import template

__all__ = [
    "Agreement", "AgreementWrongError", "Leaf", "Problem", "Standing",
    "default", "list_leaves", "parse", "read", "tables", "template", "terms",
]  # fmt: skip
