"""What a fact table is: a name, a sentence, and typed columns. Words come from here."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of value a fact column can hold, the same on every engine."""

    TEXT = "text"
    INTEGER = "integer"  # 64 bits
    NUMBER = "number"  # double precision
    MONEY = "money"  # DECIMAL(18, 2)
    INSTANT = "instant"  # UTC, microseconds
    DATE = "date"
    FLAG = "flag"  # true or false


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact table.

    Args:
        name: a word that is safe in every SQL dialect we speak.
        kind: what it holds.
        about: what it means, in a phrase.
        values: the closed vocabulary, when there is one.
        refers_to: the noun that this column points at. Its text is then a reference: the id of a
            row (`hubspot:123`) or a natural key (`email:…`, `domain:…`, `name:…`).
        required: a row without it is refused.
    """

    name: str
    kind: Kind
    about: str
    values: tuple[str, ...] = ()
    refers_to: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One noun of the record: its own columns; `all_columns` adds the common ones."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """List the noun's columns behind those that every fact carries."""
        return COMMON + self.columns

    def column(self, name: str) -> Column:
        """Get a column by its name.

        Raises:
            KeyError: when there is none.
        """
        for column in self.all_columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def text(name: str, about: str, *, values: tuple[str, ...] = (), required: bool = False) -> Column:
    """Declare a text column, with a closed vocabulary when `values` are given."""
    return Column(name, Kind.TEXT, about, values=values, required=required)


def reference(name: str, noun: str, about: str, *, required: bool = False) -> Column:
    """Declare a column that points at a row of another noun."""
    return Column(name, Kind.TEXT, about, refers_to=noun, required=required)


def integer(name: str, about: str) -> Column:
    """Declare a whole-number column."""
    return Column(name, Kind.INTEGER, about)


def number(name: str, about: str) -> Column:
    """Declare a floating-point column."""
    return Column(name, Kind.NUMBER, about)


def money(name: str, about: str) -> Column:
    """Declare a money column, in the company's currency."""
    return Column(name, Kind.MONEY, about)


def instant(name: str, about: str, *, required: bool = False) -> Column:
    """Declare a UTC instant."""
    return Column(name, Kind.INSTANT, about, required=required)


def date(name: str, about: str) -> Column:
    """Declare a calendar date."""
    return Column(name, Kind.DATE, about)


def flag(name: str, about: str) -> Column:
    """Declare a yes-or-no column."""
    return Column(name, Kind.FLAG, about)


COMMON = (
    Column("id", Kind.TEXT, "origin and source_id joined by a colon", required=True),
    Column("origin", Kind.TEXT, "the system it came from", required=True),
    Column("source_id", Kind.TEXT, "the id that system gave it", required=True),
    Column("seen_at", Kind.INSTANT, "when the source, or the import, saw it in this state"),
    Column("run", Kind.TEXT, "the import run that wrote it; later runs sort later", required=True),
    Column("is_deleted", Kind.FLAG, "the source says that it was deleted or merged away"),
)
