"""Links the rows of a table: which most likely mean the same person or company, and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sameroom.record.linkage import blocking, model
from sameroom.record.linkage.blocking import Blocks
from sameroom.record.linkage.clusters import Floats, Groups, cluster
from sameroom.record.linkage.fields import Field, compared
from sameroom.record.linkage.model import Scores
from sameroom.record.linkage.pieces import Ints, within
from sameroom.record.linkage.threshold import prior_odds, probabilities, threshold

LARGEST_GROUP = 100
FEWEST_PAIRS = 20
"""With fewer pairs worth comparing there is nothing to fit a model to."""


Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What rules say of compared pairs, whatever their weight.

    Args:
        allowed: whether it may be a match.
        apart: whether the two rows must never be in one group.
        doubtful: whether a person should look at it, though it is not allowed.
    """

    allowed: Flags
    apart: Flags
    doubtful: Flags


Judge = Callable[[Scores], Judgement]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How sure a match must be, and how much may be compared.

    Args:
        error: the share of the matches taken that may be false, as the model expects it.
        doubt: pairs at least so likely that were not taken are for a person to decide.
        pairs_per_row: so many pairs a row are compared at most.
        largest_block: a value that more rows share than this is no reason to compare them.
    """

    error: float = 0.01
    doubt: float = 0.05
    pairs_per_row: float = 30.0
    largest_block: int = 60


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found.

    Args:
        labels: a number a row; rows with the same number are one.
        pairs: the compared pairs that are matches or in doubt: `left`, `right` (rows), `weight`
            (log odds, base 2), `probability`, `taken`, `refused`, `evidence` (what agreed).
        threshold: the least probability that was taken.
        expected_error: the share of the matches taken that the model expects to be false.
        compared: how many pairs were compared.
        keys: by what rows came to be compared.
        expected_coverage: the share of true matches that these keys are expected to reach.
    """

    labels: Ints
    pairs: pa.Table
    threshold: float
    expected_error: float
    compared: int
    keys: tuple[str, ...]
    expected_coverage: float | None


def link(
    *,
    rows: pa.Table,
    fields: Sequence[Field],
    wanted: Wanted | None = None,
    source: str | None = None,
    across_only: bool = False,
    joined: Ints | None = None,
    apart: Iterable[tuple[int, int]] = (),
    judge: Judge | None = None,
) -> Linked:
    """Link the rows of a table. The answer depends on the rows alone, not on chance.

    Args:
        rows: the rows, with a column a field; anything in it is read as text.
        fields: which columns are evidence, and of what.
        wanted: how sure a match must be.
        source: the column that names each row's source.
        across_only: each source lists nobody twice: only rows of different sources are linked,
            and no two rows of a source come into one group.
        joined: rows with the same number are one already.
        apart: pairs of rows that must not be joined.
        judge: says of each compared pair whether it may be a match at all (`allowed`), and
            whether the two must never come into one group (`apart`).

    Raises:
        LinkageNotInstalledError: when splink is not installed.

    Sources: Fellegi and Sunter, "A theory for record linkage", JASA 64 (1969); Winkler, "Using
    the EM algorithm for weight computation in the Fellegi-Sunter model", ASA (1988).
    """
    wanted = wanted or Wanted()
    size = rows.num_rows
    sources = _codes(rows, source) if source and across_only else None
    labels = np.arange(size) if joined is None else joined
    groups = Groups(labels=labels, single=sources, apart=apart)
    columns = compared(rows=rows, fields=fields)
    blocks = blocking.block(
        columns=columns,
        fields=fields,
        sources=sources,
        pairs_per_row=wanted.pairs_per_row,
        largest=wanted.largest_block,
    )
    if len(blocks.left) < FEWEST_PAIRS:
        return _nothing(groups, blocks)
    every = _all_pairs(size, sources)
    scores = model.score(
        columns=columns,
        fields=fields,
        blocks=blocks,
        every=every,
        more=lambda found: _between(found, wanted, sources, size=size, every=every),
    )
    return _found(groups, blocks, scores, wanted, judge, pairs=every)


