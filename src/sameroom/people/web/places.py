"""The places about people."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place("People", "people", Right.INSIDE, order=90),)
