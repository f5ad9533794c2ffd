"""What the agreement asks of somebody: a signature, an answer, a clause that nobody has set."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.agreement.web import signing
from sameroom.agreement.web.models import Discussion, State, Version
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.things import Thing


def list_things(*, reader: Reader, now: datetime) -> list[Thing]:
    """List what waits for somebody, in at most three queries."""
    if not reader.team:
        return []
    return [*_to_sign(reader), *_to_answer(reader), *_to_agree(reader)][:5]


def _to_sign(reader: Reader) -> list[Thing]:
    team = signing.team_of(reader=reader)
    if not team:
        return []
    waiting = Version.objects.filter(state=State.PROPOSED).exclude(signatures__team=team)
    return [
        Thing(
            words=_("Sign “%(label)s” for %(team)s, or say what is missing")
            % {"label": one.label, "team": team},
            why=_("It was proposed and holds only once one of each team has signed."),
            href=reverse("agreement_version", args=[one.number]),
            rank=15,
        )
        for one in waiting.order_by("number")[:2]
    ]


def _to_answer(reader: Reader) -> list[Thing]:
    """Tell of open discussions that others began, in versions that are still talked about."""
    waiting = Discussion.objects.filter(
        resolved_at=None, version__state__in=(State.DRAFT, State.PROPOSED)
    ).exclude(Q(opened_by_id=reader.user_id) | Q(comments__by_id=reader.user_id))
    found = list(waiting.select_related("version").order_by("pk")[:20])
    if not found:
        return []
    first = found[0]
    clause = first.clause.replace("_", " ")
    return [
        Thing(
            words=ngettext(
                "Answer what is open about the agreement",
                "Answer what is open about the agreement: %(count)s discussions",
                len(found),
            )
            % {"count": len(found)},
            why=_("The oldest is about: %(clause)s.") % {"clause": clause},
            href=reverse("agreement_clause", args=[first.version.number, first.clause]),
            rank=30,
        )
    ]


def _to_agree(reader: Reader) -> list[Thing]:
    """Tell a lead that nothing was ever agreed here."""
    if reader.role is not Role.LEAD or Version.objects.exists():
        return []
    return [
        Thing(
            words=_("Draft your first agreement"),
            why=_("Until both teams sign one, every promise here is a default nobody chose."),
            href=reverse("agreement"),
            rank=60,
        )
    ]
