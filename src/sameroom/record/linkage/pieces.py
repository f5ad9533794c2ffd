"""Values and pieces of values as numbers, and the rows that share them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sameroom.record.linkage.fields import Field, Kind, words

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


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


def pieces_of(*, columns: pa.Table, field: Field) -> list[Piece]:
    """Cut a column into the pieces that may be keys."""
    text = columns.column(field.name).combine_chunks()
    if field.has_words:
        return [_word_piece(text, field.name), *_coded(text, field, _CUTS[field.kind])]
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
    Kind.WORDS: {"whole": ("", True)},
    Kind.COMPANY: {"whole": ("", True), "first four": ("^(.{4})", False)},
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


def joined(*, pieces: Sequence[Piece]) -> tuple[Ints, Ints]:
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


def pair_count(*, rows: Ints, codes: Ints, sources: Ints | None, cap: int) -> float:
    """Count the pairs that share a number, blocks past the cap left out."""
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


def agree(*, piece: Piece, left: Ints, right: Ints) -> Flags:
    """Tell which pairs of rows share a piece."""
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


def pairs_of(*, keys: Sequence[Key], sources: Ints | None, largest: int) -> tuple[Ints, Ints]:
    """Pair the rows that share a key, each pair once."""
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for key in keys:
        rows, codes = joined(pieces=key.pieces)
        left, right = within(rows=rows, codes=codes, largest=largest)
        if sources is not None:
            across = sources[left] != sources[right]
            left, right = left[across], right[across]
        lefts.append(left)
        rights.append(right)
    left, right = np.concatenate(lefts), np.concatenate(rights)
    span = int(max(left.max(initial=0), right.max(initial=0))) + 1
    once = np.unique(np.minimum(left, right) * span + np.maximum(left, right))
    return once // span, once % span


def within(*, rows: Ints, codes: Ints, largest: int) -> tuple[Ints, Ints]:
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
