"""Whom an erasing means, as it is kept unreadable until the erasing is over."""

import hashlib
import json
from dataclasses import asdict, dataclass

from sameroom.importing.forgetting import Whom
from sameroom.webkit import secrets

PURPOSE = "erasing"
PARTS = ("addresses", "names", "phones", "refs", "entities")


@dataclass(frozen=True, slots=True)
class Sought:
    """Who was chosen, and what the record knew them by when it was looked up.

    Args:
        addresses: that were typed.
        keys: of pages that were chosen.
        whom: all by which the record knows them; None before it was looked up.
    """

    addresses: tuple[str, ...]
    keys: tuple[str, ...]
    whom: Whom | None = None


def close(sought: Sought) -> str:
    """Encrypt whom an erasing means."""
    told = {"addresses": sought.addresses, "keys": sought.keys}
    whom = asdict(sought.whom) if sought.whom else None
    known = {name: sorted(whom[name]) for name in PARTS} if whom else None
    return secrets.close(text=json.dumps({**told, "whom": known}), purpose=PURPOSE)


def open_(sealed: str) -> Sought:
    """Read what `close` wrote; of an earlier version it was the address alone."""
    text = secrets.open_(kept=sealed, purpose=PURPOSE)
    if not text.startswith("{"):
        return Sought((text,), ())
    told = json.loads(text)
    whom = told["whom"]
    known = Whom(**{name: frozenset(whom[name]) for name in PARTS}) if whom else None
    return Sought(tuple(told["addresses"]), tuple(told["keys"]), known)


def mark_of(whom: Whom) -> str:
    """Give the mark of what is shown, so that nothing else is erased than what was looked at."""
    said = sorted({*whom.addresses, *whom.names, *whom.phones, *whom.refs})
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def to_type(*, whom: Whom, sought: Sought, number: int) -> str:
    """Tell what somebody types to say that they mean it: an address, else a name, else a number."""
    given = [one for one in sought.addresses if one in whom.addresses]
    return next(iter([*given, *sorted(whom.addresses), *sorted(whom.names)]), str(number))


def without(text: str, sought: Sought) -> str:
    """Take whoever is meant out of what went wrong."""
    whom = sought.whom or Whom()
    for word in sorted({*sought.addresses, *whom.addresses, *whom.names, *whom.phones}, key=len,
                       reverse=True):  # fmt: skip
        text = text.replace(word, "…")
    return text
