"""Web processes and workers are killed while people decide: no act is lost, none is done twice.

Everything runs as in a company of several machines: a web server of two processes and two workers,
each started by its own command. What is killed is killed outright, at random and again and again.
Whoever decides asks again where an answer did not come, as people do.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from tests.engines.postgres import find_programs, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc"),
]
HOME = Path(__file__).parents[2]
FACTS = 9_000
FIRE = 30  # seconds of deciding under fire; then they end in peace what is left
SECONDS = 200  # at most
PEOPLE = 6
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STATE = re.compile(r'name="read_as" value="([^"]+)"')
MAIN = "from sameroom.cli.main import main; main()"


@dataclass
class Room:
    """The processes of a room, each started again where it is killed."""

    environment: dict[str, str]
    store: Path
    address: str = ""
    started: list["subprocess.Popen[str]"] = field(default_factory=list)

    def start_web(self) -> None:
        """Start the web server and learn where it listens."""
        process = self._start("web", "--web", "2", "--port", "0")
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        self.address = found[0]

    def start_worker(self) -> None:
        """Start a worker by its own command, as on a machine of its own."""
        self._start("worker")

    def _start(self, *words: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", MAIN, *words, "--store", str(self.store)],
            stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        self.started.append(process)
        return process

    def mend(self) -> None:
        """Start anew what has ended: what a service manager does."""
        for process in [one for one in self.started[1:] if one.poll() is not None]:
            self.started.remove(process)
            close(process)
            self.start_worker()

    def victims(self) -> list[int]:
        """List the web processes, and the processes that do the jobs."""
        servers = children_of(self.started[0].pid)
        found = [child for server in servers for child in children_of(server)]
        for worker in self.started[1:]:
            found += children_of(worker.pid)
        return found

    def stop(self) -> None:
        """End everything."""
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait(timeout=60)
            close(process)


def close(process: "subprocess.Popen[str]") -> None:
    """Let go of what a process that has ended could still have said."""
    if process.stdout is not None:
        process.stdout.close()


def children_of(process: int) -> list[int]:
    """List the processes that one has started; none where it has just ended."""
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(number) for number in told.split()]


def run(*words: str, environment: dict[str, str]) -> None:
    """Run a command, or tell what it said."""
    done = subprocess.run([sys.executable, *words], env=environment, check=False,
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def own_environment() -> dict[str, str]:
    """Give an environment that knows of no room."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAMEROOM_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Simulate a company with its record: both rooms begin with the same."""
    folder = tmp_path_factory.mktemp("simulated")
    words = ("-c", MAIN, "simulate", str(folder), "--scale", str(FACTS), "--force")
    run(*words, environment=own_environment())
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def room(
    request: pytest.FixtureRequest, simulated: Path, tmp_path: Path
) -> Iterator[tuple[Room, dict[str, Any]]]:
    with database(request.param) as more:
        environment = own_environment() | more
        shutil.copytree(simulated, tmp_path, dirs_exist_ok=True)
        store, plan = tmp_path / "record", tmp_path / "plan.json"
        furnish = str(HOME / "bench" / "load" / "furnish.py")
        run(furnish, str(store), str(plan), environment=environment)
        opened = Room(environment, store)
        try:
            opened.start_web()
            opened.start_worker()
            opened.start_worker()
            yield opened, json.loads(plan.read_text("utf-8"))
        finally:
            opened.stop()


@contextmanager
def database(kind: str) -> Iterator[dict[str, str]]:
    """Give what the environment says of the database."""
    if kind == "sqlite":
        yield {}
        return
    if find_programs() is None:
        message = "POSTGRESQL LEFT OUT: its server is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with running() as address:
        told = dict(part.split("=", 1) for part in address.split())
        place = f"{told['user']}@{told['host']}:{told['port']}/{told['dbname']}"
        yield {"DATABASE_URL": f"postgres://{place}"}


