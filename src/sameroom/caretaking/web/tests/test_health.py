"""Health and metrics: what is told, to whom, and what never is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sameroom.engines.store import Store
from sameroom.room.web.tests.builders import people

TOKEN = "a-long-token-for-watchers"


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:  # Any: pytest-django's
    Store.open(path=tmp_path / "record", create=True)
    settings.STORE = tmp_path / "record"
    return tmp_path / "record"


def test_a_process_that_lives_says_so_without_the_database() -> None:
    """The mark that lets a test use the database is missing here: a query would fail."""
    assert Client().get("/health").json()["well"] is True


@pytest.mark.django_db
def test_a_room_that_can_be_used_is_ready(store: Path) -> None:
    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "wrong": []})


@pytest.mark.django_db
def test_a_record_that_cannot_be_read_is_not_ready(store: Path) -> None:
    (store / "store.json").write_text("{")

    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()["wrong"]) == (503, ["record.open"])


@pytest.mark.django_db
@pytest.mark.parametrize(("known", "told"), [(True, "database.form"), (False, "database.later")])
def test_a_database_of_another_version_is_not_ready(store: Path, known: bool, told: str) -> None:
    recorder = MigrationRecorder(connection)
    if known:
        _app, last = MigrationLoader(connection).graph.leaf_nodes("agreement")[0]
        recorder.record_unapplied("agreement", last)
    else:
        recorder.record_applied("notice", "9999_of_tomorrow")

    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()["wrong"]) == (503, [told])


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_said_without_its_address(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("postgres://user:hunter2@db/room refused")

    monkeypatch.setattr(connection, "ensure_connection", fail)

    answer = Client().get("/health/ready")

    assert (answer.status_code, answer.json()["wrong"]) == (503, ["database.reach"])
    assert b"hunter2" not in answer.content


@pytest.mark.django_db
def test_metrics_tell_of_every_part_and_of_nobody() -> None:
    everybody = people()
    client = Client()
    client.force_login(everybody.admin)
    client.get("/people")

    told = client.get("/metrics").content.decode()

    assert 'sameroom_requests_total{method="GET",status="200",view="people"}' in told
    assert 'sameroom_jobs{state="ready"}' in told
    assert 'sameroom_outbox_messages{state="waiting"} 0.0' in told
    assert "sameroom_request_seconds_bucket" in told
    ours = " ".join(line for line in told.splitlines() if line.startswith("sameroom_"))
    for user in everybody.by_kind().values():
        assert user is None or (user.email not in ours and f'"{user.name}' not in ours)


@pytest.mark.django_db
def test_metrics_take_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        Client().get("/metrics")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_VIA": "1.1 x"}],
)
def test_without_a_token_metrics_are_for_this_machine_only(more: dict[str, str]) -> None:
    assert Client().get("/metrics").status_code == 200
    assert Client().get("/metrics", **more).status_code == 404  # type: ignore[arg-type]


@pytest.mark.django_db
def test_with_a_token_set_nothing_else_opens_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMEROOM_METRICS_TOKEN", TOKEN)
    ask: Callable[[str], int] = lambda said: (  # noqa: E731
        Client().get("/metrics", headers={"Authorization": said}).status_code
    )

    assert Client().get("/metrics").status_code == 404
    assert [ask(said) for said in (f"Bearer {TOKEN}", "Bearer x", TOKEN, "Bearer é")] == [
        200, 404, 404, 404,
    ]  # fmt: skip
