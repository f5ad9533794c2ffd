"""Says what a column is by its content alone, for files without (readable) headers."""

from itertools import pairwise

from sameroom.connectors.matching import Column, noun_of
from sameroom.connectors.shapes import Field, Shape

_BY_KIND: tuple[tuple[str, str, float], ...] = (
    ("email", "email", 0.9),
    ("domain", "domain", 0.85),
    ("phone", "phone", 0.8),
    ("person_name", "name", 0.62),
)
_BY_WORDS: tuple[tuple[str, str, float], ...] = (
    ("lifecycle", "lifecycle_stage", 0.85),
    ("lead_status", "lead.status", 0.8),
    ("deal_stage", "deal.stage", 0.88),
    ("deal_stage", "to_stage", 0.75),
    ("deal.outcome", "outcome", 0.8),
    ("deal.kind", "deal.kind", 0.75),
    ("industry", "industry", 0.8),
    ("country", "country", 0.8),
    ("currency", "currency", 0.9),
    ("channel", "channel", 0.7),
    ("channel", "first_channel", 0.7),
    ("priority", "priority", 0.85),
    ("activity.kind", "activity.kind", 0.8),
    ("activity.direction", "direction", 0.85),
    ("touch.kind", "touch.kind", 0.8),
    ("asset_use.kind", "asset_use.kind", 0.8),
)
_NO_PHONE = frozenset({"date", "datetime", "integer", "number", "ip", "epoch_ms", "epoch_s"})
_TIMES = frozenset({"epoch_s", "epoch_ms", "epoch_us"})
_FEW = 2
_STRONG_IDS = frozenset({"uuid", "hex", "salesforce_id"})


_FIRMS = frozenset({"account.name", "person.account_id", "lead.account_id"})


def content_score(column: Column, field: Field, shape: Shape) -> float:
    """Say how sure the content alone makes us that a column is a field."""
    name = field.target.partition(".")[2]
    if name == "source_id":
        if "DATE" in column.senses:
            return 0.0
        if not column.meanings and not column.is_asked_for and _is_mere_number(column):
            return 0.0
        return 0.85 if column.is_key or _is_strong_key(column) else 0.0
    if column.hint == "company" and field.target in _FIRMS:
        return 0.82
    if column.hint in {"name", "first_name", "last_name"}:
        is_human = field.target.partition(".")[0] in {"person", "member"}
        return 0.85 if name == column.hint and is_human else 0.0
    if name.endswith("_id"):
        is_own = field.target.startswith(f"{noun_of(field)}.") and column.profile.is_unique
        if is_own or noun_of(field) not in column.joins:
            return 0.0
        is_told = bool(column.meanings) or noun_of(field) != "member"
        return 0.9 if is_told else 0.6  # who made a row and who owns it look alike
    return max(_by_kind(column, name), _by_words(column, field, name))


def _is_mere_number(column: Column) -> bool:
    """Tell whether a key is only a number, as amounts and counts are, and not one row by row."""
    if column.profile.kinds & _STRONG_IDS or "integer" not in column.profile.kinds:
        return False
    numbers = [int(v) for v in column.profile.values[:200] if v.isdecimal() and len(v) < 40]
    return any(later <= earlier for earlier, later in pairwise(numbers))


def may_be_key(column: Column) -> bool:
    """Tell whether a column without a header could be the rows' own id: running numbers, codes."""
    kinds = column.profile.kinds
    is_running = "integer" in kinds and not kinds & _TIMES and not _is_mere_number(column)
    is_code = "code" in kinds and "integer" not in kinds
    return column.profile.is_unique and (is_running or is_code or bool(kinds & _STRONG_IDS))


def _is_strong_key(column: Column) -> bool:
    return column.profile.is_unique and bool(column.profile.kinds & _STRONG_IDS)


def _by_kind(column: Column, name: str) -> float:
    if name == "phone" and column.profile.kinds & _NO_PHONE:
        return 0.0
    return max(
        (s for kind, ends, s in _BY_KIND if ends == name and kind in column.profile.kinds),
        default=0.0,
    )


def _is_told(column: Column, words: str) -> bool:
    """Tell whether words are no mere short forms that a few other things have too: Mr, Ms."""
    different = set(column.profile.values)
    return words != "country" or len(different) > _FEW or max(map(len, different), default=0) > _FEW


def _by_words(column: Column, field: Field, name: str) -> float:
    found = 0.0
    for words, wanted, sure in _BY_WORDS:
        if wanted in {name, field.target}:
            share = column.profile.word_share(words) if _is_told(column, words) else 0.0
            found = max(found, sure * share if share >= 0.75 else 0.0)
    return found
