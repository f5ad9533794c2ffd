"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="content",
    title="Content that sales uses",
    promise="Is what marketing makes for sales used, and what does sales make itself?",
    position=40,
)
