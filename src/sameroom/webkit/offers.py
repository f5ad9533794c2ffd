"""What can be done with a reading, as any part of the room may offer it below the reading."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do with a reading, or to look up about it.

    A web half that has some declares `list_offers(*, reader, measure)` in its `offers.py`; it
    takes at most one or two queries, for every reading asks every half.

    Args:
        words: what, as a phrase.
        href: where; posted to when `acts`.
        why: more about it.
        acts: whether it changes something.
    """

    words: str
    href: str
    why: str = ""
    acts: bool = False
