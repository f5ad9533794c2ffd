"""The kinds of things that people are told of a hand-over."""

from django.utils.translation import gettext_noop

from sameroom.notice.cards import Kind

HANDED_OVER = "handoff.handed_over"
REJECTED = "handoff.rejected"
CONTESTED = "handoff.contested"
SETTLED = "handoff.settled"
RETURNED = "handoff.returned"
KINDS = (
    Kind(HANDED_OVER, gettext_noop("A lead was handed over to you"), may_wait=False),
    Kind(REJECTED, gettext_noop("A lead that you sent was turned down")),
    Kind(CONTESTED, gettext_noop("A rejection is contested and waits for the leads' word")),
    Kind(SETTLED, gettext_noop("What you contested was settled")),
    Kind(RETURNED, gettext_noop("A recycled lead is back on its day")),
)
