"""What other systems may be told of the agreement."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sameroom.agreement.web.models import Version
from sameroom.webhooks.cards import Details, Event, Value
from sameroom.webkit.rights import Reader


def _tells(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    one = Version.objects.filter(number=int(subject)).first()
    if one is None:
        return None
    told: dict[str, Value] = {"number": one.number, "label": one.label, "state": one.state}
    return told | ({"team": details["team"]} if "team" in details else {})


EVENTS = (
    Event("agreement.proposed", _("A version of the agreement is proposed"),
          ("agreement.proposed",), _tells),
    Event("agreement.signed", _("A team signs a version of the agreement"),
          ("agreement.signed",), _tells),
    Event("agreement.in_force", _("A version of the agreement is in force"),
          ("agreement.in_force",), _tells),
    Event("agreement.withdrawn", _("A version of the agreement is withdrawn"),
          ("agreement.withdrawn",), _tells),
)  # fmt: skip
