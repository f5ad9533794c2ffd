"""What is known of a lead before anybody answers it, as columns on one scale."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sameroom.handoff.effect import Leads, Numbers

LEAST = 30  # leads of a channel or a campaign that has a column of its own
MOST = 12
COVERED = 0.5  # a number that fewer leads carry says more about who fills it in


def read_leads(*, rows: pa.Table) -> tuple[Leads, tuple[str, ...]]:
    """Read answered leads: score, company size, channel, campaign and hour of arrival.

    Args:
        rows: the rows called "lead" of the measure, in the order of their hashed ids.

    Returns:
        The leads, and the names of the columns that tell how good a lead is.
    """
    columns: list[Numbers] = []
    telling: list[str] = []
    for name, values in (
        ("score", numbers(rows=rows, name="score")),
        ("employees", np.log1p(numbers(rows=rows, name="employees"))),
    ):
        known = np.isfinite(values)
        if known.mean() < COVERED or float(np.std(values[known])) == 0:
            continue
        telling.append(name)
        columns.insert(len(telling) - 1, _level(np.where(known, values, values[known].mean())))
        columns.append(_level(columns[len(telling) - 1] ** 2))
        if not known.all():
            columns.append(_level(known.astype(np.float64)))
    for name in ("name", "campaign"):
        columns += _dummies(rows[name].to_pylist())
    count = rows.num_rows
    leads = Leads(
        prompt=numbers(rows=rows, name="prompt"),
        won=numbers(rows=rows, name="won"),
        known=np.column_stack(columns) if columns else np.empty((count, 0)),
        off_hours=numbers(rows=rows, name="off_hours"),
        telling=tuple(range(len(telling))),
    )
    return leads, tuple(telling)


def numbers(*, rows: pa.Table, name: str) -> Numbers:
    """Read a column as numbers; what is missing is not a number."""
    return np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def _level(values: Numbers) -> Numbers:
    spread = float(values.std())
    levelled: Numbers = (values - values.mean()) / (spread or 1.0)
    return levelled


def _dummies(words: Sequence[str | None]) -> list[Numbers]:
    """Make a column of each frequent word; the most frequent of all is what others are held to."""
    counted = sorted(
        Counter(word for word in words if word).items(), key=lambda one: (-one[1], one[0])
    )
    frequent = [word for word, count in counted[1 : MOST + 1] if count >= LEAST]
    told = np.array(words, dtype=object)
    return [(told == word).astype(np.float64) - float((told == word).mean()) for word in frequent]
