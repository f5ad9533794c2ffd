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
import pyarrow.compute as pc
from numpy.typing import NDArray

from sameroom.record.linkage.fields import Field, Kind, words

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SAMPLE = 20_000
"""Keys are weighed on so many rows at most; which ones, the order of the rows tells."""
PATTERNS = 4_000
PROXIES = 20_000
MOST_KEYS = 40
AGAIN = 0.5
"""To reach a match by one more key is worth this much of reaching it at all: where fields go wrong
together, the expectation is too rosy, and a second road helps."""
LEAST_GAIN = 0.00005
"""A key that adds less than this share of the true matches is not worth its pairs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A value or a piece of one, as numbers; a row may carry several, or none.

    Args:
        field: the column it comes from.
        what: which piece.
        rows, codes: the row and the number of each.
        is_fine: whether it says much by itself.
    """

    field: str
    what: str
    rows: Ints
    codes: Ints
    is_fine: bool

    @property
    def is_single(self) -> bool:
        """Tell whether no row carries two of it."""
        return len(self.rows) < 2 or bool((np.diff(self.rows) > 0).all())


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was chosen or might be.

    Args:
        pieces: the one or two pieces it is made of.
        pairs: how many pairs of rows share it, blocks past the cap left out.
    """

    pieces: tuple[Piece, ...]
    pairs: float

    @property
    def fields(self) -> frozenset[str]:
        """Name the columns it is made of."""
        return frozenset(piece.field for piece in self.pieces)

    @property
    def name(self) -> str:
        """Name it for people."""
        return " + ".join(f"{piece.field} ({piece.what})" for piece in self.pieces)


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
    pieces = [piece for field in fields for piece in _pieces(columns, field)]
    few = min(1.0, SAMPLE / max(size, 1))
    seen = [_sampled(piece, size, few) for piece in pieces]
    options = _options(seen, sources, few=few, largest=largest)
    patterns = _patterns(seen, options, sources)
    chosen, coverage = _choose(options, patterns, budget=pairs_per_row * size)
    found = {(piece.field, piece.what): piece for piece in pieces}
    whole = [_whole(key, found) for key in chosen]
    left, right = _pairs(whole, sources, size=size, largest=largest)
    return Blocks(tuple(whole), coverage, left, right)


def _pieces(columns: pa.Table, field: Field) -> list[Piece]:
    text = columns.column(field.name).combine_chunks()
    if field.has_words:
        return [_word_piece(text, field.name), *_coded(text, field, {"whole": ("", True)})]
    return _coded(text, field, _CUTS[field.kind])


_CUTS: Mapping[Kind, Mapping[str, tuple[str, bool]]] = {
    Kind.NAME: {"whole": ("", True), "first three": ("^(.{1,3})", False),
                "last three": ("(.{1,3})$", False)},
    Kind.EMAIL: {"whole": ("", True), "mailbox": ("^([^@]{3,})@", True),
                 "first four": ("^(.{4})", False)},
    Kind.PHONE: {"whole": ("", True), "last four": ("(.{4})$", False)},
    Kind.DATE: {"whole": ("", True), "year": ("^(.{4})", False), "day": ("(.{4})$", False)},
    Kind.CODE: {"whole": ("", True), "first four": ("^(.{4})", False),
                "last four": ("(.{4})$", False)},
    Kind.PLACE: {"whole": ("", False)},
}  # fmt: skip


def _coded(text: pa.Array, field: Field, cuts: Mapping[str, tuple[str, bool]]) -> list[Piece]:
    found = []
    for what, (pattern, is_fine) in cuts.items():
        cut = text
        if pattern:
            named = pattern.replace("(", "(?P<cut>", 1)
            cut = pc.struct_field(pc.extract_regex(text, pattern=named), "cut")
        codes = pc.fill_null(cut.dictionary_encode().indices, -1).to_numpy().astype(np.int64)
        rows = np.flatnonzero(codes >= 0)
        found.append(Piece(field.name, what, rows, codes[rows], is_fine))
    return found


def _word_piece(text: pa.Array, name: str) -> Piece:
    """Give the rarer half of each row's words, by weight; the rest say too little."""
    found = words(texts=text)
    own = found.weights[found.codes]
    mean = np.bincount(found.rows, own) / np.maximum(np.bincount(found.rows), 1)
    rare = own >= mean[found.rows] - 1e-9
    return Piece(name, "rare word", found.rows[rare], found.codes[rare], True)


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
        rows, codes = joined(made)
        pairs = _pair_count(rows, codes, sources, cap) / few**2
        if pairs:
            found.append(Key(made, pairs))
    return found


def joined(pieces: Sequence[Piece]) -> tuple[Ints, Ints]:
    """Give rows and numbers of a key; two pieces together make a number of their own."""
    if len(pieces) == 1:
        return pieces[0].rows, pieces[0].codes
    many, one = pieces if pieces[1].is_single else (pieces[1], pieces[0])
    if not len(one.rows) or not len(many.rows):
        return many.rows[:0], many.codes[:0]
    own = np.full(int(max(one.rows.max(), many.rows.max())) + 1, -1, dtype=np.int64)
    own[one.rows] = one.codes
    other = own[many.rows]
    there = other >= 0
    return many.rows[there], many.codes[there] * (int(one.codes.max()) + 1) + other[there]


