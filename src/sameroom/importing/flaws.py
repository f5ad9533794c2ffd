"""What can be wrong with a row or a cell: the reason's name, how grave it is, and the remedy."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What became of the row."""

    ROW = "row"  # the row is refused
    FIELD = "field"  # the row is in; the cell is left empty
    KEPT = "kept"  # the row is in, the cell too; somebody should look at it


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it stands in error files.

    Args:
        name: its name, in capitals.
        level: what becomes of the row.
        about: what it means, as a sentence.
        remedy: what to do, as a sentence.
    """

    name: str
    level: Level
    about: str
    remedy: str


REASONS = (
    Reason(
        "INCORRECT_NUMBER_OF_COLUMNS",
        Level.ROW,
        "The row has more or fewer cells than the file has columns.",
        "Put quotes around cells that hold a separator or a line break, or export the file anew.",
    ),
    Reason(
        "COULD_NOT_READ_ROW",
        Level.ROW,
        "The line is not what the rest of the file is.",
        "Correct the line, or export the file anew.",
    ),
    Reason(
        "MISSING_ID",
        Level.ROW,
        "The cells that tell this row from others are empty.",
        "Fill in the id, or name other columns under id_from in mapping.toml.",
    ),
    Reason(
        "MISSING_REQUIRED_FIELD",
        Level.ROW,
        "A cell without which the row says nothing is empty or cannot be read.",
        "Fill in the cell that the column names.",
    ),
    Reason(
        "NO_ROW_TO_COMPLETE",
        Level.ROW,
        "The row adds to another row that is neither in the folder nor in the record.",
        "Put the export that holds the row itself into the same folder.",
    ),
    Reason(
        "COULD_NOT_PARSE_DATE",
        Level.FIELD,
        "The cell cannot be read as a date, or there is no such day.",
        "Write a day that there is (February has no thirtieth) as 2026-05-31 or 2026-05-31 14:00, "
        "or set dates in mapping.toml.",
    ),
    Reason(
        "IMPOSSIBLE_DATE",
        Level.FIELD,
        "The date lies before 1970 or more than thirty years ahead.",
        "Correct the year in the source system and export anew, or correct it in the error file "
        "and bring that.",
    ),
    Reason(
        "COULD_NOT_PARSE_NUMBER",
        Level.FIELD,
        "The cell cannot be read as a number.",
        "Write digits with one decimal mark, or set decimal in mapping.toml.",
    ),
    Reason(
        "NUMBER_OUT_OF_RANGE",
        Level.FIELD,
        "The number is too large to be true.",
        "Correct it in the source system.",
    ),
    Reason(
        "INVALID_EMAIL",
        Level.FIELD,
        "The cell is no e-mail address.",
        "Write one address such as ada@example.com.",
    ),
    Reason(
        "INVALID_DOMAIN",
        Level.FIELD,
        "The cell is no web domain or address.",
        "Write a domain such as example.com.",
    ),
    Reason(
        "INVALID_ENUMERATION_OPTION",
        Level.FIELD,
        "The word is none of those that the field knows.",
        "List the word and what it means under words in mapping.toml.",
    ),
    Reason(
        "INVALID_YES_NO",
        Level.FIELD,
        "The cell is neither yes nor no.",
        "Write yes or no, or list the words under yes and no in mapping.toml.",
    ),
    Reason(
        "NO_RATE_FOR_CURRENCY",
        Level.FIELD,
        "The amount is in a currency for which no rate is known; it is kept as stated only.",
        "Add the currency to rates.csv (currency,on,rate) and import again.",
    ),
    Reason(
        "DATE_IN_FUTURE",
        Level.KEPT,
        "The date says that something happened which is still to come.",
        "Check the date, and the time zone of the export.",
    ),
    Reason(
        "NEGATIVE_AMOUNT",
        Level.KEPT,
        "The amount is below zero.",
        "Check that it is a refund or a correction.",
    ),
)
CORRECTED = "This is an error file: the columns that Sameroom added at its end are passed over."
BY_NAME = {reason.name: reason for reason in REASONS}
