"""What administrators are asked for the sake of people: a team, and a link to the record."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.people.web.linking import list_waiting_and_led
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
    waiting, led = list_waiting_and_led(teams=SIGNING, now=now)
    teamless = [(number, name) for number, name, is_teamless in waiting if is_teamless]
    unlinked = [(number, name) for number, name, is_teamless in waiting if not is_teamless]
    return [*_for_a_team(teamless), *_for_a_lead(led), *_for_a_link(unlinked)]


def _for_a_lead(led: set[str]) -> list[Thing]:
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


def _for_a_team(people: list[tuple[int, str]]) -> list[Thing]:
    if not people:
        return []
    told = _("%(name)s waits for a team.") % {"name": people[0][1]}
    if len(people) > 1:
        words = ngettext("%(n)s person waits for a team.", "%(n)s people wait for a team.",
                         len(people))  # fmt: skip
        told = words % {"n": len(people)}
    why = _("They have signed in; until somebody gives them a team they see nothing here.")
    return [Thing(told, why, _place(people), rank=10)]


def _for_a_link(people: list[tuple[int, str]]) -> list[Thing]:
    if not people:
        return []
    told = _("%(name)s is not linked to the record.") % {"name": people[0][1]}
    if len(people) > 1:
        words = ngettext("%(n)s person is not linked to the record.",
                         "%(n)s people are not linked to the record.", len(people))  # fmt: skip
        told = words % {"n": len(people)}
    why = _("The record has no one member with their address, so their own leads and deals are "
            "not theirs here.")  # fmt: skip
    return [Thing(told, why, _place(people), rank=40)]


def _place(people: list[tuple[int, str]]) -> str:
    return f"/people/{people[0][0]}" if len(people) == 1 else "/people"
