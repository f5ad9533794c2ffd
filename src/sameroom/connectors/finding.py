"""Lists what recognised files hold, so that columns of other files can point at it."""

from collections.abc import Sequence

from sameroom.connectors.mapping import FileMapping
from sameroom.connectors.sheets import Keys, Sheet

_CLEAR = 0.85
_NAMED_BY = {
    "person.email": "person", "person.name": "person",
    "account.domain": "account", "account.name": "account",
    "campaign.name": "campaign", "asset.title": "asset", "deal.name": "deal",
    "member.email": "member", "member.name": "member",
    "account.owner_id": "member", "person.owner_id": "member", "lead.owner_id": "member",
    "deal.owner_id": "member", "activity.member_id": "member",
}  # fmt: skip


def found_keys(files: Sequence[FileMapping], sheets: Sequence[Sheet]) -> Keys:
    """List the ids of each noun that the files found so far hold."""
    keys: Keys = {}
    for file, sheet in zip(files, sheets, strict=True):
        for column in file.columns:
            for fill in column.fills:
                noun, _, name = fill.target.partition(".")
                if name == "source_id":
                    values = sheet.columns[column.index].profile.values
                    place = f"{file.path}!{file.name}"
                    keys.setdefault(noun, {}).setdefault(place, set()).update(values)
    return keys


def found_names(files: Sequence[FileMapping], sheets: Sequence[Sheet]) -> Keys:
    """List by what each noun's rows are called elsewhere: names, addresses, and us by our codes.

    Those who own or did something are colleagues, also where no file lists them.
    """
    names: Keys = {}
    for file, sheet in zip(files, sheets, strict=True):
        for column in file.columns:
            for fill in column.fills:
                noun = _NAMED_BY.get(fill.target, "")
                if noun and column.confidence >= _CLEAR:
                    values = {v.casefold() for v in sheet.columns[column.index].profile.values}
                    place = f"{file.path}!{file.name}"
                    names.setdefault(noun, {}).setdefault(place, set()).update(values)
    return names
