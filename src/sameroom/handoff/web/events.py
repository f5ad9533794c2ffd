"""What other systems may be told of leads that are handed over: ids and states."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sameroom.handoff.web.queries import find_case
from sameroom.webhooks.cards import Details, Event, Value
from sameroom.webkit.rights import Reader


def _tells(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    case = find_case(reader=reader, case_id=int(subject))
    if case is None:
        return None
    return {
        "case": case.pk,
        "lead": case.lead_id,
        "person": case.person_key,
        "account": case.account_key,
        "state": case.state,
        "turn": case.turn,
        "team": case.team,
    }


EVENTS = (
    Event("lead.handed_over", _("A lead is handed over, or again"),
          ("lead.handed_over", "lead.resubmit", "lead.take_back"), _tells),
    Event("lead.opened", _("Sales opened a lead"), ("lead.opened",), _tells),
    Event("lead.accepted", _("A lead is accepted"), ("lead.accept",), _tells),
    Event("lead.rejected", _("A lead is rejected"), ("lead.reject",), _tells),
    Event("lead.recycled", _("A lead is sent back for later"), ("lead.recycle",), _tells),
    Event("lead.returned", _("The day of a recycled lead has come"), ("lead.returned",), _tells),
    Event("lead.qualified", _("A lead is qualified"), ("lead.qualify",), _tells),
    Event("lead.closed", _("A lead is closed after contact"), ("lead.disqualify",), _tells),
    Event("lead.contested", _("A rejection is contested"), ("lead.contest",), _tells),
    Event("lead.settled", _("A rejection is settled"),
          ("lead.answer", "lead.uphold", "lead.overturn"), _tells),
    Event("lead.reassigned", _("A lead is given to somebody else"), ("lead.reassigned",), _tells),
    Event("lead.undone", _("The last decision on a lead is taken back"), ("lead.undone",), _tells),
)  # fmt: skip
