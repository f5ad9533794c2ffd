"""Recognises the files that are all keys: link tables, and histories of properties."""

from sameroom.connectors.building import Draft
from sameroom.connectors.headers import read
from sameroom.connectors.mapping import IGNORE
from sameroom.connectors.matching import DROPPED, Column
from sameroom.connectors.sheets import Sheet

_ORDER = ("ACTIVITY", "TICKET", "DEAL", "PERSON")
_NOUN = {"ACTIVITY": "activity", "TICKET": "ticket", "DEAL": "deal", "PERSON": "person",
         "COMPANY": "account", "LEAD": "lead", "CAMPAIGN": "campaign"}  # fmt: skip
_SHAPE = {"ACTIVITY": "activity", "TICKET": "ticket", "DEAL": "deal", "PERSON": "contact"}
_LINKABLE = {
    "activity": {"PERSON": "person_id", "COMPANY": "account_id", "DEAL": "deal_id"},
    "ticket": {"PERSON": "person_id", "COMPANY": "account_id"},
    "deal": {"PERSON": "person_id", "COMPANY": "account_id"},
    "person": {"COMPANY": "account_id"},
}
_MOVING = {"DEAL": "deal", "PERSON": "person", "LEAD": "lead"}
_DATES = {"date", "datetime", "epoch_ms", "epoch_s", "epoch_us"}


def find(*, sheet: Sheet) -> Draft | None:
    """Recognise a link table or a property history, or say None."""
    columns = [column for column in sheet.columns if not column.is_technical]
    keys = {noun: column for column in columns if (noun := _noun(column))}
    if not sheet.has_header or len(columns) > 9:
        return None
    return _history(sheet, columns, keys) or _link(sheet, columns, keys)


def _history(sheet: Sheet, columns: list[Column], keys: dict[str, Column]) -> Draft | None:
    """Recognise rows that say: this property of that thing had this value from then on."""
    named = [
        c
        for c in columns
        if _says(c, {"NAME"}) or _says(c, {"FIELD"}) or _says(c, {"FIELD", "NAME"})
    ]
    values = [
        c
        for c in columns
        if _says(c, {"AMOUNT"}) or _says(c, {"NEW", "AMOUNT"}) or _says(c, {"NEW"})
    ]
    dates = [
        c
        for c in columns
        if c.profile.kinds & _DATES or (c.profile.is_empty and _says(c, {"DATE"}))
    ]
    if len(keys) != 1 or len(named) != 1 or len(values) != 1 or not dates:
        return None
    ((noun, key),) = keys.items()
    words = tuple(sorted({v.lower() for v in named[0].profile.values if _is_stage(v)}))
    if noun not in _MOVING or not words:
        return _nothing(sheet, "it is the history of properties that no measure reads")
    draft = Draft(
        "stage_change",
        confidence=0.9,
        why="it is a history of properties, one row a change",
        constants=(("stage_change.subject", _MOVING[noun]),),
        when=(("", named[0].header, words),),
    )
    draft.decide(key.index, ("stage_change.subject_id",), 0.9, "whose property changed")
    draft.decide(values[0].index, ("stage_change.to_stage",), 0.9, "the value from then on")
    draft.decide(_when(dates).index, ("stage_change.changed_at",), 0.9, "when it changed")
    return _ignoring_rest(sheet, draft)


def _is_stage(name: str) -> bool:
    meant = {sense for word in read(name) for sense in word.senses}
    return bool(meant & {"STAGE", "LIFECYCLE"}) or ("STATUS" in meant and "LEAD" in meant)


def _when(dates: list[Column]) -> Column:
    named = [column for column in dates if _says(column, {"DATE"})]
    return (named or dates)[0]


def _link(sheet: Sheet, columns: list[Column], keys: dict[str, Column]) -> Draft | None:
    """Recognise two nouns' ids and nothing else that counts."""
    if len(keys) != 2 or len(columns) > 7:
        return None
    rest = [column for column in columns if column not in keys.values()]
    if any(_counts(column) for column in rest):
        return None
    if "CAMPAIGN" in keys and {"PERSON", "LEAD"} & set(keys):
        return _targeted(sheet, keys)
    first = next((noun for noun in _ORDER if noun in keys), "")
    second = next(noun for noun in keys if noun != first)
    field = _LINKABLE.get(_NOUN.get(first, ""), {}).get(second)
    if field is None:
        return _nothing(sheet, "it links what no measure reads together")
    return _linked(sheet, keys[first], keys[second], first, field)


def _targeted(sheet: Sheet, keys: dict[str, Column]) -> Draft:
    """Take people listed under a campaign for people it was aimed at."""
    draft = Draft(
        "touch",
        confidence=0.85,
        why="it lists whom each campaign was aimed at",
        constants=(("touch.kind", "targeted"),),
    )
    person = keys.get("PERSON") or keys["LEAD"]
    draft.decide(keys["CAMPAIGN"].index, ("touch.campaign_id",), 0.9, "its header says so")
    draft.decide(person.index, ("touch.person_id",), 0.9, "its header says so")
    return _ignoring_rest(sheet, draft)


def _linked(sheet: Sheet, key: Column, other: Column, first: str, field: str) -> Draft:
    noun = _NOUN[first]
    why = f"it says which {noun} belongs to whom"
    draft = Draft(_SHAPE[first], completes=True, confidence=0.9, why=why)
    draft.decide(key.index, (f"{noun}.source_id",), 0.9, "the row that it completes")
    draft.decide(other.index, (f"{noun}.{field}",), 0.9, "what that is linked to")
    return _ignoring_rest(sheet, draft)


def _nothing(sheet: Sheet, why: str) -> Draft:
    return _ignoring_rest(sheet, Draft("", confidence=0.8, why=why))


def _ignoring_rest(sheet: Sheet, draft: Draft) -> Draft:
    for column in sheet.columns:
        if column.index not in draft.decided:
            draft.decide(column.index, (IGNORE,), 0.9, "says nothing further")
    return draft


def _noun(column: Column) -> str:
    """Tell the noun in "deal id", or ""."""
    words = [word.senses for word in column.meanings if not word.senses & DROPPED]
    if len(words) != 2 or not any("ID" in senses for senses in words):
        return ""
    other = words[0] if "ID" in words[1] else words[1]
    found = [noun for noun in _NOUN if noun in other]
    return found[0] if found else ""


def _says(column: Column, wanted: set[str]) -> bool:
    """Tell whether a header says just that."""
    return len(column.meanings) == len(wanted) and all(
        any(word.senses & {sense} for word in column.meanings) for sense in wanted
    )


def _counts(column: Column) -> bool:
    """Tell whether a column says when something happened, or tells a story."""
    return bool(column.profile.kinds & (_DATES | {"long_text", "email"}))
