"""How well linkage does on sets with known truth, beside the library alone.

Run `python tests/linkage/study.py` for every set, or name some: `… study.py febrl3 chicago`. The
table is the one in `docs/methods/linkage.md`.
"""

import gc
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import click
import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.linkage import sets
from tests.linkage.sets import Known

Pairs = list[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1; by clusters, that of whole clusters found exactly."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Give the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of linking did on one set.

    Args:
        pairs: by pair, at the threshold.
        best: the highest F1 by pair that any threshold reaches, the truth being known.
        clusters: by whole cluster.
        processor, seconds: what it took.
        threshold: the least probability that was taken.
    """

    pairs: Score
    best: float
    clusters: Score
    processor: float
    seconds: float
    threshold: float


def ours(*, known: Known) -> Result:
    """Link a set with the product's own function, at its default error."""
    from sameroom.record.linkage import link

    clock = Clock()
    linked = link(
        rows=known.rows, fields=known.fields, source=known.source,
        across_only=known.source is not None,
    )  # fmt: skip
    processor, seconds = clock.taken()
    truth = known.rows.column("truth").to_pylist()
    scored = _judged(
        truth, zip(*(linked.pairs[name].to_pylist() for name in ("left", "right", "probability")),
                   strict=True)
    )  # fmt: skip
    labels = linked.labels.tolist()
    return Result(
        by_pair(truth=truth, labels=labels), best(scored=scored, of=known.pairs),
        by_cluster(truth=truth, labels=labels), processor, seconds, linked.threshold,
    )  # fmt: skip


def alone(*, known: Known, threshold: float) -> Result:
    """Link a set with splink alone, by its published settings."""
    from tests.linkage.alone import BY_SET

    numbered = known.rows.append_column("row_number", pa.array(np.arange(known.rows.num_rows)))
    clock = Clock()
    found = BY_SET[known.name](numbered)
    processor, seconds = clock.taken()
    truth = known.rows.column("truth").to_pylist()
    scored = _judged(truth, found)
    taken = [is_true for chance, is_true in scored if chance >= threshold]
    right = sum(taken)
    score = Score(right / max(len(taken), 1), right / known.pairs)
    joined = [(left, right) for left, right, chance in found if chance >= threshold]
    labels = components(size=len(truth), pairs=joined)
    return Result(
        score, best(scored=scored, of=known.pairs), by_cluster(truth=truth, labels=labels),
        processor, seconds, threshold,
    )  # fmt: skip


class Clock:
    """Counts processor and wall seconds from when it was made."""

    def __init__(self) -> None:
        gc.collect()
        self._started = (self._processor(), perf_counter())

    def taken(self) -> tuple[float, float]:
        """Give both."""
        return self._processor() - self._started[0], perf_counter() - self._started[1]

    @staticmethod
    def _processor() -> float:
        used = getrusage(RUSAGE_SELF)
        return used.ru_utime + used.ru_stime


def by_pair(*, truth: Sequence[str], labels: Sequence[int]) -> Score:
    """Score all pairs that share a group against all that share a truth."""
    right = _pairs_in(zip(truth, labels, strict=True))
    return Score(right / max(_pairs_in(labels), 1), right / max(_pairs_in(truth), 1))


def _pairs_in(groups: Iterable[object]) -> int:
    counted: dict[object, int] = {}
    for group in groups:
        counted[group] = counted.get(group, 0) + 1
    return sum(comb(size, 2) for size in counted.values())


def by_cluster(*, truth: Sequence[str], labels: Sequence[int]) -> Score:
    """Score whole groups of two and more: right only when they hold exactly the true rows."""
    found, real = _groups(labels), _groups(truth)
    right = len(found & real)
    return Score(right / max(len(found), 1), right / max(len(real), 1))


def _groups(labels: Sequence[object]) -> set[frozenset[int]]:
    members: dict[object, list[int]] = {}
    for row, group in enumerate(labels):
        members.setdefault(group, []).append(row)
    return {frozenset(rows) for rows in members.values() if len(rows) > 1}


def best(*, scored: Pairs, of: int) -> float:
    """Give the highest F1 over all thresholds, pairs of equal probability together."""
    highest, right = 0.0, 0
    falling = sorted(scored, reverse=True)
    for count, (chance, is_true) in enumerate(falling, 1):
        right += is_true
        if count == len(falling) or falling[count][0] != chance:
            highest = max(highest, 2 * right / (count + of))
    return highest


def components(*, size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Number the rows so that those that hang together by pairs carry the same number."""
    of = list(range(size))

    def head(row: int) -> int:
        while of[row] != row:
            of[row] = of[of[row]]
            row = of[row]
        return row

    for left, right in pairs:
        of[head(left)] = head(right)
    return [head(row) for row in range(size)]


def _judged(truth: Sequence[str], pairs: Iterable[tuple[int, int, float]]) -> Pairs:
    return [(chance, truth[left] == truth[right]) for left, right, chance in pairs]


def _line(name: str, who: str, one: Result) -> str:
    pair, whole = one.pairs, one.clusters
    return (
        f"| {name} | {who} | {pair.precision:.4f} | {pair.recall:.4f} | {pair.f1:.4f} "
        f"| {one.best:.4f} | {whole.precision:.4f} | {whole.recall:.4f} | {whole.f1:.4f} "
        f"| {one.processor:.1f} | {one.seconds:.1f} |"
    )


def main(names: Sequence[str]) -> None:
    """Print the table, line by line."""
    import splink  # noqa: F401 - its loading is nobody's time

    columns = (
        "set", "by", "precision", "recall", "F1", "best F1", "cluster precision", "cluster recall",
        "cluster F1", "processor s", "s",
    )  # fmt: skip
    click.echo(f"| {' | '.join(columns)} |")
    click.echo("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names or list(sets.ALL):
        known = sets.ALL[name]()
        click.echo(_line(name, "splink alone", alone(known=known, threshold=0.5)))
        click.echo(_line(name, "sameroom", ours(known=known)))


if __name__ == "__main__":
    main(sys.argv[1:])
