"""What a mapping is: which facts a file fills, and how each of its columns is read."""

from dataclasses import dataclass, field

IGNORE = "ignore"
ASK = "ask"
ATTRIBUTE = "attribute:"
STAGE = "stage:"

DATE_STYLES = ("ymd", "dmy", "mdy", "epoch_s", "epoch_ms", "epoch_us", "excel")
UNITS = (
    "milliseconds", "seconds", "minutes", "hours", "h:mm", "m:ss", "percent", "thousands",
    "millions",
)  # fmt: skip
REFERENCES = ("id", "email", "domain", "name")

VIRTUAL = {
    "person.first_name": "first part of person.name",
    "person.last_name": "last part of person.name",
    "member.first_name": "first part of member.name",
    "member.last_name": "last part of member.name",
    "deal.is_closed": "with deal.is_won, gives deal.outcome",
    "deal.is_won": "yes gives deal.outcome won; no and closed gives lost",
    "deal.is_active": "no gives deal.outcome lost (and 100 % chance won), as Odoo keeps it",
    "lead.is_converted": "kept as status when there is none",
}
"""Targets that are no fact column themselves; the importer makes a fact column of them."""


@dataclass(frozen=True, slots=True)
class SheetSample:
    """A file or sheet as strings, before anything is known about it.

    Args:
        path: the file within the folder, such as `crm/leads.csv` or `all.zip!leads.csv`.
        name: the sheet's own name, or the file's stem.
        headers: the first row as read; None when the reader is sure that there is none.
        columns: up to about 1,000 raw values a column; None for an empty cell.
        rows: how many rows the whole sheet has.
    """

    path: str
    name: str
    headers: tuple[str, ...] | None
    columns: tuple[tuple[str | None, ...], ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Parse:
    """How the raw text of a column is read; an empty setting means "as usual".

    Args:
        dates: one of DATE_STYLES; "" is ISO, which "ymd" also means.
        zone: the time zone of instants that do not say theirs; "" is UTC.
        decimal: what stands before the fraction, "." or ",".
        unit: one of UNITS; the value is converted to the fact column's own unit
            (minutes, seconds, a share of 0 to 1).
        currency: ISO 4217 of money that does not say its own.
        yes, no: words for a flag, in small letters, beyond the usual ones.
        words: source word (in small letters, stripped) and what it becomes.
        otherwise: what a word not listed becomes; "" keeps it, "-" leaves the cell empty.
        reference: one of REFERENCES: how a reference column names the row it points at.
        origin: the system whose ids a reference carries, when it is not the file's own.
        split: separator of a list; its first item counts.
    """

    dates: str = ""
    zone: str = ""
    decimal: str = "."
    unit: str = ""
    currency: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""
    reference: str = ""
    origin: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    """A further target of a column, with its own way to read it."""

    target: str
    parse: Parse = Parse()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column becomes.

    Args:
        index: its place in the file, from 0.
        header: its header as read; "" where there is none.
        target: `noun.column` of the facts, a VIRTUAL target, `attribute:Name` (a row of the
            open map of the file's first noun that can carry one), `stage:SUBJECT:WORD` (its
            date is when SUBJECT entered stage WORD), `ignore`, or `ask`.
        parse: how it is read for that target.
        also: further targets that the same cell fills.
        confidence: 0 to 1.
        why: one phrase.
        samples: up to three values.
        guess: what `ask` would have been, best first.
        may_be: the fields that `ask` may be, the likeliest first; its guess is one of them.
    """

    index: int
    header: str
    target: str
    parse: Parse = Parse()
    also: tuple[Fill, ...] = ()
    confidence: float = 1.0
    why: str = ""
    samples: tuple[str, ...] = ()
    guess: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()

    @property
    def fills(self) -> tuple[Fill, ...]:
        """List all targets, the main one first; none for `ignore` and `ask`."""
        main = () if self.target in {IGNORE, ASK} else (Fill(self.target, self.parse),)
        return main + self.also


@dataclass(frozen=True, slots=True)
class When:
    """A row counts only if this column holds one of these words (in small letters).

    Args:
        index: the column.
        words: the words; () means "anything but empty".
        inverted: any other, non-empty word instead.
    """

    index: int
    words: tuple[str, ...] = ()
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class NounMapping:
    """One noun that the rows of a file fill.

    Args:
        noun: the fact table.
        id_from: columns that make the source id, joined by "|"; () is a hash of the row's values.
        when: the row fills this noun if ANY of these holds; () is every row.
        completes: the rows only add to rows of the same id that another file of the run brings
            (link tables, sub-tables); alone they make no row.
    """

    noun: str
    id_from: tuple[int, ...] = ()
    when: tuple[When, ...] = ()
    completes: bool = False


@dataclass(frozen=True, slots=True)
class FileMapping:
    """What a file is and how it is read.

    One row may fill several nouns. A reference from one of them to another that no column
    fills (lead.person_id, lead.account_id, lead.deal_id, person.account_id, deal.person_id …)
    is the row's own.

    Args:
        path, name: as in the sample.
        origin: the system, as facts carry it; files with one origin share their ids.
        system, kind: the connector that knows it and its object; "" for an unknown tool.
        nouns: what its rows fill; () means that the file is passed over.
        columns: one for each column, in order.
        constants: targets with the same value in every row, such as ("touch.kind", "form").
        empty_words: words in small letters that mean "not answered".
        has_header: whether the first row is a header.
        confidence: 0 to 1, that the file is what it is taken for.
        why: one phrase.
    """

    path: str
    name: str
    origin: str
    nouns: tuple[NounMapping, ...]
    columns: tuple[ColumnMapping, ...]
    system: str = ""
    kind: str = ""
    constants: tuple[tuple[str, str], ...] = ()
    empty_words: tuple[str, ...] = ()
    has_header: bool = True
    confidence: float = 1.0
    why: str = ""

    @property
    def asked(self) -> tuple[ColumnMapping, ...]:
        """List the columns that a person has to decide."""
        return tuple(column for column in self.columns if column.target == ASK)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The mappings of all files of a folder, and what is to be said about them together."""

    files: tuple[FileMapping, ...]
    remarks: tuple[str, ...] = field(default=())

    def find(self, *, path: str, name: str = "") -> FileMapping | None:
        """Find the mapping of a file (and sheet), or None."""
        for file in self.files:
            if file.path == path and name in {"", file.name}:
                return file
        return None
