"""Who settles what both teams' leads settle; administrators do for a team that has no lead."""

from dataclasses import dataclass

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from sameroom.errors import SameroomError
from sameroom.handoff import moves
from sameroom.handoff.web.models import Case, Dispute
from sameroom.people.web.models import User
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.stale import ChangedSinceError


class NoWordError(SameroomError):
    """Somebody has no word in it any more: both teams have a lead."""

    def __init__(self) -> None:
        super().__init__(
            _("This is for the leads of both teams to settle."),
            remedy=_("Nothing of yours was written."),
        )


@dataclass(frozen=True, slots=True)
class Settlers:
    """Whose word is waited for, for each team, in words."""

    marketing: str
    sales: str


def led_teams() -> frozenset[str]:
    """Find which of both teams have a lead here."""
    heads = User.objects.filter(is_active=True, role=Role.LEAD, team__in=moves.BOTH)
    return frozenset(heads.values_list("team", flat=True).distinct())


def led_for(*, reader: Reader) -> frozenset[str]:
    """Find the same for a reader's rights: asked only where it depends on who else is here."""
    return led_teams() if reader.is_admin else frozenset(moves.BOTH)


def speaks_for(*, reader: Reader) -> tuple[str, ...]:
    """List for which teams a reader has a word."""
    return moves.speaks_for(reader=reader, led=led_for(reader=reader))


def words_in_query(*, reader: Reader) -> list[tuple[str, Q]]:
    """List for which teams a reader may have a word, each with when, as part of another query."""
    own = moves.speaks_for(reader=reader)
    found = [(team, Q()) for team in own]
    for team in moves.speaks_for(reader=reader, led=()):
        if team not in own:
            heads = User.objects.filter(is_active=True, role=Role.LEAD, team=team)
            found.append((team, ~Q(Exists(heads))))
    return found


def words_of(*, by: User) -> tuple[str, ...]:
    """List for which teams somebody says a word now.

    Raises:
        NoWordError: when for none.
    """
    teams = speaks_for(reader=by.as_reader())
    if not teams:
        raise NoWordError
    return teams


def check_seen(*, row: Case | Dispute | None, seen: str | None) -> None:
    """Hold that nothing was said for either team since somebody opened the page.

    Args:
        seen: what was said for marketing and for sales then, with "|" between; None of a program.

    Raises:
        ChangedSinceError: when something was.
    """
    if row and seen is not None and seen != f"{row.verdict_marketing}|{row.verdict_sales}":
        raise ChangedSinceError


def who_settles() -> Settlers:
    """Say who settles it for each team."""
    led = led_teams()
    return Settlers(
        marketing=_("marketing's lead") if moves.MARKETING in led
        else _("an administrator, since marketing has no lead here"),
        sales=_("sales' lead") if moves.SALES in led
        else _("an administrator, since sales has no lead here"),
    )  # fmt: skip


def list_settlers() -> set[int]:
    """List whom it is told that something is to be settled: the leads, or who stands in."""
    here = User.objects.filter(is_active=True).exclude(team="")
    heads = here.filter(role=Role.LEAD, team__in=moves.BOTH)
    found = set(heads.values_list("pk", flat=True))
    if led_teams() != set(moves.BOTH):
        found |= set(here.filter(is_admin=True).values_list("pk", flat=True))
    return found
