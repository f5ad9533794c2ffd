"""What is done in the room becomes facts, once, after its minute, and readings move."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured

from sameroom.agreement import default
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.tests.builders import lead, moment, move, record, whole
from sameroom.handoff.web import facts, jobs, operations
from sameroom.handoff.web.facts import Done
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.tests.builders import a_case
from sameroom.measure import Reading
from sameroom.record.timeline import key_of
from sameroom.room.web import api as room
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, people

WORDS = default().clauses.lifecycle.lead


def done(number: int, to_state: str) -> Done:
    return Done(
        act_id=number, move="reject", at=moment(3, 3), member_id="", lead_id=f"crm:l{number}",
        person_id=f"crm:p{number}", from_state="waiting", to_state=to_state,
        family="clerical" if to_state == "rejected" else "",
        reason="Missing information" if to_state == "rejected" else "",
    )  # fmt: skip


def test_the_acceptance_moves_by_what_was_decided_in_the_room() -> None:
    leads = [lead(number) for number in range(1, 61)]
    handed = [
        move("handed over", moment(3, 2), of=f"crm:l{number}", id=f"crm:m{number}")
        for number in range(1, 61)
    ]
    said = [done(number, "accepted" if number <= 45 else "rejected") for number in range(1, 61)]
    rows = facts.rows_of(done=said, words=WORDS, seen_at=NOW)["stage_change"]
    before = whole(record(lead=leads, stage_change=handed), "acceptance")
    after = whole(record(lead=leads, stage_change=[*handed, *rows]), "acceptance")
    assert not isinstance(before["acceptance_rate"], Reading)
    told = after["acceptance_rate"]
    assert isinstance(told, Reading)
    assert (told.value, told.count) == (0.75, 60)


@pytest.mark.django_db
def test_an_act_reaches_the_record_once_and_an_undone_one_never(
    settings: object, tmp_path: Path
) -> None:
    configured.STORE = tmp_path / "record"
    Store.open(path=configured.STORE, create=True)
    everybody = people()
    kept, undone = a_case(1), a_case(2)
    for case in (kept, undone):
        operations.move(
            case_id=case.pk, move=Move.REJECT, read_as=State.WAITING,
            told=Told("clerical", "Missing information"), by=everybody.sol, now=NOW,
        )  # fmt: skip
    operations.undo(case_id=undone.pk, by=everybody.sol, now=NOW + timedelta(seconds=30))
    assert jobs.append(now=NOW + timedelta(seconds=59)) == 0
    assert jobs.append(now=NOW + timedelta(seconds=60)) == 1
    assert jobs.append(now=NOW + timedelta(seconds=61)) == 0
    Act.objects.update(appended_at=None)  # killed before it was marked
    jobs.append(now=NOW + timedelta(seconds=62))
    with Store.open(path=configured.STORE).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        (row,) = engine.ask("select * from stage_change").to_pylist()
        engine.close()
    assert (row["subject_id"], row["to_stage"], row["reason_family"], row["changed_by_id"]) == (
        "crm:l1", WORDS["rejected"][0], "clerical", "crm:2",
    )  # fmt: skip
    assert Refresh.objects.filter(cause="acts").count() == 1


@pytest.mark.django_db
def test_a_lead_shared_out_as_it_is_handed_over_names_its_person_in_the_record(
    settings: object, tmp_path: Path
) -> None:
    configured.STORE = tmp_path / "record"
    Store.open(path=configured.STORE, create=True)
    person = {"id": "crm:p1", "origin": "crm", "source_id": "p1", "seen_at": NOW,
              "is_deleted": False, "name": "Rosa Klein"}  # fmt: skip
    room.append_facts(rows={"person": [person]}, now=NOW)
    everybody = people()
    hand = operations.Hand(person_key=key_of(noun="person", subject_id="crm:p1"),
                           person_name="Rosa Klein", owner_id="crm:2")  # fmt: skip
    case_id = operations.hand_over(hand=hand, by=everybody.ada, now=NOW)
    case = Case.objects.get(pk=case_id)
    for move_word in ("route", "give"):  # the row is written by the last of them
        Act.objects.create(case=case, move=move_word, at=NOW, from_state=case.state,
                           to_state=case.state)  # fmt: skip
    assert jobs.append(now=NOW + timedelta(seconds=60)) == 3
    with Store.open(path=configured.STORE).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        (row,) = engine.ask("select person_id, owner_id from lead").to_pylist()
        engine.close()
    assert row == {"person_id": "crm:p1", "owner_id": "crm:2"}
