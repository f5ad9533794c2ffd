"""Signs of life of work that takes long."""

import threading

from django.db import OperationalError

from sameroom.webkit.jobs import alive


def test_it_gives_signs_of_life_until_the_work_is_done_also_behind_one_that_failed() -> None:
    thrice = threading.Event()
    calls = []

    def beat() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("database is locked")
        if len(calls) == 3:
            thrice.set()

    with alive(beat=beat, every=0.001):
        assert thrice.wait(10)
