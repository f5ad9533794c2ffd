"""The work of erasing somebody; it can be killed and taken up, for doing it again does no harm."""

import logging
from pathlib import Path

from django.conf import settings
from django_tasks import task

from sameroom import clock
from sameroom.errors import SameroomError

log = logging.getLogger(__name__)
FAULT = "This is a fault of Sameroom; its log says more."


@task()
def erase(number: int) -> None:
    """Erase whom a request names, and have the record read anew."""
    from sameroom.caretaking.web import asking_to_erase as asking

    found = asking.begin(number=number, now=clock.now())
    if found is None:
        return
    try:
        done = asking.do(found=found, store=Path(settings.STORE), now=clock.now())
    except SameroomError as error:
        if error.temporary:
            asking.put_back(number=number, failure=str(error), now=clock.now())
        else:
            asking.fail(number=number, failure=str(error), now=clock.now())
    # It ends with a word to whoever asked, whatever happened; the log must not name anybody.
    except Exception as error:
        log.error("erasing %s failed: %s", number, type(error).__name__)
        asking.fail(number=number, failure=FAULT, now=clock.now())
    else:
        asking.tell_done(number=number, done=done, now=clock.now())
