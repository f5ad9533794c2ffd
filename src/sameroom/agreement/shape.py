"""How a clause is declared: what it means, what it may hold, and what stands when nobody set it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from sameroom.agreement.place import Place

Reader = Callable[[Any, Place], Any]  # Any: a YAML value goes in, a clause's own type comes out


@dataclass(frozen=True, slots=True)
class How:
    """How a value is asked for, so that a form can be made of it.

    Args:
        kind: text, choice, zone, number, whole, share, flag, day, span, guess, share guess, list,
            names or group.
        values: the closed list of a choice.
        of: what a list or each of the names holds.
        keys: the closed list of names; () where anybody may add one.
        parts: the dataclass of a group of keys.
    """

    kind: str = "text"
    values: tuple[str, ...] = ()
    of: "Kind | None" = None
    keys: tuple[str, ...] = ()
    parts: type | None = None


class Kind(NamedTuple):
    """What a key may hold: in words, how it is read, and how it is asked for."""

    ask: str
    read: Reader
    how: How = How()


@dataclass(frozen=True, slots=True)
class Clause:
    """What a key of the agreement says of itself.

    Args:
        about: its meaning, as a phrase.
        allowed: what it may hold, in words.
        read: turns the YAML value into the clause's own type, or tells the place what is wrong.
        section: the dataclass of a group of keys, when it is one.
        how: how a form asks for it.
    """

    about: str
    allowed: str
    read: Reader
    section: type | None = None
    how: How = How()


def clause(about: str, kind: Kind, *, default: Any) -> Any:  # Any: as dataclasses
    """Declare one key of a group, with what stands when it is not set."""
    card = Clause(about, kind.ask, kind.read, how=kind.how)
    if callable(default):
        return field(default_factory=default, metadata={"clause": card})
    return field(default=default, metadata={"clause": card})


def text(*, values: tuple[str, ...] = (), ask: str = "a text") -> Kind:
    """Allow a text, or one of a closed list."""

    def read(value: Any, place: Place) -> str:  # Any: whatever stands in the file
        if not isinstance(value, str):
            return str(place.wrong(value, ask))
        if values and value not in values:
            return str(place.wrong(value, " or ".join(values), near=(value, values)))
        return value.strip()

    how = How("choice", values=values) if values else How()
    return Kind(" or ".join(values) or ask, read, how)


def currency() -> Kind:
    """Allow a currency's three letters."""
    ask = "three capital letters, such as EUR"

    def read(value: Any, place: Place) -> str:  # Any: whatever stands in the file
        ok = isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value)
        return value if ok else str(place.wrong(value, ask))

    return Kind(ask, read)


def zone() -> Kind:
    """Allow the name of a time zone."""
    ask = "the name of a time zone, such as Europe/Berlin"

    def read(value: Any, place: Place) -> str:  # Any: whatever stands in the file
        known = available_timezones()
        if isinstance(value, str) and (value in known or not value):
            return value
        return str(place.wrong(value, ask, near=(str(value), tuple(sorted(known)))))

    return Kind(ask, read, How("zone"))


def number(*, low: float, high: float = 1e15, ask: str = "") -> Kind:
    """Allow a number within limits, both included."""
    words = ask or f"a number from {low:g} to {high:g}"

    def read(value: Any, place: Place) -> float:  # Any: whatever stands in the file
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not low <= value <= high:
            place.wrong(value, words)
            return low
        return float(value)

    return Kind(words, read, How("number"))


def whole(*, low: int, high: int = 10**9) -> Kind:
    """Allow a whole number within limits, both included."""
    words = f"a whole number from {low} to {high:,}"

    def read(value: Any, place: Place) -> int:  # Any: whatever stands in the file
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            place.wrong(value, words)
            return low
        return int(value)

    return Kind(words, read, How("whole"))


def flag() -> Kind:
    """Allow yes or no, as YAML writes it."""
    ask = "true or false"

    def read(value: Any, place: Place) -> bool:  # Any: whatever stands in the file
        return value if isinstance(value, bool) else bool(place.wrong(value, ask))

    return Kind(ask, read, How("flag"))


def share() -> Kind:
    """Allow a share, written 0.9 and not 90."""
    asked = number(low=0.0, high=1.0, ask="a share from 0 to 1, such as 0.9 for 90 %")
    return asked._replace(how=How("share"))


def day() -> Kind:
    """Allow a day."""
    ask = "a day, such as 2026-12-24"

    def read(value: Any, place: Place) -> date:  # Any: whatever stands in the file
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            place.wrong(value, ask)
            return date.min

    return Kind(ask, read, How("day"))


def list_of(kind: Kind, *, ask: str) -> Kind:
    """Allow a list; a single value stands for a list of one."""

    def read(value: Any, place: Place) -> tuple[Any, ...]:  # Any: whatever stands in the file
        if isinstance(value, dict):
            place.wrong(value, ask)
            return ()
        values = value if isinstance(value, list) else [value]
        return tuple(kind[1](item, place.item(value, n)) for n, item in enumerate(values))

    return Kind(ask, read, How("list", of=kind))


def words() -> Kind:
    """Allow a list of words, such as the names a system uses."""
    return list_of(_word(), ask="a list of words")


def _word() -> Kind:
    def read(value: Any, place: Place) -> str:  # Any: whatever stands in the file
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        return str(place.wrong(value, "a word"))

    return Kind("a word", read)


def map_of(kind: Kind, *, ask: str, keys: tuple[str, ...] = ()) -> Kind:
    """Allow names, each with a value of one kind; `keys` closes the list of names."""

    def read(value: Any, place: Place) -> dict[str, Any]:  # Any: whatever stands in the file
        if not isinstance(value, dict):
            place.wrong(value, ask)
            return {}
        return {
            str(key): kind[1](item, place.key_of(value, key))
            for key, item in value.items()
            if not keys or place.knows(value, key, keys)
        }

    return Kind(ask, read, How("names", of=kind, keys=keys))


def hours() -> Kind:
    """Allow the working hours of a day, such as 09:00-12:30."""
    ask = "working hours at full quarters of an hour, such as 09:00-17:00"

    def read(value: Any, place: Place) -> tuple[time, time]:  # Any: whatever stands in the file
        span = read_span(str(value))
        if span is None:
            place.wrong(value, ask)
            return (time(0), time(0))
        return span

    return list_of(Kind(ask, read, How("span")), ask=f"{ask}; several as a list, none as []")


SPAN = re.compile(r"(\d\d):(00|15|30|45)\s*[-–]\s*(\d\d):(00|15|30|45)")


def read_span(words: str) -> tuple[time, time] | None:
    """Read `09:00-17:00`; midnight at the end may be written 24:00 and is kept as 00:00."""
    found = SPAN.fullmatch(words.strip())
    if not found:
        return None
    h1, m1, h2, m2 = (int(part) for part in found.groups())
    if not (h1 * 60 + m1 < h2 * 60 + m2 <= 24 * 60):
        return None
    return (time(h1, m1), time(h2 % 24, m2))
