"""What is done with a lead by the one-time link of a mail."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State, Told
from sameroom.handoff.web import notices, operations, queries
from sameroom.handoff.web.models import Case
from sameroom.notice.cards import Act
from sameroom.people.web.models import User


def say_accept(subject: str) -> str:
    """Say what accepting does; "" once the lead waits no more."""
    case = Case.objects.filter(
        pk=subject if subject.isdigit() else 0, state=State.WAITING, is_gone=False
    ).first()
    return "" if case is None else _("You accept %(who)s.") % {"who": case.person_name}


def accept(*, user: User, subject: str, now: datetime) -> None:
    """Accept a lead that still waits, as somebody of sales who sees it.

    Raises:
        MovedOnError: when it waits no more, or is not theirs to accept any more.
    """
    reader, number = user.as_reader(), int(subject)
    sees = queries.find_case(reader=reader, case_id=number) is not None
    if not sees or not moves.may_do(reader=reader, move=Move.ACCEPT):
        raise operations.MovedOnError(number)
    operations.move(
        case_id=number, move=Move.ACCEPT, read_as=State.WAITING, told=Told(), by=user, now=now
    )


ACTS = (Act(notices.ACCEPT, gettext_noop("Accept the lead"), does=say_accept, do=accept),)
