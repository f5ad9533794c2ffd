"""What other systems may be told of readings."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sameroom.webhooks.cards import Details, Event, Value
from sameroom.webkit.rights import Reader


def _tells(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    return {"refresh": int(subject)}


EVENTS = (Event("reading.refreshed", _("The record was read anew"), ("refresh.done",), _tells),)
