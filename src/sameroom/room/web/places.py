"""The places of the room itself."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place(_("The gap"), "first_page", Right.INSIDE, order=20),
    Place(_("Report"), "report", Right.WHOLE, order=70),
    Place(_("Data"), "data", Right.RUN, order=80),
    Place(_("Data quality"), "quality", Right.RUN, order=81, is_daily=False),
    Place(_("Patterns"), "patterns", Right.ADMIN, order=97, is_daily=False),
    Place(_("Log"), "log", Right.ADMIN, order=95, is_daily=False),
)
