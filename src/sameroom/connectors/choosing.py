"""Chooses the shape of a file that no card knows, and what each of its columns is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sameroom.connectors.assign import Fit, Found, fit, has_needed, worth
from sameroom.connectors.content_models import kind_votes
from sameroom.connectors.kinds_of_files import (
    PEOPLE,
    THINGS,
    are_keyed_leads,
    are_of_one_house,
    are_versions,
    is_foreign,
    is_no_list,
    is_no_move,
    is_reference,
    names_buyers,
    names_humans,
    repeats_people,
    says_attendance,
    says_of_humans,
)
from sameroom.connectors.matching import DROPPED, SURE, Column
from sameroom.connectors.rivals import is_doubtful, strongest
from sameroom.connectors.shapes import Shape, get_shape, list_shapes
from sameroom.connectors.shapes.parts import DATES
from sameroom.connectors.sheets import Sheet

LEAST = 3.0
_DOUBTED = 0.6
_KIN_SHARE = 0.85
_KINDS = ("activity", "touch", "asset_use")
_IN_NAME = 2.5
_SPOKEN = 1.5
_LONE = 0.8
_MANY = 0.75
_NOBODY = 0.6
_CAME = 3.0
_ACTS = frozenset({
    "TYPE", "ACTION", "EVENT", "ACTIVITY", "CATEGORY", "OUTCOME", "STATUS", "USE", "TOUCH",
})  # fmt: skip
_NEARLY = 0.6
_OTHERWISE = 0.6
_ONLY_LEADS = frozenset({
    "lead.status", "lead.is_converted", "lead.converted_at", "lead.handed_over_at",
    "lead.deal_id", "lead.campaign_id", "lead.status_reason", "lead.assigned_at",
    "lead.landing_page", "lead.return_at",
})  # fmt: skip
_TOLD = frozenset({
    "person.email", "person.name", "person.first_name", "person.last_name", "person.phone",
    "lead.status", "lead.is_converted", "lead.converted_at", "lead.handed_over_at",
})  # fmt: skip
_OPEN = frozenset({"ID", "NUMBER", "DATE", "NAME", "BY", "TO", "FROM"})
_ROWS = {
    "touch": "CLICKS OPENS VISIT SUBMIT UNSUBSCRIBE",
    "asset_use": "VIEWED",
    "stage_change": "HISTORY CHANGE",
}
_CALLED = {
    "contact": "PERSON CUSTOMER",
    "lead": "LEAD",
    "account": "COMPANY",
    "deal": "DEAL PIPELINE",
    "member": "MEMBER OWNER",
    "campaign": "CAMPAIGN",
    "touch": "TOUCH EVENT CLICKS OPENS VISIT SUBMIT UNSUBSCRIBE",
    "activity": "ACTIVITY CALL MEETING TASK",
    "stage_change": "HISTORY CHANGE STAGE",
    "ticket": "TICKET",
    "asset": "ASSET",
    "asset_use": "USE VIEWED",
    "spend": "COST BUDGET",
    "message": "BODY",
    "product": "PRODUCT",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The shape of a file, and what its columns were given to.

    Args:
        shape: what it is taken for; None when nothing fits.
        found: columns and fields, sure and unsure.
        confidence: 0 to 1.
        unread: indexes of columns whose header says nothing.
        rival: the kind that makes the shape doubtful, or "".
        is_near_kin: whether leads could as well be contacts, whose stage is another field.
    """

    shape: Shape | None
    found: tuple[Found, ...]
    confidence: float
    unread: frozenset[int]
    rival: str = ""
    is_near_kin: bool = False


def choose(*, sheet: Sheet) -> Choice:
    """Choose the shape that the most speaks for."""
    columns = [c for c in sheet.columns if not c.is_technical]
    unread = frozenset(c.index for c in columns if not (sheet.has_header and c.is_readable))
    fits = [_fit(sheet, columns, shape, unread) for shape in list_shapes()]
    if are_versions(sheet):
        return Choice(None, (), 0.0, unread)
    ranked = sorted(fits, key=lambda item: -item.total)
    ranked = _contact_first(ranked, sheet) if sheet.has_header else ranked
    best, second = ranked[0], _rival(ranked)
    if best.total < LEAST:
        return Choice(None, (), 0.0, unread)
    confidence = min(0.99, 0.55 + 0.45 * (best.total - second) / best.total + 0.05)
    rival = strongest(best=best, fits=fits, unread=unread)
    support = max(0.0, _called(sheet, best.shape) - 1.0) + _own_key(columns, best.shape)
    if sheet.has_header and is_doubtful(rival=rival, support=support):
        return Choice(best.shape, best.found, min(confidence, _DOUBTED), unread, rival.shape)
    return Choice(best.shape, best.found, confidence, unread, "", _is_near_kin(sheet, best, fits))


