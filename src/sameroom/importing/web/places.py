"""Where the frame leads to."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place(_("Imports"), "imports", Right.RUN, order=78),)
