"""What other systems may be told of leads that are handed over: ids and states."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sameroom.handoff.web.models import Case, Dispute
from sameroom.handoff.web.queries import find_case
from sameroom.record.web import api as record
from sameroom.webhooks.cards import Details, Event, Value
from sameroom.webkit.rights import Reader, team_told


def _tells(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    case = find_case(reader=reader, case_id=int(subject))
    return None if case is None else _ids(case, reader)


def _ids(case: Case, reader: Reader) -> dict[str, Value]:
    return {
        "case": case.pk,
        "lead": case.lead_id,
        "person": case.person_key,
        "account": case.account_key,
        "state": case.state,
        "turn": case.turn,
        "team": team_told(
            reader=reader, team=case.team, size=record.get_team_sizes().get(case.team, 0)
        ),
    }


def _tells_pause(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    """Tell until when it is paused; "" where the buyer did not say."""
    told = _tells(reader=reader, subject=subject, details=details)
    return told and {**told, "until": details["until"]}


def _tells_dispute(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    """Tell which promise it is about, and how it ended; "" where it has not."""
    told = _tells(reader=reader, subject=subject, details=details)
    one = Dispute.objects.filter(pk=int(details["dispute"])).first()
    if told is None or one is None:
        return None
    return {**told, "dispute": one.pk, "promise": one.promise, "ended_as": details.get("as", "")}


def _tells_ruling(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    """Tell what was said, and for which teams; the sentence stays in the room."""
    told = _tells_dispute(reader=reader, subject=subject, details=details)
    if told is None:
        return None
    return {**told, "says": details["says"], "teams": details["for"]}


def _tells_step(*, reader: Reader, subject: str, details: Details) -> Mapping[str, Value] | None:
    """Tell what was done about which promise; a step by which nothing was done is none."""
    told = _tells(reader=reader, subject=subject, details=details)
    if told is None or not details["done"]:
        return None
    return {**told, "promise": details["promise"], "step": details["done"]}


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
    Event("lead.reassigned", _("A lead is given to somebody else"),
          ("lead.reassigned", "lead.given", "lead.routed", "lead.taken_over", "lead.kept"),
          _tells),
    Event("lead.nobody", _("Nobody is there to take a lead"), ("lead.nobody",), _tells),
    Event("lead.paused", _("The clocks of a lead are paused"), ("lead.paused",), _tells_pause),
    Event("lead.resumed", _("The clocks of a lead run again"), ("lead.resumed",), _tells),
    Event("promise.step_taken",
          _("Somebody is reminded or told of a promise, or a lead taken away"),
          ("deadline.taken",), _tells_step),
    Event("promise.disputed", _("It is disputed that a promise was missed"), ("promise.disputed",),
          _tells_dispute),
    Event("promise.ruled", _("A lead says whether a missed promise counts"), ("promise.ruled",),
          _tells_ruling),
    Event("promise.settled", _("It is settled whether a missed promise counts"),
          ("promise.settled",), _tells_dispute),
    Event("lead.undone", _("The last decision on a lead is taken back"), ("lead.undone",), _tells),
)  # fmt: skip
