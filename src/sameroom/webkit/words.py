"""Words that every part of the room uses, in the reader's language: what a team is called."""

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sameroom.webkit.rights import Words

TEAMS = {
    "marketing": _("Marketing"),
    "sales": _("Sales"),
    "service": _("Service"),
    "support": _("Support"),
    "management": _("Management"),
}


def team(name: str) -> str:
    """Call a team by its name; one that is not known as the record has it."""
    return str(TEAMS.get(name, name.capitalize()))


def instead_of_names(team_name: str) -> Words:
    """Give the reader's words for somebody who is not called by name."""
    return Words(you=gettext("You"), one_of_us=gettext("One of us"), team=team(team_name))


def act(action: str) -> str:
    """Say an act of the audit log, such as "invitation.sent", in words."""
    said = pgettext("act", action)
    return said if said != action else action.replace(".", " ").replace("_", " ").capitalize()
