"""Prepares files to be recognised: header or not, what columns hold, which keys join the files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sameroom.connectors import content, headers
from sameroom.connectors.columns import read_columns
from sameroom.connectors.evidence import read_beside
from sameroom.connectors.mapping import SheetSample
from sameroom.connectors.matching import Column
from sameroom.connectors.sharing import with_shared

_TYPED = frozenset({
    "email", "date", "datetime", "number", "integer", "uuid", "hex", "url", "phone", "flag",
    "money", "percent", "ip", "domain", "salesforce_id",
})  # fmt: skip
_NOUNS = {
    "PERSON": "person", "CUSTOMER": "person", "LEAD": "lead", "DEAL": "deal", "COMPANY": "account",
    "CAMPAIGN": "campaign", "TICKET": "ticket", "ASSET": "asset", "MEMBER": "member",
    "OWNER": "member", "ACTIVITY": "activity", "PRODUCT": "product",
}  # fmt: skip
_SALESFORCE = {
    "001": "account", "003": "person", "00Q": "lead", "006": "deal", "005": "member",
    "701": "campaign", "00T": "activity", "00U": "activity", "500": "ticket",
}  # fmt: skip
_PREFIX = re.compile(r"([A-Za-z]{3,12})[-_][0-9a-fA-F-]{4,}")

_NOT_NAMES = frozenset({
    "flag", "date", "datetime", "integer", "number", "money", "percent", "phone", "ip",
    "epoch_s", "epoch_ms", "epoch_us",
})  # fmt: skip
_ALL_OF_THEM = 0.9
_FEWEST = 2
_FEW_IDS = 5
_NOT_IDS = frozenset({"flag", "date", "datetime", "email", "phone", "money", "percent"})

Keys = dict[str, dict[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sample with what its columns mean and hold."""

    sample: SheetSample
    has_header: bool
    columns: tuple[Column, ...]

    @property
    def called(self) -> tuple[headers.Meaning, ...]:
        """Tell what the file's name means."""
        stem = re.sub(r"(\.\w{1,7})+$", "", re.split(r"[/!]", self.sample.path)[-1])
        named = f"{stem} {self.sample.name}" if self.sample.name not in stem else stem
        return headers.read(named)


def prepare(*, samples: Sequence[SheetSample]) -> tuple[Sheet, ...]:
    """Prepare all files of a folder together."""
    sheets = [_sheet(sample) for sample in samples]
    keys = _keys(sheets)
    pointed = tuple(_with_pointers(sheet, keys) for sheet in sheets)
    pointed = tuple(_with_askers(sheet, pointed) for sheet in pointed)
    return with_shared(sheets=pointed)


def _with_askers(sheet: Sheet, others: Sequence[Sheet]) -> Sheet:
    """Tell each key whether columns of other files hold its values again and again."""
    if sheet.has_header:
        return sheet
    asking = [
        set(c.profile.values[:300])
        for other in others
        if other is not sheet
        for c in other.columns
        if not c.profile.is_unique and not c.profile.kinds & _NOT_IDS
    ]
    return replace(
        sheet,
        columns=tuple(
            replace(c, is_asked_for=c.is_key and _is_in_any(c, asking)) for c in sheet.columns
        ),
    )


def _is_in_any(column: Column, asking: Sequence[set[str]]) -> bool:
    values = set(column.profile.values)
    return any(len(found) >= _FEW_IDS and found <= values for found in asking)


def point_again(*, sheets: Sequence[Sheet], keys: Keys, names: Keys) -> tuple[Sheet, ...]:
    """Look at which columns point where once more, knowing what recognised files hold.

    Args:
        sheets: the files.
        keys: for each noun and file recognised as holding it, its ids.
        names: the same with the names and addresses by which rows are called elsewhere.
    """
    joined = _keys(sheets)
    for noun, files in keys.items():
        for path, values in files.items():
            joined.setdefault(noun, {}).setdefault(path, set()).update(values)
    pointed = tuple(_with_pointers(sheet, joined) for sheet in sheets)
    return tuple(_with_names(sheet, names) for sheet in with_shared(sheets=pointed))


def _sheet(sample: SheetSample) -> Sheet:
    profiles = tuple(content.profile(values) for values in sample.columns)
    has_header = sample.headers is not None and not _is_data(sample.headers, profiles)
    names = sample.headers if has_header and sample.headers else ("",) * len(profiles)
    read = read_columns(names, profiles, ("property_hs_", "property_", "hs_"))
    keyed = tuple(replace(c, is_key=_is_key(c, read)) for c in read)
    return Sheet(sample, has_header, read_beside(keyed, sample.columns))


