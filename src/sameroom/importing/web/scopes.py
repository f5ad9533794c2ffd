"""What tokens may be made for, about imports."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:imports", _("Read what was imported, how far it is, and what was wrong")),
    Scope("write:imports", _("Run and take back imports that somebody brought")),
)
