"""What a plan found, as a page shows it and as it is kept until somebody runs or drops it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

import tomlkit
from cattrs import Converter

from sameroom.connectors.connector import list_connectors
from sameroom.connectors.mapping import ColumnMapping
from sameroom.importing import wording
from sameroom.importing.flaws import BY_NAME, Level
from sameroom.importing.meanings import Words
from sameroom.importing.plans import FilePlan, Plan
from sameroom.importing.questions import Question, list_questions

T = TypeVar("T")
ASKS = ": please decide on "  # a remark of the plan that its questions say better
# What the remedies of error files say about the mapping file is done on the file's page here.
REMEDIES = {
    "MISSING_ID": "Fill in the number in your tool, and export anew.",
    "COULD_NOT_PARSE_DATE": (
        "Write a day that there is (February has no thirtieth) as 2026-05-31, in your tool or in "
        "the error file, and bring it again; or say by “Change” in which order day and month stand."
    ),
    "COULD_NOT_PARSE_NUMBER": (
        "Write digits with one decimal mark, or choose on the file's page what the column becomes."
    ),
    "INVALID_ENUMERATION_OPTION": (
        "Say on the file's page what the word means, or choose there what the column becomes."
    ),
    "INVALID_YES_NO": ("Write yes or no, or choose on the file's page what the column becomes."),
    "NO_RATE_FOR_CURRENCY": "Bring a rates.csv (currency,on,rate) with the files.",
}
DECIDED = "you decided it"
RULED, BEFORE = "the mapping file says so", "as was decided for such a file before"
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it becomes, how sure that is, and a few of its values.

    Args:
        guess: what it was taken for before it was asked, best first.
        words: what its words mean, for each field with a closed list that it becomes.
        may_be: what it may be where it is asked, the likeliest first.
        is_zoneless: whether it has moments that do not say their time zone.
        zone: which one those are in; "" for that of all files.
    """

    place: int
    header: str
    target: str
    becomes: str
    confidence: float
    why: str
    samples: tuple[str, ...]
    guess: tuple[str, ...]
    sort: str
    dates: str
    currency: str
    words: tuple[Words, ...] = ()
    is_zoneless: bool = False
    zone: str = ""
    may_be: tuple[str, ...] = ()

    @property
    def unknown(self) -> int:
        """Count the words that nobody understands, so that their cells are left empty."""
        return sum(one.unknown for one in self.words if not one.otherwise and not one.is_beside)

    @property
    def is_doubtful(self) -> bool:
        """Tell whether somebody should look."""
        return self.target not in {"ignore", "ask"} and self.confidence < SURE

    @property
    def rank(self) -> int:
        """Tell how soon it should be looked at."""
        if self.target == "ask":
            return 0
        return 1 if self.is_doubtful else 3 if self.target == "ignore" else 2

    @property
    def called(self) -> str:
        """Give its header, or its place where it has none."""
        return self.header or f"column {self.place + 1}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is wrong with some rows of a file."""

    count: int
    is_refused: bool
    about: str
    remedy: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file or sheet: what it is taken for, and what becomes of its rows."""

    path: str
    name: str
    tool: str
    origin: str
    kind: str
    nouns: tuple[str, ...]
    why: str
    confidence: float
    rows: int
    taken: int
    known: int
    folded: int
    refused: int
    idle: int
    wrong: tuple[Wrong, ...]
    remarks: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def fresh(self) -> int:
        """Count the rows that the record lacks or has otherwise."""
        return max(self.taken - self.known, 0)

    @property
    def is_doubtful(self) -> bool:
        """Tell whether somebody should look at what it is taken for."""
        return self.confidence < SURE

    @property
    def unknown(self) -> int:
        """Count the words of its columns that nobody understands."""
        return sum(column.unknown for column in self.columns)

    @property
    def sorted_columns(self) -> list[Column]:
        """List its columns: what is to be decided or checked first, what is left out last."""
        return sorted(self.columns, key=lambda one: (one.rank, one.place))


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is left out; `can_be_read` tells whether a person may say what it is."""

    path: str
    name: str
    why: str
    can_be_read: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """What becomes of one noun."""

    words: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Found:
    """All that a plan found.

    Args:
        shapes: for each file and sheet (`path|name`) the shape by which it is known again.
    """

    files: tuple[File, ...]
    left: tuple[Left, ...]
    nouns: tuple[Noun, ...]
    missing: tuple[str, ...]
    currency: str
    currency_why: str
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]
    shapes: dict[str, str]

    @property
    def fresh(self) -> int:
        """Count the rows of files that the record lacks or has otherwise."""
        return sum(file.fresh for file in self.files)

    def file_of(self, question: Question) -> File | None:
        """Find the file that a question is about."""
        pairs = ((file.path, file.name) for file in self.files)
        found = (n for n, pair in enumerate(pairs) if pair == (question.path, question.name))
        place = next(found, None)
        return None if place is None else self.files[place]


def lay_out(
    *, plan: Plan, mapping: str, shapes: Mapping[str, str], before: Found | None = None
) -> Found:
    """Lay a plan out for people.

    Args:
        plan: the plan.
        mapping: the text of the mapping that it proposed.
        shapes: the shape of each file and sheet.
        before: what was found before somebody decided; how sure that was, and why, stays told.
    """
    said = {(file.path, file.name): file for file in before.files} if before else {}
    files = [_file(one, said.get((one.mapping.path, one.mapping.name))) for one in plan.files]
    mappings = [
        replace(one.mapping, columns=_with_guesses(one.mapping.columns, file))
        for one, file in zip(plan.files, files, strict=True)
    ]
    left = tuple(_as_told_first(one, before) for one in _left(plan, mapping))
    passed = {_passed_over(one.path, RULED): _passed_over(one.path, one.why) for one in left}
    return Found(
        files=tuple(files),
        left=left,
        nouns=tuple(
            Noun(wording.say_noun(noun=one.noun), one.new, one.changed, one.same)
            for one in plan.nouns
        ),
        missing=tuple(dict.fromkeys(one.bring for one in plan.missing)),
        currency=plan.currency,
        currency_why=plan.currency_why,
        remarks=tuple(passed.get(one, one) for one in plan.remarks if ASKS not in one),
        questions=tuple(list_questions(files=mappings)),
        shapes=dict(shapes),
    )


