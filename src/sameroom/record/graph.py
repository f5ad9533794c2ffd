"""Joins references that share a key: a graph of references and keys, and its components."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]


_NONE = np.zeros(0, dtype=np.int64)


def label(*, refs: pa.Array, links: Sequence[pa.Array]) -> Labels:
    """Number the references so that those that hang together carry the same number.

    Args:
        refs: the references, each once.
        links: what each reference is joined by, one for each; a null joins nothing. The keys of
            one link are nothing to another, except where a key is itself a reference.
    """
    from scipy.sparse import coo_matrix  # 0.3 s to load, and only what joins needs it
    from scipy.sparse.csgraph import connected_components

    heads, tails, size = [], [], len(refs)
    for link in links:
        head, tail, size = _edges(refs, link, size)
        heads.append(head)
        tails.append(tail)
    ends = (np.concatenate([*heads, _NONE]), np.concatenate([*tails, _NONE]))
    edges = coo_matrix((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(size, size))
    found: Labels = connected_components(edges, directed=False)[1].astype(np.int64)[: len(refs)]
    return found


def _edges(refs: pa.Array, link: pa.Array, size: int) -> tuple[Labels, Labels, int]:
    """Give the ends of a link's edges, and the number of nodes with its keys among them."""
    encoded = link.dictionary_encode()
    codes, keys = _numbers(encoded.indices), encoded.dictionary
    heads = np.flatnonzero(codes >= 0)
    known = _numbers(pc.index_in(keys, value_set=refs))
    fresh = known < 0
    known[fresh] = size + np.arange(fresh.sum())
    return heads, known[codes[heads]], size + int(fresh.sum())


def spread(*, keys: pa.Array, labels: Labels, among: Mask) -> Labels:
    """Count, row by row, how many separate groups carry the row's key among some rows."""
    codes = _key_codes(keys)
    counted = among & (codes >= 0)
    pairs = np.unique(np.stack([codes[counted], labels[counted]]), axis=1)
    times = np.bincount(pairs[0], minlength=codes.max(initial=0) + 1)
    found: Labels = np.where(codes >= 0, times[np.maximum(codes, 0)], 0)
    return found


def shared(keys: pa.Array) -> Mask:
    """Tell, row by row, whether another row carries the same key."""
    codes = _key_codes(keys)
    times = np.bincount(codes[codes >= 0], minlength=codes.max(initial=0) + 1)
    found: Mask = (codes >= 0) & (times[np.maximum(codes, 0)] > 1)
    return found


def _key_codes(keys: pa.Array) -> Labels:
    return _numbers(keys.dictionary_encode().indices)


def _numbers(found: pa.Array) -> Labels:
    numbers: Labels = pc.fill_null(found, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers
