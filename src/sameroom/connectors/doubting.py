"""Takes back what the rest of a file speaks against: ties, copies, contradictions."""

from sameroom.connectors.assign import Found
from sameroom.connectors.building import Draft
from sameroom.connectors.choosing import Choice, is_named
from sameroom.connectors.content_models import could_be
from sameroom.connectors.guessing import content_score
from sameroom.connectors.kinds_of_files import are_of_one_house
from sameroom.connectors.mapping import IGNORE
from sameroom.connectors.matching import (
    LINKS,
    MAYBE,
    SURE,
    Column,
    content_fits,
    header_score,
    is_link,
    is_of_another,
    noun_of,
)
from sameroom.connectors.shapes import Field, Shape
from sameroom.connectors.shapes.parts import DATES
from sameroom.connectors.sheets import Sheet
from sameroom.connectors.twins import are_twins, best_of, finest, never_meet

Decision = tuple[tuple[str, ...], float, str]
_UNDERSTOOD = 0.35
_READ = 0.5  # of the headers; below, their language is not one of ours
_LITTLE = 0.25
_PLENTY = 4
_BARE = 3
_FEW = 2
_NEAR = 0.025
_SAME = 0.005
_CLOSED = "deal.closed_at"
_LESSER = {
    _CLOSED: frozenset({"EXPECTED"}),
    "activity.occurred_at": frozenset({"CREATE", "MODIFY", "DUE"}),
    "touch.occurred_at": frozenset({"CREATE", "MODIFY"}),
}
_ENDS = frozenset({"CLOSED", "WON", "LOST", "OUTCOME"})
_NOT_ENDS = frozenset({"EXPECTED", "MODIFY", "NEXT", "PREDICTED"})
_OWN = 0.9
_SETTLED = 0.85
_STAFF = frozenset({"TEAM", "MEMBER", "OWNER", "EMPLOYEES"})
_CUSTOMERS = frozenset({"CUSTOMER", "LEAD", "COMPANY", "LIFECYCLE", "CONSENT"})
_BESIDE = frozenset({"OTHER", "SECONDARY", "EXPECTED", "PREDICTED", "OLD", "LAST", "NEXT"})
_ELSEWHERE = frozenset({"EXTERNAL", "SYNC"})
_WHOSE = ("lead.person_id",)
_MOSTLY_FILLED = 0.9
_FURTHER = frozenset({"person.has_consent"})
_COPIED = frozenset({
    "person.email", "person.name", "person.first_name", "person.last_name", "person.phone",
    "person.title",
})  # fmt: skip


def is_backed(*, sheet: Sheet, choice: Choice, item: Found) -> bool:
    """Tell whether values alone would say what a header says in part, and of no other column.

    Args:
        sheet: the file.
        choice: what its columns were given to.
        item: a column and its field, too unsure to be read.
    """
    is_key = item.field.target.endswith(".source_id") or bool(item.column.senses & _BESIDE)
    if choice.shape is None or is_key or item.column.index in choice.unread:
        return False
    if min(content_score(item.column, item.field, choice.shape), item.score + SURE - MAYBE) < SURE:
        return False
    settled = {found.column.index for found in choice.found if found.score >= SURE}
    return not any(
        content_score(column, item.field, choice.shape) >= MAYBE
        for column in sheet.columns
        if column.index not in {item.column.index, *settled} and not column.profile.is_empty
    )


def doubt_ties(sheet: Sheet, draft: Draft, shape: Shape) -> None:
    """Ask about two columns that say the same field as well as one another, with other values."""
    for target in sorted(draft.targets - draft.by_content):
        fields = [field for field in shape.fields if field.target == target]
        said = {c.index: max((header_score(c, f, shape) for f in fields), default=0.0)
                for c in sheet.columns}  # fmt: skip
        given = _given(sheet, draft, target)
        if len(given) != 1 or said[given[0].index] < SURE:
            continue
        best = given[0]
        least = said[best.index] - (_SAME if target.endswith("_id") else _NEAR)
        rivals = [
            c
            for c in sheet.columns
            if c.index not in {*draft.decided, *draft.doubted}
            and said[c.index] > max(least, SURE)
            and not c.profile.is_empty
            and c.profile.values != best.profile.values
            and any(content_fits(c, field) for field in fields)
            and not (target in LINKS and is_link(best) and not is_link(c))
            and not (target.endswith(".source_id") and _is_foreign_key(c, best))
        ]
        _settle(sheet, draft, best, rivals, fields)


def read_own_key(sheet: Sheet, draft: Draft, shape: Shape) -> None:
    """Read the one id that each row has its own of as the rows' id, whatever it is called.

    Args:
        sheet: the file.
        draft: what was decided on it.
        shape: what it is taken for.
    """
    target = f"{shape.nouns[0]}.source_id"
    keys = [
        c
        for c in sheet.columns
        if c.is_key and c.is_plain and not c.joins and c.meanings and "ID" in c.meanings[-1].senses
    ]
    if target in draft.targets or len(keys) != 1 or keys[0].index in draft.decided:
        return
    key, guess = keys[0], draft.doubted.get(keys[0].index, (target,))[0]
    is_others = bool(key.senses & (_ELSEWHERE | {"FOREIGN"})) or is_of_another(key, shape)
    if guess == target and not is_others:
        fields = [field for field in shape.fields if field.target == target]
        draft.doubted.pop(key.index, None)
        draft.decide(key.index, (target, *fields[0].also), _OWN, "each row has its own")


def _is_foreign_key(column: Column, best: Column) -> bool:
    """Tell whether an id is another system's, beside one that is not: "CRM ID"."""
    return bool(best.names_rows) or bool(column.senses & _ELSEWHERE - best.senses)


def _settle(
    sheet: Sheet, draft: Draft, best: Column, rivals: list[Column], fields: list[Field]
) -> None:
    """Settle a tie where the rows do: columns that never meet, that say the same, that cannot be.

    All others are asked.
    """
    if not rivals:
        return
    target, known = fields[0].target, draft.decided[best.index]
    if target.endswith("_id") and not target.endswith(".source_id"):
        same = [c for c in rivals if are_twins(sheet=sheet, one=best, other=c)]
        first = best_of([best, *same], noun_of(fields[0]))
        if first is not best:
            draft.decide(first.index, *known)
            draft.decided.pop(best.index)
        rivals = [c for c in rivals if c not in same]
    elif any(field.kinds == DATES for field in fields) and _settle_times(
        sheet, draft, best, rivals, known
    ):
        return
    models = [c for c in (best, *rivals) if any(could_be(column=c, field=f) for f in fields)]
    if len(models) == 1 and rivals:
        draft.decided.pop(best.index, None)
        draft.decide(models[0].index, *known)
        return
    for column in (best, *rivals) if rivals else ():
        draft.decided.pop(column.index, None)
        draft.doubt(column.index, target, MAYBE)


def _settle_times(
    sheet: Sheet, draft: Draft, best: Column, rivals: list[Column], known: Decision
) -> bool:
    """Settle times of which one gives the day of another, or that no row has both of."""
    finer = finest(sheet=sheet, columns=[best, *rivals])
    if finer is not None:
        draft.decided.pop(best.index)
        draft.decide(finer.index, *known)
        for column in (c for c in (best, *rivals) if c is not finer):
            draft.decide(column.index, (IGNORE,), 0.9, f"it is the day of {finer.header}")
        return True
    if not all(never_meet(sheet=sheet, one=best, other=c) for c in rivals):
        return False
    for column in rivals:
        draft.decide(column.index, *known)
    return True


def settle_expected(sheet: Sheet, draft: Draft) -> None:
    """Settle which time is meant where a lesser one was read: an expected end, an entry's making.

    When deals closed is the date that open deals do not have. Where another time has a header
    that nobody can read, both are asked.

    Args:
        sheet: the file.
        draft: what was decided on it.
    """
    for target, lesser in _LESSER.items():
        given = _given(sheet, draft, target)
        if len(given) != 1 or not given[0].senses & lesser:
            continue
        others = [c for c in sheet.columns if _may_be_time(c, given[0], draft, lesser)]
        is_end = target == _CLOSED and len(others) == 1 and others[0].senses & _ENDS
        if is_end:
            draft.doubted.pop(others[0].index, None)
            draft.decide(others[0].index, *draft.decided.pop(given[0].index))
        elif others:
            for column in (*given, *others):
                draft.decided.pop(column.index, None)
                draft.doubt(column.index, target, MAYBE)


def _may_be_time(column: Column, given: Column, draft: Draft, lesser: frozenset[str]) -> bool:
    """Tell whether a column may be the time that a lesser one was read for."""
    if not column.profile.kinds & set(DATES) or column.index in draft.decided:
        return False
    if column.senses & (lesser | _NOT_ENDS):
        return False
    is_end = "EXPECTED" in lesser and bool(column.senses & _ENDS)
    is_less = "EXPECTED" not in lesser or column.profile.filled < given.profile.filled
    return is_less and (is_end or not column.is_plain)


