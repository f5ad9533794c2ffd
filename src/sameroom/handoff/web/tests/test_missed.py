"""Who missed a promise is not given the same lead by the rules, unless it is promised anew."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import (
    assigning,
    operations,
    promising,
    routing_operations,
    routing_wording,
    sweeping,
)
from sameroom.handoff.web.assigning import Ended
from sameroom.handoff.web.models import Case, Deadline, Routing
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import agree
from sameroom.handoff.web.tests.routing_builders import sellers as two_sellers
from sameroom.notice.web.models import Notice
from sameroom.room.web import api as room
from sameroom.room.web.tests.builders import People, a_person, people
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 7, 3, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
STEP = MONDAY + timedelta(hours=4)
LADDER = """  escalation:
    first_touch: []
    disposition:
      - {after_hours: 4, act: reassign, whom: sales lead}
"""
BOTH = "- name: All\n  to: [sol@tessaro.example, oda@tessaro.example]"
ONLY_SOL = "- name: All\n  to: [sol@tessaro.example]"


@pytest.fixture
def here() -> People:
    two_sellers()
    everybody = people()
    a_person("Hanna", team="sales", role=Role.LEAD)  # not in the record: no lead can be hers
    return everybody


def missed(folder: Path, *, rules: str = BOTH) -> Case:
    """Make a lead that Sol has had since Friday, and take the step of Monday about it."""
    agree(folder=folder, rules=rules, more=LADDER)
    case = a_case(due_at=None, handed_over_at=FRIDAY, decide_by=MONDAY)
    promising.lay_out(cases=[case], clauses=room.get_agreed().clauses, now=FRIDAY)
    sweeping.sweep(now=STEP)
    case.refresh_from_db()
    assert (case.owner_id, case.holder) == ("", "nobody")
    return case


def test_the_rules_give_it_to_somebody_else_and_say_why(here: People, tmp_path: Path) -> None:
    case = missed(tmp_path)
    assert Deadline.objects.get().missed_by == "crm:2"
    assert routing_operations.route_due(now=STEP) == 1
    step = Routing.objects.get()
    assert (step.to_id, step.passed[0]["why"]) == ("crm:3", "missed"), "it would be Sol's turn"
    assert Case.objects.get(pk=case.pk).owner_id == "crm:3"

    def said(reader: object) -> tuple[str, ...]:
        return routing_wording.passed(row=step, reader=reader.as_reader())  # type: ignore[attr-defined]  # a user

    assert said(here.sol) == ("You missed the promise to this lead.",)
    assert said(here.own) == (
        "Colleagues were away, had no room, missed the promise or have left.",
    ), "no name"


def test_where_nobody_else_can_take_it_it_is_nobody_s_and_the_lead_of_sales_is_told(
    here: People, tmp_path: Path
) -> None:
    case = missed(tmp_path, rules=ONLY_SOL)
    assert routing_operations.route_due(now=STEP) == 0
    case.refresh_from_db()
    assert (case.owner_id, case.nobody_since) == ("", STEP)
    (notice,) = Notice.objects.filter(kind="handoff.nobody", settled_at=None)
    assert notice.user.name == "Hanna"


def test_another_lead_still_goes_to_who_missed_this_one(here: People, tmp_path: Path) -> None:
    missed(tmp_path, rules=ONLY_SOL)
    other = a_case(2, owner_id="", handed_over_at=MONDAY)
    assert assigning.assign(case_id=other.pk, agreed=room.get_agreed(), now=STEP) is Ended.GIVEN
    other.refresh_from_db()
    assert other.owner_id == "crm:2"


def test_handed_over_anew_it_may_go_to_who_missed_the_earlier_promise(
    here: People, tmp_path: Path
) -> None:
    case = missed(tmp_path, rules=ONLY_SOL)
    later = STEP + timedelta(hours=1)
    for how, read_as, by in (
        (Move.REJECT, State.WAITING, here.own), (Move.RESUBMIT, State.REJECTED, here.ada),
    ):  # fmt: skip
        operations.move(case_id=case.pk, move=how, read_as=read_as, by=by, now=later,
                        told=Told("clerical", "No telephone", "Now it is there"))  # fmt: skip
    assert assigning.assign(case_id=case.pk, agreed=room.get_agreed(), now=later) is Ended.GIVEN
    case.refresh_from_db()
    assert case.owner_id == "crm:2"
