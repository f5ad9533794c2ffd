"""What tokens may be made for, about people."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:people", _("See who works here, as you do")),
    Scope("write:me", _("Change your own name")),
)
