"""What of the room's database names a person: found, counted and cleared by one list."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from sameroom.discover import of_web_halves
from sameroom.webkit import called, erasing
from sameroom.webkit.erasing import Erased
from sameroom.webkit.models import AuditEntry

KEPT_APART = {"webkit.auditentry"}  # append-only, and never told of anybody outside
MOST_AT_ONCE = 500  # keys in one question
PLAIN = re.compile(r"[A-Za-z0-9@.+-]+")  # JSON writes these as they are, and all others perhaps not
SHORTEST_PIECE = 3
OTHER_CASES = "\u0130\u0131\u017f\u212a"  # to a pattern that ignores case: i, i, s, k
Model = type[models.Model]
Found = Mapping[Model, list[Any]]  # Any: a primary key

# What people call the rows of a table; those not named here are the ones of their part, or "else".
KINDS = {
    "record.subject": "pages", "record.sourcerow": "pages", "record.subjectword": "search",
    "record.timelineentry": "timeline", "record.matchpair": "matches",
    "record.matchword": "matches", "handoff": "leads", "notice": "notices", "room": "readings",
    "importing": "imports", "agreement": "agreement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a row: the new values of columns, or None where it is deleted."""

    model: Model
    pk: Any  # Any: a primary key
    values: dict[str, Any] | None  # Any: what a column holds


def kind_of(model: Model) -> str:
    """Say by which kind the rows of a table are counted."""
    meta = model._meta
    return KINDS.get(meta.label_lower) or KINDS.get(meta.app_label, "else")


def search(*, whom: Erased) -> Found:
    """Read the whole database for rows that name somebody; nobody is kept from writing."""
    found: dict[Model, list[Any]] = {}  # Any: a primary key
    for change in _changes(whom, None):
        found.setdefault(change.model, []).append(change.pk)
    return found


def count(*, found: Found) -> dict[str, int]:
    """Count what was found by kind."""
    numbers: Counter[str] = Counter()
    for model, keys in found.items():
        numbers[kind_of(model)] += len(keys)
    return dict(numbers)


def count_in_log(*, whom: Erased) -> int:
    """Count entries of the log that name somebody. They cannot be changed; there should be none."""
    rows = AuditEntry.objects.values_list("subject", "details").iterator(chunk_size=2_000)
    return sum(1 for row in rows if erasing.within(list(row), whom=whom) != list(row))


def clear(*, whom: Erased, found: Found) -> dict[str, int]:
    """Clear the rows that were found, as they are by now, in the caller's transaction.

    Gives how many of each kind. Rows that somebody deleted or changed since are read again.
    """
    numbers: Counter[str] = Counter()
    for change in _changes(whom, found):
        row = change.model._base_manager.filter(pk=change.pk)
        done = row.update(**change.values) if change.values is not None else row.delete()[0]
        numbers[kind_of(change.model)] += bool(done)
    return {kind: number for kind, number in numbers.items() if number}


def _changes(whom: Erased, only: Found | None) -> Iterator[Change]:
    """List what becomes of rows: of all tables, or of those named, which are then locked."""
    said: dict[Model, dict[Any, dict[str, Any] | None]] = {}  # Any: keys, what columns hold
    for half in of_web_halves("erasing"):
        for clearing in half.list_clearings(whom=whom):
            mine = said.setdefault(clearing.rows.model, {})
            for key, values in _declared(clearing):
                before = mine.get(key, {})
                mine[key] = None if values is None or before is None else {**before, **values}
    for model in apps.get_models() if only is None else only:
        yield from _of_model(
            model, whom, said.get(model, {}), None if only is None else only[model]
        )


def _declared(clearing: erasing.Clearing) -> Iterator[tuple[Any, dict[str, Any] | None]]:
    # Any: a primary key, and what columns hold
    told = clearing.values
    if told is None:
        yield from ((key, None) for key in clearing.rows.values_list("pk", flat=True))
        return
    for row in clearing.rows.values("pk", *told):
        if any(called.kept(row[name]) != value for name, value in told.items()):
            yield row["pk"], dict(told)


def _of_model(
    model: Model, whom: Erased, said: Mapping[Any, dict[str, Any] | None], only: list[Any] | None,
) -> Iterator[Change]:  # fmt: skip
    # Any: keys, and what columns hold
    swept = _swept(model, whom, only)
    named = set(said) if only is None else set(said) & set(only)
    for key, values in swept:
        own = said.get(key, {})
        named.discard(key)
        yield Change(model, key, None if own is None else {**values, **own})
    for key in sorted(named):
        yield Change(model, key, said[key])


def _swept(
    model: Model, whom: Erased, only: list[Any] | None
) -> Iterator[tuple[Any, dict[str, Any]]]:  # Any: keys, and what columns hold
    """Find the words in every text of a table, whoever wrote it."""
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
    ]
    if not names or not model._meta.managed or model._meta.label_lower in KEPT_APART:
        return
    every = model._base_manager.order_by("pk").values_list("pk", *names)
    if only is None:
        pieces = [_narrowed(every, names, whom).iterator(chunk_size=2_000)]
    else:
        parts = [only[at : at + MOST_AT_ONCE] for at in range(0, len(only), MOST_AT_ONCE)]
        pieces = [iter(every.select_for_update().filter(pk__in=part)) for part in parts]
    for row in (row for piece in pieces for row in piece):
        changed = _changed(dict(zip(names, row[1:], strict=True)), whom)
        if changed:
            yield row[0], changed


def _narrowed(rows: "models.QuerySet[Any]", names: list[str], whom: Erased) -> Any:  # Any: rows
    """Have the database leave out rows that cannot name them: it reads far quicker than we do.

    Every row that the pattern finds is left: it holds a piece of a word as it is, or with a letter
    that counts as another's small or capital one.
    """
    pieces = pieces_of(whom)
    if pieces is None:
        return rows
    told = {f"text_of_{name}": Cast(name, models.TextField()) for name in names}
    asked = models.Q()
    for name in told:
        for piece in pieces:
            asked |= models.Q(**{f"{name}__icontains": piece})
        for letter in OTHER_CASES:
            asked |= models.Q(**{f"{name}__contains": letter})
            asked |= models.Q(**{f"{name}__icontains": json.dumps(letter)[1:-1]})
    return rows.alias(**told).filter(asked)


def pieces_of(whom: Erased) -> tuple[str, ...] | None:
    """Give of each word its longest piece that stands in every text as it is, JSON's included.

    Returns:
        None where a word has none: then nothing can be left out.
    """
    words = [word for word in whom.words if erasing.is_telling(word)]
    longest = [max(PLAIN.findall(word), key=len, default="") for word in words]
    if not all(len(piece) >= SHORTEST_PIECE for piece in longest):
        return None
    return tuple(sorted(set(longest)))


def _changed(cells: dict[str, Any], whom: Erased) -> dict[str, Any]:  # Any: what a column holds
    told = {name: erasing.within(cell, whom=whom) for name, cell in cells.items()}
    return {name: cell for name, cell in told.items() if cell != cells[name]}