def _between(
    scores: Scores, wanted: Wanted, sources: Ints | None, *, size: int, every: float
) -> tuple[Ints, Ints]:
    """List the pairs not yet weighed that hang together by matches: all of a group counts."""
    from scipy.sparse import coo_matrix  # 0.3 s to load, and only what joins needs it
    from scipy.sparse.csgraph import connected_components

    odds = prior_odds(weights=scores.weight, pairs=every)
    chances = probabilities(weights=scores.weight, odds=odds)
    sure = chances >= threshold(chances=chances, error=wanted.error)
    edges = coo_matrix(
        (np.ones(int(sure.sum()), np.int8), (scores.left[sure], scores.right[sure])),
        shape=(size, size),
    )
    labels = connected_components(edges, directed=False)[1].astype(np.int64)
    left, right = within(rows=np.arange(size), codes=labels, largest=LARGEST_GROUP)
    if sources is not None:
        across = sources[left] != sources[right]
        left, right = left[across], right[across]
    fresh = ~np.isin(left * size + right, scores.left * size + scores.right)
    return left[fresh], right[fresh]


def _codes(rows: pa.Table, source: str) -> Ints:
    encoded = rows.column(source).combine_chunks().dictionary_encode()
    codes: Ints = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _all_pairs(size: int, sources: Ints | None) -> float:
    every = size * (size - 1) / 2
    if sources is None:
        return every
    within = np.bincount(sources).astype(np.float64)
    return every - float((within * (within - 1) / 2).sum())


def _nothing(groups: Groups, blocks: Blocks) -> Linked:
    pairs = _told(np.zeros(0, np.int64), None, np.zeros(0), np.zeros(0), np.zeros(0, np.bool_),
                  np.zeros(0, np.bool_))  # fmt: skip
    keys = tuple(key.name for key in blocks.keys)
    return Linked(groups.of, pairs, 1.0, 0.0, len(blocks.left), keys, blocks.expected_coverage)


def _found(
    groups: Groups,
    blocks: Blocks,
    scores: Scores,
    wanted: Wanted,
    judge: Judge | None,
    *,
    pairs: float,
) -> Linked:
    odds = prior_odds(weights=scores.weight, pairs=pairs)
    chances = probabilities(weights=scores.weight, odds=odds)
    judged = judge(scores) if judge else None
    allowed = judged.allowed if judged else np.ones(len(chances), np.bool_)
    if judged:
        groups.keep_apart(left=scores.left[judged.apart], right=scores.right[judged.apart])
    least = threshold(chances=chances[allowed], error=wanted.error)
    taken = (chances >= least) & allowed
    log_odds = scores.weight + np.log2(odds)
    refused = cluster(
        groups=groups,
        left=scores.left,
        right=scores.right,
        log_odds=log_odds + _shift(least),
        taken=taken,
    )
    likely = (chances >= min(wanted.doubt, least)) & allowed
    if judged:
        likely |= (chances >= 0.5) & judged.doubtful
    told = np.flatnonzero(likely)
    listed = _told(told, scores, log_odds, chances, taken, refused)
    expected = float((1 - chances[taken]).mean()) if taken.any() else 0.0
    keys = tuple(key.name for key in blocks.keys)
    return Linked(
        groups.of, listed, least, expected, len(blocks.left), keys, blocks.expected_coverage
    )


def _shift(least: float) -> float:
    """What is just sure enough speaks neither for nor against."""
    inside = min(max(least, 1e-6), 0.5)
    return -float(np.log2(inside / (1 - inside))) + 1e-6


def _told(
    at: Ints, scores: Scores | None, log_odds: Floats, chances: Floats, taken: Flags, refused: Flags
) -> pa.Table:  # fmt: skip
    return pa.table(
        {
            "left": scores.left[at] if scores else at,
            "right": scores.right[at] if scores else at,
            "weight": log_odds[at],
            "probability": chances[at],
            "taken": taken[at],
            "refused": refused[at],
            "evidence": pa.array(_evidence(at, scores), pa.string()),
        }
    )


def _evidence(at: Ints, scores: Scores | None) -> list[str]:
    """Say, field by field, how the two rows agree; what is missing is left out."""
    said = [[] for _ in at]  # type: list[list[str]]
    for name, levels in (scores.levels if scores else {}).items():
        labels = scores.labels[name] if scores else {}
        for row, level in zip(said, levels[at].tolist(), strict=True):
            if level >= 0:
                row.append(f"{name} {labels[level]}")
    return ["; ".join(parts) for parts in said]
