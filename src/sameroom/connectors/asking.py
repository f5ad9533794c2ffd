"""Says where a column that nothing claimed could still be a field, so that it is asked about."""

from sameroom.connectors import asides
from sameroom.connectors.building import Draft
from sameroom.connectors.content_models import could_be, might_be, profile_share
from sameroom.connectors.guessing import content_score
from sameroom.connectors.headers import Meaning
from sameroom.connectors.matching import (
    DROPPED,
    SURE,
    Column,
    content_fits,
    header_score,
    looks_like_key,
    noun_of,
)
from sameroom.connectors.shapes import Field, Shape, get_shape
from sameroom.connectors.shapes.parts import DATES

_WEAK = frozenset({
    "DATE", "ID", "NUMBER", "NAME", "TYPE", "BY", "EMAIL", "CREATE", "AMOUNT", "FIRST", "LAST",
    "SALES", "MARKETING", "CUSTOMER", "EXPECTED", "ANNUAL", "NEW", "OLD", "FROM", "TO",
})  # fmt: skip
_BAG = frozenset({"OTHER"})
_EVERY_ROW = 0.98
_MOSTLY = 0.5
_CORE = {
    "deal.stage": "deal_stage", "deal.outcome": "deal.outcome", "deal.kind": "deal.kind",
    "lead.status": "lead_status", "person.lifecycle_stage": "lifecycle",
    "activity.kind": "activity.kind", "touch.kind": "touch.kind",
    "asset_use.kind": "asset_use.kind", "activity.direction": "activity.direction",
    "ticket.priority": "priority",
}  # fmt: skip
_HAPPENED = frozenset({"occurred_at", "created_at", "changed_at", "opened_at", "spent_on"})
_OTHER_TIMES = frozenset({
    "MODIFY", "LAST", "NEXT", "DUE", "SYNC", "BIRTH", "DELETED", "LOGIN", "EXPECTED",
})  # fmt: skip
_NOUNS = frozenset({
    "COMPANY", "CUSTOMER", "PERSON", "LEAD", "DEAL", "CAMPAIGN", "ASSET", "PRODUCT", "TICKET",
    "MEMBER", "OWNER", "ACTIVITY",
})  # fmt: skip


def question(column: Column, draft: Draft) -> str:
    """Say why a column that no field claimed has to be asked about, or "" to leave it aside.

    What is left aside must be known for something that no fact holds, or be unable to be any
    field that is still open; everything else is asked.

    Args:
        column: claimed by no field.
        draft: what was decided on its file.
    """
    if not draft.shape or draft.system:
        return ""
    shape = get_shape(name=draft.shape)
    fields = [field for field in _open_fields(draft, shape) if content_fits(column, field)]
    likely = [field for field in fields if could_be(column=column, field=field)]
    told = _told(column, draft, fields, shape) or _told_by_values(column, likely, shape)
    if told:
        return told
    aside = asides.said(column=column, shape=shape)
    is_known = bool(aside - _BAG) and column.is_plain
    if is_known or _is_twin(column, draft, shape):
        return ""
    if not likely:
        return _strange(column, fields, shape)
    if not column.is_plain:
        return "its header has a word that Sameroom does not know, and its values could be a field"
    if any(_could_hold(column, field) for field in likely):
        return "its values could be a field that no other column fills"
    if aside or _is_explained(column, shape):
        return ""
    return "neither its header nor its values tell what it is"


def _told(column: Column, draft: Draft, fields: list[Field], shape: Shape) -> str:
    """Say why a header, or a column like it, forbids to leave a column aside, or ""."""
    if _is_rival(column, draft, shape):
        return "its values are like those of a field that another column was given by its values"
    if _is_open_key(column, draft, shape):
        return "it looks like the rows' own id, which no other column is"
    special = asides.special(column=column, shape=shape)
    if any(_says(column, field, special, shape) for field in fields):
        return "its header says part of what a field is that no other column fills"
    return ""


def _strange(column: Column, fields: list[Field], shape: Shape) -> str:
    """Say why a word that nobody knows may stand above a field that is open, or ""."""
    if column.is_plain or asides.is_all(column=column, shape=shape):
        return ""
    if any(might_be(column=column, field=field) for field in fields):
        return "its header has a word that Sameroom does not know, and its values could be a field"
    return ""


def _is_open_key(column: Column, draft: Draft, shape: Shape) -> bool:
    """Tell whether a header says an id, and each row has its own, while no id was found."""
    is_said = ("ID" in column.senses or not column.is_plain) and looks_like_key(column)
    is_other = bool(column.joins) or column.senses & {"EXTERNAL", "SYNC"}
    return is_said and not is_other and f"{shape.nouns[0]}.source_id" not in draft.targets


def _told_by_values(column: Column, fields: list[Field], shape: Shape) -> str:
    """Say why the values forbid to leave a column aside, whatever its header says, or ""."""
    if any(_is_decisive(column, field, shape) or _is_core(column, field) for field in fields):
        return "its values are those of a field that no other column fills"
    if _is_when(column, fields):
        return "it has a time in every row, and nothing else says when that was"
    is_strange = not column.is_plain and not asides.is_all(column=column, shape=shape)
    if is_strange and _is_open_flag(column, fields):
        return "it says yes or no, and could be such a field that no other column fills"
    return ""


