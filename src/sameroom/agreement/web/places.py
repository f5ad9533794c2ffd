"""The places about the agreement."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place(_("Agreement"), "agreement", Right.INSIDE, order=30),
    Place(_("Definitions"), "definitions", Right.INSIDE, order=85, is_daily=False),
)