def pass_over_copies(sheet: Sheet, draft: Draft) -> None:
    """Pass over what a list of leads repeats of the people whose ids it has in another file.

    Where the rows tell something further of the person, such as a consent, what says who that
    is stays beside it.
    """
    keys = [c for c in sheet.columns if draft.decided.get(c.index, ((),))[0][:1] == _WHOSE]
    told = [c for c in keys if "person" in c.points_at and c.profile.filled >= _MOSTLY_FILLED]
    firsts = {targets[0] for targets, _, _ in draft.decided.values()}
    if not told or "lead.person_id" in draft.by_content or firsts & _FURTHER:
        return
    for column in sheet.columns:
        targets = draft.decided.get(column.index, ((),))[0]
        if targets and all(target in _COPIED for target in targets):
            why = "it repeats the person whose id is given"
            draft.decide(column.index, (IGNORE,), 0.9, why)


def doubt_unused_keys(sheet: Sheet, draft: Draft, shape: Shape) -> None:
    """Ask about ids of another file's rows whose reference went to a column that has no such ids.

    Where that column does not even have the names of those rows, it is asked about as well.
    """
    settled = {*draft.decided, *draft.doubted}
    for column in (c for c in sheet.columns if c.index not in settled):
        for field in shape.fields:
            noun = noun_of(field)
            if not field.target.endswith("_id") or column.points_at != (noun,) or noun == "member":
                continue
            for given in _given(sheet, draft, field.target):
                if noun not in given.points_at:
                    draft.doubt(column.index, field.target, MAYBE)
                if not given.joins:
                    draft.decided.pop(given.index)
                    draft.doubt(given.index, field.target, MAYBE)


def _given(sheet: Sheet, draft: Draft, target: str) -> list[Column]:
    return [c for c in sheet.columns if draft.decided.get(c.index, ((),))[0][:1] == (target,)]


def may_be_ours(*, sheet: Sheet, choice: Choice) -> bool:
    """Tell whether people who are taken for customers may be colleagues: all of one house.

    Args:
        sheet: the file.
        choice: what it was taken for.
    """
    if choice.shape is None or choice.shape.name not in {"contact", "lead"}:
        return False
    called = {sense for word in sheet.called for sense in word.senses}
    if "PERSON" in called and not called & _STAFF:
        return False
    said = called | {sense for c in sheet.columns for word in c.meanings for sense in word.senses}
    return not said & _CUSTOMERS and are_of_one_house(sheet.columns)


def points_astray(*, sheet: Sheet, choice: Choice) -> bool:
    """Tell whether rows of a kind that is none too sure point at what that kind does not know.

    Ids of campaigns in what looks like uses of content: they may be costs.

    Args:
        sheet: the file.
        choice: what it was taken for.
    """
    if choice.shape is None or choice.confidence >= _SETTLED:
        return False
    known = {noun_of(field) for field in choice.shape.fields} | {*choice.shape.nouns, "member"}
    return "subject" not in known and any(
        column.points_at and not known & set(column.points_at) for column in sheet.columns
    )


def is_understood(sheet: Sheet, choice: Choice) -> bool:
    """Tell whether enough of a file is understood to take it for anything."""
    counted = [c for c in sheet.columns if not c.is_technical and not c.profile.is_empty]
    sure = [item for item in choice.found if item.score >= SURE]
    is_foreign = sum(c.is_plain for c in counted) < _READ * len(counted)
    least = min(_UNDERSTOOD * len(counted), _PLENTY)
    least = max(least, _LITTLE * len(counted)) if is_foreign else least
    if choice.shape is not None and is_named(sheet, choice.shape):
        return len(sure) >= _FEW
    return len(sure) >= (least if sheet.has_header else max(least, _BARE))


def doubt_contradictions(sheet: Sheet, draft: Draft, choice: Choice) -> None:
    """Ask about headers that name a field nothing filled, though their values speak against it."""
    if choice.shape is None:
        return
    filled = draft.targets | {guess for guess, _ in draft.doubted.values()}
    for column in sheet.columns:
        if column.index in draft.decided or column.index in draft.doubted or column.is_technical:
            continue
        for field in choice.shape.fields:
            if field.target not in filled and header_score(column, field, choice.shape) >= SURE:
                draft.doubt(column.index, field.target, MAYBE)
                break
