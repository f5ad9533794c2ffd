"""The kinds of things that people are told of the agreement."""

from django.utils.translation import gettext_noop

from sameroom.notice.cards import Kind

PROPOSED = "agreement.proposed"
TALKED = "agreement.talked"
HOLDS = "agreement.holds"
KINDS = (
    Kind(PROPOSED, gettext_noop("An agreement waits for your team's signature")),
    Kind(TALKED, gettext_noop("Something was said about an agreement that you work on")),
    Kind(HOLDS, gettext_noop("Another agreement holds, or one was withdrawn")),
)
