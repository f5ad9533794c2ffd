"""Joins matches into groups, the surest first, and leaves out what contradicts the group.

A pair joins two groups only when, over all compared pairs between them, what speaks for it
outweighs what speaks against; when they hold no two rows that must stay apart; and when they hold
no two rows of a source that lists nobody twice.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

STRONGEST = 20.0
"""No single pair counts for more than this, for or against (log odds, base 2)."""


class Groups:
    """Groups of rows that grow by joining."""

    def __init__(
        self, *, labels: Ints, single: Ints | None, apart: Iterable[tuple[int, int]]
    ) -> None:
        """Start from rows that are joined already.

        Args:
            labels: rows with the same number are one to begin with.
            single: the source of each row where it lists nobody twice, else -1.
            apart: pairs of rows that must not be joined.
        """
        self.of = labels.astype(np.int64).copy()
        self.members: dict[int, list[int]] = {}
        for row, group in enumerate(self.of.tolist()):
            self.members.setdefault(group, []).append(row)
        self.single = single
        self.apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._keep(one, other)

    def keep_apart(self, *, left: Ints, right: Ints) -> None:
        """Forbid further pairs of rows to come into one group; what is one stays one."""
        for one, other in zip(left.tolist(), right.tolist(), strict=True):
            self._keep(one, other)

    def _keep(self, one: int, other: int) -> None:
        self.apart.setdefault(one, set()).add(other)
        self.apart.setdefault(other, set()).add(one)

    def may_join(self, *, one: int, other: int) -> bool:
        """Tell whether nothing forbids two groups to be one."""
        left, right = self.members[one], self.members[other]
        if self.single is not None:
            held = {int(self.single[row]) for row in left} - {-1}
            if held & {int(self.single[row]) for row in right}:
                return False
        if not self.apart:
            return True
        inside = set(right)
        return not any(self.apart.get(row, set()) & inside for row in left)

    def join(self, *, one: int, other: int) -> None:
        """Make two groups one, under the smaller number."""
        kept, gone = min(one, other), max(one, other)
        for row in self.members[gone]:
            self.of[row] = kept
        self.members[kept] += self.members.pop(gone)


def cluster(
    *, groups: Groups, left: Ints, right: Ints, log_odds: Floats, taken: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Join groups along the matches, surest first; tell which matches were refused.

    Args:
        groups: changed in place.
        left, right: the compared pairs.
        log_odds: what speaks for each, base 2; below 0 it speaks against.
        taken: which of them are sure enough.
    """
    known = _near(left, right, log_odds, groups)
    refused = np.zeros(len(left), dtype=np.bool_)
    order = np.lexsort((right, left, -log_odds))
    for at in order[taken[order]].tolist():
        one, other = int(groups.of[left[at]]), int(groups.of[right[at]])
        if one == other:
            continue
        if groups.may_join(one=one, other=other) and _balance(groups, one, other, known) > 0:
            groups.join(one=one, other=other)
        else:
            refused[at] = True
    return refused


def _near(
    left: Ints, right: Ints, log_odds: Floats, groups: Groups
) -> Mapping[int, dict[int, float]]:
    known: dict[int, dict[int, float]] = {}
    clipped = np.clip(log_odds, -STRONGEST, STRONGEST)
    for one, other, weight in zip(left.tolist(), right.tolist(), clipped.tolist(), strict=True):
        known.setdefault(one, {})[other] = weight
        known.setdefault(other, {})[one] = weight
    return known


def _balance(groups: Groups, one: int, other: int, known: Mapping[int, dict[int, float]]) -> float:
    left, right = groups.members[one], groups.members[other]
    if len(left) == 1 and len(right) == 1:
        return 1.0
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    inside = set(many)
    return sum(
        weight for row in few for partner, weight in known.get(row, {}).items() if partner in inside
    )
