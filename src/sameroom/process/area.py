"""The card of the area."""

from sameroom.measure import Area

AREA = Area(
    name="process",
    title="The selling process, as it is really run",
    promise="How do deals really run, where do they wait, and how do buyers really buy?",
    position=65,
)
