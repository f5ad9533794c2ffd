"""Other systems are told of clocks that stop, of steps taken and of disputes: ids and states."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from sameroom import agreement
from sameroom.handoff.promises import Ruling
from sameroom.handoff.web import (
    disputing,
    events,
    pausing,
    promising,
    routing_operations,
    sweeping,
)
from sameroom.handoff.web.assigning import Owner
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.routing_operations import Gift
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import STEEL, sellers
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.models import AuditEntry
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
NAMES = {act: one for one in events.EVENTS for act in one.acts}
LADDER = """
handoff:
  escalation:
    first_touch: []
    disposition:
      - {after_hours: -2, act: remind, whom: owner}
      - {after_hours: 0, act: notify, whom: both leads}
      - {after_hours: 4, act: reassign, whom: sales lead}
"""
BY_RULES = """
handoff:
  routing:
    rules:
      - {name: Steel, to: [sol@tessaro.example], when: [{attribute: industry, is_one_of: [Steel]}]}
"""
FRIDAY = datetime(2026, 7, 3, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def here() -> Iterator[People]:
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD, member_id="crm:1")
    with patch("sameroom.room.web.api.get_agreed", lambda: agreement.parse(text=LADDER)):
        yield everybody


def promised() -> Case:
    case = a_case(due_at=None, handed_over_at=FRIDAY, decide_by=MONDAY)
    promising.lay_out(cases=[case], clauses=agreement.parse(text=LADDER).clauses, now=FRIDAY)
    return case


def told(reader: User) -> list[tuple[str, dict[str, object]]]:
    """List what a reader is told of everything that was done, beside the ids of the lead."""
    found = []
    for entry in AuditEntry.objects.order_by("pk"):
        if event := NAMES.get(entry.action):
            data = event.tells(
                reader=reader.as_reader(), subject=entry.subject, details=entry.details
            )
            if data is not None:
                own = {"case", "lead", "person", "account", "state", "turn", "team"}
                found.append((event.name, {k: v for k, v in data.items() if k not in own}))
    return found


def test_each_step_is_told_as_what_was_done(here: People) -> None:
    promised()
    for hours in (-66, 0, 4):  # on Friday at three, on Monday at nine and at one
        sweeping.sweep(now=MONDAY + timedelta(hours=hours))
    steps = [data for name, data in told(here.admin) if name == "promise.step_taken"]
    assert steps == [{"promise": "disposition", "step": one}
                     for one in ("reminded", "notified", "reassigned")]  # fmt: skip
    assert ("lead.reassigned", {}) in told(here.admin)


def test_whoever_gets_a_lead_by_a_rule_or_by_hand_is_told_of(here: People) -> None:
    sellers()
    case = a_case(owner_id="", holder="nobody", packet=STEEL)
    with patch("sameroom.room.web.api.get_agreed", lambda: agreement.parse(text=BY_RULES)):
        assert routing_operations.route_due(now=FRIDAY) == 1
    assert told(here.admin) == [("lead.reassigned", {})]
    routing_operations.give(
        gift=Gift(case.pk, Case.objects.get().owner_id), to=Owner("crm:1", "Hanna", "sales"),
        reason="", by=here.sol, now=FRIDAY,
    )  # fmt: skip
    assert told(here.admin) == [("lead.reassigned", {})] * 2


def test_that_nobody_is_there_to_take_a_lead_is_told_once(here: People) -> None:
    sellers()
    case = a_case(owner_id="", holder="nobody", handed_over_at=FRIDAY)
    with patch("sameroom.room.web.api.get_agreed", lambda: agreement.parse(text=BY_RULES)):
        for minutes in (0, 10):  # it is no lead of steel's, and is asked about again
            assert routing_operations.route_due(now=FRIDAY + timedelta(minutes=minutes)) == 0
    assert told(here.admin) == [("lead.nobody", {})]
    entry = AuditEntry.objects.get(action="lead.nobody")
    data = NAMES["lead.nobody"].tells(
        reader=here.admin.as_reader(), subject=entry.subject, details=entry.details
    )
    assert data is not None
    assert (data["case"], data["state"]) == (case.pk, "waiting")
    assert told(here.outsider) == []


def test_a_lead_that_cannot_be_taken_away_is_not_told_as_taken(here: People) -> None:
    promised()
    sweeping.sweep(now=MONDAY)
    with patch("sameroom.handoff.web.operations.reassign", return_value=0):
        sweeping.sweep(now=MONDAY + timedelta(hours=4))
    assert "reassigned" not in {data["step"] for name, data in told(here.admin)
                                if name == "promise.step_taken"}  # fmt: skip


def test_a_pause_and_its_end_are_told(here: People) -> None:
    case, until = promised(), MONDAY + timedelta(days=2)
    pausing.pause(case_id=case.pk, reason="Rosa is on leave", until=until, by=here.sol, now=FRIDAY)
    pausing.end_due(now=until)
    assert told(here.admin) == [
        ("lead.paused", {"until": until.isoformat()}), ("lead.resumed", {}),
    ]  # fmt: skip


def test_a_dispute_is_told_with_how_it_ended_and_not_to_who_does_not_see_the_lead(
    here: People,
) -> None:
    case = promised()
    number = disputing.dispute(case_id=case.pk, promise="disposition", reason="He was ill",
                               by=here.sol, now=MONDAY + timedelta(hours=1))  # fmt: skip
    for by in (here.ada, User.objects.get(name="Hanna")):
        disputing.rule(dispute_id=number, ruling=Ruling.EXCUSE, note="So it was", by=by,
                       now=MONDAY + timedelta(hours=2))  # fmt: skip
    one = {"dispute": number, "promise": "disposition"}
    assert told(here.admin) == [
        ("promise.disputed", one | {"ended_as": ""}),
        ("promise.ruled", one | {"ended_as": "", "says": "excuse", "teams": "marketing"}),
        ("promise.ruled", one | {"ended_as": "", "says": "excuse", "teams": "sales"}),
        ("promise.settled", one | {"ended_as": "excuse"}),
    ]
    assert told(here.outsider) == told(here.own) == []
