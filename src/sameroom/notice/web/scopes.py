"""What tokens may be made for, about what one is told."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:notices", _("Read what you are told")),
    Scope("write:notices", _("Mark what you are told as read")),
)
