"""Who may call what: every address of notice, for the matrix of rights."""

from datetime import datetime

from sameroom.notice.web.models import Notice
from sameroom.people.web.models import User
from sameroom.webkit.tests.kinds import INSIDE, NONE, Matrix

PAGES = ("/inbox", "/notices")
MATRIX: Matrix = {
    "inbox": (("/inbox", INSIDE, "get"),),
    "read": (("/inbox/{notice}/read", NONE, "post"),),  # somebody else's
    "read_all": (("/inbox/read", INSIDE, "post"),),
    "notices": (("/notices", INSIDE, "get"),),
    "act": (("/act/1-guess", NONE, "get"), ("/act/1-guess", NONE, "post")),
}


def examples(now: datetime) -> dict[str, object]:
    """Tell somebody something who is none of the readers."""
    other = User.objects.filter(name="Ada").get()
    other, _ = User.objects.get_or_create(
        email="somebody.else@tessaro.example",
        defaults={"name": "Somebody Else", "team": other.team, "joined_at": now},
    )
    one, _ = Notice.objects.get_or_create(
        user=other, key="theirs", defaults={"kind": "x", "words": "Theirs", "href": "/",
                                            "told_at": now, "mark": "x"},
    )  # fmt: skip
    return {"notice": one.pk}
