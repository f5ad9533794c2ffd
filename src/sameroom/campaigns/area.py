"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="campaigns",
    title="Campaigns, judged by what sales made of them",
    promise="What did each campaign and channel cost, and what became of the leads it brought?",
    position=50,
)
