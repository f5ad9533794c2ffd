"""What tokens may be made for, about the record."""

from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rest.scopes import Scope

SCOPES = (
    Scope("read:record", _("Read companies, people and deals with their timelines")),
    Scope("read:matches", _("Read the pairs that wait for a decision, and what was said of them")),
    Scope("write:matches", _("Decide whether two records are one, and take it back")),
)
