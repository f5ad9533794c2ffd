"""The places of caretaking."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place(_("Erase a person"), "erase", Right.ADMIN, order=96, is_daily=False),)