def _is_core(column: Column, field: Field) -> bool:
    """Tell whether values are mostly the words of a field that much is measured by."""
    name = _CORE.get(field.target, "")
    return bool(name) and profile_share(column.profile, name) >= _MOSTLY


def is_guessed(*, column: Column, field: Field) -> bool:
    """Tell whether a header says a field in a word only guessed, and its values do not agree."""
    is_open = any(word.senses and word.quality < 1 for word in column.meanings)
    return is_open and not column.profile.is_empty and not might_be(column=column, field=field)


def _is_rival(column: Column, draft: Draft, shape: Shape) -> bool:
    """Tell whether content alone chose another column for a field that this one fits as well."""
    if column.is_plain and column.senses & {"FAX", "OTHER", "SECONDARY"}:
        return False
    return any(
        content_score(column, field, shape) >= SURE
        for field in shape.fields
        if field.target in draft.by_content
    )


def _says(column: Column, field: Field, special: frozenset[str], shape: Shape) -> bool:
    """Tell whether a header says part of a field, in a word that is not said of other things.

    What a header is about is its head: the last word, or the first where others explain it.
    """
    if "PREDICTED" in column.senses:
        return False
    meant = column.senses - DROPPED - _WEAK - special
    heads = {s for word in _heads(column, shape) for s in word.senses} & meant
    if meant & set(field.near.split()) and could_be(column=column, field=field):
        return True
    if not heads or not _is_shaped(column, field):
        return False
    return any(heads & set(phrase.split()) for phrase in field.phrases)


def _heads(column: Column, shape: Shape) -> tuple[Meaning, ...]:
    """List the words that can be what a header is about: its last, and its first."""
    words = [w for w in column.meanings if not w.senses or w.senses - {*DROPPED, *_WEAK}]
    if len(words) > 1:
        words = [w for w in words if not w.senses or w.senses - set(shape.own)]
    return (words[0], words[-1]) if words else ()


def _is_shaped(column: Column, field: Field) -> bool:
    """Tell whether the values have the look of a field: dates, numbers or words as it holds."""
    is_counted = bool(column.profile.kinds & {"number", "percent", "money"})
    if "flag" in column.profile.kinds and "flag" not in field.kinds:
        return False
    return not (is_counted and "words" in field.kinds and "number" not in field.kinds) or bool(
        column.joins
    )


def _is_when(column: Column, fields: list[Field]) -> bool:
    """Tell whether each row has a time that could be when it happened, which is still open."""
    is_full = column.profile.filled >= _EVERY_ROW and bool(column.profile.kinds & set(DATES))
    open_times = {field.target.partition(".")[2] for field in fields if field.kinds == DATES}
    return is_full and bool(open_times & _HAPPENED) and not column.senses & _OTHER_TIMES


def _is_open_flag(column: Column, fields: list[Field]) -> bool:
    """Tell whether a column says yes or no, as a field does that is still open."""
    return "flag" in column.profile.kinds and any(f.kinds == ("flag",) for f in fields)


def _is_explained(column: Column, shape: Shape) -> bool:
    """Tell whether a header speaks of another noun's property: "Contact phone" in a deal."""
    told = [word.senses - DROPPED for word in column.meanings]
    others = [senses for senses in told if senses & _NOUNS and not senses & set(shape.own)]
    about = [senses for senses in told if senses and not senses & _NOUNS]
    return bool(others and about)


def _is_twin(column: Column, draft: Draft, shape: Shape) -> bool:
    """Tell whether a header says what another column fills: a name beside the id.

    A word that is only guessed sets nothing aside.
    """
    if not column.is_plain:
        return False
    given = alike(draft.targets)
    return any(
        field.target in given
        and content_fits(column, field)
        and header_score(column, field, shape) >= SURE
        for field in shape.fields
    )


def is_said(column: Column, shape: Shape, given: frozenset[str]) -> bool:
    """Tell whether a header says in full what another column was given already."""
    return any(
        field.target in given and header_score(column, field, shape) >= SURE
        for field in shape.fields
    )


def _is_decisive(column: Column, field: Field, shape: Shape) -> bool:
    """Tell whether the values alone would make a column a field, whatever its header says."""
    is_key = field.target.endswith(("_id", ".source_id"))
    return not is_key and content_score(column, field, shape) >= SURE


def _could_hold(column: Column, field: Field) -> bool:
    """Tell whether the values could be a field: dates, addresses, ids, or words of its own."""
    if field.target.endswith(".source_id"):
        return False
    kinds = column.profile.kinds
    is_date = field.kinds == DATES and bool(kinds & set(DATES))
    is_address = "email" in kinds and "email" in field.kinds
    return is_date or is_address or noun_of(field) in column.joins


def _open_fields(draft: Draft, shape: Shape) -> list[Field]:
    given = alike(draft.targets)
    if given & {"deal.outcome", "deal.stage"}:
        given |= {"deal.is_won", "deal.is_closed", "deal.outcome"}
    return [field for field in shape.fields if field.target not in given]


def alike(targets: frozenset[str]) -> frozenset[str]:
    """Add the name to a first and last name."""
    whole = {t.replace(".last_name", ".name") for t in targets}
    parts = {t.replace(".name", end) for t in targets if t.endswith(".name")
             for end in (".first_name", ".last_name")}  # fmt: skip
    return targets | whole | parts


def overlaps(column: Column, field: Field) -> bool:
    """Tell whether a header says all of a field, among other things."""
    return any(set(phrase.split()) <= column.senses for phrase in field.phrases)
