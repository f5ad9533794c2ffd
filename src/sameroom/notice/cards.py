"""What a web half declares so that its people can be told things, and act on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sameroom.notice.outcome import Outcome
from sameroom.webkit.rights import Right


class How(StrEnum):
    """How somebody wants to be told of a kind of thing."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    INBOX = "inbox"
    NOT_AT_ALL = "not_at_all"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that people are told.

    A web half declares `KINDS`, a tuple of these, in its `notices.py`.

    Args:
        name: area and verb, such as "handoff.waiting"; never changed once it is used.
        words: what it is, for the page of choices, such as "A lead waits for your decision";
            marked by `gettext_noop`, and translated when it is shown.
        default: how people are told who have chosen nothing.
        may_wait: whether it may wait for the digest. What has to be acted on within hours may not.
        by_mail: whether mail is used where nothing is chosen.
        by_chat: whether the person's own chat is used where nothing is chosen.
    """

    name: str
    words: str
    default: How = How.DIGEST
    may_wait: bool = True
    by_mail: bool = True
    by_chat: bool = True


class Asked(Protocol):
    """What the page of a link asks before an act can be done, such as a reason or a sentence.

    Args:
        template: shows its forms, each of which posts to where it stands; they find it as `form`.
    """

    template: str

    def is_valid(self) -> bool:
        """Tell whether everything that the act asks was said; what lacks stands at its field."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody may do by a one-time link, without opening the room.

    A web half declares `ACTS`, a tuple of these, in its `acts.py`.

    Args:
        name: area and verb, such as "handoff.accept"; never changed once it is used.
        button: the words of the button, such as "Accept the lead"; marked by `gettext_noop`.
        does: says in one sentence what will be done with a subject, for the page that asks once
            more; "" when there is no such subject any more.
        do: does it, by keywords `user`, `subject` and `now`, in the caller's transaction. It checks
            by itself that this user may, and changes the row only in the state that allows it.
            Raises a SameroomError in plain words when somebody else was first. Where the act asks
            something it gets that too, as `said`. It gives the sentence that says what was done;
            None where it is what `does` said.
        right: what the user must have when the button is pressed, whatever was so before.
        asks: gives what the page asks, by keywords `user`, `subject`, `data` (what was posted; None
            when the page is looked at) and `now`; None for an act that one button says.
        since: says to a `user` what has become of a `subject` about which there is nothing to do
            any more, and by whom, as far as they may know it; "" for what they do not see.
    """

    name: str
    button: str
    does: Callable[[str], str]
    do: Callable[..., str | None]
    right: Right = Right.INSIDE
    asks: Callable[..., Asked | None] | None = None
    since: Callable[..., str] | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """What sends things outside by a way of its own, by the outbox that all share.

    A web half declares `SENDERS`, a tuple of these, in its `sends.py`.

    Args:
        way: the way's name in the outbox.
        send: sends one thing, outside any transaction, by keywords `key`, `subject`, `body` and
            `now`; gives an `Outcome`.
        note: notes what came of it, in the transaction that writes it down, by keywords `subject`,
            `outcome`, `is_given_up` and `now`.
    """

    way: str
    send: Callable[..., Outcome]
    note: Callable[..., None]


Sentence = str | Callable[[], str]
"""A sentence; or what says it, asked anew in the language of each who is told."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The act that a notice offers: an act's name, and the subject that it is done to."""

    act: str
    subject: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody is told.

    Args:
        words: what, as a sentence.
        why: what asks for it; "" when the words say it.
        href: where it is looked at: a path of ours, such as "/handoff/17".
        due_at: until when it is to be done; None for what has no deadline.
    """

    words: str
    why: str
    href: str
    due_at: datetime | None = None
