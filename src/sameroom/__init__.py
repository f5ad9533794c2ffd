"""Sameroom: where sales and marketing are apart, what it costs, and the place to put it right.

In a notebook: `import sameroom`, then `sameroom.open_record(path=…)`, `sameroom.list_measures()`,
`sameroom.import_folder(…)`, `sameroom.audit_folder(…)`; see docs/guide/notebook.ipynb.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sameroom.notebook import Readings, Record, import_folder, list_measures, open_record
    from sameroom.workbench import audit_folder

__version__ = "0.1.0"

# What a notebook needs is loaded when it is asked for: the command must start at once.
_PLACES = {
    "Readings": "sameroom.notebook",
    "Record": "sameroom.notebook",
    "import_folder": "sameroom.notebook",
    "list_measures": "sameroom.notebook",
    "open_record": "sameroom.notebook",
    "audit_folder": "sameroom.workbench",
}

__all__ = [
    "Readings",
    "Record",
    "__version__",
    "audit_folder",
    "import_folder",
    "list_measures",
    "open_record",
]


def __getattr__(name: str) -> Any:  # Any: whatever the module holds under that name
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'sameroom' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_PLACES])
