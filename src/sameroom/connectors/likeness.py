"""Recognises known objects whose headers were renamed or translated, by what the headers mean."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sameroom.connectors.connector import Connector, KnownObject, list_connectors, list_schema
from sameroom.connectors.headers import squeezed
from sameroom.connectors.known import Match
from sameroom.connectors.matching import Column
from sameroom.connectors.spelling import Key, keys
from sameroom.connectors.unwrapping import as_landed

_LEAST_TELLING = 2.2
_LEAST_SHARE = 0.6
_LEAST_LEAD = 0.5
_SAID = 1.5
_WHOLE = 0.85
_MARKED = 0.6
_VERSIONED = "_fivetran_start"
_OWN = ("_c", "__c", " c", "-c")


@dataclass(frozen=True, slots=True)
class Template:
    """An object of a system with all of its headers.

    Args:
        connector, known: the card and the object on it.
        headers: every header that the object can have, in its own order.
        targets: header, brought to its letters, and what it fills.
    """

    connector: Connector
    known: KnownObject
    headers: tuple[str, ...]
    targets: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    template: Template
    pairs: dict[int, str]
    unsure: dict[int, str]
    telling: float
    share: float


@cache
def templates() -> tuple[Template, ...]:
    """List every object that is known with its headers."""
    return tuple(
        _template(connector, known)
        for connector in list_connectors()
        for known in connector.objects
    )


def _template(connector: Connector, known: KnownObject) -> Template:
    listed = list_schema(connector=connector.name).get(known.name, ())
    named = (*listed, *known.columns, *known.ignore, *known.marks)
    unique = tuple({squeezed(name): name for name in reversed(named)}.values())[::-1]
    wanted = {
        squeezed(header): tuple(part.strip() for part in text.split(" + "))
        for header, text in known.columns.items()
    }
    return Template(connector, known, unique, wanted)


@cache
def _index() -> dict[Key, tuple[tuple[int, str], ...]]:
    """List, for each key, the objects and their headers that have it."""
    found: dict[Key, dict[tuple[int, str], None]] = {}
    for place, template in enumerate(templates()):
        for header in template.headers:
            for key in keys(_plain(header)) | keys(header):
                found.setdefault(key, {})[(place, header)] = None
    return {key: tuple(pairs) for key, pairs in found.items()}


def _plain(header: str) -> str:
    lowered = header.lower()
    for prefix in ("property_hs_", "property_hubspot_", "property_"):
        if lowered.startswith(prefix):
            return header[len(prefix) :]
    return header


def find(
    *, columns: Sequence[Column], file_name: str, around: frozenset[str] = frozenset()
) -> Match | None:
    """Find the object that a file's headers mean, or None when it is not beyond doubt.

    Args:
        columns: the file's.
        file_name: its name, which counts when it is the object's.
        around: the systems that other files of the folder surely come from.
    """
    worths = [(_worth(c, file_name, around), c) for c in _candidates(columns)]
    ranked = sorted(worths, key=lambda pair: -pair[0])
    if not ranked:
        return None
    worth, best = ranked[0]
    second = max((points for points, c in ranked[1:] if _speaks_against(c, best)), default=0.0)
    is_known_here = best.template.connector.name in around and _is_whole(best)
    if not (_is_enough(best) or is_known_here) or worth - second < _LEAST_LEAD:
        return None
    return _match(best)


def _speaks_against(other: _Candidate, best: _Candidate) -> bool:
    """Tell whether another object would read the file otherwise."""
    if other.template.known.shape != best.template.known.shape:
        return True
    if other.template.connector != best.template.connector:
        return True
    ours, theirs = _fills(best), _fills(other)
    return any(ours[i] != theirs[i] for i in ours.keys() & theirs.keys())


def _fills(found: _Candidate) -> dict[int, tuple[str, ...]]:
    return {
        index: fills
        for index, header in found.pairs.items()
        if (fills := found.template.targets.get(squeezed(header), ()))
    }


def _marked(found: _Candidate) -> float:
    needed = {squeezed(mark) for mark in found.template.known.marks}
    seen = {squeezed(header) for header in (*found.pairs.values(), *found.unsure.values())}
    return len(needed & seen) / max(len(needed), 1)


def _is_enough(found: _Candidate) -> bool:
    is_like = found.telling >= _LEAST_TELLING and found.share >= _LEAST_SHARE
    return is_like and (_marked(found) >= 0.5 or found.telling >= 2 * _LEAST_TELLING)


def _is_whole(found: _Candidate) -> bool:
    """Tell whether the file has (nearly) no column that is foreign to the object."""
    return found.share >= _WHOLE and _marked(found) >= _MARKED


def _worth(found: _Candidate, file_name: str, around: frozenset[str]) -> float:
    """Say how much speaks for an object; marks that the file lacks speak against it."""
    known = found.template.known
    name, called = squeezed(known.name), squeezed(file_name)
    said = _SAID * len(name) / len(called) if name in called else 0.0
    missing = round((1 - _marked(found)) * len(known.marks))
    bonus = said + (1.0 if found.template.connector.name in around else 0.0)
    return found.telling + 3 * found.share + bonus - 0.7 * missing


def _candidates(columns: Sequence[Column]) -> list[_Candidate]:
    versioned = any(c.header.lower() == _VERSIONED for c in columns)
    hits: dict[int, dict[int, set[str]]] = {}
    spread: dict[int, int] = {}
    for column in columns:
        found = _listed_under(column)
        spread[column.index] = len({templates()[place].known.name for place, _ in found})
        for place, header in found:
            hits.setdefault(place, {}).setdefault(column.index, set()).add(header)
    return [
        _candidate(templates()[place], columns, chosen, spread)
        for place, chosen in hits.items()
        if len(chosen) >= 2 and versioned == _is_versioned(templates()[place])
    ]


def _listed_under(column: Column) -> set[tuple[int, str]]:
    """List the objects' headers that a column's header means, without its prefix if it can be."""
    for spelled in column.keys:
        found = {pair for key in spelled for pair in _index().get(key, ())}
        if found:
            return found
    return set()


def _is_versioned(template: Template) -> bool:
    return _VERSIONED in template.headers or _VERSIONED in template.known.ignore


def _candidate(
    template: Template,
    columns: Sequence[Column],
    hits: dict[int, set[str]],
    spread: dict[int, int],
) -> _Candidate:
    """Pair columns with headers, equal spellings first; what could be two things stays open."""
    by_index = {column.index: column for column in columns}
    pairs: dict[int, str] = {}
    repeated = Counter(squeezed(as_landed(column.header)) for column in columns)
    for index, found in hits.items():
        spelled = squeezed(as_landed(by_index[index].header))
        if repeated[spelled] > 1:
            continue
        exact = [h for h in found if squeezed(h) == spelled or squeezed(_plain(h)) == spelled]
        if exact:
            pairs[index] = exact[0]
    taken = set(pairs.values())
    open_hits = {i: found - taken for i, found in hits.items() if i not in pairs}
    _eliminate(open_hits, pairs)
    wanted_by = Counter(h for found in open_hits.values() for h in found)
    unsure: dict[int, str] = {}
    for index, found in open_hits.items():
        alone = sorted(h for h in found if wanted_by[h] == 1)
        if len(found) == 1 and alone:
            pairs[index] = alone[0]
        elif found:
            unsure[index] = min(found, key=lambda h: (squeezed(h) not in template.targets, h))
    _settle(template, pairs, unsure, open_hits, by_index)
    counted = [c for c in columns if not c.is_technical and not is_own(c)]
    seen = [c for c in counted if c.index in pairs or c.index in unsure]
    telling = sum(1 / max(spread[index], 1) for index in pairs)
    return _Candidate(template, pairs, unsure, telling, len(seen) / max(len(counted), 1))


def _eliminate(open_hits: dict[int, set[str]], pairs: dict[int, str]) -> None:
    """Give headers that a single column can only be, and take them from the others' choices."""
    while True:
        only = {i: next(iter(found)) for i, found in open_hits.items() if len(found) == 1}
        claims = Counter(only.values())
        given = {i: header for i, header in only.items() if claims[header] == 1}
        if not given:
            return
        pairs.update(given)
        for index in given:
            del open_hits[index]
        for found in open_hits.values():
            found.difference_update(given.values())


