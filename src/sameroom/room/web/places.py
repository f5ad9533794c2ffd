"""The places of the room itself."""

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (
    Place("The gap", "first_page", Right.INSIDE, order=20),
    Place("Report", "report", Right.WHOLE, order=70),
    Place("Data", "data", Right.RUN, order=80),
    Place("Log", "log", Right.ADMIN, order=95, is_daily=False),
)
