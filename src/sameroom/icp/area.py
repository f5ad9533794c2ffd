"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="icp",
    title="The same customers",
    promise="Does marketing aim at the buyers that sales wins?",
    position=20,
)
