"""People in a room, for locust: each opens a page, and another three seconds later.

What they open stands in a file that `bench/room.py` writes and names by `SAMEROOM_PLAN`: the
addresses of each kind of page, and for each who has signed in a session and the timelines that are
open to them: some see what is their own, some what is their team's, some everything. Locust runs
it in a process and an environment of its own, so that its work is not counted as the server's.
"""

import itertools

from locust import task
from person import PLAN, Person

SEATS = itertools.cycle(PLAN["sessions"])


class Somebody(Person):
    """One person who looks at one page after the other."""

    def on_start(self) -> None:
        """Take a seat: somebody's session, and what is open to them."""
        self.seat = next(SEATS)
        self.client.cookies.update(self.seat["cookies"])
        super().on_start()

    @task
    def open_a_page(self) -> None:
        """Open a page of a kind drawn by its weight."""
        kinds = list(PLAN["pages"])
        weights = [PLAN["pages"][kind]["weight"] for kind in kinds]
        kind = self.chance.choices(kinds, weights)[0]
        addresses = PLAN["pages"][kind]["addresses"]
        if kind == "timeline":
            addresses = self.seat["timelines"] or addresses
        self.get(self.chance.choice(addresses), kind)
