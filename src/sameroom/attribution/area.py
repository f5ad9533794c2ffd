"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="attribution",
    title="Who gets the credit: a range, not a war",
    promise="Which channels, campaigns and sales acts led to what was sold, by every usual model?",
    position=55,
)
