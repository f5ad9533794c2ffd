"""Parts of pages as the pattern page shows them: each web half shows its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """One part in one of its states.

    A web half with templates named `_part.html` declares `list_patterns()` in its `patterns.py`; a
    test holds that each such template is there.

    Args:
        state: which state it is in, for people who build pages; English.
        template: the part, such as `room/_progress.html`.
        told: what it is given.
    """

    state: str
    template: str
    told: Mapping[str, Any] = field(default_factory=dict)  # Any: whatever a template may be given
