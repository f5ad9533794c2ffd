"""The kinds of things that people are told of a hand-over."""

from django.utils.translation import gettext_noop

from sameroom.notice.cards import How, Kind

HANDED_OVER = "handoff.handed_over"
REJECTED = "handoff.rejected"
CONTESTED = "handoff.contested"
SETTLED = "handoff.settled"
RETURNED = "handoff.returned"
FALLS_DUE = "handoff.falls_due"
MISSED = "handoff.missed"
GIVEN = "handoff.given"
RUNNING = "handoff.runs_again"
DISPUTED = "handoff.disputed"
RULED = "handoff.ruled"
# The acts that a mail offers.
ACCEPT = "handoff.accept"
ANSWER = "handoff.answer"
SETTLE = "handoff.settle"
LOOK_AGAIN = "handoff.look_again"
REASONS = "handoff.reasons"
NOBODY = "handoff.nobody"
KINDS = (
    Kind(HANDED_OVER, gettext_noop("A lead was handed over to you"), may_wait=False),
    Kind(REJECTED, gettext_noop("A lead that you sent was turned down")),
    Kind(CONTESTED, gettext_noop("A rejection is contested and waits for the leads' word")),
    Kind(SETTLED, gettext_noop("What you contested was settled")),
    Kind(NOBODY, gettext_noop("Nobody is there to take a lead"), may_wait=False),
    Kind(RETURNED, gettext_noop("A recycled lead is back on its day")),
    Kind(FALLS_DUE, gettext_noop("A promise falls due soon"), How.AT_ONCE, may_wait=False),
    Kind(MISSED, gettext_noop("A promise was missed"), How.AT_ONCE, may_wait=False),
    Kind(GIVEN, gettext_noop("A lead was given to somebody else"), How.AT_ONCE, may_wait=False),
    Kind(RUNNING, gettext_noop("The clock of a lead runs again")),
    Kind(DISPUTED, gettext_noop("A missed promise is disputed and waits for the leads' word")),
    Kind(RULED, gettext_noop("What you disputed was settled")),
    Kind(REASONS, gettext_noop("Sales said why leads of your campaign are turned down")),
)
