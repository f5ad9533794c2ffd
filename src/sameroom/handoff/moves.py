"""What may be done with a lead in the room, by whom, and until when it can be taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sameroom.handoff.rules import is_late
from sameroom.webkit.rights import Reader, Role, may_see

UNDO_FOR = timedelta(minutes=1)
LYING_AFTER = timedelta(days=60)  # nobody waits for an answer any more; it is a list to clear
FAMILIES = ("procedural", "clerical", "definitional")  # why a lead is turned down before contact
SALES, MARKETING = "sales", "marketing"
BOTH = (MARKETING, SALES)


class State(StrEnum):
    """Where a lead is between the two teams."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RECYCLED = "recycled"
    QUALIFIED = "qualified"
    DISQUALIFIED = "disqualified"
    DEAL = "deal"
    CONTESTED = "contested"
    SETTLED = "settled"  # the rejection stands, after it was contested or accepted by marketing
    RETURNED = "returned"  # its day has come, and what was to change has not been looked at yet


class Move(StrEnum):
    """What somebody does with a lead."""

    ACCEPT = "accept"
    REJECT = "reject"
    RECYCLE = "recycle"
    QUALIFY = "qualify"
    DISQUALIFY = "disqualify"  # "dispose": closed after contact
    ANSWER = "answer"  # marketing takes the rejection
    RESUBMIT = "resubmit"  # marketing put it right and hands it over again
    CONTEST = "contest"
    UPHOLD = "uphold"  # the rejection was right
    OVERTURN = "overturn"  # the rejection was wrong: the lead waits again
    TAKE_BACK = "take back"  # a recycled lead waits again: on its day, or sooner if need be


ROADS: dict[Move, tuple[frozenset[State], State]] = {
    Move.ACCEPT: (frozenset({State.WAITING}), State.ACCEPTED),
    Move.REJECT: (frozenset({State.WAITING}), State.REJECTED),
    Move.RECYCLE: (frozenset({State.WAITING, State.ACCEPTED, State.RETURNED}), State.RECYCLED),
    Move.QUALIFY: (frozenset({State.ACCEPTED}), State.QUALIFIED),
    Move.DISQUALIFY: (
        frozenset({State.WAITING, State.ACCEPTED, State.RETURNED}),
        State.DISQUALIFIED,
    ),
    Move.ANSWER: (frozenset({State.REJECTED}), State.SETTLED),
    Move.RESUBMIT: (frozenset({State.REJECTED}), State.WAITING),
    Move.CONTEST: (frozenset({State.REJECTED}), State.CONTESTED),
    Move.UPHOLD: (frozenset({State.CONTESTED}), State.SETTLED),
    Move.OVERTURN: (frozenset({State.CONTESTED}), State.WAITING),
    Move.TAKE_BACK: (frozenset({State.RETURNED, State.RECYCLED}), State.WAITING),
}
OF_SALES = frozenset(
    {Move.ACCEPT, Move.REJECT, Move.RECYCLE, Move.QUALIFY, Move.DISQUALIFY, Move.TAKE_BACK}
)
OF_MARKETING = frozenset({Move.ANSWER, Move.RESUBMIT, Move.CONTEST, Move.TAKE_BACK})
OF_LEADS = frozenset({Move.UPHOLD, Move.OVERTURN})


@dataclass(frozen=True, slots=True)
class Told:
    """What is said with a move; what a move does not ask stays empty."""

    family: str = ""
    reason: str = ""
    note: str = ""
    return_on: date | None = None
    must_change: str = ""


def is_possible(*, move: Move, state: State) -> bool:
    """Tell whether a lead in a state can go this way."""
    return state in ROADS[move][0]


def goes_to(*, move: Move) -> State:
    """Tell where a move leads."""
    return ROADS[move][1]


