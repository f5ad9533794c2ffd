"""What tokens may be made for, about the agreement."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:agreement", _("Read the agreement, its versions, and how figures are defined")),
)
