"""A refresh: from exports to pages, again after a kill, and told when it cannot be done."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings

from sameroom import importing
from sameroom.record.web.models import Shown, Subject, TimelineEntry
from sameroom.room.web import jobs, operations, queries, wording
from sameroom.room.web.models import EvidenceRow, Refresh, State, StoredReading
from sameroom.room.web.tests.builders import NOW, People, a_refresh, people
from sameroom.simulator import simulate
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db
READER = Reader(user_id=1, team="management", sees=Sees.ALL)


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    settings.REPORT = tmp_path / "report"
    return tmp_path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have every step of refreshes noted, however quick it is."""
    steps: list[str] = []
    tell = operations.tell_step

    def note(*, number: int, began_at: datetime, step: str, now: datetime) -> None:
        steps.append(step)
        tell(number=number, began_at=began_at, step=step, now=now)

    monkeypatch.setattr(jobs, "BEAT", 0)
    monkeypatch.setattr(operations, "tell_step", note)
    return steps


@pytest.mark.slow
def test_exports_become_pages_and_a_second_reading_changes_nothing(
    place: Path, told: list[str]
) -> None:
    everybody: People = people()
    simulate(folder=place / "exports", size="small", seed=5)
    importing.run(folder=place / "exports", store=place / "record", now=NOW)
    number = operations.ask_refresh(cause="import", now=NOW)
    jobs.refresh.func(number)
    one = Refresh.objects.get(pk=number)
    assert (one.state, one.failure) == (State.DONE, "")
    for name, language in (("report.html", "en"), ("report.de.html", "de")):
        assert f'<html lang="{language}">' in (place / "report" / name).read_text("utf-8")
    shares = [share for step in told if (share := wording.how_far(step)) is not None]
    assert len(shares) > 45
    assert shares == sorted(shares), "how far it is never falls"
    page = queries.get_first_page(reader=READER, now=NOW)
    assert page.front is not None
    assert len(page.front.rows) >= 3
    assert StoredReading.objects.filter(refresh=one, is_told=True, low__isnull=False).exists()
    linked = EvidenceRow.objects.exclude(key="")
    assert linked.count() > 100
    known = set(Subject.objects.filter(generation=number).values_list("key", flat=True))
    assert set(linked.values_list("key", flat=True)) <= known, "a row leads to a page that is there"
    entries, subjects = TimelineEntry.objects.count(), Subject.objects.count()
    again = operations.ask_refresh(cause="by hand", now=NOW)
    jobs.refresh.func(again)
    assert Shown.objects.get().generation == again
    assert (TimelineEntry.objects.count(), Subject.objects.count()) == (entries, subjects)
    client = Client()
    client.force_login(everybody.admin)
    for measure in EvidenceRow.objects.values_list("table__measure", flat=True).distinct():
        answer = client.get(f"/readings/{measure}")
        assert answer.status_code == 200 or measure == "money_lines"


def test_what_cannot_be_read_is_told_and_what_was_shown_stays(place: Path) -> None:
    shown = a_refresh()
    number = operations.ask_refresh(cause="by hand", now=NOW)
    jobs.refresh.func(number)
    progress = queries.get_progress()
    assert progress.state == State.FAILED
    assert "no record here" in progress.failure
    assert Shown.objects.get().generation == shown.pk
    assert queries.get_first_page(reader=READER, now=NOW).front is not None


def test_one_that_waits_is_not_asked_for_twice() -> None:
    numbers = {operations.ask_refresh(cause="by hand", now=NOW) for _ in range(3)}
    assert len(numbers) == 1
    assert Refresh.objects.count() == 1


def test_a_night_has_one_refresh_whoever_asks() -> None:
    asked = [operations.ask_nightly(day=NOW.date(), now=NOW) for _ in range(3)]
    assert asked == [True, False, False]


