"""The places of the record."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place("Matches", "matches", Right.RUN, order=82, is_daily=False),)
