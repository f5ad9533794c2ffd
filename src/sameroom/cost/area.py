"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="cost",
    title="What the disconnect costs",
    promise="What does each disconnect cost, in cash and in sales that were probably lost?",
    position=10,
)
