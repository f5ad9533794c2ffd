"""What a web half declares so that other systems can be told what happens in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Value = str | int | bool | None
Details = Mapping[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that other systems may be told of.

    A web half declares `EVENTS`, a tuple of these, in its `events.py`.

    Args:
        name: noun and what became of it, such as "lead.accepted"; never changed once it is used.
        words: what it is, for whoever subscribes; marked by `gettext_lazy`.
        acts: the acts of the audit log that are this event.
        tells: gives what is told of it, by keywords `reader`, `subject` and `details` as the log
            has them: ids and states, no names, no texts. None where whoever subscribed may not see
            it, or there is nothing any more.
    """

    name: str
    words: object
    acts: tuple[str, ...]
    tells: Callable[..., Mapping[str, Value] | None]