def _is_near_kin(sheet: Sheet, best: Fit, fits: Sequence[Fit]) -> bool:
    """Tell whether leads that no file name calls so could as well be contacts."""
    contact = next(fit for fit in fits if fit.shape.name == "contact")
    is_lead = best.shape.name == "lead" and not _called(sheet, best.shape)
    return is_lead and contact.total >= _KIN_SHARE * best.total


def _contact_first(ranked: list[Fit], sheet: Sheet) -> list[Fit]:
    """Take people for contacts unless something is there that only a handover case has."""
    contact = next(fit for fit in ranked if fit.shape.name == "contact")
    if ranked[0] is contact and are_keyed_leads(sheet):
        lead = next(fit for fit in ranked if fit.shape.name == "lead")
        return [replace(lead, total=max(lead.total, contact.total)), *ranked]
    if ranked[0] is contact and any("LEAD" in word.senses for word in sheet.called):
        lead = next(fit for fit in ranked if fit.shape.name == "lead")
        is_near = lead.total > _NEARLY * contact.total
        return [lead, *(fit for fit in ranked if fit is not lead)] if is_near else ranked
    if ranked[0].shape.name != "lead" or not contact.total:
        return ranked
    sure = {item.field.target for item in ranked[0].sure}
    words = {s for word in sheet.called for s in word.senses}
    words |= {s for c in sheet.columns for word in c.meanings for s in word.senses}
    if sure & _ONLY_LEADS or "LEAD" in words:
        return ranked
    return [contact, *(fit for fit in ranked if fit is not contact)]


def choose_as(*, sheet: Sheet, shape_name: str, taken: frozenset[str]) -> Choice:
    """Give the remaining columns of a file whose shape is known."""
    columns = [c for c in sheet.columns if not c.is_technical]
    found = fit(columns, get_shape(name=shape_name), taken=taken)
    return Choice(found.shape, found.found, 1.0, frozenset())


def _rival(ranked: Sequence[Fit]) -> float:
    """Tell how much speaks for the best other shape; contacts and leads are no rivals."""
    kin = {"contact", "lead"}
    others = [f for f in ranked[1:] if not {f.shape.name, ranked[0].shape.name} <= kin]
    return others[0].total if others else 0.0


def _fit(sheet: Sheet, columns: list[Column], shape: Shape, unread: frozenset[int]) -> Fit:
    readable = [c for c in columns if c.index not in unread]
    first = fit(readable, shape)
    said = {item.column.index for item in first.sure}
    strange = {c.index for c in readable if c.index not in said and _is_strange(c, shape)}
    silent = [c for c in columns if c.index in unread | strange and not c.profile.is_empty]
    if silent:
        kept = tuple(item for item in first.found if item.column.index not in strange)
        first = replace(first, found=kept)
        taken = frozenset(item.field.target for item in first.sure)
        more = fit(silent, shape, by_content=True, taken=taken)
        more = replace(more, found=more.found + _lone_date(columns, silent, first, shape))
        first = replace(
            first,
            found=first.found + more.found,
            total=_total(shape, (*first.found, *more.found), is_named=is_named(sheet, shape)),
        )
    bonus = _called(sheet, shape) + _own_key(columns, shape) + _own_words(columns, shape)
    came = says_attendance(sheet=sheet, columns=columns)
    is_touch = came and shape.name == "touch"
    if _cannot_be(sheet, columns, first, is_touch=is_touch, came=came):
        return replace(first, total=0.0)
    is_human = shape.name in THINGS and says_of_humans(columns)
    if _speaks_otherwise(columns, shape) or is_human or (came and shape.name == "activity"):
        first, bonus = replace(first, total=_OTHERWISE * first.total), min(bonus, 0.0)
    bonus += _CAME if is_touch else 0.0
    bonus -= 3.0 if bonus <= 0 and is_foreign(sheet, columns) else 0.0
    less = _NOBODY if shape.name == "lead" and not _is_told_of(first) else 1.0
    return replace(first, total=less * first.total + bonus if first.total else 0.0)


def _cannot_be(
    sheet: Sheet, columns: list[Column], found: Fit, *, is_touch: bool, came: bool
) -> bool:
    """Tell whether something that a file has or lacks rules a shape out."""
    shape = found.shape
    is_mere = names_humans(columns) and is_no_list(found) and not is_touch
    if is_reference(columns, shape) or is_mere or is_no_move(found=found):
        return True
    if not sheet.has_header and shape.name in PEOPLE and _are_open_people(sheet, columns, shape):
        return True
    return (came and shape.name in PEOPLE) or names_buyers(columns=columns, shape=shape)


