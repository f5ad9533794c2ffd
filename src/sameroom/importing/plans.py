"""What an import would do, and what it did: for people to read, and for programs."""

from dataclasses import dataclass, field

from sameroom.connectors.mapping import FileMapping
from sameroom.importing.flaw_tables import ReasonCount
from sameroom.importing.meanings import Words
from sameroom.importing.reading import PassedOver


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What becomes of one file or sheet.

    Args:
        mapping: what it is taken for, and how its columns are read.
        rows: rows that are data, those without shape included.
        taken: rows that make facts.
        folded: rows that another row with the same id in the same file stands for.
        identical: those of `folded` that say the very same.
        fold_examples: a few of `folded`, and which row stands for them.
        known: those of `taken` that the record has already, just as they are.
        refused: rows that go to the error file.
        idle: rows that are empty, or that no noun of the mapping is about.
        reasons: what is wrong, by reason.
        remarks: what was found out while reading.
        words: what the words of columns with a closed list mean; told by `importing.plan` alone.
        zoneless: columns of moments that do not all say their time zone; told likewise.
    """

    mapping: FileMapping
    rows: int
    taken: int = 0
    folded: int = 0
    identical: int = 0
    refused: int = 0
    idle: int = 0
    reasons: tuple[ReasonCount, ...] = ()
    remarks: tuple[str, ...] = ()
    fold_examples: tuple[str, ...] = ()
    known: int = 0
    words: tuple[Words, ...] = ()
    zoneless: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether every row is accounted for."""
        return self.rows == self.taken + self.folded + self.refused + self.idle


@dataclass(frozen=True, slots=True)
class NounPlan:
    """What becomes of one noun.

    Args:
        noun: the noun.
        new: rows that the record does not have.
        changed: rows that the record has otherwise.
        same: rows that the record has already.
    """

    noun: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What a reading needs and neither folder nor record has.

    Args:
        area, measure, question: the measure.
        column: the fact column.
        why: what it is needed for.
        bring: the export that would supply it.
    """

    area: str
    measure: str
    question: str
    column: str
    why: str
    bring: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Args:
        folder: what was looked at.
        files: what becomes of each file.
        passed_over: files that hold nothing for us, and why.
        nouns: what becomes of each noun.
        missing: what is missing for which reading.
        currency, currency_why: the company's currency and how it was settled.
        remarks: what is to be said about the files together.
        mapping_file: where the proposed mapping was written; "" where none was.
    """

    folder: str
    files: tuple[FilePlan, ...]
    passed_over: tuple[PassedOver, ...] = ()
    nouns: tuple[NounPlan, ...] = ()
    missing: tuple[Missing, ...] = ()
    currency: str = "EUR"
    currency_why: str = ""
    remarks: tuple[str, ...] = ()
    mapping_file: str = ""

    @property
    def asked(self) -> int:
        """Count the columns that a person has to decide."""
        return sum(len(file.mapping.asked) for file in self.files)

    @property
    def to_write(self) -> int:
        """Count the rows that the record lacks."""
        return sum(noun.new + noun.changed for noun in self.nouns)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did.

    Args:
        plan: what it found; what readings lack is told by `importing.plan` alone.
        run: the run's id; "" when the record had everything already.
        written: rows by noun.
        error_files: where refused rows and unreadable cells are listed.
        folded_files: where rows are listed that another row with the same id stands for.
        matched: references that stand for an account or a person listed elsewhere.
        probable: those of `matched` that are probable, not certain.
        review_file: where matches are listed that a person should decide; "" where none are.
        remarks: decisions about matches that contradict one another.
    """

    plan: Plan
    run: str
    written: dict[str, int] = field(default_factory=dict)
    error_files: tuple[str, ...] = ()
    folded_files: tuple[str, ...] = ()
    matched: int = 0
    probable: int = 0
    review_file: str = ""
    remarks: tuple[str, ...] = ()
