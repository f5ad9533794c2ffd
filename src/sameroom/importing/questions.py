"""Turns what a plan is in doubt about into questions that a person can answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sameroom.connectors.mapping import ColumnMapping, FileMapping
from sameroom.importing import wording

DAY_OR_MONTH = "its dates do not tell which number is the day"
ORDERS = (("dmy", "31.12.2026: the day first"), ("mdy", "12/31/2026: the month first"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one file.

    Args:
        kind: "which" of several columns is something, "what" one column is, or "order" of the
            day and the month in it.
        path, name: the file.
        places: the columns it is about.
        target: what is asked for, with "which" and "order"; else the best guess or "".
        words: what is asked for, in words; "" where there is no guess.
    """

    kind: str
    path: str
    name: str
    places: tuple[int, ...]
    target: str
    words: str


def list_questions(*, files: Sequence[FileMapping]) -> list[Question]:
    """List what a person has to decide; what several columns could be is asked once."""
    return [question for file in files for question in _of(file)]


def _of(file: FileMapping) -> list[Question]:
    asked: list[Question] = []
    rivals: dict[str, list[ColumnMapping]] = defaultdict(list)
    for column in file.asked:
        guess = next(iter(column.guess), "")
        if column.why == DAY_OR_MONTH:
            asked.append(_ask("order", file, [column], guess))
        elif guess:
            rivals[guess].append(column)
        else:
            asked.append(_ask("what", file, [column], ""))
    several = [
        _ask("which" if len(columns) > 1 else "what", file, columns, guess)
        for guess, columns in rivals.items()
    ]
    ranks = {"which": 0, "order": 1, "what": 2}
    return sorted([*several, *asked], key=lambda one: (ranks[one.kind], one.places))


def _ask(kind: str, file: FileMapping, columns: list[ColumnMapping], guess: str) -> Question:
    places = tuple(column.index for column in columns)
    words = wording.say(target=guess) if guess else ""
    return Question(kind, file.path, file.name, places, guess, words)