def test_one_that_was_killed_is_taken_up_again_and_one_that_lives_is_not() -> None:
    dead = operations.ask_refresh(cause="by hand", now=NOW)
    assert operations.begin(number=dead, now=NOW)
    assert not operations.begin(number=dead, now=NOW), "nobody takes it in hand twice"
    assert operations.resume(now=NOW + timedelta(minutes=1)) == 0
    operations.beat(number=dead, began_at=NOW, now=NOW + timedelta(minutes=2))
    assert operations.resume(now=NOW + timedelta(minutes=3)) == 0
    assert operations.resume(now=NOW + timedelta(minutes=5)) == 1
    assert operations.begin(number=dead, now=NOW)


def test_whoever_seemed_dead_and_wakes_up_leaves_it_to_whoever_has_taken_it_up() -> None:
    number = operations.ask_refresh(cause="by hand", now=NOW)
    assert operations.begin(number=number, now=NOW)
    later = NOW + timedelta(minutes=5)
    assert operations.resume(now=later) == 1
    with pytest.raises(operations.TakenUpError):
        operations.tell_step(number=number, began_at=NOW, step="Beginning", now=later)
    assert operations.begin(number=number, now=later)
    operations.beat(number=number, began_at=NOW, now=later + timedelta(minutes=1))
    operations.fail(number=number, began_at=NOW, failure="It broke.", now=later)
    with pytest.raises(operations.TakenUpError):
        operations.tell_step(number=number, began_at=NOW, step="Beginning", now=later)
    one = Refresh.objects.get(pk=number)
    assert (one.state, one.beat_at, one.failure) == (State.RUNNING, later, "")
    operations.tell_step(number=number, began_at=later, step="Beginning", now=later)
    Refresh.objects.filter(pk=number).update(state=State.DONE, step="")
    operations.tell_step(number=number, began_at=later, step="Writing the report", now=later)
    assert Refresh.objects.get(pk=number).step == ""


def a_job(number: int, *, status: str, minutes: int = 0) -> DBTaskResult:
    """Make what the queue has of a refresh, taken so many minutes after it was asked for."""
    return DBTaskResult.objects.create(
        status=status, task_path=jobs.refresh.module_path, queue_name="default",
        args_kwargs={"args": [number], "kwargs": {}}, backend_name="default",
        run_after=get_date_max(), started_at=NOW + timedelta(minutes=minutes),
    )  # fmt: skip


def test_one_whose_job_was_lost_before_it_began_gets_another_and_two_do_no_harm() -> None:
    number = operations.ask_refresh(cause="by hand", now=NOW)
    job = a_job(number, status=TaskResultStatus.READY)
    hour = NOW + timedelta(hours=1)
    assert operations.resume(now=hour) == 0, "it waits behind a long one"
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.RUNNING, started_at=hour)
    assert operations.resume(now=hour + timedelta(seconds=5)) == 0, "it is about to begin"
    assert operations.resume(now=hour + timedelta(minutes=3)) == 1, "it was killed before it did"
    assert operations.ask_refresh(cause="by hand", now=hour) == number
    assert [operations.begin(number=number, now=hour) for _ in range(3)] == [True, False, False]


def test_one_whose_beginning_failed_gets_another_job() -> None:
    number = operations.ask_refresh(cause="by hand", now=NOW)
    a_job(number, status=TaskResultStatus.FAILED)
    a_job(number + 1, status=TaskResultStatus.READY)
    assert operations.resume(now=NOW + timedelta(minutes=1)) == 0
    assert operations.resume(now=NOW + timedelta(minutes=3)) == 1


def test_nothing_is_shown_of_a_generation_that_is_not_whole() -> None:
    shown = a_refresh()
    Refresh.objects.create(cause="import", asked_at=NOW, state=State.RUNNING, front="")
    assert queries.get_first_page(reader=READER, now=NOW).progress.is_going_on
    page = queries.find_measure_page(measure="acceptance", reader=READER)
    assert page is not None
    assert Shown.objects.get().generation == shown.pk
