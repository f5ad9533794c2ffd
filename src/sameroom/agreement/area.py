"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="agreement",
    title="What both teams agreed",
    promise="What have sales and marketing promised each other, and which of it is only assumed?",
    position=90,
)
