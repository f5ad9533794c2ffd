"""Says how well a column fits a field: by what its header means and by what it holds."""

from dataclasses import dataclass
from functools import lru_cache

from sameroom.connectors.content import Profile
from sameroom.connectors.headers import Meaning
from sameroom.connectors.shapes import Field, Shape
from sameroom.connectors.spelling import Key

DROPPED = frozenset({"THE", "ASSOCIATED", "RECORD", "FULL", "IS", "DIGITS", "UNIT", "MAIN"})
SURE = 0.72
MAYBE = 0.45
LINKS = frozenset({"touch.url", "lead.landing_page", "asset.url"})

_KNOWN_LEFTOVER = 0.5
_UNKNOWN_LEFTOVER = 0.6
_DIGITS = 0.85
_CONTRADICTED = 0.25
_MIXED = 0.85
_OWN_NOUN = 0.9
_TOO_MANY = 0.6
_BY_NAME = 0.99
_SAME_KEY = 0.97
_BEATEN = 0.5
_LINKED = 1.08
_ACTS = 0.5
_EMPTY = 0.9
_SHORT = 3
_OF_JOBS = frozenset({"person.title", "person.buying_role", "member.team"})
_FEW_ACTS = 4
_NUMBERED = frozenset({"NUMBER", "CODE", "ID"})
_US = {"owner": "member", "changed_by": "member", "manager": "member"}
_TECHNICAL = ("_fivetran", "_dlt", "_airbyte", "_sdc", "_stitch")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with what its header means and what its values are.

    Args:
        index, header, meanings, profile: its place, its header, the header's words, its values.
        points_at: the nouns whose ids its values are.
        named: the nouns whose names or addresses its values are.
        shared: the nouns whose ids its values are, under the header of those ids themselves.
        beaten: the nouns whose ids another column of the file shares in that way.
        names_rows: whether it is unique and called the id of what the file is named after, or
            is what other files point at under the same header; None where no column is.
        is_key: whether it is the rows' own id.
        is_asked_for: whether other files point at its values.
        hint: what its values are beside an address or domain: a name, a part of one, a company.
        keys: the header's keys, for comparing it with those of known systems.
    """

    index: int
    header: str
    meanings: tuple[Meaning, ...]
    profile: Profile
    points_at: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    beaten: frozenset[str] = frozenset()
    names_rows: bool | None = None
    is_key: bool = False
    is_asked_for: bool = False
    hint: str = ""
    keys: tuple[frozenset[Key], ...] = ()

    @property
    def senses(self) -> frozenset[str]:
        """List everything that the header's words can mean."""
        return frozenset(sense for word in self.meanings for sense in word.senses)

    @property
    def is_plain(self) -> bool:
        """Tell whether every word of the header is known, and none of them only guessed."""
        return all(word.senses and word.quality == 1 for word in self.meanings)

    @property
    def joins(self) -> frozenset[str]:
        """List the nouns that its values point at, by id, name or address."""
        return frozenset((*self.points_at, *self.named))

    @property
    def is_technical(self) -> bool:
        """Tell whether a loading tool added it."""
        return self.header.lower().startswith(_TECHNICAL)

    @property
    def is_readable(self) -> bool:
        """Tell whether somebody could say what the header means."""
        letters = [word.text for word in self.meanings if not word.text.isdigit()]
        if any(word.senses - DROPPED for word in self.meanings):
            return True
        return any(len(text) >= 4 and any(v in text for v in "aeiouy") for text in letters)


@lru_cache(maxsize=200_000)
def phrase_score(words: tuple[Meaning, ...], phrase: frozenset[str], own: frozenset[str]) -> float:
    """Say how well a header's words say a phrase: 1 is exactly, 0 is not at all."""
    covered: set[str] = set()
    score = 1.0
    for word in words:
        used = word.senses & phrase
        if used:
            covered |= used
            score *= word.quality
        elif "DIGITS" in word.senses:
            score *= _DIGITS
        elif not word.senses & (DROPPED | own) or word.quality < 1:
            is_known = word.senses and word.quality == 1
            score *= _KNOWN_LEFTOVER if is_known else _UNKNOWN_LEFTOVER
    return score if covered == phrase else 0.0


