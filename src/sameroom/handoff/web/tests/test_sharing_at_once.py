"""Several share out leads, or hand somebody over, at the same instant: each goes to one, once."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection, connections

from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import operations, routing_operations
from sameroom.handoff.web.models import Case, Credit, Routing
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import STEEL, agree, sellers
from sameroom.room.web.tests.builders import NOW, people

LEADS = 24
BEGIN = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from sameroom.handoff.web.tests.builders import a_case
from sameroom.handoff.web.tests.routing_builders import STEEL, sellers
sellers()
for number in range({leads}):
    a_case(number, owner_id="", packet=STEEL)
"""
SHARE = """
import sys, time, pathlib
import django; django.setup()
from sameroom.handoff.web import routing_operations
from sameroom.room.web.tests.builders import NOW
print("ready", flush=True)
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.01)
print(routing_operations.route_due(now=NOW))
"""
LOOK = """
import django; django.setup()
from sameroom.handoff.web.tests.test_sharing_at_once import hold_that_each_went_to_one
hold_that_each_went_to_one()
"""


def hold_that_each_went_to_one() -> None:
    """Hold that no lead was shared out twice, and that no credit was lost."""
    assert Routing.objects.filter(how="rule").count() == LEADS
    assert Routing.objects.values("case").distinct().count() == LEADS
    got = [Case.objects.filter(owner_id=one).count() for one in ("crm:2", "crm:3")]
    assert got == [LEADS // 2, LEADS // 2]
    earned = [Fraction(int(row.numerator), int(row.denominator)) for row in Credit.objects.all()]
    assert (len(earned), sum(earned), set(earned)) == (2, 0, {Fraction(0)})


def test_two_workers_and_several_web_processes_share_out_each_lead_once(tmp_path: Path) -> None:
    agree(folder=tmp_path / "record")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sameroom.site.settings",
        "SAMEROOM_STORE": str(tmp_path / "record"),
    }
    env.pop("DATABASE_URL", None)

    def run(code: str, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen([sys.executable, "-c", code, *words], env=env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip

    def done(code: str) -> None:
        one = run(code)
        said = one.communicate(timeout=60)
        assert one.returncode == 0, said

    done(BEGIN.format(leads=LEADS))
    go = tmp_path / "go"
    both = [run(SHARE, str(go)) for _ in range(2)]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    go.touch()
    told = [one.communicate(timeout=60) for one in both]
    assert sum(int(said) for said, _ in told) == LEADS, told
    done(LOOK)


def at_once(do: Callable[[], object]) -> list[BaseException]:
    """Do the same in two threads; gives what was raised."""
    raised: list[BaseException] = []

    def act() -> None:
        try:
            do()
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_threads_share_out_each_lead_once(settings: object, tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        # Threads of a test share one connection here: the test of two processes holds it there.
        pytest.skip("its tests share one connection; see the test of two processes")  # as above
    agree(folder=tmp_path)
    sellers()
    people()
    for number in range(LEADS):
        a_case(number, owner_id="", packet=STEEL)
    assert at_once(lambda: routing_operations.route_due(now=NOW)) == []
    hold_that_each_went_to_one()


ROSA = operations.Hand(person_key="k" * 20, person_name="Rosa")


@pytest.mark.django_db
def test_who_is_handed_over_before_the_other_is_seen_waits_once(
    settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both look whether somebody waits before either has written: the database holds the rest."""
    agree(folder=tmp_path, rules="[]")
    everybody = people()
    first = operations.hand_over(hand=ROSA, by=everybody.ada, now=NOW)
    real, looked = operations._who_waits, []

    def blind(person_key: str) -> object:
        looked.append(person_key)
        return Case.objects.none() if len(looked) == 1 else real(person_key)

    monkeypatch.setattr(operations, "_who_waits", blind)
    with pytest.raises(operations.MovedOnError) as told:
        operations.hand_over(hand=ROSA, by=everybody.ada, now=NOW)
    assert told.value.case_id == first
    assert Case.objects.filter(person_key="k" * 20, state=State.WAITING).count() == 1


@pytest.mark.django_db
def test_a_lead_does_not_wait_again_beside_a_newer_one_of_the_same_person(
    settings: object, tmp_path: Path
) -> None:
    agree(folder=tmp_path, rules="[]")
    everybody = people()
    first = operations.hand_over(hand=ROSA, by=everybody.ada, now=NOW)
    told = Told("clerical", "Missing information")
    operations.move(case_id=first, move=Move.REJECT, read_as=State.WAITING, told=told,
                    by=everybody.sol, now=NOW)  # fmt: skip
    operations.hand_over(hand=ROSA, by=everybody.ada, now=NOW)
    with pytest.raises(operations.TooLateError):
        operations.undo(case_id=first, by=everybody.sol, now=NOW)
    with pytest.raises(operations.WaitsAlreadyError, match="They wait for sales already"):
        operations.move(case_id=first, move=Move.RESUBMIT, read_as=State.REJECTED,
                        told=Told(note="Put right"), by=everybody.ada, now=NOW)  # fmt: skip
    assert Case.objects.get(pk=first).state == State.REJECTED


@pytest.mark.django_db(transaction=True)
def test_who_is_handed_over_twice_at_the_same_instant_waits_once(
    settings: object, tmp_path: Path
) -> None:
    if connection.vendor == "sqlite":
        # Threads of a test share one connection here: the constraint is tested above, without them.
        pytest.skip("its tests share one connection; see the test above")  # as above
    agree(folder=tmp_path, rules="[]")
    everybody = people()
    raised = at_once(lambda: operations.hand_over(hand=ROSA, by=everybody.ada, now=NOW))
    assert [type(one) for one in raised] == [operations.MovedOnError]
    assert Case.objects.filter(person_key="k" * 20, state=State.WAITING).count() == 1
