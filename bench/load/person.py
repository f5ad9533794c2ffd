"""A person in a room, for locust: who acts every three seconds, and not in step with others."""

import json
import os
import random
import time
from itertools import count
from pathlib import Path

from locust import HttpUser

PLAN = json.loads(Path(os.environ["SAMEROOM_PLAN"]).read_text("utf-8"))
PACE = float(os.environ.get("SAMEROOM_PACE", "3"))
NUMBERS = count(1)


class Person(HttpUser):
    """Somebody who has signed in and begins at a moment of their own.

    Locust's own `constant_pacing` has everybody act in the same instant once the first round is
    over: five people then wait for one another, and what is measured is that.
    """

    abstract = True

    def on_start(self) -> None:
        """Begin at some moment of the first round."""
        self.chance = random.Random(next(NUMBERS))
        time.sleep(self.chance.uniform(0, PACE))
        self.began_at = time.monotonic()

    def wait_time(self) -> float:
        """Tell how long it is until one's own next turn."""
        return PACE - (time.monotonic() - self.began_at) % PACE if PACE else 0.0

    def get(self, address: str, name: str) -> str:
        """Open a page; gives its text."""
        with self.client.get(
            address, name=name, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {answer.error or ''}")
            return answer.text or ""
