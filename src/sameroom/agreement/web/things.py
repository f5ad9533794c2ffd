"""What the agreement asks of somebody: a signature, an answer, a clause that nobody has set."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.agreement.web import signing
from sameroom.agreement.web.models import Comment, Discussion, Signature, State, Version
from sameroom.agreement.web.queries import title_of
from sameroom.webkit import words
from sameroom.webkit.prepared import Prepared
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.templatetags.local import phrase
from sameroom.webkit.things import Thing


def list_things(*, reader: Reader, now: datetime) -> list[Thing]:
    """List what waits for somebody, in one query, or two where something waits to be signed."""
    if not reader.team:
        return []
    versions = _VERSIONS(team=reader.team, user_id=reader.user_id or 0)
    return [
        *_to_sign(reader, versions),
        *_to_answer(versions),
        *_to_agree(reader, versions),
    ][:5]


def _versions(*, team: str, user_id: int) -> Any:  # Any: a queryset with what is told of each
    """Ask for every version: whether it is signed for a reader, and what others talk about."""
    theirs = Exists(Comment.objects.filter(discussion=OuterRef("pk"), by_id=user_id))
    waiting = Discussion.objects.filter(version=OuterRef("pk"), resolved_at=None).exclude(
        Q(opened_by_id=user_id) | Q(theirs)
    )
    counted = waiting.order_by().values("version").annotate(n=Count("pk"), first=Min("pk"))
    signed = Signature.objects.filter(Q(team=team) | Q(by_id=user_id), version=OuterRef("pk"))
    return (
        Version.objects.annotate(
            is_signed=Exists(signed),
            open_count=Coalesce(Subquery(counted.values("n")), 0),
            oldest=Subquery(counted.values("first")),
            oldest_clause=Subquery(waiting.order_by("pk").values("clause")[:1]),
        )
        .only("number", "label", "state")
        .order_by("number")
    )


_VERSIONS: Prepared[Any] = Prepared(_versions)  # Any: versions with what is told of each


def _to_sign(reader: Reader, versions: list[Any]) -> list[Thing]:
    waiting = [one for one in versions if one.state == State.PROPOSED and not one.is_signed]
    team = signing.team_of(reader=reader) if waiting else ""
    if not team:
        return []
    return [
        Thing(
            words=_("Sign “%(label)s” for %(team)s, or say what is missing")
            % {"label": one.label, "team": words.team(team)},
            why=_("It was proposed and holds only once one of each team has signed."),
            href=reverse("agreement_version", args=[one.number]),
            rank=15,
        )
        for one in waiting[:2]
    ]


def _to_answer(versions: list[Any]) -> list[Thing]:
    """Tell of open discussions that others began, in versions that are still talked about."""
    talked = [
        one for one in versions if one.state in {State.DRAFT, State.PROPOSED} and one.open_count
    ]
    if not talked:
        return []
    first = min(talked, key=lambda one: int(one.oldest))
    count = sum(one.open_count for one in talked)
    clause = phrase(title_of(first.oldest_clause))
    return [
        Thing(
            words=ngettext(
                "Answer what is open about the agreement",
                "Answer what is open about the agreement: %(count)s discussions",
                count,
            )
            % {"count": count},
            why=_("The oldest is about: %(clause)s.") % {"clause": clause},
            href=reverse("agreement_clause", args=[first.number, first.oldest_clause]),
            rank=30,
        )
    ]


def _to_agree(reader: Reader, versions: list[Any]) -> list[Thing]:
    """Tell a lead that nothing was ever agreed here."""
    if reader.role is not Role.LEAD or versions:
        return []
    return [
        Thing(
            words=_("Draft your first agreement"),
            why=_("Until both teams sign one, every promise here is a default nobody chose."),
            href=reverse("agreement"),
            rank=60,
        )
    ]