def _pair_count(rows: Ints, codes: Ints, sources: Ints | None, cap: int) -> float:
    if not len(rows):
        return 0.0
    _, place, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    counted = sizes.astype(np.float64)
    all_pairs = counted * (counted - 1) / 2
    if sources is not None:
        span = int(sources.max()) + 1
        both, within = np.unique(place * span + sources[rows], return_counts=True)
        np.subtract.at(all_pairs, both // span, within * (within - 1.0) / 2)
    return float(all_pairs[sizes <= cap].sum())


def _patterns(
    pieces: Sequence[Piece], options: Sequence[Key], sources: Ints | None
) -> Flags | None:
    """Draw how true matches agree: a row a match, a column a piece; None when too few are sure.

    A pair is sure for a field when it agrees on two fine pieces of two other fields; with fewer
    than three fields, when it agrees on any fine piece.
    """
    fields = list(dict.fromkeys(piece.field for piece in pieces))
    left, right, finders = _sure(pieces, options, sources, alone=len(fields) < 3)
    if len(left) < 50:
        return None
    agree = np.stack([_agree(piece, left, right) for piece in pieces], axis=1)
    random = np.random.default_rng(20)
    drawn = np.zeros((PATTERNS, len(pieces)), dtype=np.bool_)
    for field in fields:
        own = [at for at, piece in enumerate(pieces) if piece.field == field]
        usable = np.flatnonzero(~finders[field]) if len(fields) > 2 else np.arange(len(left))
        if len(usable) < 20:
            usable = np.arange(len(left))
        drawn[:, own] = agree[random.choice(usable, PATTERNS)][:, own]
    return drawn


def _sure(
    pieces: Sequence[Piece], options: Sequence[Key], sources: Ints | None, *, alone: bool
) -> tuple[Ints, Ints, dict[str, Flags]]:
    """List pairs that agree on two fine pieces, and for each field those that only it found."""
    wanted = 1 if alone else 2
    keys = [
        key for key in options
        if len(key.pieces) == wanted and all(piece.is_fine for piece in key.pieces)
    ]  # fmt: skip
    lefts, rights, used = [], [], []
    for key in keys:
        left, right = _pairs([key], sources, size=0, largest=10)
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


def _agree(piece: Piece, left: Ints, right: Ints) -> Flags:
    if piece.is_single:
        own = np.full(int(max(left.max(), right.max(), piece.rows.max(initial=0))) + 1, -1)
        own[piece.rows] = piece.codes
        found: Flags = (own[left] == own[right]) & (own[left] >= 0)
        return found
    span = int(piece.codes.max(initial=0)) + 1
    starts = np.searchsorted(piece.rows, np.arange(int(max(left.max(), right.max())) + 2))
    known = set((piece.rows * span + piece.codes).tolist())
    shared = np.zeros(len(left), dtype=np.bool_)
    for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        own_codes = piece.codes[starts[one] : starts[one + 1]].tolist()
        shared[at] = any(other * span + code in known for code in own_codes)
    return shared


def _choose(
    options: Sequence[Key], patterns: Flags | None, *, budget: float
) -> tuple[list[Key], float | None]:
    """Take the key that covers most for its pairs, again and again, while the budget lasts."""
    if patterns is None:
        return _cheapest(options, budget=budget), None
    pieces = list({id(p): p for key in options for p in key.pieces}.values())
    column = _columns_of(options, pieces)
    covers = np.stack([patterns[:, at].all(axis=1) for at in column])
    left, spent, chosen = np.ones(patterns.shape[0]), 0.0, []
    costs = np.array([key.pairs for key in options]) + 1.0
    while len(chosen) < MOST_KEYS:
        gains = covers @ left / patterns.shape[0]
        worth = np.where((gains >= LEAST_GAIN) & (spent + costs <= budget), gains / costs, 0.0)
        best = int(worth.argmax())
        if worth[best] <= 0:
            break
        chosen.append(options[best])
        spent += costs[best]
        left[covers[best]] *= AGAIN
    return chosen, float((left < 1).mean())


def _columns_of(options: Sequence[Key], pieces: Sequence[Piece]) -> list[list[int]]:
    order = {(piece.field, piece.what): at for at, piece in enumerate(pieces)}
    return [[order[piece.field, piece.what] for piece in key.pieces] for key in options]


def _cheapest(options: Sequence[Key], *, budget: float) -> list[Key]:
    """Without sure pairs to learn from: fine pieces first, cheap ones first."""
    spent, chosen = 0.0, []
    order = sorted(
        options, key=lambda key: (not all(p.is_fine for p in key.pieces), key.pairs, key.name)
    )
    for key in order:
        if len(chosen) < MOST_KEYS and spent + key.pairs <= budget:
            chosen.append(key)
            spent += key.pairs
    return chosen


def _whole(key: Key, pieces: Mapping[tuple[str, str], Piece]) -> Key:
    return Key(tuple(pieces[piece.field, piece.what] for piece in key.pieces), key.pairs)


def _pairs(
    keys: Sequence[Key], sources: Ints | None, *, size: int, largest: int
) -> tuple[Ints, Ints]:
    """Pair the rows that share a key, each pair once."""
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for key in keys:
        left, right = within(*joined(key.pieces), largest=largest)
        if sources is not None:
            across = sources[left] != sources[right]
            left, right = left[across], right[across]
        lefts.append(left)
        rights.append(right)
    left, right = np.concatenate(lefts), np.concatenate(rights)
    span = int(max(left.max(initial=0), right.max(initial=0))) + 1
    once = np.unique(np.minimum(left, right) * span + np.maximum(left, right))
    return once // span, once % span


def within(rows: Ints, codes: Ints, *, largest: int) -> tuple[Ints, Ints]:
    """Pair the rows of each block, block by block of the same size."""
    order = np.lexsort((rows, codes))
    rows, codes = rows[order], codes[order]
    _, starts, sizes = np.unique(codes, return_index=True, return_counts=True)
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= largest)]).tolist():
        members = rows[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        lefts.append(members[:, one].ravel())
        rights.append(members[:, other].ravel())
    left, right = np.concatenate(lefts), np.concatenate(rights)
    apart = left != right
    return left[apart], right[apart]
