"""The places of the record."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place(_("Matches"), "matches", Right.RUN, order=82, is_daily=False),)
