"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="record",
    title="One shared, accurate record",
    promise="Do both teams look at the same people and companies, and can the data be believed?",
    position=80,
)
