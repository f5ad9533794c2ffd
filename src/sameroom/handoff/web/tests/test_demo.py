"""The demo's room shows leads shared out, from what its record tells, and tells nobody outside."""

from datetime import timedelta
from pathlib import Path

import pytest

from sameroom.handoff.web import demo
from sameroom.handoff.web.models import Absence, Act, Case, Routing
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import a_seller, agree
from sameroom.notice.web.models import Notice, Outgoing, State
from sameroom.record.web import operations as record
from sameroom.record.web.models import Subject, TimelineEntry
from sameroom.room.web.models import Present, Refresh
from sameroom.room.web.tests.builders import NOW, a_person, people
from sameroom.webkit.rights import Role

pytestmark = pytest.mark.django_db
PRESENT = NOW.replace(hour=0)


def somebody(key: str, days_ago: int) -> None:
    Subject.objects.create(generation=1, key=key, noun="person", name=f"Buyer {key[0]}", facts=[])
    TimelineEntry.objects.create(
        generation=1, happened_at=PRESENT - timedelta(days=days_ago), entry_id=key, kind="visit",
        side="marketing", noun="touch", about="Guide", person_key=key,
    )  # fmt: skip


def test_who_came_lately_is_handed_over_once_and_somebody_is_away(
    settings: object, tmp_path: Path
) -> None:
    agree(folder=tmp_path, rules="- {name: All, to: [sol@tessaro.example, tom@tessaro.example]}")
    everybody = people()
    a_person("Kat", team="sales", role=Role.LEAD, member_id="crm:1")
    a_seller("crm:2", "Sol")
    a_seller("crm:5", demo.AWAY, address="tom@tessaro.example")
    Present.objects.create(only=True, as_of=PRESENT, starts_at=PRESENT - timedelta(days=400))
    record.show(generation=1, team_sizes={"sales": 9})
    for key, days in (("a" * 20, 3), ("b" * 20, 9), ("c" * 20, 60), ("d" * 20, 2)):
        somebody(key, days)
    a_case(person_key="d" * 20)
    for _ in range(2):
        demo.bring(now=NOW)
    made = Case.objects.filter(is_from_here=True).order_by("person_name")
    assert [(one.person_name, one.owner_id) for one in made] == [
        ("Buyer a", "crm:2"), ("Buyer b", "crm:2"),
    ]  # fmt: skip
    assert "visited the site, “Guide”" in made[0].sent_note
    acts = {act.case_id: act.at for act in Act.objects.filter(move="hand over")}
    assert {one.pk: one.handed_over_at for one in made} == acts, "each has its own hour"
    assert Absence.objects.get().member_id == "crm:5"
    assert {step.passed[0]["why"] for step in Routing.objects.all()} == {"away"}
    assert Notice.objects.filter(user=everybody.sol).count() == 2
    assert not Outgoing.objects.filter(state=State.WAITING).exists()
    assert not Refresh.objects.exists()
    assert Act.objects.filter(move="hand over", by=everybody.ada).count() == 2


def test_a_room_that_is_not_invented_is_left_alone(settings: object, tmp_path: Path) -> None:
    agree(folder=tmp_path)
    people()
    record.show(generation=1, team_sizes={"sales": 9})
    somebody("a" * 20, 3)
    demo.bring(now=NOW)
    assert not Case.objects.exists()
