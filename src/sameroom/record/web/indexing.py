"""Writes the words that companies, people and deals are found by: see `search.py`."""

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa

from sameroom.record.finding import key_of, words_of
from sameroom.record.timeline import Subject
from sameroom.record.web.models import SubjectWord
from sameroom.webkit import bulk

EVERYBODY = "*"
FOUND_BY = ("email", "domain")
COLUMNS = ("scope", "word", "noun", "key")


def of_team(team: str) -> str:
    """Name the scope of a team."""
    return f"team:{team}"


def of_owner(member_id: str) -> str:
    """Name the scope of whoever owns a subject."""
    return f"own:{member_id}"


class Words:
    """Gathers the words of subjects, to be written in the order of their index.

    There are twenty or so a subject, and their index is the largest of all: in the order in which
    subjects come, each word would be written to another page of it.
    """

    def __init__(self) -> None:
        self._held: dict[str, list[pa.RecordBatch]] = {"*": [], "team": [], "own": []}

    def add(self, subjects: Iterable[Subject]) -> None:
        """Gather the words of some subjects."""
        rows: dict[str, list[tuple[str, str, str, str]]] = {kind: [] for kind in self._held}
        for one in subjects:
            for row in _rows(one):
                rows[row[0].partition(":")[0]].append(row)
        for kind, found in rows.items():
            if found:
                columns = [pa.array(cells, pa.string()) for cells in zip(*found, strict=True)]
                self._held[kind].append(pa.record_batch(columns, names=list(COLUMNS)))

    def write(self, *, generation: int, tell: Callable[[], None]) -> None:
        """Write what was gathered, and let go of it; `tell` is called often meanwhile."""
        fields = ("generation", *COLUMNS)
        for kind in list(self._held):
            batches = self._held.pop(kind)
            if batches:
                rows = _in_order(pa.Table.from_batches(batches), tell)
                bulk.write(SubjectWord, fields=fields, rows=((generation, *row) for row in rows))


def _in_order(table: pa.Table, tell: Callable[[], None]) -> Iterator[tuple[str, ...]]:
    ordered = table.sort_by([(name, "ascending") for name in ("scope", "word", "key")])
    for batch in ordered.to_batches(max_chunksize=10_000):
        tell()
        yield from zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)


def _rows(one: Subject) -> Iterator[tuple[str, str, str, str]]:
    text = " ".join([one.name, *(str(one.facts.get(name) or "") for name in FOUND_BY)])
    scopes = [EVERYBODY, *(of_team(team) for team in sorted(one.teams))]
    if one.owner_id:
        scopes.append(of_owner(one.owner_id))
    for word in words_of(text):
        for scope in scopes:
            yield scope, key_of(word), one.noun, one.key
