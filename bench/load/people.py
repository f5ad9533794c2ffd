"""People in a room, for locust: each opens a page, and another three seconds later.

What they open stands in a file that `bench/room.py` writes and names by `SAMEROOM_PLAN`: the
addresses of each kind of page, and the sessions of those who have signed in. Locust runs it in a
process and an environment of its own, so that its work is not counted as the server's.
"""

import itertools
import json
import os
import random
from pathlib import Path

from locust import HttpUser, constant_pacing, task

PLAN = json.loads(Path(os.environ["SAMEROOM_PLAN"]).read_text("utf-8"))
PACE = float(os.environ.get("SAMEROOM_PACE", "3"))
SEATS = itertools.cycle(PLAN["sessions"])
NUMBERS = itertools.count(1)


class Somebody(HttpUser):
    """One person who looks at one page after the other."""

    wait_time = constant_pacing(PACE) if PACE else lambda _self: 0.0

    def on_start(self) -> None:
        """Take a seat: somebody's session."""
        self.client.cookies.update(next(SEATS))
        self.chance = random.Random(next(NUMBERS))

    @task
    def open_a_page(self) -> None:
        """Open a page of a kind drawn by its weight."""
        kinds = list(PLAN["pages"])
        weights = [PLAN["pages"][kind]["weight"] for kind in kinds]
        kind = self.chance.choices(kinds, weights)[0]
        address = self.chance.choice(PLAN["pages"][kind]["addresses"])
        with self.client.get(
            address, name=kind, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {answer.error or ''}")
