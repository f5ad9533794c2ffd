"""What the hand-over asks of a reader."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sameroom.handoff import moves
from sameroom.handoff.moves import Move
from sameroom.handoff.web.queries import ToDo, count_to_do
from sameroom.handoff.web.ways import gives_any
from sameroom.webkit.rights import Reader, Role
from sameroom.webkit.things import Thing


def list_things(*, reader: Reader, now: datetime) -> list[Thing]:
    """List what waits for a reader: leads to decide, rejections to answer, disputes to settle."""
    told = count_to_do(reader=reader, now=now)
    found = []
    if told.late and moves.may_do(reader=reader, move=Move.ACCEPT):
        words = ngettext("Decide %(n)s lead whose promise has passed.",
                         "Decide %(n)s leads whose promise has passed.", told.late)  # fmt: skip
        why = _("Buyers were promised an answer.")
        found.append(Thing(words % {"n": told.late}, why, "/leads", rank=20))
    if told.nobody and gives_any(reader=reader):
        words = ngettext("Give %(n)s lead to somebody by hand.",
                         "Give %(n)s leads to somebody by hand.", told.nobody)  # fmt: skip
        why = _("The rules find nobody who is there and has room.")
        found.append(Thing(words % {"n": told.nobody}, why, "/leads/nobody", rank=15))
    if told.back and moves.may_do(reader=reader, move=Move.ACCEPT):
        words = ngettext("Look again at %(n)s lead whose day has come.",
                         "Look again at %(n)s leads whose day has come.", told.back)  # fmt: skip
        why = _("They were sent back for later, and it is later now.")
        found.append(Thing(words % {"n": told.back}, why, "/leads", rank=25))
    if told.contested:
        words = ngettext("Settle %(n)s contested rejection.",
                         "Settle %(n)s contested rejections.", told.contested)  # fmt: skip
        why = _why_settle(reader)
        found.append(Thing(words % {"n": told.contested}, why, "/leads/sent-back", rank=20))
    if told.rejected and moves.may_do(reader=reader, move=Move.ANSWER):
        words = ngettext("Answer %(n)s rejection.", "Answer %(n)s rejections.", told.rejected)
        why = _("Sales turned them down in this room.")
        found.append(Thing(words % {"n": told.rejected}, why, "/leads/sent-back", rank=30))
    return [*found, *_promised(told, reader)][:5]


def _promised(told: ToDo, reader: Reader) -> list[Thing]:
    """List what falls due by the same hour tomorrow, and the disputes that wait for a word."""
    found = []
    if told.due:
        words = ngettext("Keep the promise to %(n)s lead by tomorrow.",
                         "Keep the promises to %(n)s leads by tomorrow.", told.due)  # fmt: skip
        why = _("They fall due within a day.")
        found.append(Thing(words % {"n": told.due}, why, "/leads?show=mine", rank=20))
    if told.owed:
        words = ngettext("Call or write to %(n)s accepted lead by tomorrow.",
                         "Call or write to %(n)s accepted leads by tomorrow.",
                         told.owed)  # fmt: skip
        why = _("A first contact was promised, for tomorrow or before.")
        found.append(Thing(words % {"n": told.owed}, why, "/leads?show=taken", rank=20))
    if told.disputed:
        words = ngettext("Settle %(n)s disputed promise.", "Settle %(n)s disputed promises.",
                         told.disputed)  # fmt: skip
        why = _why_settle(reader)
        found.append(Thing(words % {"n": told.disputed}, why, "/promises#disputes", rank=20))
    return found


def _why_settle(reader: Reader) -> str:
    if reader.role is Role.LEAD and reader.team in moves.BOTH:
        return _("It ends when both teams' leads say the same.")
    return _("A team has no lead here: an administrator speaks for it.")
