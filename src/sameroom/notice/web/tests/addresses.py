"""Who may call what: every address of notice, for the matrix of rights."""

from datetime import datetime

from sameroom.notice.web.models import Channel, Notice, Outgoing, Way
from sameroom.people.web.models import User
from sameroom.webkit.tests.kinds import ADMIN, INSIDE, NONE, Matrix, Operations

PAGES = ("/inbox", "/notices", "/delivery")
MATRIX: Matrix = {
    "inbox": (("/inbox", INSIDE, "get"),),
    "inbox_read": (("/inbox/{notice}/read", NONE, "post"),),  # somebody else's, as is what follows
    "inbox_read_all": (("/inbox/read", INSIDE, "post"),),
    "notices": (("/notices", INSIDE, "get"),),
    "add_chat": (("/notices/chats", INSIDE, "post"),),
    "remove_chat": (("/notices/chats/{chat}/remove", NONE, "post"),),
    "try_chat": (("/notices/chats/{chat}/try", NONE, "post"),),
    "make_calendar": (("/notices/calendar", INSIDE, "post"),),
    "end_calendar": (("/notices/calendar/end", INSIDE, "post"),),
    "calendar": (("/calendar/a-guess.ics", NONE, "get"),),
    "delivery": (("/delivery", ADMIN, "get"),),
    "deliver_all_again": (("/delivery/again", ADMIN, "post"),),
    "deliver_again": (
        ("/delivery/{message}/again", ADMIN, "post"),
        ("/delivery/999999/again", NONE, "post"),
    ),
    "add_team_chat": (("/delivery/chats", ADMIN, "post"),),
    "remove_team_chat": (
        ("/delivery/chats/{team_chat}/remove", ADMIN, "post"),
        ("/delivery/chats/{chat}/remove", NONE, "post"),  # a person's is not an administrator's
    ),
    "try_team_chat": (
        ("/delivery/chats/{team_chat}/try", ADMIN, "post"),
        ("/delivery/chats/{chat}/try", NONE, "post"),
    ),
    "act": (("/act/1-guess", NONE, "get"), ("/act/1-guess", NONE, "post")),
}
OPERATIONS: Operations = {
    "list_notices": (("/me/notices", INSIDE, "get"),),
    "read_notice": (
        ("/me/notices/{notice}/read", NONE, "post"),  # somebody else's
        ("/me/notices/{of_sol}/read", frozenset({"same team"}), "post"),
    ),
    "read_notices": (("/me/notices/read?up_to=1", INSIDE, "post"),),
}


def examples(now: datetime) -> dict[str, object]:
    """Make things of somebody who is none of the readers, and a team's."""
    other, _ = User.objects.get_or_create(
        email="somebody.else@tessaro.example",
        defaults={"name": "Somebody Else", "team": "sales", "joined_at": now},
    )
    one, _ = Notice.objects.get_or_create(
        user=other, key="theirs",
        defaults={"kind": "x", "words": "Theirs", "href": "/", "told_at": now, "mark": "x"},
    )  # fmt: skip
    of_sol, _ = Notice.objects.get_or_create(
        user=User.objects.get(member_id="crm:2"), key="of sol",
        defaults={"kind": "x", "words": "Sol's", "href": "/", "told_at": now, "mark": "y"},
    )  # fmt: skip
    told = {"name": "Chat", "service": "slack", "sealed": "x", "made_at": now}
    chat = Channel.objects.create(user=other, **told)
    team_chat = Channel.objects.create(team="sales", **told)
    message = Outgoing.objects.create(
        key=f"example {chat.pk}", way=Way.MAIL, user=other, made_at=now, next_at=now
    )
    return {
        "of_sol": of_sol.pk,
        "notice": one.pk, "chat": chat.pk, "team_chat": team_chat.pk, "message": message.pk,
    }  # fmt: skip
