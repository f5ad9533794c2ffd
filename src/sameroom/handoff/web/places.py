"""The places of the hand-over."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place(_("Leads"), "queue", Right.INSIDE, order=10),
    Place(_("Sent back"), "sent_back", Right.INSIDE, order=12),
    Place(_("Promises"), "promises", Right.INSIDE, order=14),
    Place(_("How leads fare"), "lead_readings", Right.INSIDE, order=13),
    Place(_("Who gets leads"), "routing", Right.INSIDE, order=16, is_daily=False),
    Place(_("Away"), "away", Right.INSIDE, order=18, is_daily=False),
)
