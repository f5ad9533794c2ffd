"""Buyers counted by segment and by the steps they reached, and who stands in which step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sameroom.stats.bootstrap import Numbers
from sameroom.stats.distances import Groups

STEPS = ("targeted", "handed_over", "worked", "won")
PAIRS = (
    ("targeted", "won"),
    ("targeted", "handed_over"),
    ("handed_over", "worked"),
    ("worked", "won"),
)


@dataclass(frozen=True, slots=True)
class Segments:
    """Buyers of one attribute, a row a segment, pattern of steps and kept revenue.

    Args:
        attribute: what the segments are of; "" for all buyers.
        labels: the segments, in the order of their names.
        place: of each row, its segment.
        reached: of each row, whether each of the four steps was reached (rows by steps).
        buyers: of each row, how many buyers.
        revenue: of each row, what each of its buyers' wins brought; not a number when not kept.
    """

    attribute: str
    labels: tuple[str, ...]
    place: np.ndarray[Any, np.dtype[np.int64]]  # Any: the shape
    reached: np.ndarray[Any, np.dtype[np.bool_]]  # Any: the shape
    buyers: Numbers
    revenue: Numbers

    def count(self, *steps: str) -> Numbers:
        """Count the buyers of each segment who reached all of the steps named."""
        wanted = np.all(self.reached[:, [STEPS.index(step) for step in steps]], axis=1)
        return self._sum(np.asarray(wanted, dtype=np.bool_))

    def groups(self, *, first: str, second: str) -> Groups:
        """Part the buyers of two steps: in the first alone, in both, in the second alone."""
        one, two = (self.reached[:, STEPS.index(step)] for step in (first, second))
        return Groups(self._sum(one & ~two), self._sum(one & two), self._sum(two & ~one))

    def winners(self) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Numbers]:  # Any: the shape
        """List each winner whose revenue was kept: the segment, and the revenue."""
        rows = np.flatnonzero(np.isfinite(self.revenue))
        times = self.buyers[rows].astype(np.int64)
        return np.repeat(self.place[rows], times), np.repeat(self.revenue[rows], times)

    def _sum(self, wanted: np.ndarray[Any, np.dtype[np.bool_]]) -> Numbers:  # Any: the shape
        summed: Numbers = np.bincount(
            self.place[wanted], weights=self.buyers[wanted], minlength=len(self.labels)
        ).astype(float)
        return summed


def read_segments(rows: Iterable[Mapping[str, Any]]) -> dict[str, Segments]:  # Any: a cell
    """Sort the measure's rows by attribute; "" holds all buyers."""
    by_attribute: dict[str, list[Mapping[str, Any]]] = {}  # Any: a cell
    for row in rows:
        by_attribute.setdefault(str(row["attribute"]), []).append(row)
    return {name: _read(name, by_attribute[name]) for name in sorted(by_attribute)}


def _read(attribute: str, rows: list[Mapping[str, Any]]) -> Segments:  # Any: a cell
    labels = tuple(sorted({str(row["label"]) for row in rows}))
    places = {label: place for place, label in enumerate(labels)}
    # Rows come in no order; sorting them makes resampling the same each time.
    ordered = sorted(rows, key=_order)
    return Segments(
        attribute=attribute,
        labels=labels,
        place=np.array([places[str(row["label"])] for row in ordered], dtype=np.int64),
        reached=np.array(
            [[bool(row[f"is_{step}"]) for step in STEPS] for row in ordered], dtype=bool
        ),
        buyers=np.array([float(row["buyers"]) for row in ordered]),
        revenue=np.array(
            [np.nan if row["revenue"] is None else float(row["revenue"]) for row in ordered]
        ),
    )


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:  # Any: a cell
    revenue = row["revenue"]
    steps = tuple(int(row[f"is_{step}"]) for step in STEPS)
    return (str(row["label"]), *steps, revenue is None, float(revenue or 0.0))
