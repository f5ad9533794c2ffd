"""What administrators are told of webhooks."""

from django.utils.translation import gettext_noop

from sameroom.notice.cards import How, Kind

OFF = "webhook.off"
KINDS = (Kind(OFF, gettext_noop("A webhook was switched off"), default=How.AT_ONCE),)
