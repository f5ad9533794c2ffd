"""Tells what the rows of a file cannot be, by what its columns are together."""

from collections import Counter
from collections.abc import Sequence

from sameroom.connectors.assign import Fit
from sameroom.connectors.matching import Column
from sameroom.connectors.shapes import Shape
from sameroom.connectors.shapes.parts import DATES
from sameroom.connectors.sheets import Sheet

PEOPLE = frozenset({"contact", "lead", "account", "member"})
_GATHERED = frozenset({"EVENT", "ATTENDED"})
_BUYERS = frozenset({"PERSON", "LEAD", "DEAL"})
_ALSO = frozenset({"CAMPAIGN", "ASSET", "COMPANY", "CUSTOMER", "OWNER", "MEMBER"})
_BRIEF = 2
_STAFF = 3
THINGS = frozenset({"deal", "account", "campaign", "asset", "product", "ticket", "spend"})
_ONCE = 0.8
_OFTEN = 0.5
_VALIDITY = (
    ("_fivetran_start", "_fivetran_end"),
    ("dbt_valid_from", "dbt_valid_to"),
    ("valid_from", "valid_to"),
)
_EACH = 0.9


def is_no_move(*, found: Fit) -> bool:
    """Tell whether rows said to be changes of a stage say of nothing that it changed.

    A change tells what moved, and the same thing moves several times.
    """
    if found.shape.name != "stage_change":
        return False
    given = {item.field.target: item.column for item in found.sure}
    subject = given.get("stage_change.subject_id")
    if subject is None:
        return True
    has_more = {"stage_change.from_stage", "stage_change.changed_at"} & given.keys()
    return subject.profile.is_unique or not has_more


def names_buyers(*, columns: Sequence[Column], shape: Shape) -> bool:
    """Tell whether rows point at people or deals, which campaigns, assets and costs do not."""
    if shape.name not in {"campaign", "asset", "spend"}:
        return False
    return any(
        ("ID" in c.senses and c.senses & _BUYERS and not c.senses & _ALSO)
        or set(c.points_at) & {"person", "lead", "deal"}
        for c in columns
        if len(c.meanings) <= _BRIEF and "NUMBER" not in c.senses
    )


def are_of_one_house(columns: Sequence[Column]) -> bool:
    """Tell whether all addresses are of one house: they may be ours, or those of one customer."""
    for column in columns:
        if "email" in column.profile.kinds and len(set(column.profile.values)) >= _STAFF:
            houses = Counter(v.rpartition("@")[2].casefold() for v in column.profile.values)
            if max(houses.values()) >= _EACH * len(column.profile.values):
                return True
    return False


def says_of_humans(columns: Sequence[Column]) -> bool:
    """Tell whether each row has an address of its own and a job, as people do and deals do not."""
    is_mail = any(
        "email" in c.profile.kinds and c.profile.distinct > _EACH and c.profile.filled > _OFTEN
        for c in columns
    )
    return is_mail and any("JOB" in c.senses and not c.profile.is_empty for c in columns)


def repeats_people(columns: Sequence[Column]) -> bool:
    """Tell whether an address comes again and again: rows of acts, not of people."""
    mails = [c for c in columns if "email" in c.profile.kinds and len(c.profile.values) >= _STAFF]
    return bool(mails) and all(c.profile.distinct < _ONCE for c in mails)


def says_attendance(*, sheet: Sheet, columns: Sequence[Column]) -> bool:
    """Tell whether a list of people says who came to an event, so that its rows are touches.

    Each row names the event, which many rows share, and has a time; no row has an id of a
    person of its own.
    """
    if not sheet.has_header:
        return False
    named = [c for c in columns if c.senses & _GATHERED and _is_shared(c)]
    dated = [c for c in columns if c.profile.kinds & set(DATES)]
    keyed = [c for c in columns if _is_persons_id(c)]
    return bool(named and dated) and not keyed


def _is_shared(column: Column) -> bool:
    """Tell whether a column says the event by name or id: text that many rows share."""
    is_text = bool(column.profile.kinds & {"words", "long_text", "code", "hex", "uuid", "integer"})
    is_named = column.senses & {"NAME", "ID", "TITLE"} or len(column.meanings) == 1
    return bool(is_named) and is_text and column.profile.distinct < _OFTEN


def _is_persons_id(column: Column) -> bool:
    is_said = "ID" in column.senses and bool(
        len(column.meanings) == 1 or column.senses & {"PERSON", "CUSTOMER", "LEAD", "RECORD"}
    )
    return is_said and column.profile.distinct > _EACH


def is_reference(columns: Sequence[Column], shape: Shape) -> bool:
    """Tell whether the shape's own id points elsewhere: "Deal ID" beside the rows' own "ID"."""
    own, plain_key, named = set(shape.own), False, False
    for column in columns:
        meant = {sense for word in column.meanings for sense in word.senses}
        is_id = "ID" in meant and len(column.meanings) <= 2
        plain_key |= is_id and len(column.meanings) == 1 and column.profile.is_unique
        is_many = column.profile.distinct <= 0.98 or bool(column.points_at)
        named |= is_id and len(column.meanings) == 2 and bool(meant & own) and is_many
    return plain_key and named


def names_humans(columns: Sequence[Column]) -> bool:
    """Tell whether the rows have a first and a last name, which companies do not."""
    meant = [
        word.senses for column in columns if len(column.meanings) <= 2 for word in column.meanings
    ]
    return any("FIRSTNAME" in s for s in meant) and any("LASTNAME" in s for s in meant)


def is_foreign(sheet: Sheet, columns: Sequence[Column]) -> bool:
    """Tell whether the rows are things that the facts have no noun for: orders, invoices …"""
    named = [word for word in sheet.called if "FOREIGN" in word.senses]
    keys = [
        c
        for c in columns
        if c.meanings
        and "FOREIGN" in c.meanings[0].senses
        and {"ID", "NUMBER"} & c.meanings[-1].senses
    ]
    return bool(named or keys)


def are_versions(sheet: Sheet) -> bool:
    """Tell whether rows are versions of something, valid from one instant to another."""
    names = {column.header.lower() for column in sheet.columns}
    return any({start, end} <= names for start, end in _VALIDITY)


def is_no_list(found: Fit) -> bool:
    """Tell whether a shape is no list of people: companies, or touches that say no kind of act."""
    targets = {item.field.target for item in found.sure}
    return found.shape.name == "account" or (
        found.shape.name == "touch" and "touch.kind" not in targets
    )


def are_keyed_leads(sheet: Sheet) -> bool:
    """Tell whether each row has an id of its own that is called a lead's."""
    return any(
        len(c.meanings) == 2
        and c.profile.is_unique
        and not c.points_at
        and "LEAD" in c.meanings[0].senses
        and "ID" in c.meanings[1].senses
        for c in sheet.columns
    )