def lacks(*, move: Move, told: Told, today: date) -> dict[str, str]:
    """Say what is missing or wrong in what was told with a move, by field.

    A reason is asked where a lead is turned down; a day in the future and what must have changed
    by then where it is sent back for later; a note where somebody answers or contests.
    """
    wrong: dict[str, str] = {}
    if move in {Move.REJECT, Move.DISQUALIFY} and not told.reason.strip():
        wrong["reason"] = "Say why, so that marketing can put it right."
    if move is Move.REJECT and told.family not in FAMILIES:
        wrong["family"] = "Choose what kind of reason it is."
    if move is Move.RECYCLE:
        if told.return_on is None:
            wrong["return_on"] = "Say on which day it is to come back."
        elif told.return_on <= today:
            wrong["return_on"] = "The day must lie ahead."
        if not told.must_change.strip():
            wrong["must_change"] = "Say what must have changed by then."
    needs_note = {Move.ANSWER, Move.RESUBMIT, Move.CONTEST, Move.UPHOLD, Move.OVERTURN}
    if move in needs_note and not told.note.strip():
        wrong["note"] = "Say it in a sentence; the other team reads it."
    return wrong


def may_be_undone(*, decided_at: datetime | None, now: datetime) -> bool:
    """Tell whether a decision can still be taken back: for a minute, its last instant excluded."""
    return decided_at is not None and decided_at <= now < decided_at + UNDO_FOR


def sees_case(*, reader: Reader, owner_id: str, team: str, sent_by: int | None = None) -> bool:
    """Tell whether a reader sees a lead that was handed over (twin: seeing.visible).

    Whoever sent it or has it sees it; a lead is its owner's team's and marketing's; one without
    an owner is sales'.
    """
    if reader.team and sent_by is not None and sent_by == reader.user_id:
        return True
    return may_see(reader=reader, owner_id=owner_id, teams={team or SALES, MARKETING})


def speaks_for(*, reader: Reader, led: Collection[str] = BOTH) -> tuple[str, ...]:
    """List for which of both teams a reader has a word where their leads settle something.

    A lead has it for their own team. For a team without a lead administrators have it, so that
    nothing stays open for ever.

    Args:
        led: the teams that have a lead here.
    """
    own = {reader.team} if reader.role is Role.LEAD else set()
    if reader.is_admin and reader.team:
        own |= set(BOTH) - set(led)
    return tuple(team for team in BOTH if team in own)


def may_do(*, reader: Reader, move: Move, led: Collection[str] = BOTH) -> bool:
    """Tell whether a move is this reader's to make, on a lead that they see.

    Args:
        led: the teams that have a lead here.
    """
    if move in OF_LEADS:
        return bool(speaks_for(reader=reader, led=led))
    if move in OF_SALES and reader.team == SALES:
        return True
    return move in OF_MARKETING and reader.team == MARKETING


def settle(*, marketing: str, sales: str) -> Move | None:
    """Tell how a contested rejection ends: as both leads say, and not before they say the same."""
    if marketing and marketing == sales:
        return Move(marketing)
    return None


def urgency(*, due_at: datetime | None, now: datetime) -> str:
    """Say how a promise stands: "late", "soon" (within two hours), "in time"; "open" for none."""
    if due_at is None:
        return "open"
    if is_late(due_at=due_at, first_touch_at=None, now=now):
        return "late"
    return "soon" if due_at - now <= timedelta(hours=2) else "in time"


def is_lying(*, handed_over_at: datetime | None, now: datetime) -> bool:
    """Tell whether a waiting lead was left lying so long that it is no queue any more."""
    return handed_over_at is not None and handed_over_at < now - LYING_AFTER


def oddity_of(*, handed_over_at: datetime | None, now: datetime) -> str:
    """Say what is odd about the time of a hand-over: "" for nothing, "no time", "future"."""
    if handed_over_at is None:
        return "no time"
    return "future" if handed_over_at > now else ""


REASONS: tuple[tuple[str, str], ...] = (
    ("procedural", "Duplicate lead"),
    ("procedural", "Already a customer"),
    ("procedural", "Open deal exists"),
    ("procedural", "Wrong territory"),
    ("clerical", "No contact details"),
    ("clerical", "Missing information"),
    ("definitional", "Not our customer"),
    ("definitional", "Wrong industry"),
    ("definitional", "Wrong role"),
)


def reason_of(*, number: str) -> tuple[str, str]:
    """Give family and words of a listed reason by its number from 1; empty for any other."""
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(REASONS):
        return REASONS[int(number) - 1]
    return "", ""
