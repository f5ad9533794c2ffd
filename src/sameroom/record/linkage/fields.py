"""What a column is evidence of, and the columns in the form in which they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sameroom.record import keys

NULL = pa.nulls(1, pa.string())[0]  # unlike `pa.scalar` it loads no pandas where that lies
PHONE_DIGITS = 9
"""As many digits as tell a number apart once country code and leading noughts are off."""


class Kind(StrEnum):
    """What a column holds, which tells how two of its values are compared."""

    NAME = "name"
    """One part of a human's name."""
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    """A day, as text in which year, month and day stand in a fixed order."""
    CODE = "code"
    """A number or code given once: a tax number, a customer number."""
    PLACE = "place"
    """A short word that many share: city, postcode, country, house number."""
    WORDS = "words"
    """Several words of which the rare ones count most: a company's name, an address, a title."""
    COMPANY = "company"
    """As `WORDS`, without the legal form at the end."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is evidence.

    Args:
        name: the column's name; letters, digits and underscores.
        kind: what it holds.
    """

    name: str
    kind: Kind

    @property
    def has_words(self) -> bool:
        """Tell whether single words of it are compared."""
        return self.kind in (Kind.WORDS, Kind.COMPANY)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a column: row by row, each word once.

    Args:
        rows: the row of each word, ascending.
        codes: the word's number.
        weights: how much each number tells: the logarithm of rows over rows that have it.
    """

    rows: np.ndarray[tuple[int], np.dtype[np.int64]]
    codes: np.ndarray[tuple[int], np.dtype[np.int64]]
    weights: np.ndarray[tuple[int], np.dtype[np.float64]]


def compared(*, rows: pa.Table, fields: Sequence[Field]) -> pa.Table:
    """Give the columns of the fields in the form in which they are compared, all of them text.

    Args:
        rows: the rows; a column for each field.
        fields: the columns that are evidence.
    """
    columns = {field.name: _compared(rows.column(field.name), field.kind) for field in fields}
    return pa.table(columns)


def _compared(column: pa.ChunkedArray, kind: Kind) -> pa.Array:
    text = column.cast(pa.string()).combine_chunks()
    if kind is Kind.EMAIL:
        return _filled(keys.folded(text))
    if kind is Kind.COMPANY:
        return keys.company_key(text)
    plain = pc.utf8_normalize(pc.utf8_lower(text), form="NFKD")
    plain = pc.replace_substring_regex(plain, r"\p{M}", "")
    gap = "" if kind is not Kind.WORDS else " "
    plain = pc.replace_substring_regex(plain, r"[^\p{L}\p{N}]+", gap)
    if kind is Kind.PHONE:
        digits = pc.replace_substring_regex(plain, r"\D", "")
        plain = pc.utf8_slice_codeunits(digits, start=-PHONE_DIGITS)
    return _filled(pc.utf8_trim_whitespace(plain))


def _filled(texts: pa.Array) -> pa.Array:
    there = pc.fill_null(pc.greater(pc.utf8_length(texts), 0), False)
    return pc.if_else(there, texts, NULL)


def words(*, texts: pa.Array) -> Words:
    """Split texts into their words, each once a row, and weigh the words by how rare they are."""
    split = pc.utf8_split_whitespace(texts)
    parents = pc.list_parent_indices(split).to_numpy()
    encoded = pc.list_flatten(split).dictionary_encode()
    size = max(len(encoded.dictionary), 1)
    flat = np.unique(parents * size + encoded.indices.to_numpy())
    rows, codes = np.divmod(flat, size)
    times = np.bincount(codes, minlength=size)
    return Words(rows, codes, np.log(max(len(texts), 1) / np.maximum(times, 1)) + 0.1)
