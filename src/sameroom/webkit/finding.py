"""What is not as it should be: what `sameroom check` gathers, from each area's `checks` as well."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Args:
        id: stays the same over versions, for whoever watches for it.
        severity: an error keeps the room from working, a warning will; a note is good to know.
        what: is wrong.
        where: file or variable.
        remedy: what to do.
    """

    id: str
    severity: Literal["error", "warning", "note"]
    what: str
    where: str
    remedy: str
