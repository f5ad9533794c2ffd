from pathlib import Path

import pytest

from sameroom.caretaking import findings
from sameroom.engines.store import Store


def ids(store: Path, least_free: int = 0) -> list[str]:
    return [one.id for one in findings.check_record(store=store, least_free=least_free)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Store.open(path=tmp_path / "record", create=True)
    return tmp_path / "record"


def test_a_sound_record_has_no_findings(store: Path) -> None:
    assert ids(store) == []


def test_a_later_record_and_a_broken_one_are_found(store: Path) -> None:
    (store / "store.json").write_text('{"version": 99}')
    assert ids(store) == ["record.open"]
    (store / "store.json").write_text("{")
    assert ids(store) == ["record.open"]


def test_a_key_that_others_may_read_is_found(store: Path) -> None:
    (store / "room").mkdir()
    (store / "room/secret-key").write_text("x")
    (store / "room/secret-key").chmod(0o644)

    assert ids(store) == ["key.readable"]


def test_an_agreement_that_cannot_be_read_is_found(store: Path) -> None:
    (store / "agreement.yaml").write_text("compani: x\n")

    assert ids(store) == ["agreement.read"]


def test_a_full_disk_is_found(store: Path) -> None:
    assert ids(store, least_free=10**18) == ["disk.free"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SAMEROOM_URL", "room.example.com", "variables.url"),
        ("SAMEROOM_UPLOAD_LIMIT", "2 GB", "variables.upload-limit"),
        ("DATABASE_URL", "oracle://x/y", "variables.database"),
        ("SAMEROOM_SECRET_KEY", "short", "variables.key"),
    ],
)
def test_a_variable_that_cannot_be_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    assert told in [one.id for one in findings.check_variables()]
