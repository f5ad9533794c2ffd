"""The places about the agreement."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place("Agreement", "agreement", Right.INSIDE, order=30),
    Place("Definitions", "definitions", Right.INSIDE, order=85, is_daily=False),
)
