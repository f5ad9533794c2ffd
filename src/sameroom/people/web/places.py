"""The places about people."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.places import Place
from sameroom.webkit.rights import Right

PLACES = (Place(_("People"), "people", Right.INSIDE, order=90),)