def _with_guesses(columns: tuple[ColumnMapping, ...], file: File) -> tuple[ColumnMapping, ...]:
    return tuple(
        replace(column, guess=shown.guess, why=shown.why)
        for column, shown in zip(columns, file.columns, strict=True)
    )


def _file(one: FilePlan, before: File | None) -> File:
    mapping = one.mapping
    titles = {card.name: card.title for card in list_connectors()}
    earlier = before.columns if before and len(before.columns) == len(mapping.columns) else None
    columns = [
        _column(column, earlier[place] if earlier else None, one)
        for place, column in enumerate(mapping.columns)
    ]
    nouns = tuple(noun.noun for noun in mapping.nouns)
    is_as_before = before is not None and before.nouns == nouns
    return File(
        path=mapping.path, name=mapping.name, tool=titles.get(mapping.origin, mapping.origin),
        origin=mapping.origin, kind=wording.say_kind(nouns=nouns), nouns=nouns,
        why=before.why if before and is_as_before else mapping.why.replace(RULED, BEFORE),
        confidence=before.confidence if before and is_as_before else mapping.confidence,
        rows=one.rows, taken=one.taken, known=one.known, folded=one.folded, refused=one.refused,
        idle=one.idle, wrong=_wrong(one), remarks=one.remarks, columns=tuple(columns),
    )  # fmt: skip


def say_wrong(*, reason: str) -> tuple[str, str]:
    """Say what a reason means, and what whoever sits at a browser does about it."""
    return BY_NAME[reason].about, REMEDIES.get(reason, BY_NAME[reason].remedy)


def _wrong(one: FilePlan) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(
            count=reason.count,
            is_refused=reason.level is Level.ROW,
            about=say_wrong(reason=reason.reason)[0],
            remedy=say_wrong(reason=reason.reason)[1],
            examples=reason.examples,
        )
        for reason in one.reasons
    )  # fmt: skip


def _column(column: ColumnMapping, before: Column | None, file: FilePlan) -> Column:
    is_same = before is not None and before.target == column.target
    told = before if is_same else None
    is_new = before is not None and not is_same
    becomes = "; ".join(wording.say(target=fill.target) for fill in column.fills)
    return Column(
        place=column.index,
        header=column.header,
        target=column.target,
        becomes=becomes or wording.say(target=column.target),
        confidence=told.confidence if told else column.confidence,
        why=DECIDED if is_new else (told.why if told else column.why.replace(RULED, BEFORE)),
        samples=column.samples,
        guess=told.guess if told else column.guess,
        sort=wording.sort_of(target=column.target),
        dates=column.parse.dates,
        currency=column.parse.currency,
        words=tuple(words for words in file.words if words.place == column.index),
        is_zoneless=column.index in file.zoneless,
        zone=column.parse.zone,
        may_be=told.may_be if told else column.may_be,
    )


def _left(plan: Plan, mapping: str) -> tuple[Left, ...]:
    """List what is left out; what the mapping speaks of can be read after all."""
    files = tomlkit.parse(mapping).unwrap().get("file", []) if mapping else []
    idle = [file for file in files if not file["fills"]]
    readable = [
        Left(path, str(file.get("sheet", "")), "", can_be_read=True)
        for file in idle
        if (path := _unescaped(str(file["path"])))
    ]
    names = {left.path for left in readable}
    whys = {one.path: one.why for one in plan.passed_over}
    told = [replace(left, why=whys.get(left.path, "nothing in it is known")) for left in readable]
    rest = [Left(one.path, "", one.why) for one in plan.passed_over if one.path not in names]
    return (*told, *rest)


def _as_told_first(left: Left, before: Found | None) -> Left:
    """Say why a file is left out as it was said before the mapping that was proposed said so."""
    if left.why != RULED:
        return left
    whys = {one.path: one.why for one in before.left} if before else {}
    return replace(left, why=whys.get(left.path, DECIDED if before else BEFORE))


def _passed_over(path: str, why: str) -> str:
    return f"{path} is passed over: {why}."


def _unescaped(pattern: str) -> str:
    return pattern.replace("[[]", "[").replace("[*]", "*").replace("[?]", "?")


@cache
def _converter() -> Converter:
    return Converter()


def to_text(page: object) -> str:
    """Write a frozen dataclass as JSON."""
    return json.dumps(_converter().unstructure(page), ensure_ascii=False)


def from_text(text: str, kind: type[T]) -> T:
    """Read what `to_text` wrote."""
    return _converter().structure(json.loads(text), kind)


@dataclass(frozen=True, slots=True)
class CameIn:
    """What an import did.

    Args:
        written: rows by noun.
        errors: names of the error files.
        held: rows that the record had already.
        remarks: what else is to be said.
        rows: rows of files that came in.
    """

    written: tuple[tuple[str, int], ...] = ()
    errors: tuple[str, ...] = ()
    held: int = 0
    remarks: tuple[str, ...] = ()
    rows: int = 0
