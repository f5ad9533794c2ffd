"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="accounts",
    title="Customers kept, grown, won back",
    promise="Who stays, who buys more, who comes back, and who of us was in touch before?",
    position=65,
)
