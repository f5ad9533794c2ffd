"""Imports, listed for programs, and the rows of their error files."""

import csv
import itertools
from dataclasses import dataclass
from datetime import datetime

from sameroom.importing.found import CameIn, from_text
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.queries import find_error_file
from sameroom.people.web.models import User


@dataclass(frozen=True, slots=True)
class Import:
    """An import.

    Args:
        version: counts up with each decision on its plan.
        written: rows that came in, by noun.
        errors: the names of its error files, in their order.
    """

    id: int
    title: str
    state: str
    version: int
    by: str
    brought_at: datetime
    ended_at: datetime | None
    files: int
    size: int
    step: str
    rows_done: int
    rows_of: int
    percent: int
    failure: str
    written: dict[str, int]
    held: int
    remarks: tuple[str, ...]
    errors: tuple[str, ...]


def list_imports(*, before: int | None, state: str, limit: int) -> list[Import]:
    """List imports, the latest first."""
    rows = Bringing.objects.order_by("-pk").defer("found", "mapping")
    rows = rows if before is None else rows.filter(pk__lt=before)
    got = list((rows.filter(state=state) if state else rows)[:limit])
    ids = {one.brought_by_id for one in got if one.brought_by_id}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_import(one, names.get(one.brought_by_id or 0, "")) for one in got]


def find_import(*, number: int) -> Import | None:
    """Find one import."""
    one = Bringing.objects.filter(pk=number).defer("found", "mapping").first()
    if one is None:
        return None
    user = User.objects.filter(pk=one.brought_by_id or 0).first()
    return _import(one, user.name if user else "")


def find_error_rows(
    *, number: int, place: int, after: int, limit: int
) -> list[tuple[int, dict[str, str]]] | None:
    """Find rows of an error file with their places in it, from 1; None where there is no file."""
    file = find_error_file(number=number, place=place)
    if file is None:
        return None
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = enumerate(csv.DictReader(text), start=1)
        return [
            (at, {str(name): str(cell or "") for name, cell in row.items() if name is not None})
            for at, row in itertools.islice(rows, after, after + limit)
        ]


def _import(one: Bringing, by: str) -> Import:
    came_in = from_text(one.came_in, CameIn) if one.came_in else CameIn()
    return Import(
        id=one.pk, title=one.title, state=one.state, version=one.version, by=by,
        brought_at=one.brought_at, ended_at=one.ended_at, files=one.file_count,
        size=one.byte_count, step=one.step, rows_done=one.rows_done, rows_of=one.rows_of,
        percent=one.percent, failure=one.failure, written=dict(came_in.written),
        held=came_in.held, remarks=came_in.remarks, errors=came_in.errors,
    )  # fmt: skip
