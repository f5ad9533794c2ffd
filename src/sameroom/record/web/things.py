"""What the record asks of whoever looks after the data: pairs that wait for a decision."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.record.web.match_queries import KINDS
from sameroom.record.web.models import MatchPair, MatchWord, Shown
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.things import Thing

BEFORE_GAPS = 45


def list_things(*, reader: Reader, now: datetime) -> list[Thing]:
    """List what waits for an analyst, in one query; others have it among their places."""
    if reader.role is not Role.ANALYST:
        return []
    standing = MatchWord.objects.filter(key=OuterRef("key"), undone_at=None)
    shown = Subquery(Shown.objects.values("generation")[:1])
    waiting = MatchPair.objects.filter(~Exists(standing), generation=shown, kind__in=KINDS)
    count = waiting.count()
    if not count:
        return []
    words = ngettext(
        "Decide whether two records are one: {n} pair waits",
        "Decide whether records are one: {n} pairs wait",
        count,
    ).format(n=count)
    return [Thing(words, _("Every figure counts them as they stand until then"),
                  reverse("matches"), rank=BEFORE_GAPS)]  # fmt: skip