def _settle(
    template: Template,
    pairs: dict[int, str],
    unsure: dict[int, str],
    open_hits: dict[int, set[str]],
    columns: dict[int, Column],
) -> None:
    """Settle what all readings agree on: when none of them is wanted, or all fill the same."""
    for index in list(unsure):
        fills = {template.targets.get(squeezed(h), ()) for h in open_hits[index]}
        rivals = [i for i in unsure if open_hits[i] & open_hits[index] and i != index]
        if fills == {()}:
            pairs[index] = sorted(open_hits[index])[0]
            del unsure[index]
        elif rivals and columns[index].profile.is_empty:
            continue
        elif len(fills) == 1 and all(columns[i].profile.is_empty for i in rivals):
            pairs[index] = sorted(open_hits[index])[0]
            del unsure[index]


def is_own(column: Column) -> bool:
    """Tell whether a company added the column itself, as Salesforce marks them."""
    header = column.header
    return header.lower().endswith(_OWN) or (header[-1:] == "C" and header[-2:-1].islower())


def _match(found: _Candidate) -> Match:
    targets = _fills(found)
    listed = frozenset(index for index in found.pairs if index not in targets)
    unsure = {
        index: found.template.targets.get(squeezed(header), ("",))[0]
        for index, header in found.unsure.items()
    }
    return Match(
        found.template.connector,
        found.template.known,
        targets,
        listed,
        found.share,
        unsure,
        by_meaning=True,
        headers={index: squeezed(header) for index, header in found.pairs.items()},
    )
