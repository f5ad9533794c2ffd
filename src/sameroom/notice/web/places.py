"""The places of notice; the inbox itself stands in the frame of every page."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place(_("What you are told"), "notices", Right.INSIDE, order=91, is_daily=False),
    Place(_("Delivery"), "delivery", Right.ADMIN, order=94, is_daily=False),
)
