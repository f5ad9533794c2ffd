"""What is done with a lead by the one-time link of a mail, at each step of its way."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from sameroom.handoff import moves
from sameroom.handoff.moves import Move, State
from sameroom.handoff.web import notices, operations, queries, wording
from sameroom.handoff.web.link_forms import LinkForm
from sameroom.handoff.web.models import Case
from sameroom.handoff.web.packet import name_of
from sameroom.handoff.web.ruled import list_words_of_leads
from sameroom.notice.cards import Act
from sameroom.people.web.models import User
from sameroom.record.web import api as record

MAY = {
    State.WAITING: (Move.ACCEPT, Move.REJECT, Move.RECYCLE),
    State.REJECTED: (Move.CONTEST, Move.RESUBMIT, Move.ANSWER),
    State.CONTESTED: (Move.UPHOLD, Move.OVERTURN),
    State.RETURNED: (Move.TAKE_BACK, Move.RECYCLE),
}
ASKS = {
    State.WAITING: gettext_lazy("%(who)s waits for your decision."),
    State.REJECTED: gettext_lazy("Sales turned %(who)s down."),
    State.CONTESTED: gettext_lazy("Marketing contests that %(who)s was turned down."),
    State.RETURNED: gettext_lazy("Today %(who)s is to be looked at again."),
}
DONE = {
    Move.ACCEPT: gettext_lazy("You accepted %(who)s."),
    Move.REJECT: gettext_lazy("You turned %(who)s down. Marketing sees why."),
    Move.RECYCLE: gettext_lazy("You sent %(who)s back for later."),
    Move.ANSWER: gettext_lazy("You took it: %(who)s stays turned down."),
    Move.RESUBMIT: gettext_lazy("You handed %(who)s over again. Sales sees your sentence."),
    Move.CONTEST: gettext_lazy("You contest that %(who)s was turned down. Both leads settle it."),
    Move.TAKE_BACK: gettext_lazy("%(who)s is back in the queue."),
}


def say(subject: str, *, state: State) -> str:
    """Say what a lead waits for; "" once it is not in that state any more."""
    case = Case.objects.filter(pk=_number(subject), state=state, is_gone=False).first()
    return "" if case is None else str(ASKS[state]) % {"who": case.person_name}


def ask(
    *, user: User, subject: str, data: Mapping[str, str] | None, now: datetime, state: State
) -> LinkForm | None:
    """Ask what is to be done with a lead; None for one that this user does not see any more."""
    case = queries.find_case(reader=user.as_reader(), case_id=_number(subject))
    if case is None:
        return None
    reader = user.as_reader()
    may = tuple(move for move in MAY[state] if moves.may_do(reader=reader, move=move))
    said = list_words_of_leads(cases=[case], reader=reader, sizes=record.get_team_sizes())
    return LinkForm(data, case=case, state=state, may=may, today=queries.day_of(now),
                    words=said.get(case.pk, ()))  # fmt: skip


def do(*, user: User, subject: str, now: datetime, said: LinkForm | None) -> str:
    """Do what was said with a lead that is still where the link was for.

    Raises:
        MovedOnError: when it has moved on, or is not theirs to decide any more.
    """
    number = _number(subject)
    if said is None:
        raise operations.MovedOnError(number)
    chosen, who = said.chosen(), {"who": said.case.person_name}
    if chosen in moves.OF_LEADS:
        ended = operations.say_verdict(
            case_id=number, verdict=chosen, note=said.told().note, by=user, now=now
        )
        if not ended:
            return _("Noted. It ends once the other team's lead says the same.")
        if chosen is Move.UPHOLD:
            return _("It was settled that %(who)s stays turned down.") % who
        return _("It was settled that %(who)s waits for sales again.") % who
    operations.move(
        case_id=number, move=chosen, read_as=said.state, told=said.told(), by=user, now=now
    )
    return str(DONE[chosen]) % who


def tell_since(*, user: User, subject: str) -> str:
    """Say what has become of a lead, and by whom, as far as they may know it."""
    reader = user.as_reader()
    seen = queries.visible(reader=reader).select_related("decided_by")
    case = seen.filter(pk=_number(subject)).first()
    if case is None:
        return ""
    what = wording.state(case.state)
    who = name_of(user=case.decided_by, reader=reader, sizes=record.get_team_sizes())
    if not who or case.decided_at is None:
        return _("By now: %(what)s.") % {"what": what}
    when = timesince(case.decided_at)
    return _("%(who)s, %(when)s ago: %(what)s.") % {"who": who, "when": when, "what": what}


def _number(subject: str) -> int:
    return int(subject) if subject.isascii() and subject.isdigit() else 0


def _act(name: str, button: str, state: State) -> Act:
    return Act(name, button, does=partial(say, state=state), do=do,
               asks=partial(ask, state=state), since=tell_since)  # fmt: skip


ACTS = (
    _act(notices.ACCEPT, gettext_noop("Decide on the lead"), State.WAITING),
    _act(notices.ANSWER, gettext_noop("Answer the rejection"), State.REJECTED),
    _act(notices.SETTLE, gettext_noop("Settle it"), State.CONTESTED),
    _act(notices.LOOK_AGAIN, gettext_noop("Look at it again"), State.RETURNED),
)
