"""Writes the words that companies, people and deals are found by: see `search.py`."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

import pyarrow as pa
from django.db import transaction
from django.db.models import Q

from sameroom.record.finding import key_of, words_of
from sameroom.record.seeing import of_owner, of_team
from sameroom.record.timeline import Subject
from sameroom.record.web.models import Shown, SubjectWord, WordsUsed
from sameroom.webkit import bulk

EVERYBODY = "*"
FOUND_BY = ("email", "domain")
COLUMNS = ("scope", "word", "noun", "key")
HELD = pa.schema(
    {"noun": pa.string(), "key": pa.string(), "text": pa.string(), "scopes": pa.list_(pa.string())}
)
WRITTEN = 1  # raised whenever words are made another way of the same subjects


class Words:
    """Gathers what the words of subjects are made of, then writes them in the order of their index.

    There are twenty or so a subject, and their index is the largest of all: in the order in which
    subjects come, each word would be written to another page of it.
    """

    def __init__(self) -> None:
        self._held: list[pa.RecordBatch] = []
        self._sum = self._count = 0

    def add(self, subjects: Iterable[Subject]) -> None:
        """Gather some subjects."""
        told = [_told(one) for one in subjects]
        if not told:
            return
        for one in told:
            self._sum += int.from_bytes(blake2b(repr(one).encode(), digest_size=16).digest())
        self._count += len(told)
        columns = zip(*told, strict=True)
        arrays = [pa.array(list(c), kind) for c, kind in zip(columns, HELD.types, strict=True)]
        self._held.append(pa.record_batch(arrays, schema=HELD))

    def digest(self) -> str:
        """Tell what was gathered apart from anything else; its order does not matter."""
        told = f"{WRITTEN} {self._count} {self._sum}"
        return blake2b(told.encode(), digest_size=16).hexdigest()

    def write(self, *, generation: int, tell: Callable[[], None]) -> None:
        """Write the words of what was gathered, and let go of it; `tell` is called often."""
        kinds: dict[str, list[pa.RecordBatch]] = {"*": [], "team": [], "own": []}
        while self._held:
            tell()
            rows: dict[str, list[tuple[str, str, str, str]]] = {kind: [] for kind in kinds}
            for one in self._held.pop().to_pylist():
                for row in _rows(one["noun"], one["key"], one["text"], one["scopes"]):
                    rows[row[0].partition(":")[0]].append(row)
            for kind, found in rows.items():
                if found:
                    columns = [pa.array(cells, pa.string()) for cells in zip(*found, strict=True)]
                    kinds[kind].append(pa.record_batch(columns, names=list(COLUMNS)))
        fields = ("generation", *COLUMNS)
        for kind in list(kinds):
            if batches := kinds.pop(kind):
                ordered = _in_order(pa.Table.from_batches(batches), tell)
                bulk.write(SubjectWord, fields=fields, rows=((generation, *row) for row in ordered))


def provide(*, generation: int, words: Words, tell: Callable[[], None]) -> None:
    """See that the subjects of a generation are found by their words.

    Those of the generation that is shown will do where they are made of the same, and so will this
    one's own where it was cut off behind them.
    """
    digest = words.digest()
    shown = Shown.objects.values("generation")
    with transaction.atomic():  # whoever sweeps them meanwhile waits, and then sees that they stay
        mine = Q(generation=generation) | Q(generation__in=shown)
        found = WordsUsed.objects.select_for_update().filter(mine, digest=digest).first()
        if found is not None:
            _note(generation, found.words_of, digest)
    if found is not None:
        return
    WordsUsed.objects.filter(generation=generation).delete()
    bulk.delete(SubjectWord.objects.filter(generation=generation))
    words.write(generation=generation, tell=tell)
    _note(generation, generation, digest)


def sweep(*, keep: int) -> None:
    """Delete the words that no generation from this one on uses."""
    WordsUsed.objects.filter(generation__lt=keep).delete()
    used = set(WordsUsed.objects.values_list("words_of", flat=True))
    for generation in _written(before=keep):
        if generation not in used:
            bulk.delete(SubjectWord.objects.filter(generation=generation))


def _written(*, before: int) -> Iterator[int]:
    """List the generations that have words, from one to the next: few, of millions of words."""
    rows = SubjectWord.objects.order_by("generation").values_list("generation", flat=True)
    last = rows.filter(generation__lt=before).first()
    while last is not None:
        yield last
        last = rows.filter(generation__gt=last, generation__lt=before).first()


def _note(generation: int, words_of: int, digest: str) -> None:
    told = {"words_of": words_of, "digest": digest}
    WordsUsed.objects.update_or_create(generation=generation, defaults=told)


def _told(one: Subject) -> tuple[str, str, str, list[str]]:
    """Give all that the words of a subject are made of."""
    text = " ".join([one.name, *(str(one.facts.get(name) or "") for name in FOUND_BY)])
    scopes = [EVERYBODY, *(of_team(team) for team in sorted(one.teams))]
    if one.owner_id:
        scopes.append(of_owner(one.owner_id))
    return one.noun, one.key, text, scopes


def _rows(noun: str, key: str, text: str, scopes: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for word in words_of(text):
        for scope in scopes:
            yield scope, key_of(word), noun, key


def _in_order(table: pa.Table, tell: Callable[[], None]) -> Iterator[tuple[str, ...]]:
    ordered = table.sort_by([(name, "ascending") for name in ("scope", "word", "key")])
    for batch in ordered.to_batches(max_chunksize=10_000):
        tell()
        yield from zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True)
