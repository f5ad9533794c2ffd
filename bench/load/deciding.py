"""Salespeople at their queue, for locust: each looks, opens a lead, and decides it.

As in `people.py` the addresses stand in the file that `SAMEROOM_PLAN` names. No two of them are
given the same lead, so that an answer that tells of somebody who was first is an error here.
"""

import itertools
import os
import re

from locust import task
from person import PLAN, Person

# Those of sales who see more than what is theirs: each is given leads of anybody's.
SEATS = itertools.cycle([one for one in PLAN["sessions"][::2] if one["sees"] != "own"])
DONE = int(os.environ.get("SAMEROOM_DONE", "0"))  # how many an earlier round took
CASES = iter(PLAN["leads"]["cases"][DONE:])
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Seller(Person):
    """One salesperson: queue, packet, decision, each as an act of its own."""

    def on_start(self) -> None:
        """Take a seat: somebody's session."""
        self.client.cookies.update(next(SEATS)["cookies"])
        self.steps = itertools.cycle([self.look, self.open_a_lead, self.decide])
        self.case: list[str] = []
        self.token = ""
        super().on_start()

    @task
    def act(self) -> None:
        """Take the next of the three steps."""
        next(self.steps)()

    def look(self) -> None:
        """Open the queue."""
        self.get(PLAN["leads"]["queue"], "queue")

    def open_a_lead(self) -> None:
        """Open a lead that nobody else was given."""
        self.case = next(CASES)
        found = TOKEN.search(self.get(self.case[1], "packet"))
        self.token = found[1] if found else ""

    def decide(self) -> None:
        """Accept it; what comes back is the next one."""
        with self.client.post(
            self.case[2],
            {"move": "accept", "read_as": "waiting", "csrfmiddlewaretoken": self.token},
            headers={"HX-Request": "true", "Referer": f"{self.host}{self.case[1]}"},
            name="decision", allow_redirects=False, catch_response=True,
        ) as answer:  # fmt: skip
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {answer.error or ''}")
