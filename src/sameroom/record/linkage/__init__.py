"""Probable matches: which rows most likely mean the same person or company, and how sure that is.

Everything here stands on the library `splink` (the extra `sameroom[linkage]`); it is loaded only
when something is linked.
"""

from sameroom.record.linkage.fields import Field, Kind
from sameroom.record.linkage.linking import Judgement, Linked, Wanted, link
from sameroom.record.linkage.model import LinkageNotInstalledError, Scores, require

__all__ = [
    "Field", "Judgement", "Kind", "LinkageNotInstalledError", "Linked", "Scores", "Wanted", "link",
    "require",
]  # fmt: skip
