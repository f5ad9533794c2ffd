"""An area that tells things and offers an act, for tests; and what its act did."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from sameroom.errors import SameroomError
from sameroom.notice.cards import Act, How, Kind, Offer
from sameroom.notice.web import declared
from sameroom.notice.web.links import path_of
from sameroom.notice.web.models import Link
from sameroom.notice.web.notices import KINDS as OWN_KINDS
from sameroom.notice.web.operations import tell
from sameroom.people.web.models import User
from sameroom.room.web.tests.builders import NOW

WAITING = Kind("tea.waiting", "A pot of tea waits for you", default=How.DIGEST)
HOT = Kind("tea.hot", "Tea is hot", default=How.AT_ONCE, may_wait=False)
NEWS = Kind("tea.news", "News of tea", default=How.INBOX)
KINDS = {kind.name: kind for kind in (WAITING, HOT, NEWS, *OWN_KINDS)}


class TakenError(SameroomError):
    """Somebody else was first."""


class Pot:
    """What the act is done to."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}
        self.gone: set[str] = set()

    def take(self, *, user: User, subject: str, now: datetime) -> None:
        if subject in self.taken:
            raise TakenError("Somebody else took this pot.", remedy="Take another.")
        self.taken[subject] = user.pk

    def does(self, subject: str) -> str:
        return "" if subject in self.gone else f"You take pot {subject}."


@contextmanager
def tea() -> Iterator[Pot]:
    """Declare the kinds and the act for the time of a test."""
    pot = Pot()
    act = Act("tea.take", "Take the pot", does=pot.does, do=pot.take)
    kinds = patch.object(declared, "kinds", lambda: KINDS)
    with (
        kinds,
        patch("sameroom.notice.web.operations.kinds", lambda: KINDS),
        patch("sameroom.notice.web.forms.kinds", lambda: KINDS),
        patch("sameroom.notice.web.choice_queries.kinds", lambda: KINDS),
        patch("sameroom.notice.web.operations.acts", lambda: {act.name: act}),
        patch("sameroom.notice.web.links.acts", lambda: {act.name: act}),
        patch("sameroom.notice.web.letters.acts", lambda: {act.name: act}),
        patch("sameroom.notice.web.queries.acts", lambda: {act.name: act}),
    ):
        yield pot


def tell_tea(
    *users: User,
    key: str = "tea:1",
    kind: Kind = HOT,
    words: str = "A pot of tea is ready",
    now: datetime = NOW,
    due_at: datetime | None = None,
    offers: str = "",
    teams: tuple[str, ...] = (),
) -> None:
    """Tell users of tea."""
    tell(
        to=[user.pk for user in users], kind=kind.name, words=words, why="The kettle sang",
        href="/people", key=key, now=now, due_at=due_at, teams=teams,
        act=Offer("tea.take", offers) if offers else None,
    )  # fmt: skip


def link_of(user: User, key: str = "tea:1") -> str:
    """Give the path of the link that somebody was sent."""
    return path_of(
        link=Link.objects.select_related("notice").get(notice__user=user, notice__key=key)
    )