def header_score(column: Column, field: Field, shape: Shape) -> float:
    """Say how well a header fits a field, by its best phrase; earlier phrases are better."""
    found = best_phrase(column, field, shape)[0]
    is_job = "JOB" in column.senses and field.target not in _OF_JOBS
    return found * _BEATEN / 2 if is_job else found


def best_phrase(column: Column, field: Field, shape: Shape) -> tuple[float, int]:
    """Find the phrase of a field that a header says best, and how well."""
    best, said = (0.0, 0), column.senses
    for place, (phrase, own) in enumerate(_phrases(field.phrases, shape.own)):
        if not phrase <= said:
            continue
        found = phrase_score(column.meanings, phrase, own)
        best = max(best, (found * (1 - 0.02 * min(place, 5)), place), key=lambda pair: pair[0])
    return best


@lru_cache(maxsize=4096)
def _phrases(
    phrases: tuple[str, ...], own: tuple[str, ...]
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Split a field's phrases, each with what names a row and is no part of the phrase."""
    parts = [frozenset(text.split()) for text in phrases]
    return tuple((phrase, frozenset(own) - phrase) for phrase in parts)


def content_fits(column: Column, field: Field) -> bool:
    """Tell whether nothing in the values speaks against a field."""
    return content_factor(column, field) > _CONTRADICTED


def content_factor(column: Column, field: Field) -> float:
    """Say whether the values can be what the field holds."""
    if not field.kinds or column.profile.is_empty:
        return 1.0
    if column.profile.kinds & set(field.kinds):
        return 1.0
    return _MIXED if not column.profile.kinds else _CONTRADICTED


def score(column: Column, field: Field, shape: Shape) -> float:
    """Say how well a column fits a field, by header and content together."""
    if column.is_technical:
        return 0.0
    if field.target == "lead.person_id" and column.is_key:
        return 0.0
    known = _key_score(column, shape) if _is_own_key(field) else None
    if known is not None:
        return known
    found = header_score(column, field, shape) * content_factor(column, field)
    if field.target.endswith("_id") and noun_of(field) in column.shared:
        return max(found, _SAME_KEY)
    if field.target.endswith("_id") and noun_of(field) in column.beaten:
        return found * _BEATEN
    if field.target in LINKS and is_link(column):
        found *= _LINKED  # a link says better than a name where somebody was
    found = max(found, _generic(column, field))
    if not found and not column.shared:
        return 0.0
    found *= _values_factor(column, field)
    most = _BY_NAME if noun_of(field) in column.named else 1.0
    return min(found * _reference_factor(column, field), most)  # an id points better than a name


def _key_score(column: Column, shape: Shape) -> float | None:
    """Say how well a column is the rows' own id, or None where its header decides."""
    if not _can_be_key(column):
        return 0.0
    if column.names_rows is not None:
        return _SAME_KEY if column.names_rows else 0.0
    if is_of_another(column, shape):
        return 0.0
    is_id = column.is_key or looks_like_key(column)
    return _OWN_NOUN if is_id and column.meanings and _names_row(column, shape) else None


def _values_factor(column: Column, field: Field) -> float:
    """Say how the values change what a header says."""
    factor = _acts_factor(column, field) * _consent_factor(column, field)
    is_count = field.target.endswith("_id") and _is_count(column)
    return factor * (_BEATEN if is_count else 1.0) * (_EMPTY if column.profile.is_empty else 1.0)


def _acts_factor(column: Column, field: Field) -> float:
    """Tell kinds of acts from the events that they happened at: "Event" may be either."""
    if "EVENT" not in column.senses or not field.target.endswith((".kind", ".campaign_id")):
        return 1.0
    acts = max(column.profile.word_share(f"{kind}.kind") for kind in ("touch", "asset_use"))
    is_act = acts >= _ACTS or column.profile.is_empty
    if field.target.endswith(".kind"):
        return 1.0 if is_act or len(set(column.profile.values)) <= _FEW_ACTS else _BEATEN
    return _BEATEN if is_act else 1.0


def _generic(column: Column, field: Field) -> float:
    """Read "Related to" as what its values name: the rows of one other noun."""
    if "ASSOCIATED" not in column.senses:
        return 0.0
    is_open = column.senses <= {"ASSOCIATED", "TO", "RECORD", "ID", "NAME", "THE"}
    is_told = column.joins == {noun_of(field)} and field.target.endswith("_id")
    return _OWN_NOUN if is_open and is_told else 0.0


def _consent_factor(column: Column, field: Field) -> float:
    """Tell a status of consent from other states, and places from states, by the values."""
    if "consent" in column.profile.kinds and "flag" not in column.profile.kinds:
        return _LINKED if field.target == "person.has_consent" else _BEATEN
    is_status = field.target in {"lead.status", "deal.stage", "ticket.status"}
    if is_status and "STATE" in column.senses and "STATUS" in column.senses:
        return 1.0 if _has_states(column) else _BEATEN
    return 1.0


def _has_states(column: Column) -> bool:
    lists = ("lead_status", "deal_stage", "ticket_status", "deal.outcome")
    return any(column.profile.word_share(name) >= _ACTS for name in lists)


def _is_count(column: Column) -> bool:
    """Tell whether small whole numbers are a count, and no ids: "Participants"."""
    if "integer" not in column.profile.kinds or column.joins:
        return False
    is_said = column.senses & {"ID", "NUMBER", "CODE"}
    return not is_said and max(map(len, column.profile.values), default=0) <= _SHORT


def is_link(column: Column) -> bool:
    """Tell whether the values are addresses of pages."""
    return "url" in column.profile.kinds


def _is_own_key(field: Field) -> bool:
    return field.target.endswith(".source_id")


def _names_row(column: Column, shape: Shape) -> bool:
    """Tell whether a header says only what a row is: "Case" above the cases' own numbers."""
    own, words = set(shape.own), [word.senses for word in column.meanings]
    return any(w & own for w in words) and all(w & (own | _NUMBERED) for w in words)


def is_of_another(column: Column, shape: Shape) -> bool:
    """Tell whether a header names the id of a noun that these rows refer to: "Campaign ID"."""
    referred = {s for f in shape.fields if f.target.endswith("_id") and not _is_own_key(f)
                for s in f.phrases[0].split() if s != "ID"}  # fmt: skip
    own = {*shape.own, "ID", "NUMBER", "CODE", *DROPPED}
    return any(word.senses & referred and not word.senses & own for word in column.meanings)


def looks_like_key(column: Column) -> bool:
    """Tell whether values look like ids, and each row has its own."""
    kinds = column.profile.kinds
    is_id = kinds & {"uuid", "hex", "salesforce_id", "code", "integer"}
    return column.profile.is_unique and bool(is_id) and not kinds & {"date", "datetime", "flag"}


def _can_be_key(column: Column) -> bool:
    return column.profile.is_empty or column.profile.distinct >= 0.7


def noun_of(field: Field) -> str:
    """Tell which noun a reference points at."""
    return _noun_in(field.target)


@lru_cache(maxsize=4096)
def _noun_in(target: str) -> str:
    name = target.partition(".")[2].removesuffix("_id")
    return _US.get(name, name)


def _reference_factor(column: Column, field: Field) -> float:
    """Speak against a reference whose values are the ids of something else."""
    noun = noun_of(field)
    if noun == "member" and _are_many(column):
        return _TOO_MANY
    if not field.target.endswith("_id") or not column.joins or noun == "source":
        return 1.0
    return 1.05 if noun in column.joins or noun == "subject" else 0.5


def _are_many(column: Column) -> bool:
    """Tell whether nearly each row names another one, as customers are and colleagues are not."""
    is_told = "member" in column.joins
    return not is_told and column.profile.distinct > 0.6 and len(column.profile.values) >= 30
