"""What tokens may be made for, about readings."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:readings", _("Read readings, their history, and the rows behind them")),
    Scope("write:refreshes", _("Ask for the record to be read anew")),
)
