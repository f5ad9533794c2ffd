"""Who may call what: every address of people, for the matrix of rights."""

from datetime import datetime

from sameroom.people.web.models import Invitation, User
from sameroom.people.web.operations import Newcomer, Place, invite
from sameroom.webkit.tests.kinds import ADMIN, INSIDE, NONE, SIGNED_IN, Matrix, Operations

PAGES = ("/people", "/people/invite", "/account")
MATRIX: Matrix = {
    "set_up": (("/set-up/a-guess", NONE, "get"),),
    "invitation": (("/invitation/a-guess", NONE, "get"),),
    "people": (("/people", INSIDE, "get"),),
    "invite": (("/people/invite", ADMIN, "get"),),
    "withdraw": (("/people/invitations/{invitation}/withdraw", ADMIN, "post"),),
    "person": (("/people/{person}", ADMIN, "get"), ("/people/999999", NONE, "get")),
    "account": (("/account", SIGNED_IN, "get"),),
}
OPERATIONS: Operations = {
    "get_me": (("/me", SIGNED_IN, "get"),),
    "change_me": (("/me", SIGNED_IN, "patch"),),
    "list_people": (("/people", INSIDE, "get"),),
    "get_person": (("/people/{person}", INSIDE, "get"), ("/people/999999", NONE, "get")),
    "list_teams": (("/teams", INSIDE, "get"),),
}


def examples(now: datetime) -> dict[str, object]:
    """Make an invitation that waits, and name it and a person."""
    admin = User.objects.get(is_admin=True)
    invite(who=Newcomer("new@a.example", "New"), place=Place("sales"), by=admin, now=now)
    waiting = Invitation.objects.filter(used_at=None, withdrawn_at=None).latest("pk")
    return {"invitation": waiting.pk, "person": User.objects.get(name="Oda").pk}
