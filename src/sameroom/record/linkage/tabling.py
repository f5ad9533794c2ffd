"""The table that splink compares: the fields, their words and codes, and the blocks to train on."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.record.linkage.fields import Field, words
from sameroom.record.linkage.pieces import Key, joined

TRAINING_PAIRS = 60_000
MOST_WORDS = 10
"""Of a long text, so many of the rarest words are compared."""
SCALE = 100_000
"""A word's number is this many times its own, and its weight in thousandths."""


def table_of(
    *, columns: pa.Table, fields: Sequence[Field], trained_by: Sequence[tuple[Key, bool]]
) -> pa.Table:
    """Give the rows with what their comparison needs: words, codes, and blocks to train on.

    Args:
        columns: the fields in the form in which they are compared.
        fields: what they hold.
        trained_by: the keys whose blocks the model is trained on.
    """
    size = columns.num_rows
    made = {"unique_id": pa.array(np.arange(size))}
    for field in fields:
        made[field.name] = columns.column(field.name)
        if field.has_words:
            texts = columns.column(field.name).combine_chunks()
            made[f"{field.name}__codes"] = _product_codes(texts)
            made[f"{field.name}__words"], made[f"{field.name}__weight"] = _weighted(texts)
    for at, (key, _) in enumerate(trained_by):
        made[f"trained_{at}"] = _training_codes(key, size)
    return pa.table(made)


def _weighted(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Give the rarest words of each text as numbers that end in their weight, and their sum."""
    found = words(texts=texts)
    own = np.round(found.weights[found.codes] * 1000).astype(np.int64)
    order = np.lexsort((found.codes, -own, found.rows))
    rows, marked, own = found.rows[order], (found.codes * SCALE + own)[order], own[order]
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    kept = np.arange(len(rows)) - starts[rows] < MOST_WORDS
    rows, marked, own = rows[kept], marked[kept], own[kept]
    offsets = np.searchsorted(rows, np.arange(len(texts) + 1)).astype(np.int32)
    totals = np.bincount(rows, own, minlength=len(texts))
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(marked)), pa.array(totals)


def _product_codes(texts: pa.Array) -> pa.Array:
    """Give the words that are codes: letters and digits mixed, or many digits."""
    split = pc.utf8_split_whitespace(pc.fill_null(texts, ""))
    flat, parents = pc.list_flatten(split), pc.list_parent_indices(split).to_numpy()
    mixed = pc.match_substring_regex(flat, r"^([a-z]+[0-9]|[0-9]+[a-z]).{2,}$|^[0-9]{5,}$")
    kept = mixed.to_numpy(zero_copy_only=False)
    offsets = np.searchsorted(parents[kept], np.arange(len(texts) + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), flat.filter(mixed))


def _training_codes(key: Key, size: int) -> pa.Array:
    """Number the blocks to train on: whole blocks, as many as the training pairs allow."""
    rows, codes = joined(pieces=key.pieces)
    _, place, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    fits = sizes <= 60
    mixed = np.argsort((np.arange(len(sizes)) * 2654435761) % 4294967296)
    taken = np.cumsum(np.where(fits, sizes * (sizes - 1) / 2, 0)[mixed]) <= TRAINING_PAIRS
    kept = np.zeros(len(sizes), np.bool_)
    kept[mixed] = taken
    kept &= fits
    own = np.full(size, -1, dtype=np.int64)
    own[rows[kept[place]]] = place[kept[place]]
    return pa.array(own, mask=own < 0)
