"""Where in the file a value stands, and what is wrong there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sameroom.errors import SameroomError, nearest

GUIDE = "docs/guide/agreement.md"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what would be right."""

    where: str
    what: str
    remedy: str
    key: str = ""  # the dotted key it is about, where that is known

    def text(self) -> str:
        """Put it into one line."""
        return f"{self.where}: {self.what} {self.remedy}".strip()


class AgreementWrongError(SameroomError):
    """The agreement cannot be read. Every problem of the file is told at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        remedy = f"{first.remedy} See {GUIDE}."
        super().__init__(first.what, where=first.where, remedy=remedy)

    def text(self) -> str:
        """Put every problem on a line of its own."""
        return "\n".join([*(problem.text() for problem in self.problems), f"See {GUIDE}."])


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the file: its line and the dotted key, and the list problems are added to.

    Args:
        file: the file's name.
        line: counted from 1.
        key: the dotted key, such as `promises.first_touch.share`.
        problems: shared by all places of one reading.
        stated: the keys that the file sets, shared too.
    """

    file: str
    line: int
    key: str = ""
    problems: list[Problem] = field(default_factory=list)
    stated: set[str] = field(default_factory=set)

    def key_of(self, node: Any, key: Any) -> "Place":  # Any: a YAML mapping and its key
        """Step into a key, and remember that the file sets it."""
        marks = getattr(node, "lc", None)
        own = (getattr(marks, "data", None) or {}).get(key)  # keys merged by `<<` have none
        line = own[0] + 1 if own else self.line
        inner = f"{self.key}.{key}" if self.key else str(key)
        self.stated.add(inner)
        return Place(self.file, line, inner, self.problems, self.stated)

    def item(self, node: Any, number: int) -> "Place":  # Any: a YAML list, or a lone value
        """Step into an item of a list."""
        marks = getattr(node, "lc", None)
        spots = getattr(marks, "data", None) if isinstance(node, list) else None
        own = (spots or {}).get(number)  # lists under tags of others have none
        line = own[0] + 1 if own else self.line
        return Place(self.file, line, self.key, self.problems, self.stated)

    def knows(self, node: Any, key: Any, allowed: tuple[str, ...]) -> bool:  # Any: as above
        """Tell whether a key is one of those allowed; note it when not."""
        if str(key) in allowed:
            return True
        spot = Place(self.file, self.key_of(node, key).line, self.key, self.problems, self.stated)
        self.stated.discard(f"{self.key}.{key}" if self.key else str(key))
        guess = nearest(str(key), list(allowed))
        spot.note(f'"{key}" is not a key here.', f"{guess} Allowed: {', '.join(allowed)}.".strip())
        return False

    def wrong(self, value: Any, ask: str, *, near: tuple[str, Sequence[str]] = ("", ())) -> str:
        """Note a value that is not allowed here, and give an empty text in its place."""
        guess = nearest(near[0], list(near[1])) if near[1] else ""
        shown = str(value) if len(str(value)) <= 60 else f"{str(value)[:57]}…"
        self.note(f'"{shown}" cannot stand here.', f"{guess} It must be {ask}.".strip())
        return ""

    def note(self, what: str, remedy: str) -> None:
        """Add a problem at this spot."""
        head = f"{Path(self.file).name}, line {self.line}"
        where = f"{head}, {self.key}" if self.key else head
        self.problems.append(Problem(where, what, remedy, self.key))
