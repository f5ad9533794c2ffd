"""What administrators are asked for the sake of people: a team, and a link to the record."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.people.web.linking import Waiting, get_asked
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.things import Thing
from sameroom.webkit.words import TEAMS

SIGNING = ("marketing", "sales")


def list_things(*, reader: Reader, now: datetime) -> list[Thing]:
    """List who waits for a team, which team nobody leads who could sign for it, and who is not
    linked to the record though they need it.
    """
    if not reader.is_admin:
        return []
    asked = get_asked(teams=SIGNING, now=now)
    return [
        *_for_a_team(asked.for_a_team),
        *_for_a_lead(asked.led),
        *_for_a_link(asked.for_a_link),
    ]


def _for_a_lead(led: frozenset[str]) -> list[Thing]:
    """Ask for whoever is to sign for marketing and for sales; who is invited is on the way."""
    why = _("The agreement is signed by the leads of marketing and of sales.")
    return [
        Thing(
            _("Nobody leads %(team)s yet: invite its lead.") % {"team": TEAMS[team]}, why,
            f"/people/invite?team={team}&role={Role.LEAD.value}", rank=20,
        )
        for team in SIGNING
        if team not in led
    ]  # fmt: skip


def _for_a_team(people: Waiting) -> list[Thing]:
    if not people.count:
        return []
    told = _("%(name)s waits for a team.") % {"name": people.name}
    if people.count > 1:
        words = ngettext("%(n)s person waits for a team.", "%(n)s people wait for a team.",
                         people.count)  # fmt: skip
        told = words % {"n": people.count}
    why = _("They have signed in; until somebody gives them a team they see nothing here.")
    return [Thing(told, why, _place(people), rank=10)]


def _for_a_link(people: Waiting) -> list[Thing]:
    if not people.count:
        return []
    told = _("%(name)s is not linked to the record.") % {"name": people.name}
    if people.count > 1:
        words = ngettext("%(n)s person is not linked to the record.",
                         "%(n)s people are not linked to the record.", people.count)  # fmt: skip
        told = words % {"n": people.count}
    why = _("The record has no one member with their address, so their own leads and deals are "
            "not theirs here.")  # fmt: skip
    return [Thing(told, why, _place(people), rank=40)]


def _place(people: Waiting) -> str:
    return f"/people/{people.number}" if people.count == 1 else "/people"
