"""What the set-up asks of the company, until somebody works on the agreement itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sameroom.agreement.web import api as agreement
from sameroom.errors import SameroomError
from sameroom.people.web.models import Company
from sameroom.room.founding import Asked, find_asked, first_agreement
from sameroom.webkit import audit as log
from sameroom.webkit import stale
from sameroom.webkit.audit import Actor


class GoneOnError(SameroomError):
    """The agreement is more by now than what the set-up asked."""

    def __init__(self) -> None:
        super().__init__(
            _("The agreement has gone on since the set-up, so nothing was written."),
            remedy=_("Working time and currency are changed in the agreement."),
        )


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was answered so far.

    Args:
        asked: the answers that stand; None before the first.
        is_open: whether they may still be given here: nobody has begun a version, and the file says
            nothing but them.
    """

    asked: Asked | None
    is_open: bool

    @property
    def initial(self) -> dict[str, Any]:  # Any: what a form takes
        """Give the answers as the form has them."""
        if self.asked is None:
            return {}
        return {
            "currency": self.asked.currency,
            "time_zone": self.asked.zone,
            "days": list(self.asked.days),
            "opens": self.asked.opens,
            "closes": self.asked.closes,
            "holidays": "\n".join(day.isoformat() for day in self.asked.holidays),
        }


def get_set_up() -> SetUp:
    """Get what the set-up asked and was told."""
    text = agreement.read_file()
    asked = find_asked(text=text) if text is not None else None
    return SetUp(asked, not agreement.has_versions() and (text is None or asked is not None))


def write_agreement(*, asked: Asked, seen: str, by: Actor, now: datetime) -> None:
    """Write what the set-up asked as the company's first agreement, in one step.

    Args:
        asked: the answers.
        seen: the mark of those that stood when they were given.

    Raises:
        GoneOnError: when the agreement is more by now than what the set-up asks.
        stale.ChangedSinceError: when somebody else answered since.
    """
    with transaction.atomic():
        company = Company.objects.select_for_update().order_by("pk").first()
        text = first_agreement(name=company.name if company else "", asked=asked)
        if text == agreement.read_file():
            return
        stands = get_set_up()
        if not stands.is_open:
            raise GoneOnError
        stale.check(seen=seen, values=stands.initial)
        agreement.replace_file(text=text)
        log.record("agreement.begun", at=now, by=by)
