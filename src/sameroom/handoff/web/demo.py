"""Shows the hand-over of the invented company at work: whom marketing hands over today."""

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sameroom.handoff import moves
from sameroom.handoff.web import absences, jobs, operations, wording
from sameroom.handoff.web.models import Case, Seller
from sameroom.notice.web import operations as notice
from sameroom.people.web.models import User
from sameroom.record.web import api as record
from sameroom.room.web import api as room
from sameroom.webkit.rights import Role

LATELY = timedelta(days=30)
SHOWED_INTEREST = ("visit", "email_click")
MOST = 60
BEGINS, ENDS = timedelta(hours=15), timedelta(hours=7)  # before the end of the record: its last day
AWAY = "Tom Achenbach"


def bring(*, now: datetime) -> None:
    """Hand over whom the record shows to have come lately and nobody has handed over yet.

    The agreement's rules give each to somebody; one of the sellers is away. Nothing is done where
    the company is not invented, has no rules, or it was done before.
    """
    present = room.get_present()
    ada = _lead(moves.MARKETING)
    has_rules = bool(room.get_agreed().clauses.handoff.routing.rules)
    if present is None or ada is None or not has_rules or Case.objects.filter(is_from_here=True):
        return
    _let_one_be_away(present, now)
    known = set(Case.objects.values_list("person_key", flat=True))
    came = record.list_who_did(kinds=SHOWED_INTEREST, since=present - LATELY, most=MOST)
    fresh = [one for one in came if one.person_key not in known]
    for place, one in enumerate(fresh):
        told = {"what": wording.did(one.kind), "day": date_format(one.at, "DATE_FORMAT")}
        why = _("%(day)s: %(what)s") % told + (f", “{one.about}”" if one.about else "")
        hand = operations.Hand(person_key=one.person_key, person_name=one.name[:200], why=why)
        at = present - BEGINS + (BEGINS - ENDS) * place / len(fresh)
        operations.hand_over(hand=hand, by=ada, now=at, at=at)
    notice.call_off_waiting(now=now)  # nobody of them has a mailbox
    jobs.append(now=now, asks_refresh=False)  # the readings are of the day before, and stay so


def _lead(team: str) -> User | None:
    """Find who leads a team of the invented company; whoever is invented themselves comes first."""
    leads = User.objects.filter(team=team, role=Role.LEAD, is_active=True)
    return leads.order_by("-is_invented", "pk").first()


def _let_one_be_away(present: datetime, now: datetime) -> None:
    one = Seller.objects.filter(name=AWAY, is_active=True).first()
    lead = _lead(moves.SALES)
    if one is None or lead is None:
        return
    first = (present - timedelta(days=3)).date()
    absences.say_away(member_id=one.member_id, first=first, last=first + timedelta(days=12),
                      by=lead, now=now)  # fmt: skip
