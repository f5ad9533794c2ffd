"""A thing for somebody to do, as any part of the room may ask it of a reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do.

    A web half that knows of some declares `list_things(*, reader, now)` in its `things.py`; it
    gives at most five, in one or two queries, for the first page asks every half.

    Args:
        words: what, as a sentence.
        why: what asks for it.
        href: where it is done or looked at.
        worth: what leaving it costs; "" where that is not known.
        rank: the lower, the earlier: 10 for what keeps others from working, 20 for what was
            promised by today, 50 for gaps that the readings show, 80 for what can wait.
        lang: the language of words and why, where it is not the reader's: "en" for the
            sentences of measures.
    """

    words: str
    why: str
    href: str
    worth: str = ""
    rank: int = 50
    lang: str = ""
