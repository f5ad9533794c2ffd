"""The look: the report's tokens and parts, and what only the room has, as one stylesheet."""

import hashlib
from functools import cache
from pathlib import Path

from sameroom.report.document import styles

HERE = Path(__file__).parent / "styles"


@cache
def stylesheet() -> str:
    """Put the stylesheet together."""
    own = (file.read_text("utf-8") for file in sorted(HERE.glob("*.css")))
    return "\n".join([styles(), *own])


@cache
def version() -> str:
    """Give a short name of this state of the stylesheet, so that browsers may keep it."""
    return hashlib.sha256(stylesheet().encode("utf-8")).hexdigest()[:12]
