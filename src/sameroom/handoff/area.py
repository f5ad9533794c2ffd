"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="handoff",
    title="The hand-over of leads",
    promise="Are the leads that marketing hands over taken, and followed up as promised?",
    position=10,
)
