"""Compares columns row by row: which say the same in other words, and which never meet."""

from sameroom.connectors.building import Draft
from sameroom.connectors.mapping import IGNORE
from sameroom.connectors.matching import (
    LINKS,
    MAYBE,
    SURE,
    Column,
    header_score,
    noun_of,
)
from sameroom.connectors.shapes import Shape, get_shape
from sameroom.connectors.sheets import Sheet

_IDS = frozenset({"uuid", "hex", "salesforce_id", "code", "integer"})
_NO_NAMES = frozenset({"phone", "date", "datetime", "money", "percent", "flag", "duration"})
_HUMANS = frozenset({"person", "member"})
_OFTEN = 0.6
_NAMES = frozenset({"person_name", "company_name", "email"})
_ROWS = 400
_FEWEST = 4
_ALIKE = 0.97
_TOGETHER = 0.8
_REPEATED = 0.9


def are_twins(*, sheet: Sheet, one: Column, other: Column) -> bool:
    """Tell whether each value of one column goes with one of the other, and back: id and name.

    Args:
        sheet: the file.
        one, other: its columns; those with another value in every row tell nothing.
    """
    left, right = _cells(sheet, one), _cells(sheet, other)
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a and b]
    filled = max(sum(map(bool, left)), sum(map(bool, right)))
    if len(pairs) < _TOGETHER * filled or not pairs:
        return False
    different = len({a for a, _ in pairs})
    if different < _FEWEST or different > _REPEATED * len(pairs):
        return False
    return _follows(pairs) and _follows([(b, a) for a, b in pairs])


def _follows(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether the first value decides the second, but for a few slips."""
    first: dict[str, str] = {}
    kept = sum(first.setdefault(a, b) == b for a, b in pairs)
    return kept >= _ALIKE * len(pairs)


def never_meet(*, sheet: Sheet, one: Column, other: Column) -> bool:
    """Tell whether no row fills both: the time a deal was won, and the time it was lost."""
    both = zip(_cells(sheet, one), _cells(sheet, other), strict=True)
    return not one.profile.is_empty and not other.profile.is_empty and not any(
        a and b for a, b in both
    )  # fmt: skip


def finest(*, sheet: Sheet, columns: list[Column]) -> Column | None:
    """Choose the time of which all other columns give the day, or None."""
    timed = [c for c in columns if "datetime" in c.profile.kinds]
    if len(timed) != 1 or any(not c.profile.kinds & {"date", "datetime"} for c in columns):
        return None
    exact = _cells(sheet, timed[0])
    for column in (c for c in columns if c is not timed[0]):
        pairs = [(a, b) for a, b in zip(_cells(sheet, column), exact, strict=True) if a and b]
        if not pairs or sum(b.startswith(a) for a, b in pairs) < _ALIKE * len(pairs):
            return None
    return timed[0]


def _cells(sheet: Sheet, column: Column) -> list[str]:
    return [(value or "").strip() for value in sheet.sample.columns[column.index][:_ROWS]]


def best_of(columns: list[Column], noun: str) -> Column:
    """Choose which of several columns alike is read: ids, addresses, names; else the first."""
    return min(columns, key=lambda column: _rank(column, noun))


def _rank(column: Column, noun: str) -> tuple[bool, ...]:
    kinds, said = column.profile.kinds, column.senses
    return (noun not in column.points_at, "ID" not in said, not kinds & _IDS,
            "email" not in kinds, "NUMBER" not in said, noun not in column.named)  # fmt: skip


def _noun_of(target: str) -> str:
    return target.partition(".")[2].removesuffix("_id")


def _says_more(column: Column, known: Column) -> bool:
    """Tell whether an address says who somebody is, and no file gives it for the id beside it."""
    return "email" in column.profile.kinds and not (known.joins & frozenset(column.named))


def _is_open_link(column: Column, draft: Draft) -> bool:
    """Tell whether a column of pages may be the page that the rows tell of."""
    wanted = {field.target for field in get_shape(name=draft.shape).fields} & LINKS
    return "url" in column.profile.kinds and bool(wanted - draft.targets)


def prefer_addresses(sheet: Sheet, draft: Draft, shape: Shape) -> None:
    """Read an address for a name beside it, and ask about one beside an id that no file explains.

    An address is the same in every system; a name may be several people's, and an id without its
    list is worth nothing.

    Args:
        sheet: the file.
        draft: what was decided on it.
        shape: what it is taken for.
    """
    for field in shape.fields:
        if noun_of(field) not in _HUMANS or field.target not in draft.targets:
            continue
        given = [c for c in sheet.columns if draft.decided.get(c.index, ((),))[0][:1]
                 == (field.target,)]  # fmt: skip
        if len(given) != 1 or "email" in given[0].profile.kinds:
            continue
        settled = {*draft.decided, *draft.doubted}
        mails = [
            c
            for c in sheet.columns
            if c.index not in settled
            and "email" in c.profile.kinds
            and header_score(c, field, shape) >= SURE
            and not (given[0].joins and noun_of(field) in c.named)
        ]
        is_name = not given[0].profile.kinds & _IDS and not given[0].joins
        if len(mails) == 1 and is_name and mails[0].profile.filled >= _OFTEN:
            draft.decide(mails[0].index, *draft.decided[given[0].index])
            draft.decide(given[0].index, (IGNORE,), 0.9, f"{mails[0].header} says better who it is")
            continue
        for column in mails:
            draft.doubt(column.index, field.target, MAYBE)


def pass_over_twins(sheet: Sheet, draft: Draft) -> None:
    """Pass over what says in other words what a reference says: the name beside the id."""
    given = [
        (column, targets[0])
        for column in sheet.columns
        if (targets := draft.decided.get(column.index, ((),))[0])
        and targets[0].endswith("_id")
        and not targets[0].endswith(".source_id")
    ]
    for column in sheet.columns:
        guess = draft.doubted.get(column.index, ("",))[0]
        if column.index in draft.decided or column.profile.is_empty:
            continue
        is_bare = not column.meanings and (bool(guess) or bool(column.profile.kinds & _IDS))
        is_bare = is_bare or not (column.is_plain or column.joins or column.profile.kinds & _NAMES)
        if column.profile.kinds & _NO_NAMES or is_bare or _is_open_link(column, draft):
            continue
        for known, target in given:
            is_free = not guess.endswith("_id") or guess == target
            is_free = is_free and not _says_more(column, known)
            if is_free and are_twins(sheet=sheet, one=known, other=column):
                draft.doubted.pop(column.index, None)
                best, worse = known, column
                if best_of([known, column], _noun_of(target)) is column:
                    best, worse = column, known
                    draft.decide(column.index, *draft.decided[known.index])
                why = f"it says the same as {best.header}"
                draft.decide(worse.index, (IGNORE,), 0.9, why)
                break
