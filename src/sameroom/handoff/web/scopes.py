"""What tokens may be made for, about leads that are handed over."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:leads", _("Read the leads that are handed over, with all that goes with them")),
    Scope("write:leads", _("Hand leads over, decide on them, and answer, as you may on the pages")),
)
