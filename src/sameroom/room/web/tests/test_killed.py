"""A refresh that is killed at any point is taken up again, and ends as if nothing had happened."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sameroom import importing
from sameroom.record.web import operations as record
from sameroom.record.web.models import MatchPair, Shown, Subject, TimelineEntry
from sameroom.room.web import jobs, operations, queries
from sameroom.room.web.models import (
    EvidenceRow,
    EvidenceTable,
    ReadingPage,
    Refresh,
    State,
    StoredReading,
)
from sameroom.room.web.tests.builders import NOW, a_refresh, people, some_entries
from sameroom.simulator import simulate

pytestmark = pytest.mark.django_db


class KilledError(BaseException):
    """As a kill does: nothing catches it, and what was not written by then is not written."""


def kill_before(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, call: int = 1
) -> None:
    """Die where a function is called for the so manieth time, and let it be from then on."""
    calls = {"n": 0}
    whole: Callable[..., object] = getattr(owner, name)

    def dying(*args: object, **named: object) -> object:
        calls["n"] += 1
        if calls["n"] == call:
            raise KilledError
        return whole(*args, **named)

    monkeypatch.setattr(owner, name, dying)


def all_there_is() -> dict[str, list[tuple[object, ...]]]:
    """List what pages show, without numbers that differ by the order of writing."""
    return {
        "entries": sorted(
            TimelineEntry.objects.values_list("entry_id", "account_key", "person_key", "side")
        ),
        "subjects": sorted(Subject.objects.values_list("key", "name")),
        "pairs": sorted(MatchPair.objects.values_list("key", "kind", "is_joined")),
        "pages": sorted(ReadingPage.objects.values_list("measure", "question")),
        "tables": sorted(EvidenceTable.objects.values_list("measure", "place", "total")),
        "rows": sorted((*one[:3], str(one[3])) for one in EvidenceRow.objects.values_list(
            "table__measure", "table__place", "place", "cells")),
        "readings": sorted((one[0], one[1], str(one[2]), str(one[3]))
            for one in StoredReading.objects.values_list("measure", "figure", "part", "value")),
    }  # fmt: skip


POINTS: tuple[tuple[str, object, str, int], ...] = (
    ("after its job was taken, before it began", operations, "begin", 1),
    ("before the import", importing, "run", 1),
    ("after the import, before it is noted", operations, "tell_imported", 1),
    ("while it is laid out", operations, "_write_table", 3),
    ("before the subjects", record, "write_subjects", 1),
    ("at the first entries", record, "write_entries", 1),
    ("in the middle of the entries", record, "write_entries", 3),
    ("before it is shown", record, "show", 1),
    ("before the old is swept", record, "sweep", 1),
)


@pytest.mark.slow
def test_killed_at_each_point_it_ends_with_the_same_pages_and_nothing_twice(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    people()
    monkeypatch.setattr(record, "CHUNK", 400)
    exports = tmp_path / "exports"
    simulate(folder=exports, size="small", seed=5)

    def asked(place: str) -> int:
        settings.STORE, settings.ROOM = tmp_path / place, tmp_path / place / "room"
        settings.REPORT = tmp_path / f"{place}-report"
        one = Refresh.objects.create(cause="import", asked_at=NOW, folder=str(exports))
        return int(one.pk)

    jobs.refresh.func(asked("whole"))
    whole = all_there_is()
    assert len(whole["entries"]) > 3 * 400
    number = asked("killed")
    shown = Shown.objects.get().generation
    for said, owner, name, call in POINTS:
        with monkeypatch.context() as dying:
            kill_before(dying, owner, name, call=call)
            with pytest.raises(KilledError):
                jobs.refresh.func(number)
        is_over = name == "sweep"
        one = Refresh.objects.get(pk=number)
        begun = State.WAITING if name == "begin" else State.RUNNING
        assert one.state == (State.DONE if is_over else begun), said
        assert Shown.objects.get().generation == (number if is_over else shown), said
        if not is_over:
            assert queries.get_progress().shown_at is not None, "what was shown is shown on"
            moved_at = one.beat_at or one.asked_at
            assert operations.resume(now=moved_at + timedelta(minutes=3)) == 1, said
    operations.tidy()
    assert all_there_is() | {"readings": []} == whole | {"readings": []}
    mine = StoredReading.objects.filter(refresh_id=number)
    assert mine.count() == StoredReading.objects.exclude(refresh_id=number).count()


def test_a_later_generation_in_the_making_is_not_swept_and_an_earlier_never_replaces_it() -> None:
    one, other = a_refresh(), a_refresh()
    entries = TimelineEntry.objects.filter(generation=other.pk).count()
    operations.sweep(keep=one.pk)
    assert TimelineEntry.objects.filter(generation=other.pk).count() == entries > 0
    record.show(generation=one.pk, team_sizes={})
    assert Shown.objects.get().generation == other.pk


def test_where_the_record_changed_meanwhile_the_timelines_are_written_anew() -> None:
    one = a_refresh()
    operations.tell_reading(number=one.pk, run="r000001")
    record.write_entries(generation=one.pk, entries=some_entries())
    operations.tell_reading(number=one.pk, run="r000001")
    assert record.count_written(generation=one.pk) > 0
    operations.tell_reading(number=one.pk, run="r000002")
    assert record.count_written(generation=one.pk) == 0
