"""Runs every measure over a record, in the light of an agreement, and gathers what was told."""

from sameroom.audit.document import Audit, Engine, EvidenceRows, Imported, Terms
from sameroom.audit.run import audit
from sameroom.audit.window import find_window

__all__ = ["Audit", "Engine", "EvidenceRows", "Imported", "Terms", "audit", "find_window"]
