"""The look: the report's tokens and parts, what only the room has, and what web halves
add in their `styles/`, as one stylesheet."""

import hashlib
from functools import cache
from pathlib import Path

from sameroom.report.document import styles

HERE = Path(__file__).parent / "styles"
SAMEROOM = Path(__file__).parents[1]


@cache
def stylesheet() -> str:
    """Put the stylesheet together."""
    files = [*sorted(HERE.glob("*.css")), *sorted(SAMEROOM.glob("*/web/styles/*.css"))]
    own = (file.read_text("utf-8") for file in files)
    return "\n".join([styles(), *own])


@cache
def version() -> str:
    """Give a short name of this state of the stylesheet, so that browsers may keep it."""
    return hashlib.sha256(stylesheet().encode("utf-8")).hexdigest()[:12]
