"""Which rows of a long list pages keep: the first, and the first of each who sees only theirs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LOOKED_AT = 50_000  # rows of a list, in its order; those behind them are in the report's files
OF_TEAM = 500  # that each team finds at least, where it has as many
OF_OWNER = 50  # that each owner finds at least, where they have as many
OF_OWNERS = 2_500  # of all owners together; where they are very many, each finds fewer
TEAM = "team:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is kept of a list.

    Args:
        places: of the rows that are kept, from 0, in their order.
        cut_for: the scopes of which not all rows are kept.
    """

    places: tuple[int, ...]
    cut_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is of a list, or of one line of it.

    Args:
        line: of a list of flaws, the noun and field that it is in; "" for the list as a whole.
        cut_for: the scopes of which not all rows are kept; None where not all were looked at.
    """

    line: str
    total: int
    cut_for: tuple[str, ...] | None


def choose(*, scopes: Sequence[tuple[str, ...]], first: int) -> Chosen:
    """Choose what is kept of a list: the first rows, and the first of each scope's own.

    So whoever sees only what is theirs finds theirs, however far behind the others' they stand, and
    what is kept is bounded by the number of teams alone.

    Args:
        scopes: of each row, in the order of the list, who sees it.
        first: how many are kept whosoever they are.
    """
    known = {scope for mine in set(scopes) for scope in mine}
    owners = sum(not scope.startswith(TEAM) for scope in known)
    of_owner = max(min(OF_OWNER, OF_OWNERS // max(owners, 1)), 1)
    most = {scope: OF_TEAM if scope.startswith(TEAM) else of_owner for scope in known}
    held: Counter[str] = Counter()
    places: list[int] = []
    full: set[tuple[str, ...]] = set()  # those that have all they get: most rows of a long list
    for place, mine in enumerate(scopes):
        if place >= first and mine in full:
            continue
        if place < first or any(held[one] < most[one] for one in mine):
            places.append(place)
            held.update(mine)
        else:
            full.add(mine)
    return Chosen(tuple(places), tuple(sorted({scope for mine in full for scope in mine})))


def add_up(counts: Sequence[Count]) -> Count:
    """Count a list as a whole from its lines."""
    told = [one.cut_for for one in counts if one.cut_for is not None]
    cut_for = tuple(sorted({scope for one in told for scope in one}))
    is_known = len(told) == len(counts)
    return Count("", sum(one.total for one in counts), cut_for if is_known else None)
