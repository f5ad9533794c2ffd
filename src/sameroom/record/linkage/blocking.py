"""Which rows are worth comparing: keys chosen from the data, within a budget of pairs.

A key is a value, a piece of a value, or two of these together. Rows that carry the same key form
a block. A block larger than the cap is left out, because a value that many share tells little; a
second value splits it. How much of the true matches a set of keys would cover is worked out from
pairs that agree so widely that they can hardly be anything else: for each field, how often its
pieces agree in pairs found without that field; fields taken as independent, as the model does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sameroom.record.linkage.fields import Field
from sameroom.record.linkage.pieces import (
    Flags,
    Ints,
    Key,
    Piece,
    agree,
    joined,
    pair_count,
    pairs_of,
    pieces_of,
)

Floats = NDArray[np.float64]

SAMPLE = 20_000
"""Keys are weighed on so many rows at most; which ones, the order of the rows tells."""
PATTERNS = 4_000
PROXIES = 20_000
FEW_PAIRS = 2_000
SURE = 5.0
"""Two pieces make a pair sure when they meet so many times more often than by accident."""
MOST_KEYS = 40
AGAIN = 0.5
"""To reach a match by one more key is worth this much of reaching it at all: where fields go wrong
together, the expectation is too rosy, and a second road helps."""
LEAST_GAIN = 0.00005
"""A key that adds less than this share of the true matches is not worth its pairs."""
SPARE_PAIRS = 20_000
SPARE_PAIRS_PER_ROW = 2.0
"""What is left of the budget, so far as the larger of these, goes to fields passed over so far."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is to be compared.

    Args:
        keys: the keys that were chosen.
        expected_coverage: the share of the true matches that they are expected to cover; None
            when too few sure pairs were found to tell.
        left, right: the pairs, each once, the smaller row on the left.
    """

    keys: tuple[Key, ...]
    expected_coverage: float | None
    left: Ints
    right: Ints


def block(
    *,
    columns: pa.Table,
    fields: Sequence[Field],
    sources: Ints | None,
    pairs_per_row: float,
    largest: int,
) -> Blocks:
    """Choose keys from the data and pair the rows that share one.

    Args:
        columns: the fields in the form in which they are compared.
        fields: what they hold.
        sources: the source of each row where only rows of different sources are compared.
        pairs_per_row: the budget: so many pairs a row are compared at most.
        largest: the cap on rows in a block.
    """
    size = columns.num_rows
    pieces = [piece for field in fields for piece in pieces_of(columns=columns, field=field)]
    few = min(1.0, SAMPLE / max(size, 1))
    seen = [_sampled(piece, size, few) for piece in pieces]
    options = _options(seen, sources, few=few, largest=largest)
    patterns = _patterns(seen, options, sources, rows=size * few)
    budget = pairs_per_row * size
    if patterns is None:
        options = _by_surprise(options, seen, sources, rows=size * few)
    chosen, coverage = _choose(options, patterns, budget=budget)
    spare = min(
        budget - sum(key.pairs for key in chosen), max(SPARE_PAIRS, SPARE_PAIRS_PER_ROW * size)
    )
    chosen += _passed_over(options, chosen, spare=spare)
    found = {(piece.field, piece.what): piece for piece in pieces}
    whole = [_whole(key, found) for key in chosen]
    left, right = pairs_of(keys=whole, sources=sources, largest=largest)
    return Blocks(tuple(whole), coverage, left, right)


def _sampled(piece: Piece, size: int, few: float) -> Piece:
    if few >= 1:
        return piece
    mixed = (piece.rows * 2654435761) % 4294967296
    keep = mixed < few * 4294967296
    return Piece(piece.field, piece.what, piece.rows[keep], piece.codes[keep], piece.is_fine)


def _options(
    pieces: Sequence[Piece], sources: Ints | None, *, few: float, largest: int
) -> list[Key]:
    """List every piece, and every two pieces of different fields, with the pairs they make."""
    singles = [(piece,) for piece in pieces]
    doubles = [
        (one, other)
        for one, other in combinations(pieces, 2)
        if one.field != other.field and (one.is_single or other.is_single)
    ]
    cap = max(2, round(largest * few))
    found = []
    for made in (*singles, *doubles):
        rows, codes = joined(pieces=made)
        pairs = pair_count(rows=rows, codes=codes, sources=sources, cap=cap) / few**2
        if pairs:
            found.append(Key(made, pairs))
    return found


def _patterns(
    pieces: Sequence[Piece], options: Sequence[Key], sources: Ints | None, *, rows: float
) -> Flags | None:
    """Draw how true matches agree: a row a match, a column a piece; None when too few are sure.

    A pair is sure for a field when it agrees on two fine pieces of two other fields; with fewer
    than three fields, when it agrees on any fine piece.
    """
    fields = list(dict.fromkeys(piece.field for piece in pieces))
    keys = _sure_keys(options, sources, rows=rows, alone=len(fields) < 3)
    left, right, finders = _sure(pieces, keys, sources)
    if len(left) < 50:
        return None
    agreed = np.stack([agree(piece=piece, left=left, right=right) for piece in pieces], axis=1)
    random = np.random.default_rng(20)
    drawn = np.zeros((PATTERNS, len(pieces)), dtype=np.bool_)
    for field in fields:
        own = [at for at, piece in enumerate(pieces) if piece.field == field]
        usable = np.flatnonzero(~finders[field]) if len(fields) > 2 else np.arange(len(left))
        if len(usable) < 20:
            usable = np.arange(len(left))
        drawn[:, own] = agreed[random.choice(usable, PATTERNS)][:, own]
    return drawn


def _sure_keys(
    options: Sequence[Key], sources: Ints | None, *, rows: float, alone: bool
) -> list[Key]:
    """Take the keys of fine pieces whose pairs agree far more often than they would by accident."""
    wanted = 1 if alone else 2
    fine = [key for key in options if all(piece.is_fine for piece in key.pieces)]
    every = max(rows * (rows - 1) / 2, 1.0)
    met: dict[int, float] = {}
    for piece in (piece for key in fine for piece in key.pieces):
        if id(piece) not in met:
            pairs = pair_count(
                rows=piece.rows, codes=piece.codes, sources=sources, cap=len(piece.rows)
            )
            met[id(piece)] = pairs / every
    return [
        key
        for key in fine
        if len(key.pieces) == wanted
        and (alone or met[id(key.pieces[0])] * met[id(key.pieces[1])] * every * SURE < key.pairs)
    ]


def _sure(
    pieces: Sequence[Piece], keys: Sequence[Key], sources: Ints | None
) -> tuple[Ints, Ints, dict[str, Flags]]:
    """List pairs that agree on two fine pieces, and for each field those that only it found."""
    lefts: list[Ints] = []
    rights: list[Ints] = []
    used: list[Ints] = []
    for key in keys:
        left, right = pairs_of(keys=[key], sources=sources, largest=10)
        lefts.append(left[:PROXIES])
        rights.append(right[:PROXIES])
        used.append(np.full(len(lefts[-1]), len(used)))
    if not lefts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), {}
    left, right, by = np.concatenate(lefts), np.concatenate(rights), np.concatenate(used)
    fields = {piece.field for piece in pieces}
    finders = {
        field: np.isin(by, [at for at, key in enumerate(keys) if field in key.fields])
        for field in fields
    }
    return left, right, finders


def _choose(
    options: Sequence[Key], patterns: Flags | None, *, budget: float
) -> tuple[list[Key], float | None]:
    """Take the key that covers most for its pairs, again and again, while the budget lasts."""
    if patterns is None:
        return _first(options, budget=budget), None
    pieces = list({id(p): p for key in options for p in key.pieces}.values())
    column = _columns_of(options, pieces)
    covers = np.stack([patterns[:, at].all(axis=1) for at in column])
    left, spent = np.ones(patterns.shape[0]), 0.0
    chosen: list[Key] = []
    costs = np.array([key.pairs for key in options]) + 1.0
    while len(chosen) < MOST_KEYS:
        gains = covers @ left / patterns.shape[0]
        worth = np.where((gains >= LEAST_GAIN) & (spent + costs <= budget), gains / costs, 0.0)
        best = int(worth.argmax())
        if worth[best] <= 0:
            break
        chosen.append(options[best])
        spent += float(costs[best])
        costs[best] = np.inf  # a key is taken once
        left[covers[best]] *= AGAIN
    return chosen, float((left < 1).mean())


def _passed_over(options: Sequence[Key], chosen: Sequence[Key], *, spare: float) -> list[Key]:
    """Give each combination of fields that no key has yet an equal share of what is spare.

    What the sure pairs teach is wrong where they are namesakes: then the fields in which true
    matches agree look useless. Of a combination the key with the most pairs is taken that fits.
    """
    used = {key.fields for key in chosen}
    sets: dict[frozenset[str], list[Key]] = {}
    for key in options:
        if key.fields not in used:
            sets.setdefault(key.fields, []).append(key)
    found: list[Key] = []
    by_cost = sorted(sets.values(), key=lambda keys: min((key.pairs, key.name) for key in keys))
    for at, keys in enumerate(by_cost):
        fit = [key for key in keys if key.pairs <= spare / (len(by_cost) - at)]
        if fit:
            found.append(max(fit, key=lambda key: (key.pairs, key.name)))
            spare -= found[-1].pairs
    return found


def _columns_of(options: Sequence[Key], pieces: Sequence[Piece]) -> list[list[int]]:
    order = {(piece.field, piece.what): at for at, piece in enumerate(pieces)}
    return [[order[piece.field, piece.what] for piece in key.pieces] for key in options]


def _by_surprise(
    options: Sequence[Key], pieces: Sequence[Piece], sources: Ints | None, *, rows: float
) -> list[Key]:
    """Put first the keys whose pairs agree most in other fields, rare agreement counting most.

    Without sure pairs to learn from, this tells blocks of matches from blocks of strangers.
    """
    every = max(rows * (rows - 1) / 2, 1.0)
    rare = {
        id(piece): -np.log(
            max(pair_count(rows=piece.rows, codes=piece.codes, sources=sources,
                           cap=len(piece.rows)), 1.0) / every
        )
        for piece in pieces
    }  # fmt: skip

    def surprise(key: Key) -> float:
        left, right = pairs_of(keys=[key], sources=sources, largest=10)
        left, right = left[:FEW_PAIRS], right[:FEW_PAIRS]
        if not len(left):
            return 0.0
        most: dict[str, Floats] = {}
        for piece in pieces:
            if piece.field not in key.fields:
                told = agree(piece=piece, left=left, right=right) * rare[id(piece)]
                most[piece.field] = np.maximum(most.get(piece.field, np.zeros(len(left))), told)
        return float(sum(most.values(), np.zeros(len(left))).mean())

    return sorted(options, key=lambda key: (-surprise(key), key.pairs, key.name))


def _first(options: Sequence[Key], *, budget: float) -> list[Key]:
    """Take the first keys that the budget pays for."""
    chosen: list[Key] = []
    for key in options:
        if len(chosen) < MOST_KEYS and key.pairs <= budget:
            chosen.append(key)
            budget -= key.pairs
    return chosen


def _whole(key: Key, pieces: Mapping[tuple[str, str], Piece]) -> Key:
    return Key(tuple(pieces[piece.field, piece.what] for piece in key.pieces), key.pairs)
