"""Knows what the values of each field look like, so that only what could be it is asked about."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from sameroom.connectors import vocabulary
from sameroom.connectors.content import Profile
from sameroom.connectors.headers import plain
from sameroom.connectors.matching import Column, noun_of
from sameroom.connectors.parsing import decimal_sign
from sameroom.connectors.shapes import Field
from sameroom.connectors.shapes.parts import DATES

_JOBS = Path(__file__).parent / "words" / "content" / "jobs.txt"
_LOOKED = 300
_SOME = 0.25
_FULL = 0.95
_FEW = 40
_REPEATED = 0.5
_LABELS = frozenset({
    "kind", "status", "category", "persona", "pain", "meant_for", "buying_role", "region",
    "product", "pipeline", "audience", "stage", "outcome", "channel", "first_channel",
    "industry", "lost_reason", "status_reason", "reason", "priority", "subject", "to_stage",
    "from_stage", "lifecycle_stage", "made_by_team", "team", "direction",
})  # fmt: skip
_COUNTS = frozenset({
    "score", "employees", "impressions", "clicks", "pages", "seconds", "minutes", "amount",
    "cost", "budget", "annual_revenue", "probability",
})  # fmt: skip
_LONG = 4
_ACTS = ("activity", "touch", "asset_use")
_TEXT = frozenset({"words", "long_text", "person_name", "company_name", "code"})
_CALLED = frozenset({"name", "title", "subject"})
_ONCE = frozenset({"occurred_at", "created_at", "changed_at", "opened_at", "spent_on", "starts_on"})


def could_be(*, column: Column, field: Field) -> bool:
    """Tell whether the values could be what a field holds; a header has not been looked at.

    Args:
        column: with what its values are.
        field: which has no column yet.
    """
    profile = column.profile
    if profile.is_empty:
        return False
    if field.target.endswith("_id"):
        return _could_refer(column, field)
    if field.kinds == DATES:
        return bool(profile.kinds & set(DATES))
    name = field.target.partition(".")[2]
    model = _MODELS.get(field.target) or _MODELS.get(name)
    return model(profile) if model else False


def might_be(*, column: Column, field: Field) -> bool:
    """Tell whether nothing but a header could tell values from those of a field.

    Words that come again and again may be any sort, state or group of things, and whole
    numbers any count: no list knows what a company calls them.

    Args:
        column: with what its values are.
        field: which has no column yet.
    """
    if could_be(column=column, field=field):
        return True
    name, profile = field.target.partition(".")[2], column.profile
    if field.target.endswith("_id"):
        return not column.joins and (_is_code(profile) or _is_label(profile))
    if name in _LABELS:
        return _is_label(profile)
    return name in _COUNTS and _is_few_numbers(profile)


def _is_code(profile: Profile) -> bool:
    """Tell whether values may be ids: codes, or whole numbers too long to be counts."""
    if profile.kinds & {"date", "datetime", "flag"}:
        return False
    if "integer" in profile.kinds:
        return min(map(len, profile.values), default=0) >= _LONG
    return bool(profile.kinds & {"uuid", "hex", "salesforce_id", "code"})


def _is_label(profile: Profile) -> bool:
    """Tell whether a few words come again and again."""
    different = len(set(profile.values[:_LOOKED]))
    return _is_text(profile) and different <= _FEW and profile.distinct <= _REPEATED


def _could_refer(column: Column, field: Field) -> bool:
    """Tell whether values could name rows of a noun: by id, by address, by name."""
    noun, profile = noun_of(field), column.profile
    if noun in column.joins or (noun in {"subject"} and column.joins):
        return True
    if column.joins:
        return False
    if noun in {"member", "person"}:
        return bool(profile.kinds & {"email", "person_name"})
    if noun == "account":
        return "company_name" in profile.kinds or column.hint == "company"
    return noun == "campaign" and field.weight >= 1 and _is_text(profile) and not _is_told(profile)


def _is_text(profile: Profile) -> bool:
    return bool(profile.kinds & _TEXT) and not profile.kinds & {"flag", "integer"}


def _is_told(profile: Profile) -> bool:
    """Tell whether the values come from a closed list, and so are something known."""
    return any(share >= 0.75 for _, share in profile.words)


def _known(name: str, least: float = _SOME) -> Callable[[Profile], bool]:
    """Make the model of a field whose words are listed: some of its values must be among them."""
    return lambda profile: _is_text(profile) and profile_share(profile, name) >= least


@lru_cache(maxsize=4096)
def _share_of(values: frozenset[str], name: str) -> float:
    known = vocabulary.lists().get(name, frozenset())
    translated = name in vocabulary.WORDS
    hits = sum(
        (plain(value).replace("_", " ") in known)
        or (translated and bool(vocabulary.translate(name, value)))
        for value in values
    )
    return hits / len(values) if values else 0.0


def profile_share(profile: Profile, name: str) -> float:
    """Tell which share of the different values a closed list knows; 0 for too many of them."""
    different = frozenset(profile.values[:_LOOKED])
    return _share_of(different, name) if len(different) <= _FEW else 0.0


def kind_votes(profile: Profile) -> dict[str, float]:
    """Tell which share of the values is said in the words of each kind of act.

    A value speaks for the list that knows the longest part of it: "Open email" is a touch's
    word as a whole, and only half of it is an activity's.
    """
    different = sorted(set(profile.values[:_LOOKED]))
    votes = dict.fromkeys(_ACTS, 0)
    if not _is_text(profile) or not 1 < len(different) <= _FEW:
        return dict.fromkeys(_ACTS, 0.0)
    for value in different:
        sizes = {kind: vocabulary.matched(f"{kind}.kind", value) for kind in _ACTS}
        best = max(sizes.values())
        for kind, size in sizes.items():
            votes[kind] += best > 0 and size == best
    return {kind: count / len(different) for kind, count in votes.items()}


@cache
def _jobs() -> frozenset[str]:
    return frozenset(_JOBS.read_text(encoding="utf-8").split())


def _is_job(profile: Profile) -> bool:
    """Tell whether a good part of the values has a word that jobs are called by."""
    if not _is_text(profile):
        return False
    different = sorted(set(profile.values[:_LOOKED]))
    hits = sum(bool(set(re.split(r"[^a-z]+", plain(value))) & _jobs()) for value in different)
    return hits >= 0.3 * len(different)


def _is_name(profile: Profile) -> bool:
    """Tell whether values may be what rows are called: text, and nearly each row its own."""
    if "code" in profile.kinds:
        return False
    is_many = profile.distinct >= 0.3 and len(set(profile.values[:_LOOKED])) > _FEW // 2
    return _is_text(profile) and (profile.distinct >= 0.6 or is_many)


def _is_amount(profile: Profile) -> bool:
    """Tell whether numbers may be money: many different ones, not all of them small."""
    if "money" in profile.kinds:
        return True
    numbers = _numbers(profile)
    return len(set(numbers)) > 8 and max(numbers, default=0.0) > 100


def _is_chance(profile: Profile) -> bool:
    """Tell whether numbers may be chances: in per cent, most of them round, or up to 1."""
    if "percent" in profile.kinds:
        return True
    numbers = _numbers(profile)
    if not numbers or max(numbers) > 100 or min(numbers) < 0 or "flag" in profile.kinds:
        return False
    is_share = max(numbers) <= 1 and len(set(numbers)) > 2
    return is_share or sum(n % 5 == 0 for n in numbers) >= 0.8 * len(numbers)


def _is_time_span(profile: Profile) -> bool:
    return "duration" in profile.kinds


def _is_reason(profile: Profile) -> bool:
    """Tell whether words may be reasons: said of some rows only, and again and again."""
    is_part = profile.filled <= 0.85
    return _is_text(profile) and is_part and len(set(profile.values)) <= _FEW


def _is_body(profile: Profile) -> bool:
    return "long_text" in profile.kinds


def _is_part_of_name(profile: Profile) -> bool:
    """Tell whether values may be first or last names: one word with a capital, of no known list."""
    if not _is_text(profile) or "long_text" in profile.kinds or _is_told(profile):
        return False
    words = profile.values[:_LOOKED]
    return sum(w[:1].isupper() and w.replace("-", "").isalpha() for w in words) >= 0.9 * len(words)


def _is_open_flag(profile: Profile) -> bool:
    """Tell whether a column says yes of some rows and no of others."""
    return "flag" in profile.kinds and len({v.casefold() for v in profile.values}) > 1


def _is_consent(profile: Profile) -> bool:
    return _is_open_flag(profile) or profile_share(profile, "consent") >= 0.6


def _is_domain(profile: Profile) -> bool:
    return bool(profile.kinds & {"domain", "url"})


def _is_url(profile: Profile) -> bool:
    return "url" in profile.kinds


def _is_kind_of(kind: str) -> Callable[[Profile], bool]:
    return lambda profile: kind in profile.kinds


def _is_few_numbers(profile: Profile) -> bool:
    numbers = _numbers(profile)
    return bool(numbers) and "flag" not in profile.kinds and min(numbers) >= 0 and len(numbers) > 3


def _numbers(profile: Profile) -> list[float]:
    if not profile.kinds & {"integer", "number", "money"}:
        return []
    values, found = profile.values[:_LOOKED], []
    sign = decimal_sign(values)
    for value in values:
        digits = re.sub(r"[^\d.,-]", "", value).replace("," if sign == "." else ".", "")
        try:
            found.append(float(digits.replace(sign, ".")))
        except ValueError:
            continue
    return found


_MODELS: dict[str, Callable[[Profile], bool]] = {
    "name": _is_name, "asset.title": _is_name, "subject": _is_name, "person.title": _is_job,
    "first_name": _is_part_of_name, "last_name": _is_part_of_name,
    "email": _is_kind_of("email"), "phone": _is_kind_of("phone"), "domain": _is_domain,
    "url": _is_url, "lead.landing_page": _is_url,
    "industry": _known("industry"), "country": _known("country", 0.6),
    "currency": _known("currency", 0.75), "channel": _known("channel"),
    "first_channel": _known("channel"), "lifecycle_stage": _known("lifecycle"),
    "lead.status": _known("lead_status"), "ticket.status": _known("ticket_status", 0.5),
    "deal.stage": _known("deal_stage"), "deal.outcome": _known("deal.outcome", 0.3),
    "deal.kind": _known("deal.kind"), "to_stage": _known("deal_stage"),
    "from_stage": _known("deal_stage"), "asset.stage": _known("deal_stage"),
    "activity.kind": _known("activity.kind"), "touch.kind": _known("touch.kind"),
    "asset_use.kind": _known("asset_use.kind"), "direction": _known("activity.direction", 0.5),
    "activity.outcome": _known("activity_outcome"), "priority": _known("priority", 0.5),
    "team": _known("team", 0.5), "made_by_team": _known("team", 0.5),
    "stage_change.subject": _known("stage_change.subject", 0.6),
    "amount": _is_amount, "cost": _is_amount, "budget": _is_amount, "annual_revenue": _is_amount,
    "probability": _is_chance, "minutes": _is_time_span, "seconds": _is_time_span,
    "lost_reason": _is_reason, "status_reason": _is_reason, "body": _is_body,
    "is_won": _is_open_flag, "is_closed": _is_open_flag, "is_converted": _is_open_flag,
    "has_consent": _is_consent, "is_active": _is_open_flag, "is_automatic": _is_open_flag,
}  # fmt: skip
