"""Reads the headers of a file into columns."""

from sameroom.connectors import headers
from sameroom.connectors.content import Profile
from sameroom.connectors.matching import Column
from sameroom.connectors.spelling import keys
from sameroom.connectors.unwrapping import as_landed, unwrapped


def read_columns(
    names: tuple[str, ...], profiles: tuple[Profile, ...], prefixes: tuple[str, ...] = ()
) -> tuple[Column, ...]:
    """Read the headers of a file, without what they all begin with."""
    bare = [unwrapped(_without_prefix(name, prefixes)) for name in names]
    stripped = headers.strip_common(bare)
    plain = [stripped[name] for name in bare]
    return tuple(
        Column(
            place,
            name,
            headers.read(text),
            profiles[place],
            keys=(keys(text), keys(as_landed(name))),
        )
        for place, (name, text) in enumerate(zip(names, plain, strict=True))
    )


def _without_prefix(name: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        if name.lower().startswith(prefix) and len(name) > len(prefix):
            return name[len(prefix) :]
    return name.removesuffix("__c")
