"""The places of notice; the inbox itself stands in the frame of every page."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place("What you are told", "notices", Right.INSIDE, order=91, is_daily=False),
    Place("Delivery", "delivery", Right.ADMIN, order=94, is_daily=False),
)
