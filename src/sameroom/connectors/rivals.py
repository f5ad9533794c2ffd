"""Measures how doubtful a file's kind is, by the columns that its best kind cannot explain."""

from collections.abc import Sequence
from dataclasses import dataclass

from sameroom.connectors.assign import Fit, Found, has_needed, is_mere_number, worth

_KIN = frozenset({"contact", "lead"})
_HUMANS = frozenset({"contact", "lead", "member"})
_NAMES = {"person": "contact", "subject": "deal"}
UNSUPPORTED = 0.42
SUPPORTED = 0.8


@dataclass(frozen=True, slots=True)
class Rival:
    """The kind that explains most of what the chosen kind leaves unexplained.

    Args:
        shape: its name, or "".
        share: how much the columns that it alone explains are worth, as a share of what those
            are worth that the chosen kind explains; above 1 it explains more.
    """

    shape: str
    share: float


def strongest(*, best: Fit, fits: Sequence[Fit], unread: frozenset[int]) -> Rival:
    """Find the kind that says most of what the best kind does not say.

    A kind whose rows the best kind points at is none: that costs repeat the name of their
    campaign, or deals the branch of their company, speaks for them.

    A kind that lacks what it cannot be without is none either.

    Args:
        best: the kind chosen.
        fits: of all kinds, those that were ruled out too.
        unread: columns whose header says nothing; what only values say is too weak to count.
    """
    read = [item for item in best.sure if item.column.index not in unread]
    explained = frozenset(item.column.index for item in read)
    own = sum(worth(item, best.shape) for item in read)
    near = _near(best, read)
    shares = [
        Rival(other.shape.name, _left(other, explained | unread) / max(own, 1.0))
        for other in fits
        if other.shape.name not in near and has_needed(found=other.sure, shape=other.shape)
    ]
    return max(shares, key=lambda rival: (rival.share, rival.shape), default=Rival("", 0.0))


def is_doubtful(*, rival: Rival, support: float) -> bool:
    """Tell whether a kind is too doubtful to read a single column without a question.

    The bounds were set on ten made-up tools and the stock of header lists, read by rules that
    still mistook kinds, under plain and under meaningless file names. Without support, mistaken
    kinds have a share of 0.49 and more, right ones one of 0.34 and less, but for two (0.59,
    0.65), which are asked in vain. With support no kind was mistaken; right ones have 0.70 and
    less, but for one (0.84).

    Args:
        rival: the strongest.
        support: how much the file's name and the rows' own id speak for the kind; 0 is nothing.
    """
    return rival.share >= (SUPPORTED if support else UNSUPPORTED)


def _near(best: Fit, read: Sequence[Found]) -> frozenset[str]:
    """List the kinds that are no rivals: the kind itself, its kin, and what it points at.

    Rows that point at a person repeat names and addresses as all lists of people have them.
    """
    name = best.shape.name
    ends = {item.field.target.partition(".")[2] for item in read}
    nouns = {end.removesuffix("_id") for end in ends if end.endswith("_id")}
    near = {name, *(_NAMES.get(noun, noun) for noun in nouns)}
    near |= _KIN if name in _KIN else frozenset()
    return frozenset(near | (_HUMANS if nouns & {"person", "lead"} else frozenset()))


def _left(other: Fit, explained: frozenset[int]) -> float:
    return sum(
        worth(item, other.shape)
        for item in other.sure
        if item.column.index not in explained and not is_mere_number(item)
    )
