"""Journeys as numbers: the steps of all distinct paths in one array, and what came of each path."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Journeys:
    """Distinct paths of channels, and what came of each.

    Args:
        names: the channels; a step is a place in this list.
        steps: the steps of all paths, one path behind the other.
        starts: where each path begins in `steps`, and behind the last one where it ends: one
            longer than there are paths. A path has at least one step.
        conversions, value, nulls: by path, how often it ended in a conversion, what these were
            worth together, and how often it ended in none.
    """

    names: tuple[str, ...]
    steps: Ints
    starts: Ints
    conversions: Floats
    value: Floats
    nulls: Floats

    @property
    def lengths(self) -> Ints:
        """Count the steps of each path."""
        return np.diff(self.starts)

    @property
    def owner(self) -> Ints:
        """Tell of each step to which path it belongs."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)

    @property
    def place(self) -> Ints:
        """Tell of each step the how-manieth of its path it is, from 0."""
        return np.arange(len(self.steps)) - np.repeat(self.starts[:-1], self.lengths)

    def weighted(self, *, conversions: Floats, nulls: Floats) -> "Journeys":
        """Give the same paths with other counts; what a conversion of a path is worth stays."""
        each = np.divide(
            self.value, self.conversions, out=np.zeros_like(self.value), where=self.conversions > 0
        )
        return replace(self, conversions=conversions, value=each * conversions, nulls=nulls)


def gather(
    *,
    paths: Sequence[Sequence[str]],
    conversions: Sequence[float],
    value: Sequence[float] | None = None,
    nulls: Sequence[float] | None = None,
) -> Journeys:
    """Make journeys of paths given as lists of names.

    Raises:
        ValueError: when the lists differ in length, a path is empty or a count is below 0.
    """
    count = len(paths)
    amounts = [
        np.asarray(listed if listed is not None else np.zeros(count), dtype=float)
        for listed in (conversions, value, nulls)
    ]
    names = tuple(sorted({name for path in paths for name in path}))
    places = {name: place for place, name in enumerate(names)}
    steps = np.array([places[name] for path in paths for name in path], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(path) for path in paths])]).astype(np.int64)
    return checked(Journeys(names, steps, starts, *amounts))


def read_paths(*, table: pa.Table, separator: str = " > ") -> Journeys:
    """Make journeys of a table of paths, as other attribution tools take them.

    Rows that repeat a path are added up, so a row may be one journey or many.

    Args:
        table: `path` (text, its channels joined by the separator), `total_conversions`, and
            where there are such `total_conversion_value` and `total_null`. Without `total_null`
            every journey is taken to have converted.
        separator: what stands between two channels.

    Raises:
        ValueError: when a column is missing, a path is empty or a count is below 0.
    """
    missing = [name for name in ("path", "total_conversions") if name not in table.column_names]
    if missing:
        raise ValueError(f"a table of paths needs a column `{missing[0]}`")
    coded = pc.dictionary_encode(table["path"].combine_chunks())
    if coded.null_count:
        raise ValueError("a path is empty: every journey needs at least one channel")
    which = coded.indices.to_numpy()
    amounts = [
        _added(table, name, which, len(coded.dictionary))
        for name in ("total_conversions", "total_conversion_value", "total_null")
    ]
    split = pc.split_pattern(coded.dictionary, separator)
    starts = split.offsets.to_numpy().astype(np.int64)
    words = pc.dictionary_encode(split.flatten())
    raw = [str(name) for name in words.dictionary.to_pylist()]
    names = tuple(sorted({name.strip() for name in raw}))
    places = np.array([names.index(name.strip()) for name in raw], dtype=np.int64)
    return checked(Journeys(names, places[words.indices.to_numpy()], starts, *amounts))


def _added(table: pa.Table, name: str, which: NDArray[Any], count: int) -> Floats:  # Any: 32 bits
    if name not in table.column_names:
        return np.zeros(count)
    amounts = pc.fill_null(table[name].cast(pa.float64()), 0.0).to_numpy()
    added: Floats = np.bincount(which, weights=amounts, minlength=count).astype(np.float64)
    return added


def checked(journeys: Journeys) -> Journeys:
    """Let through journeys that can be.

    Raises:
        ValueError: when arrays differ in length, a path or a name is empty, or a count is below 0.
    """
    count = len(journeys.starts) - 1
    amounts = (journeys.conversions, journeys.value, journeys.nulls)
    if any(len(listed) != count for listed in amounts):
        raise ValueError(f"{count} paths, but not as many counts")
    if count and int(journeys.lengths.min()) < 1:
        raise ValueError("a path is empty: every journey needs at least one channel")
    if "" in journeys.names:
        raise ValueError("a channel has no name; look for two separators in a row")
    if any(np.any(~np.isfinite(listed)) for listed in amounts):
        raise ValueError("a count or a value is not a number")
    if np.any(journeys.conversions < 0) or np.any(journeys.nulls < 0):
        raise ValueError("a path cannot have fewer than no conversions")
    return journeys


def collapse(journeys: Journeys) -> Journeys:
    """Let the same channel twice in a row count as one step."""
    owner = journeys.owner
    keep = np.ones(len(journeys.steps), dtype=bool)
    keep[1:] = (journeys.steps[1:] != journeys.steps[:-1]) | (owner[1:] != owner[:-1])
    lengths = np.bincount(owner[keep], minlength=len(journeys.starts) - 1)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return replace(journeys, steps=journeys.steps[keep], starts=starts)