def _lone_date(
    columns: list[Column], silent: list[Column], first: Fit, shape: Shape
) -> tuple[Found, ...]:
    """Find the one date of rows that tell of acts, which have one date only."""
    dated = [c for c in columns if c.profile.kinds & set(DATES)]
    fields = [f for f in shape.fields if f.kinds == DATES]
    targets = {f.target for f in fields}
    is_lone = (
        len(dated) == 1 and bool(dated[0].meanings) and dated[0] in silent and len(targets) == 1
    )
    if not is_lone or targets & {item.field.target for item in first.found}:
        return ()
    return (Found(dated[0], fields[0], _LONE),)


def _is_strange(column: Column, shape: Shape) -> bool:
    """Tell whether a header has a word nobody knows, and none that speaks of something else."""
    known = {sense for word in column.meanings for sense in word.senses}
    is_open = any(not word.senses for word in column.meanings)
    return is_open and known <= {*DROPPED, *_OPEN, *shape.own}


def _own_words(columns: list[Column], shape: Shape) -> float:
    """Speak for the shape whose kinds of acts a column lists: viewed, liked, bookmarked."""
    if shape.name not in _KINDS:
        return 0.0
    listed = [kind_votes(c.profile) for c in columns if _may_list_acts(c)]
    best = max(listed, key=lambda v: max(v.values()), default=dict.fromkeys(_KINDS, 0.0))
    most = max(best.values())
    if most < _MANY or best[shape.name] < most:
        return 0.0
    is_alone = all(best[kind] < most - 0.2 for kind in _KINDS if kind != shape.name)
    return 2 * _SPOKEN if is_alone else _SPOKEN / 2


def _are_open_people(sheet: Sheet, columns: list[Column], shape: Shape) -> bool:
    """Tell whether nobody can say whose people rows without a header are, or that they are rows."""
    if shape.name == "account" or (shape.name == "member" and is_named(sheet, shape)):
        return False
    return are_of_one_house(columns) or repeats_people(columns)


def _may_list_acts(column: Column) -> bool:
    """Tell whether a header may stand above kinds of acts; names of campaigns are none."""
    return not column.is_plain or bool(column.senses & _ACTS) or not column.meanings


def _speaks_otherwise(columns: list[Column], shape: Shape) -> bool:
    """Tell whether a column lists acts in the words of another kind of file alone."""
    if shape.name not in _KINDS:
        return False
    votes = [kind_votes(c.profile) for c in columns if _may_list_acts(c)]
    if any(vote[shape.name] >= _MANY for vote in votes):
        return False
    others = [name for name in _KINDS if name != shape.name]
    return any(v[o] >= _MANY and v[shape.name] < v[o] - 0.4 for v in votes for o in others)


def _total(shape: Shape, found: tuple[Found, ...], *, is_named: bool) -> float:
    sure = [item for item in found if item.score >= SURE]
    if is_named and any(item.field.target.endswith(".source_id") for item in sure):
        return sum(worth(item, shape) for item in sure)
    if not has_needed(found=sure, shape=shape):
        return 0.0
    return sum(worth(item, shape) for item in sure)


def is_named(sheet: Sheet, shape: Shape) -> bool:
    """Tell whether a file without headers is named after what the shape's rows are."""
    return not sheet.has_header and _called(sheet, shape) >= _IN_NAME


def _called(sheet: Sheet, shape: Shape) -> float:
    """Speak for the shape that the file's name says; the name's last noun counts most."""
    wanted = set(_CALLED.get(shape.name, "").split())
    nouns = {noun for words in _CALLED.values() for noun in words.split()}
    saying = [word.senses for word in sheet.called if word.senses & nouns]
    points = 0.0
    for place, senses in enumerate(saying):
        if senses & wanted:
            points = max(points, _IN_NAME if place == len(saying) - 1 else 1.0)
    return points


def _is_told_of(found: Fit) -> bool:
    """Tell whether rows say who somebody is or what became of them, as those of leads do."""
    return bool(_TOLD & {item.field.target for item in found.sure})


def _own_key(columns: list[Column], shape: Shape) -> float:
    """Speak for the shape whose own id is unique in the file: "Deal ID"."""
    own = {*shape.own, *_ROWS.get(shape.name, "").split()}
    for column in columns:
        meant = {sense for word in column.meanings for sense in word.senses}
        if "ID" in meant and meant & own and len(column.meanings) <= 3 and column.profile.is_unique:
            return 2.0
    return 0.0
