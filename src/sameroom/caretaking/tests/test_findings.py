import re
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from deltalake import write_deltalake

import sameroom
from sameroom.caretaking import findings
from sameroom.cli.check import COMMAND
from sameroom.engines.arrow import fact_schema
from sameroom.engines.store import Store
from sameroom.facts import get_table

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def ids(store: Path, least_free: int = 0) -> list[str]:
    return [one.id for one in findings.check_record(store=store, least_free=least_free)]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    Store.open(path=tmp_path / "record", create=True)
    return tmp_path / "record"


def test_a_sound_record_has_no_findings(store: Path) -> None:
    assert ids(store) == []


def test_rows_older_than_a_column_are_found_until_they_are_brought_again(tmp_path: Path) -> None:
    path = tmp_path / "record"
    row = {"id": "crm:1", "origin": "crm", "source_id": "1", "run": "r000001", "name": "Acme"}
    write_deltalake(path / "facts" / "account", pa.Table.from_pylist([row]))
    counts = {"row_counts": '{"account": 1}', "versions": '{"account": 0}'}
    run = {"id": "r000001", "kind": "import", "ran_at": NOW, "undoes": "", "notes": "{}", **counts}
    write_deltalake(path / "run", pa.Table.from_pylist([run]))
    (path / "store.json").write_text('{"version": 1}', "utf-8")
    found = list(findings.check_record(store=path, least_free=0))
    assert {one.id for one in found} == {"record.younger-column"}
    told = next(one for one in found if one.where == "account.industry")
    assert told.what.endswith(": 1.")
    assert told.severity == "note", "nothing is wrong, and nobody is to be woken by it"
    said = CliRunner().invoke(COMMAND, ["--store", str(path)])
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "All is well.")
    with Store.open(path=path).write(kind="import", now=NOW) as written:
        again = {**{name: row[name] for name in ("id", "origin", "source_id", "name")},
                 "industry": "Tools"}  # fmt: skip
        written.append("account", pa.Table.from_pylist([again]))
    assert ids(path) == []


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
        ("SAMEROOM_URL", "http://room.example.com", "variables.url-plain"),
        ("SAMEROOM_MAIL", "nonsense", "variables.mail"),
        ("SAMEROOM_MAIL", "smtp+tls://user:secret@:587", "variables.mail"),
        ("SAMEROOM_MAIL", "smtp://mail.example.com:post", "variables.mail"),
        ("SAMEROOM_OIDC_ISSUER", "login.example.com", "variables.oidc-issuer"),
        ("SAMEROOM_OIDC_ISSUER", "http://login.example.com", "variables.oidc-issuer"),
        ("SAMEROOM_OIDC_ISSUER", "https://login.example.com", "variables.oidc-client"),
        ("SAMEROOM_METRICS_TOKEN", "1", "variables.metrics-token"),
        ("SAMEROOM_UPLOADLIMIT", "1", "variables.unknown"),
    ],
)
def test_a_variable_that_cannot_be_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    assert told in [one.id for one in findings.check_variables()]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMEROOM_URL", "https://room.example.com"),
        ("SAMEROOM_URL", "http://127.0.0.1:8000"),
        ("SAMEROOM_MAIL", "smtp+tls://user:secret@mail.example.com:587"),
        ("SAMEROOM_MAIL", "consolemail://"),
        ("SAMEROOM_METRICS_TOKEN", "0123456789abcdef"),
        ("SAMEROOM_OF_SOMEBODY_ELSE", "1"),
    ],
)
def test_a_variable_that_can_be_is_none_to_tell_of(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    before = list(findings.check_variables())
    monkeypatch.setenv(name, value)

    assert list(findings.check_variables()) == before


def test_every_variable_that_is_read_is_known_and_in_the_guide() -> None:
    home = Path(sameroom.__file__).parent
    read = set()
    for file in home.rglob("*.py"):
        if "tests" not in file.parts:
            read |= set(re.findall(r"SAMEROOM_[A-Z]+(?:_[A-Z]+)*", file.read_text("utf-8")))
    assert read == set(findings.KNOWN)
    guide = home.parent.parent / "docs" / "guide"
    told = "".join(file.read_text("utf-8") for file in guide.glob("*.md"))
    ours = {"SAMEROOM_STORE", "SAMEROOM_REPORT"}  # commands set these for their own processes
    assert {name for name in findings.KNOWN if name not in told} <= ours


@pytest.fixture
def filled(store: Path) -> tuple[Path, Path]:
    """Give a record with an account, and the file it is in."""
    schema = fact_schema(get_table("account")).remove(4)  # the run is filled in by the store
    row = {"id": "crm:1", "origin": "crm", "source_id": "1", "name": "Acme"}
    now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    with Store.open(path=store).write(kind="import", now=now) as run:
        run.append("account", pa.Table.from_pylist([row], schema=schema))
    with Store.open(path=store).snapshot() as snapshot:
        (file,) = snapshot.files("account")
    return store, Path(file)


def test_a_file_that_is_gone_is_found(filled: tuple[Path, Path]) -> None:
    store, file = filled
    assert ids(store) == []
    file.unlink()
    assert ids(store) == ["record.files"]


def test_a_file_that_was_cut_short_is_found(filled: tuple[Path, Path]) -> None:
    store, file = filled
    file.write_bytes(file.read_bytes()[:200])
    assert ids(store) == ["record.damaged"]


def test_a_file_whose_end_was_overwritten_is_found(filled: tuple[Path, Path]) -> None:
    store, file = filled
    kept = file.read_bytes()
    file.write_bytes(kept[:-40] + bytes(40))
    assert ids(store) == ["record.damaged"]


def test_a_file_into_which_something_slipped_is_found(filled: tuple[Path, Path]) -> None:
    store, file = filled
    kept = file.read_bytes()
    file.write_bytes(kept[:20] + b"x" + kept[20:])  # its end says the same as before
    assert ids(store) == ["record.damaged"]
