"""Where the frame leads to."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place("Imports", "imports", Right.RUN, order=78),)
