"""Who may call what: every address of people, for the matrix of rights."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from sameroom.people.web.models import ApiToken, Invitation, User
from sameroom.people.web.operations import Newcomer, Place, invite
from sameroom.webkit.tests.kinds import ADMIN, INSIDE, NONE, SIGNED_IN, Matrix, Operations

PAGES = ("/people", "/people/invite", "/people/second-factor", "/account", "/account/tokens")
MATRIX: Matrix = {
    "set_up": (("/set-up/a-guess", NONE, "get"),),
    "invitation": (("/invitation/a-guess", NONE, "get"),),
    "people": (("/people", INSIDE, "get"),),
    "invite": (("/people/invite", ADMIN, "get"),),
    "withdraw": (("/people/invitations/{invitation}/withdraw", ADMIN, "post"),),
    "person": (("/people/{person}", ADMIN, "get"), ("/people/999999", NONE, "get")),
    "resend": (("/people/invitations/{invitation}/resend", ADMIN, "post"),),
    "second_factor": (("/people/second-factor", ADMIN, "get"),),
    "reset_link": (
        ("/people/{person}/reset-link", ADMIN, "post"),
        ("/people/999999/reset-link", NONE, "post"),
    ),
    "end_token_of": (
        ("/people/{person}/tokens/{token}/end", ADMIN, "post"),
        ("/people/999999/tokens/{token}/end", NONE, "post"),
    ),
    "end_session_of": (
        ("/people/{person}/sessions/{session}/end", ADMIN, "post"),
        ("/people/{person}/sessions/999999/end", NONE, "post"),
    ),
    "leave": (("/people/{person}/leave", ADMIN, "get"), ("/people/999999/leave", NONE, "get")),
    "tokens": (("/account/tokens", INSIDE, "get"),),
    "end_session": (("/account/sessions/999999/end", NONE, "post"),),  # another's, or none
    "revoke_token": (  # hers, and taken back already
        ("/account/tokens/{token}/revoke", frozenset({"own only"}), "post"),
    ),
    "account": (("/account", SIGNED_IN, "get"),),
}
OPERATIONS: Operations = {
    "get_me": (("/me", SIGNED_IN, "get"),),
    "change_me": (
        ("/me", SIGNED_IN, "patch"),
        ("/me", SIGNED_IN, "patch", {"name": "Another Name"}, {"If-Match": "*"}),
    ),
    "list_people": (("/people", INSIDE, "get"),),
    "get_person": (("/people/{person}", INSIDE, "get"), ("/people/999999", NONE, "get")),
    "list_teams": (("/teams", INSIDE, "get"),),
}


def examples(now: datetime) -> dict[str, object]:
    """Make an invitation that waits, and name it and a person."""
    admin = User.objects.get(is_admin=True)
    invite(who=Newcomer("new@a.example", "New"), place=Place("sales"), by=admin, now=now)
    waiting = Invitation.objects.filter(used_at=None, withdrawn_at=None).latest("pk")
    oda = User.objects.get(member_id="crm:3")
    token = ApiToken.objects.create(
        user=oda, name="x", token_hash=str(oda.api_tokens.count()), made_at=now, expires_at=now,
        revoked_at=now,
    )  # fmt: skip
    session = UserSession.objects.create(
        user=oda, ip="192.0.2.1", user_agent="A browser",
        session_key=f"x{UserSession.objects.count()}",
    )  # fmt: skip
    return {"session": session.pk, "token": token.pk, "invitation": waiting.pk, "person": oda.pk}
