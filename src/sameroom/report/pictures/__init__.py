"""Pictures of a measure's parts: which are drawn, how, and which are folded in."""

from sameroom.report.pictures.choose import draw
from sameroom.report.pictures.picture import Picture, Row

__all__ = ["Picture", "Row", "draw"]
