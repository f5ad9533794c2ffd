"""The places of the hand-over."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place("Leads", "queue", Right.INSIDE, order=10),
    Place("Sent back", "sent_back", Right.INSIDE, order=12),
)
