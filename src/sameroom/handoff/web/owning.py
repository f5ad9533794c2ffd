"""Whose campaign it is, and that its owner hears on the same day why its leads are turned down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.handoff import moves
from sameroom.handoff.moves import Move
from sameroom.handoff.web import notices, reason_queries
from sameroom.handoff.web.models import Act, CampaignOwner, Case
from sameroom.handoff.web.reason_queries import CampaignReasons
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.room.web import api as room
from sameroom.webkit import audit
from sameroom.webkit.rights import Reader, Role, called
from sameroom.webkit.words import instead_of_names

NAMED = 3  # campaigns that one notice names


class ChangedMeanwhileError(Exception):
    """Somebody else named an owner since the page was read."""


class NoSuchOwnerError(Exception):
    """No such campaign is here, or nobody of marketing who could own it."""


@dataclass(frozen=True, slots=True)
class OwnedCampaign:
    """What the reasons say of a campaign, and whose it is.

    Args:
        owner: as the reader may know them; "" for nobody.
        owner_id: the number of the user; 0 for nobody.
        is_named: whether a lead said so, rather than who handed over most of its leads.
    """

    told: CampaignReasons
    owner: str
    owner_id: int
    is_named: bool


@dataclass(frozen=True, slots=True)
class ReasonsPage:
    """Why the leads of each campaign were turned down; `people` may be named as owners."""

    campaigns: tuple[OwnedCampaign, ...]
    may_name: bool
    people: tuple[tuple[int, str], ...]


def may_name(*, reader: Reader) -> bool:
    """Tell whether a reader says whose campaigns are: a lead of marketing does."""
    return reader.team == moves.MARKETING and reader.role is Role.LEAD


def get_reasons_page(*, reader: Reader, now: datetime) -> ReasonsPage:
    """Get what the reasons say, decisions of this minute included, and whose campaigns they are."""
    told = reason_queries.list_reasons(reader=reader, now=now)
    names = {one.campaign for one in told if one.campaign}
    owners, named = find_owners(campaigns=names), _named(names)
    sizes = record.get_team_sizes()
    is_lead = may_name(reader=reader)
    people = User.objects.filter(team=moves.MARKETING, is_active=True).order_by("name", "pk")
    return ReasonsPage(
        campaigns=tuple(
            OwnedCampaign(
                told=one,
                owner=_called(owners[one.campaign], reader, sizes)
                if one.campaign in owners
                else "",
                owner_id=owners[one.campaign].pk if one.campaign in owners else 0,
                is_named=one.campaign in named,
            )
            for one in told
        ),
        may_name=is_lead,
        people=tuple(people.values_list("pk", "name")) if is_lead else (),
    )


def _called(owner: User, reader: Reader, sizes: Mapping[str, int]) -> str:
    if owner.pk == reader.user_id:
        return _("You")
    return called(
        reader=reader, member_id=owner.member_id or f"user:{owner.pk}", name=owner.name,
        team=owner.team, size=sizes.get(owner.team, 0), words=instead_of_names(owner.team),
    )  # fmt: skip


def find_owners(*, campaigns: Iterable[str]) -> Mapping[str, User]:
    """Find whose campaigns are: who was named, else who handed over most of their leads here."""
    wanted = set(campaigns)
    sent = Case.objects.filter(campaign__in=wanted, sent_by__is_active=True)
    found: dict[str, int] = {}
    for row in sent.values("campaign", "sent_by").annotate(n=Count("pk")).order_by("n", "-sent_by"):
        found[row["campaign"]] = row["sent_by"]  # the last one sent most
    found.update(_named(wanted))
    people = User.objects.in_bulk(found.values())
    return {campaign: people[number] for campaign, number in found.items() if number in people}


def _named(campaigns: set[str]) -> dict[str, int]:
    rows = CampaignOwner.objects.filter(campaign__in=campaigns, owner__is_active=True)
    return dict(rows.values_list("campaign", "owner_id"))


def name_owner(*, campaign: str, owner_id: int, was: int, by: User, now: datetime) -> None:
    """Name the owner of a campaign.

    Args:
        owner_id: somebody of marketing.
        was: whose it was when the page was read; 0 for nobody.

    Raises:
        NoSuchOwnerError: there is no such campaign, or no such person of marketing.
        ChangedMeanwhileError: it is somebody else's by now.
    """
    owner = User.objects.filter(pk=owner_id, team=moves.MARKETING, is_active=True).first()
    if owner is None or not campaign or not Case.objects.filter(campaign=campaign).exists():
        raise NoSuchOwnerError
    now_is = find_owners(campaigns={campaign}).get(campaign)
    if (now_is.pk if now_is else 0) != was:
        raise ChangedMeanwhileError
    told = {"owner": owner, "set_by": by, "set_at": now}
    try:
        with transaction.atomic():
            rows = CampaignOwner.objects.filter(campaign=campaign)
            if rows.exists():
                if not rows.filter(owner_id=was).update(**told):
                    raise ChangedMeanwhileError
            else:
                CampaignOwner.objects.create(campaign=campaign, **told)
            audit.record("campaign.owner_named", at=now, by=by, subject=campaign[:200],
                         details={"owner": owner.pk})  # fmt: skip
    except IntegrityError as error:  # two at once: the first stands
        raise ChangedMeanwhileError from error


def tell_owners(*, now: datetime) -> None:
    """Tell each owner once a day that reasons have come in; those undone in their minute do not."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    acts = Act.objects.filter(
        move=Move.REJECT, is_undone=False, at__gte=day, at__lt=day + timedelta(days=1),
        at__lte=now - moves.UNDO_FOR,
    ).exclude(case__campaign="")  # fmt: skip
    counted = dict(
        acts.order_by().values_list("case__campaign").annotate(n=Count("case", distinct=True))
    )
    by_owner: dict[int, list[str]] = {}
    for campaign, owner in find_owners(campaigns=counted).items() if counted else ():
        by_owner.setdefault(owner.pk, []).append(campaign)
    for owner_id, campaigns in sorted(by_owner.items()):
        count = sum(counted[one] for one in campaigns)
        notice.tell(
            at=room.get_present(),
            to={owner_id}, kind=notices.REASONS, words=partial(_reasons_of, count),
            why=", ".join(sorted(campaigns)[:NAMED]), href="/leads/reasons",
            key=f"handoff-reasons:{owner_id}:{day:%Y-%m-%d}", now=now,
        )  # fmt: skip


def _reasons_of(count: int) -> str:
    words = ngettext(
        "Sales said of %(n)s lead of yours why it is turned down.",
        "Sales said of %(n)s leads of yours why they are turned down.",
        count,
    )
    return words % {"n": count}