@dataclass
class Answers:
    """What those who decided were told."""

    done: Counter[tuple[int, int]] = field(default_factory=Counter)  # by lead and person
    second: Counter[tuple[int, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lost: int = 0  # answers that did not come


def decide(
    room: Room, who: int, cookies: dict[str, str], cases: list[list[str]], answers: Answers,
    is_over: Callable[[], bool],
) -> None:  # fmt: skip
    """Accept each lead; where no answer comes, look again and go on from what is seen."""
    client = requests.Session()
    client.cookies.update(cookies)
    for case_id, page, move in cases:
        while not is_over():
            try:
                if told := accept(client, room.address, page, move):
                    kept = {"done": answers.done, "second": answers.second}.get(told)
                    if kept is None:
                        answers.wrong.append(told)
                    else:
                        kept[int(case_id), who] += 1
                    break
            except requests.RequestException:
                answers.lost += 1
                time.sleep(0.1)
        time.sleep(0.05)


def accept(client: requests.Session, address: str, page: str, move: str) -> str:
    """Accept a lead as it is seen; tells what became of it, "" where that is to be tried again."""
    seen = client.get(address + page, timeout=20, allow_redirects=False)
    if seen.status_code >= 500:
        return f"{page} answers {seen.status_code}"
    state, token = STATE.search(seen.text), TOKEN.search(seen.text)
    if seen.status_code != 200 or token is None:
        return f"{page} answers {seen.status_code}"
    if state is None or state[1] != "waiting":
        return "second"
    said = client.post(
        address + move,
        {"move": "accept", "read_as": "waiting", "csrfmiddlewaretoken": token[1]},
        headers={"HX-Request": "true", "Referer": address + page},
        timeout=20, allow_redirects=False,
    )  # fmt: skip
    if said.status_code == 200:
        return "done"
    return "second" if said.status_code == 409 else f"{move} answers {said.status_code}"


def test_no_act_is_lost_and_none_is_done_twice(
    room: tuple[Room, dict[str, Any]],  # Any: what JSON holds
) -> None:
    opened, plan = room
    chance, answers = random.Random(3), Answers()
    cases = plan["leads"]["cases"]
    ends = time.monotonic() + SECONDS
    # Of sales, who see everybody's leads.
    seats = [one["cookies"] for one in plan["sessions"][::2] if one["sees"] == "all"]
    people = []
    for who in range(PEOPLE):  # each lead is on the desks of two
        desk = [case for place, case in enumerate(cases) if (place + who) % 3 == 0]
        chance.shuffle(desk)
        told = (opened, who, seats[who], desk, answers)
        people.append(
            threading.Thread(target=decide, args=(*told, lambda: time.monotonic() > ends))
        )
    for one in people:
        one.start()
    under_fire = time.monotonic() + FIRE
    killed = kill_while(
        lambda: time.monotonic() < under_fire and any(one.is_alive() for one in people),
        opened,
        chance,
    )
    for one in people:
        one.join()
    # Most of the minute passes in which each could be undone; then they become facts, under fire.
    time.sleep(40)
    ends = time.monotonic() + 35
    killed += kill_while(lambda: time.monotonic() < ends, opened, chance)
    held = look_until_appended(opened)

    assert answers.wrong == []
    assert killed > 20
    assert len(answers.done) > len(cases) / 2, "most were told that it is done"
    firsts = Counter(case for case, _ in answers.done)
    assert max(firsts.values()) == 1, "two were told that they were first"
    assert {told["state"] for told in held["cases"].values()} == {"accepted"}
    assert {told["acts"] for told in held["cases"].values()} == {1}
    assert held["left"] == 0
    assert facts_of_the_room(opened.store) == (len(cases), len(cases))


def kill_while(goes_on: Callable[[], bool], room: Room, chance: random.Random) -> int:
    """Kill whom chance names, again and again; tells how often."""
    killed = 0
    while goes_on():
        if victims := room.victims():
            os.kill(chance.choice(victims), signal.SIGKILL)
            killed += 1
        time.sleep(chance.uniform(1, 4))  # long enough for one of them to come up again
        room.mend()
    return killed


def look_until_appended(room: Room) -> dict[str, Any]:  # Any: what JSON holds
    """Look into the database, once the workers have appended everything or time is up."""
    ends = time.monotonic() + 180
    while True:
        room.mend()
        done = subprocess.run(
            [sys.executable, str(HOME / "tests" / "load" / "look.py"), str(room.store),
             str(room.store.parent / "plan.json")],
            env=room.environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        told: dict[str, Any] = json.loads(done.stdout)
        if told["left"] == 0 or time.monotonic() > ends:
            return told
        time.sleep(5)


def facts_of_the_room(store: Path) -> tuple[int, int]:
    """Count the moves that the record has from the room, and the leads that they move."""
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        told = engine.ask(
            "select count(*) as n, count(distinct subject_id) as leads from stage_change"
            " where origin = 'sameroom'"
        ).to_pylist()[0]
    finally:
        engine.close()
    return told["n"], told["leads"]
