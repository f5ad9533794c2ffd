"""What is found amiss with the jobs, the pages and the mail."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sameroom.agreement.web.models import Version, Writing
from sameroom.caretaking.web import looking
from sameroom.errors import SameroomError
from sameroom.notice.web.models import Outgoing
from sameroom.room.web.models import Refresh, State
from sameroom.room.web.tests.builders import NOW
from sameroom.site import running

pytestmark = pytest.mark.django_db


def a_job(*, status: str, minutes_ago: int) -> None:
    job = DBTaskResult.objects.create(
        status=status, task_path="x.y", args_kwargs={"args": [], "kwargs": {}},
        queue_name="default", backend_name="default",
    )  # fmt: skip
    at = timezone.now() - timedelta(minutes=minutes_ago)
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=at)


@pytest.mark.parametrize(("minutes", "found"), [(11, ["work.stale"]), (9, [])])
def test_jobs_that_nobody_does_are_found_after_ten_minutes(minutes: int, found: list[str]) -> None:
    a_job(status=TaskResultStatus.READY, minutes_ago=minutes)

    assert [one.id for one in looking.check_work(now=timezone.now())] == found


def test_jobs_that_wait_behind_a_long_one_are_as_they_should_be() -> None:
    a_job(status=TaskResultStatus.READY, minutes_ago=60)
    a_job(status=TaskResultStatus.RUNNING, minutes_ago=60)

    assert list(looking.check_work(now=timezone.now())) == []


def pages(settings: Any, folder: Path) -> list[str]:  # Any: pytest-django's
    settings.REPORT = folder
    return [one.id for one in looking.check_pages(now=NOW)]


def test_pages_report_and_clock_are_looked_at(settings: Any, tmp_path: Path) -> None:
    assert pages(settings, tmp_path) == []
    done = Refresh.objects.create(cause="import", state=State.DONE, asked_at=NOW, finished_at=NOW)
    assert pages(settings, tmp_path) == ["report.gone"]
    (tmp_path / "report.html").touch()
    assert pages(settings, tmp_path) == []
    Refresh.objects.filter(pk=done.pk).update(finished_at=NOW + timedelta(hours=1))
    assert pages(settings, tmp_path) == ["clock.behind"]
    Refresh.objects.create(cause="import", state=State.FAILED, asked_at=NOW)
    assert pages(settings, tmp_path) == ["pages.behind", "clock.behind"]


def test_a_mail_server_that_refuses_is_said_without_what_it_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert list(looking.check_mail()) == []

    def refuse(self: EmailBackend) -> None:
        raise ConnectionRefusedError("user:hunter2@mail")

    monkeypatch.setattr(EmailBackend, "open", refuse)
    (one,) = looking.check_mail()
    assert one.id == "mail.reach"
    assert "hunter2" not in one.what


def test_the_room_does_not_start_on_a_variable_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAMEROOM_URL", "room.example.com")

    with pytest.raises(SameroomError, match=r"variables\.url.*https://room"):
        running.prepare(store=tmp_path / "record")

    assert not (tmp_path / "record").exists()


def test_a_changed_agreement_and_messages_given_up_are_found(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path
    assert list(looking.check_areas(now=NOW)) == []
    text = "company: {name: Acme}\n"
    version = Version.objects.create(
        number=1, label="1", text=text, state="in_force", begun_at=NOW, in_force_at=NOW
    )
    Writing.objects.create(version=version, text=text, asked_at=NOW, done_at=NOW)
    Outgoing.objects.create(
        key="1", way="mail", subject="user:1", made_at=NOW, state="given_up", ended_at=NOW
    )
    (tmp_path / "agreement.yaml").write_text("company: {name: Bolt}\n")
    found = [one.id for one in looking.check_areas(now=NOW)]
    assert found == ["agreement.changed", "messages.given-up"]
    later = NOW + timedelta(days=8)
    assert [one.id for one in looking.check_areas(now=later)] == ["agreement.changed"]
