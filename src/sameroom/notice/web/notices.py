"""The kinds of things that the room itself tells."""

from django.utils.translation import gettext_noop

from sameroom.notice.cards import How, Kind

GIVEN_UP = "delivery.given_up"
KINDS = (
    # In the inbox only: a mail that says that mails fail would not arrive either.
    Kind(GIVEN_UP, gettext_noop("A message could not be delivered"), default=How.INBOX),
)
