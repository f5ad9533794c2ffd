"""Links people to the record after each refresh."""

from collections.abc import Callable
from datetime import datetime

from sameroom import clock
from sameroom.people.members import Asking, list_addresses
from sameroom.people.web import linking


def project(
    *,
    engine: Asking,
    generation: int,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Keep by which addresses the record knows us, and link whom that leaves no doubt about.

    Args:
        engine: the record.
        generation: the number of the refresh.
        now: the end of what the record tells; the log has when it was really done.
        tell: is told what is being done, often.
    """
    tell("Linking people to the record")
    linking.keep_addresses(addresses=list_addresses(engine=engine))
    linking.link(now=clock.now())
