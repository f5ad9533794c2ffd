"""What other systems may be told of imports."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sameroom.webhooks.cards import Details, Event, Value
from sameroom.webkit.rights import Reader


def _tells(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    return {"import": int(subject), "run": details.get("run", ""), "rows": details.get("rows", 0)}


EVENTS = (
    Event("import.done", _("An import is in the record"), ("import.done",), _tells),
    Event("import.undone", _("An import is taken back"), ("import.undone",), _tells),
)
