"""An erasing on the command line: the page's request and the job's own work, done and waited for.

It stands on the page like any other, takes its turn behind others, and is taken up by the open room
when the command is killed.
"""

import time
from collections.abc import Callable

from sameroom import clock
from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import erasing_queries, jobs
from sameroom.caretaking.web.erasing_queries import GOING_ON, ErasingPage
from sameroom.caretaking.web.models import State
from sameroom.errors import SameroomError

PAUSE = 5.0  # seconds until it is tried again where somebody else is at the record
Say = Callable[[str], None]


def look_up(*, address: str, is_shared: bool, say: Say) -> ErasingPage:
    """Look up whom an address means, and count what of them there is; nothing is changed.

    Raises:
        SameroomError: when it is of one of us, or of several people and that was not meant; then
            nothing of the request names anybody.
    """
    number = asking.look_up(
        addresses=[address], keys=[], by=None, now=clock.now(), is_job=False
    )  # fmt: skip
    try:
        page = _until_over(number, lambda: jobs.do_look(number=number, is_job=False), say)
        if page.state != State.FOUND:
            raise SameroomError(page.failure or "Somebody else ended this on the page.")
        if page.is_several and not is_shared:
            raise _several(address, page)
    except (SameroomError, KeyboardInterrupt):
        leave(number=number)
        raise
    return page


def leave(*, number: int) -> None:
    """Leave somebody alone who was looked up, unless that was decided on the page meanwhile."""
    try:
        asking.leave(number=number, by=None, now=clock.now())
    except asking.MovedOnError:
        return


def erase(*, page: ErasingPage, say: Say) -> ErasingPage:
    """Erase whoever was looked at, part by part; waits while somebody else is at the record.

    Raises:
        SameroomError: when it could not be done, or was changed on the page meanwhile.
        KeyboardInterrupt: when it was ended; the open room goes on with it.
    """
    number = page.number
    asking.confirm(
        number=number, mark=page.mark, is_shared=page.is_several, by=None, now=clock.now(),
        is_job=False,
    )  # fmt: skip
    try:
        done = _until_over(
            number, lambda: jobs.do_erase(number=number, is_job=False, tell=say), say
        )
    except KeyboardInterrupt:
        asking.hand_over(number=number, now=clock.now())
        raise
    if done.state != State.DONE:
        raise SameroomError(
            done.failure,
            where=f"erasing {number}",
            remedy="What is done stays done. Try again on the page Erase a person, or here.",
        )
    return done


def _until_over(number: int, step: Callable[[], None], say: Say) -> ErasingPage:
    """Take a step, and again where somebody else is at the record, until it is over."""
    said = ""
    while True:
        step()
        page = erasing_queries.find_page(number=number, reader=None)
        if page is None or page.state not in GOING_ON:
            break
        if page.failure and page.failure != said:
            say(f"It waits, and goes on by itself: {page.failure}")
            said = page.failure
        time.sleep(PAUSE)
        asking.resume(now=clock.now())  # one that was killed may hold the turn
    if page is None:
        raise SameroomError(f"There is no erasing {number} any more.")
    return page


def _several(address: str, page: ErasingPage) -> SameroomError:
    return SameroomError(
        f"{address} leads to {len(page.names)} names: {', '.join(page.names)}.",
        where="sameroom erase",
        remedy="If they are one person, or all of them are to go, say --shared. If not, "
        "split the match first (docs/guide/matches.md).",
    )
