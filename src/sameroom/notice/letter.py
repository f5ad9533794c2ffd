"""What a message says and in which order; the sentences around it are the web half's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

UNSEEN = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
SUBJECT = 120  # characters, so that a phone shows the most of it
LOOKS_LIKE = str.maketrans("<>&*`~[]|#\\", "‹›＆∗ˋ∼［］∣＃＼")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a message.

    Args:
        act_href: a one-time link, and the words of its button; "" for none.
    """

    words: str
    why: str
    href: str
    told_at: datetime
    due_at: datetime | None = None
    button: str = ""
    act_href: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The things of a message: what is late, what has a deadline, and what is good to know."""

    late: tuple[Item, ...]
    due: tuple[Item, ...]
    others: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Give all of them, in the order in which they are to be read."""
        return self.late + self.due + self.others


def arrange(*, items: Iterable[Item], now: datetime) -> Arranged:
    """Put things in the order in which they are to be read: the most urgent first."""
    ordered = sorted(items, key=lambda item: (item.told_at, item.words))
    with_end = sorted(
        ((item.due_at, place, item) for place, item in enumerate(ordered) if item.due_at),
        key=lambda told: told[:2],
    )
    return Arranged(
        late=tuple(item for due_at, _, item in with_end if due_at < now),
        due=tuple(item for due_at, _, item in with_end if due_at >= now),
        others=tuple(item for item in ordered if item.due_at is None),
    )


def one_line(text: str, *, most: int = SUBJECT) -> str:
    """Give a text as one line, as a mail's header needs it: nothing in it begins another header."""
    line = " ".join(UNSEEN.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def calm(text: str) -> str:
    """Give a text that calls nobody, links nowhere and formats nothing when a chat shows it.

    Names of leads and companies come from outside; one called "<!channel>" must wake no channel.
    Each chat has a markup of its own, and in some nothing takes a sign's meaning away; so a sign
    that means something in any of them becomes one that looks like it and means nothing.
    """
    line = one_line(text, most=400).translate(LOOKS_LIKE)
    line = re.sub(r"(?<![^\W_])_+|_+(?![^\W_])", lambda found: "ˍ" * len(found[0]), line)
    line = line.replace("@", "@\u200b")
    return re.sub(r"(?i)(?<=\w:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bmailto)(?=:)", "\u200b", line)
