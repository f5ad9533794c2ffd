"""What sales says of each campaign's leads, decisions of this minute included."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import wording
from sameroom.handoff.web.models import Act, Case
from sameroom.handoff.web.queries import at_home, visible
from sameroom.webkit.rights import Reader


@dataclass(frozen=True, slots=True)
class CampaignReasons:
    """What sales says of a campaign's leads, from this room and from the record."""

    campaign: str
    rejected: int
    here_today: int
    reasons: tuple[tuple[str, int], ...]


def list_reasons(*, reader: Reader, now: datetime) -> tuple[CampaignReasons, ...]:
    """List the reasons for which leads of each campaign were turned down, the most first."""
    rejected = visible(reader=reader).filter(
        state__in=[State.REJECTED, State.CONTESTED, State.SETTLED], is_gone=False
    )
    said_today = _turned_down_today(rejected, now)
    rows = rejected.values("campaign", "reason").annotate(n=Count("pk"))
    told: dict[str, list[tuple[str, int]]] = {}
    for row in rows.order_by("campaign", "-n", "reason"):
        told.setdefault(row["campaign"], []).append((wording.reason(row["reason"]), row["n"]))
    found = [
        CampaignReasons(
            campaign=name,
            rejected=sum(n for _, n in listed),
            here_today=said_today.get(name, 0),
            reasons=tuple(listed),
        )
        for name, listed in told.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.here_today, -one.rejected, one.campaign)))


def _turned_down_today(rejected: QuerySet[Case], now: datetime) -> dict[str, int]:
    """Count by campaign what sales turned down here since the company's midnight.

    By that act: marketing's answer of today is no rejection of today.
    """
    begun = at_home(now).replace(hour=0, minute=0, second=0, microsecond=0)
    acts = Act.objects.filter(
        move=Move.REJECT, is_undone=False, at__gte=begun, at__lte=now, case__in=rejected
    )
    counted = acts.order_by().values("case__campaign").annotate(n=Count("case", distinct=True))
    return dict(counted.values_list("case__campaign", "n"))
