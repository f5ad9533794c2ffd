"""Many rows are written whole, in transactions that nobody has to wait long for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from sameroom.record.web.models import Subject, TimelineEntry
from sameroom.webkit import bulk

pytestmark = pytest.mark.django_db
FIELDS = ("generation", "key", "noun", "name", "facts", "owner_id")


def rows(count: int, *, generation: int = 1) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        yield generation, f"k{number}", "deal", f"100 % of '{number}'", [["size", None]], ""


def test_what_is_written_is_what_a_model_would_have_written() -> None:
    at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    Subject.objects.create(
        generation=1, key="own", noun="deal", name="100 % of 'x'", facts=[["größe", None]]
    )
    bulk.write(
        Subject, fields=FIELDS, rows=[(2, "own", "deal", "100 % of 'x'", [["größe", None]], "")]
    )
    with connection.cursor() as cursor:
        cursor.execute("select noun, name, facts, owner_id from record_subject")
        one, other = cursor.fetchall()
    assert one == other
    names = [one.name for one in TimelineEntry._meta.concrete_fields if one.name != "id"]
    known = {"generation": 1, "happened_at": at, "entry_id": "e", "side": "sales", "noun": "lead"}
    bulk.write(TimelineEntry, fields=names, rows=[[known.get(name, "") for name in names]])
    assert TimelineEntry.objects.get().happened_at == at


def test_all_rows_are_written_whatever_the_size_of_a_turn() -> None:
    assert bulk.write(Subject, fields=FIELDS, rows=rows(bulk.FIRST * 2 + 1)) == bulk.FIRST * 2 + 1
    assert Subject.objects.count() == bulk.FIRST * 2 + 1
    assert bulk.write(Subject, fields=FIELDS, rows=[]) == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_written_before_a_failure_stays() -> None:
    twice = [*rows(bulk.FIRST), *rows(1)]
    with pytest.raises(IntegrityError):
        bulk.write(Subject, fields=FIELDS, rows=twice)
    assert Subject.objects.count() == bulk.FIRST


def test_only_what_was_asked_for_is_deleted() -> None:
    bulk.write(Subject, fields=FIELDS, rows=rows(bulk.FIRST + 7))
    bulk.write(Subject, fields=FIELDS, rows=rows(3, generation=2))
    assert bulk.delete(Subject.objects.filter(generation__lt=2)) == bulk.FIRST + 7
    assert set(Subject.objects.values_list("generation", flat=True)) == {2}


def test_a_slow_turn_makes_the_next_smaller_and_a_quick_one_larger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times = iter([0.0, 0.2, 1.0, 1.0, 2.0, 2.04])  # turns that take 0.2 s, nothing, 0.04 s
    slept: list[float] = []
    monkeypatch.setattr("sameroom.webkit.bulk.time.perf_counter", lambda: next(times))
    monkeypatch.setattr("sameroom.webkit.bulk.time.sleep", slept.append)
    turns = bulk.Turns()
    sizes = []
    for _ in range(3):
        with turns:
            pass
        sizes.append(turns.rows)
    assert sizes == [20, 40, 20]
    if connection.vendor == "sqlite":
        assert slept == pytest.approx([bulk.LONGEST_PAUSE, 0, 0.04])
    else:
        assert slept == []
