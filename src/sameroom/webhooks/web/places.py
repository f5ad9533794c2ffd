"""The place of webhooks."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place(_("Webhooks"), "webhooks", Right.ADMIN, order=95, is_daily=False),)
