"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="goals",
    title="One number owned by two teams",
    promise="How many leads become customers, and what does each team get out of what it puts in?",
    position=60,
)