def _is_data(names: tuple[str, ...], profiles: tuple[content.Profile, ...]) -> bool:
    """Tell whether the first row is no header: its cells are what the cells below are."""
    like = sum(
        bool(content.kinds_of(name.strip()) & profile.kinds & _TYPED)
        for name, profile in zip(names, profiles, strict=True)
    )
    known = sum(any(word.senses - {"DIGITS"} for word in headers.read(name)) for name in names)
    repeated = sum(
        name.strip() in profile.values and profile.distinct < 0.9
        for name, profile in zip(names, profiles, strict=True)
        if name.strip()
    )
    return like > 0 and like + repeated >= max(1, 0.15 * len(names)) and like + repeated > known / 3


def _is_key(column: Column, others: Iterable[Column]) -> bool:
    """Tell whether a column is the rows' own id: unique, id-like, and no other one is."""
    return _looks_key(column) and not any(_looks_key(c) for c in others if c is not column)


def _looks_key(column: Column) -> bool:
    kinds = column.profile.kinds
    id_like = kinds & {"uuid", "hex", "salesforce_id", "code"}
    if kinds & {"date", "datetime", "ip", "epoch_s", "epoch_ms", "epoch_us"}:
        return False
    is_number = "integer" in kinds and "flag" not in kinds
    sure = len(column.profile.values) >= 8
    return column.profile.is_unique and bool(id_like or (is_number and sure))


def _keys(sheets: Iterable[Sheet]) -> Keys:
    """List the values of each noun's own keys, where header or file name says which noun."""
    keys: Keys = {}
    for sheet in sheets:
        noun = _noun_of(sheet)
        for column in sheet.columns:
            if noun and column.profile.is_unique and _is_own(column, sheet, noun):
                keys.setdefault(noun, {}).setdefault(_place(sheet), set()).update(
                    column.profile.values
                )
    return keys


def _noun_of(sheet: Sheet) -> str:
    senses = [_NOUNS[s] for word in sheet.called for s in sorted(word.senses) if s in _NOUNS]
    return senses[-1] if senses else ""


def _is_own(column: Column, sheet: Sheet, noun: str) -> bool:
    meant = {sense for word in column.meanings for sense in word.senses}
    others = {_NOUNS[s] for s in meant if s in _NOUNS} - {noun}
    return ("ID" in meant and not others) or column.is_key


def _place(sheet: Sheet) -> str:
    return f"{sheet.sample.path}!{sheet.sample.name}"


def _with_pointers(sheet: Sheet, keys: Keys) -> Sheet:
    """Tell each column where it points, outside its own file."""
    elsewhere = {
        noun: set().union(*(values for place, values in files.items() if place != _place(sheet)))
        for noun, files in keys.items()
    }
    return replace(
        sheet, columns=tuple(replace(c, points_at=_points_at(c, elsewhere)) for c in sheet.columns)
    )


def _with_names(sheet: Sheet, names: Keys) -> Sheet:
    """Tell each column whose names or addresses it holds, outside its own file."""
    elsewhere = {
        noun: set().union(*(values for place, values in files.items() if place != _place(sheet)))
        for noun, files in names.items()
    }
    return replace(
        sheet, columns=tuple(replace(c, named=_named(c, elsewhere)) for c in sheet.columns)
    )


def _named(column: Column, elsewhere: Mapping[str, set[str]]) -> tuple[str, ...]:
    values = {value.casefold() for value in column.profile.values[:300]}
    if len(values) < _FEWEST or column.profile.kinds & _NOT_NAMES:
        return ()
    return tuple(
        sorted(
            noun
            for noun, known in elsewhere.items()
            if len(values & known) >= _ALL_OF_THEM * len(values)
        )
    )


def _points_at(column: Column, keys: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Tell of which nouns the column's values are ids."""
    values = set(column.profile.values[:300])
    by_shape = {_noun_by_shape(value) for value in list(values)[:40]} - {""}
    if len(by_shape) == 1:
        return tuple(by_shape)
    if len(values) < 3 or column.profile.kinds & {"flag", "date", "datetime", "email"}:
        return ()
    if "integer" in column.profile.kinds and min(map(len, values)) < 5:
        return ()
    return tuple(
        sorted(
            noun
            for noun, known in keys.items()
            if known and len(values & known) >= 0.5 * len(values)
        )
    )


def _noun_by_shape(value: str) -> str:
    """Tell the noun that an id itself names: `DEAL-81c…`, or Salesforce's first three letters."""
    if len(value) in {15, 18} and value.isalnum():
        return _SALESFORCE.get(value[:3], "")
    found = _PREFIX.fullmatch(value)
    if not found:
        return ""
    nouns = {_NOUNS[s] for word in headers.read(found[1]) for s in word.senses if s in _NOUNS}
    return nouns.pop() if len(nouns) == 1 else ""
