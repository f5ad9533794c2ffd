"""Takes from headers what a tool wrapped around them: paths of an API, notes in brackets."""

import re
from functools import lru_cache

_NOTES = re.compile(
    r"\((do not modify|in utc|utc|gmt|local time|all|optional|read only|custom|auto|calculated"
    r"|[a-z]{3}|h+:m+(:s+)?|m+:s+|hh:mm)\)|\[[a-z]{3}\]",
    re.IGNORECASE,
)
_BEGINNINGS = re.compile(r"^(address|adresse|line)\s*\d\s*:\s*", re.IGNORECASE)
_PLACES = re.compile(
    r"[.\[/]+(results|items|data|values?|edges|node|\d+)(?=[.\]/]|$)", re.IGNORECASE
)
_NAME_ID = re.compile(r"(?<=\w)[ _.]name\s*[._]\s*id$", re.IGNORECASE)
_BAGS = frozenset({
    "properties", "property", "attributes", "fields", "custom", "custom_fields", "customfields",
    "data", "record", "object", "merge_fields", "associations", "relationships", "embedded",
    "_embedded", "payload", "values", "traits",
})  # fmt: skip
_MAKERS = ("hs_", "hubspot_")


@lru_cache(maxsize=20_000)
def unwrapped(header: str) -> str:
    """Take away what says nothing: `properties.hs_email` is `email`.

    Args:
        header: as the file has it.
    """
    header = _NAME_ID.sub(" id", header)
    told = _BEGINNINGS.sub("", _NOTES.sub(" ", header).strip())
    told = _without_bags(_PLACES.sub("", told)) if "." in told or "[" in told else told
    for maker in _MAKERS:
        if told.lower().startswith(maker) and len(told) > len(maker):
            told = told[len(maker) :]
    return told.strip(" -:.") or header


def _without_bags(header: str) -> str:
    """Take the containers off a path, and a part that repeats the one before: `emails.0.email`."""
    parts = [part for part in re.split(r"[.\[\]]+", header) if part]
    named = [part for part in parts if part.lower() not in _BAGS] or parts[-1:]
    kept = [
        part for place, part in enumerate(named)
        if place + 1 == len(named) or not _is_same(part, named[place + 1])
    ]  # fmt: skip
    return " ".join(kept)


def _is_same(one: str, other: str) -> bool:
    first, second = (part.lower().rstrip("s") for part in (one, other))
    return first == second or second.startswith(f"{first}_")


def as_landed(header: str) -> str:
    """Write an API's `properties.email` as loading tools land it: `property_email`."""
    return (
        header.replace("properties.", "property_", 1)
        if header.startswith("properties.")
        else header
    )
