"""Decisions about matches come in with an import, stay, and go with their run."""

import csv
import sys
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing.tests.test_import import NOW
from sameroom.record.decisions import MatchesError
from sameroom.record.linkage import LinkageNotInstalledError

HEAD = "noun,left origin,left id,right origin,right id,decision\n"


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "crm"
    folder.mkdir()
    people = ["Record ID,First Name,Last Name,Email", "1,Ada,Stone,ada@x.example"]
    people += ["2,Adah,Stone,adah@y.example", "3,Sol,Kim,sol@x.example"]
    (folder / "contacts.csv").write_text("\n".join(people) + "\n", "utf-8")
    return folder


def stands_for(store: Path) -> dict[str, tuple[str, str]]:
    with Store.open(path=store).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        found = engine.ask("select ref, entity_id, rule from identity where noun = 'person'")
        engine.close()
    return {row["ref"]: (row["entity_id"], row["rule"]) for row in found.to_pylist()}


def origin(store: Path) -> str:
    with Store.open(path=store).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        found = engine.ask("select min(origin) as origin from person").to_pylist()
        engine.close()
    return str(found[0]["origin"])


def test_a_decision_joins_holds_without_its_file_and_goes_with_its_run(
    exports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    importing.run(folder=exports, store=store, now=NOW)
    crm = origin(store)
    matches = exports / "matches.csv"
    matches.write_text(f"{HEAD}person,{crm},1,{crm},2,same\n", "utf-8")
    decided = importing.run(folder=exports, store=store, now=NOW)
    assert decided.written == {"match_decision": 1}
    assert stands_for(store) == {f"{crm}:2": (f"{crm}:1", "decided by a person")}
    assert importing.run(folder=exports, store=store, now=NOW).run == ""
    matches.unlink()
    with (exports / "contacts.csv").open("a", encoding="utf-8") as stream:
        csv.writer(stream).writerow(["4", "Max", "Lund", "max@z.example"])
    importing.run(folder=exports, store=store, now=NOW)
    assert stands_for(store) == {f"{crm}:2": (f"{crm}:1", "decided by a person")}
    importing.undo(run=decided.run, store=store, now=NOW)
    assert stands_for(store) == {}


def test_a_wrong_line_stops_the_import_before_it_writes(exports: Path, tmp_path: Path) -> None:
    (exports / "matches.csv").write_text(f"{HEAD}person,crm,1,crm,2,yes\n", "utf-8")
    with pytest.raises(MatchesError, match='line 2: decision is "yes"'):
        importing.run(folder=exports, store=tmp_path / "store", now=NOW)
    with Store.open(path=tmp_path / "store").snapshot() as snapshot:
        assert snapshot.runs() == []


def test_linking_is_kept_up_by_later_imports_until_it_is_called_off(
    exports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    assert importing.run(folder=exports, store=store, now=NOW, link=True).run
    with Store.open(path=store).snapshot() as snapshot:
        assert snapshot.runs()[-1].notes["link"] == {"link": True, "error": 0.01}
    assert importing.run(folder=exports, store=store, now=NOW).run == ""
    assert importing.run(folder=exports, store=store, now=NOW, link=False).run
    assert importing.run(folder=exports, store=store, now=NOW).run == ""


def test_undo_does_without_the_library_and_says_so(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    importing.run(folder=exports, store=store, now=NOW, link=True)
    with (exports / "contacts.csv").open("a", encoding="utf-8") as stream:
        csv.writer(stream).writerow(["4", "Adda", "Stone", "ada@x.example"])
    second = importing.run(folder=exports, store=store, now=NOW)
    crm = origin(store)
    assert stands_for(store) == {f"{crm}:4": (f"{crm}:1", "same email")}
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(LinkageNotInstalledError):
        importing.undo(run=second.run, store=store, now=NOW, link=True)
    back = importing.undo(run=second.run, store=store, now=NOW)
    assert "splink is not installed" in back.remarks[0]
    assert stands_for(store) == {}
    assert importing.run(folder=exports, store=store, now=NOW).run


def test_undo_follows_a_wish_not_to_link(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    first = importing.run(folder=exports, store=store, now=NOW, link=True)
    importing.run(folder=exports, store=store, now=NOW, link=False)
    importing.run(folder=exports, store=store, now=NOW, link=True)
    monkeypatch.setitem(sys.modules, "splink", None)
    assert importing.undo(run=first.run, store=store, now=NOW, link=False).remarks == ()
    with Store.open(path=store).snapshot() as snapshot:
        assert snapshot.runs()[-1].notes["link"]["link"] is False
