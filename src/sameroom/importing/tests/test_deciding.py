"""Decisions taken outside an import hold over re-imports, and can be taken back."""

from pathlib import Path

from sameroom import importing
from sameroom.engines.store import Store
from sameroom.importing.tests.test_import import NOW
from sameroom.importing.tests.test_matches import exports, origin, stands_for
from sameroom.record.decisions import Decision

__all__ = ["exports"]


def test_a_decision_stands_over_the_same_and_a_changed_export_and_goes_when_taken_back(
    exports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    importing.run(folder=exports, store=store, now=NOW)
    before, crm = stands_for(store), origin(store)
    word = Decision("person", f"{crm}:1", f"{crm}:2", True)
    assert importing.decide(decisions=[word], store=store, now=NOW)
    joined = {f"{crm}:2": (f"{crm}:1", "decided by a person")}
    assert stands_for(store) == joined
    importing.run(folder=exports, store=store, now=NOW)
    assert stands_for(store) == joined
    with (exports / "contacts.csv").open("a", encoding="utf-8") as stream:
        stream.write("4,Max,Lund,max@z.example\n")
    text = (exports / "contacts.csv").read_text("utf-8").replace("adah@y", "adah@w")
    (exports / "contacts.csv").write_text(text, "utf-8")
    assert importing.run(folder=exports, store=store, now=NOW).run
    assert stands_for(store) == joined
    importing.decide(decisions=[], withdrawn=[word], store=store, now=NOW)
    assert stands_for(store) == before


def test_a_split_holds_and_the_rule_joins_again_when_it_is_taken_back(tmp_path: Path) -> None:
    folder, store = tmp_path / "crm", tmp_path / "store"
    folder.mkdir()
    rows = "Record ID,First Name,Last Name,Email\n1,Ada,Stone,a@x.example\n2,Bo,Kim,a@x.example\n"
    (folder / "contacts.csv").write_text(rows, "utf-8")
    importing.run(folder=folder, store=store, now=NOW)
    crm = origin(store)
    joined = stands_for(store)
    assert joined[f"{crm}:2"] == (f"{crm}:1", "same email")
    word = Decision("person", f"{crm}:1", f"{crm}:2", False)
    importing.decide(decisions=[word], store=store, now=NOW)
    assert f"{crm}:2" not in stands_for(store)
    (folder / "contacts.csv").write_text(rows.replace("Bo", "Bob"), "utf-8")
    importing.run(folder=folder, store=store, now=NOW)
    assert f"{crm}:2" not in stands_for(store)
    importing.decide(decisions=[], withdrawn=[word], store=store, now=NOW)
    assert stands_for(store) == joined


def test_saying_it_twice_writes_once_and_a_later_word_replaces_an_earlier(
    exports: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    importing.run(folder=exports, store=store, now=NOW)
    crm = origin(store)
    same = Decision("person", f"{crm}:1", f"{crm}:2", True)
    other = Decision("person", f"{crm}:1", f"{crm}:2", False)
    assert importing.decide(decisions=[same], store=store, now=NOW)
    assert importing.decide(decisions=[same], store=store, now=NOW) == ""
    assert importing.decide(decisions=[other], withdrawn=[same], store=store, now=NOW)
    assert stands_for(store) == {}
    assert importing.decide(decisions=[], withdrawn=[same], store=store, now=NOW) == ""
    with Store.open(path=store).snapshot() as snapshot:
        assert [run.kind for run in snapshot.runs()] == ["import", "decide", "decide"]


def test_an_address_that_changed_joins_nobody_by_what_it_was(tmp_path: Path) -> None:
    folder, store = tmp_path / "crm", tmp_path / "store"
    folder.mkdir()
    rows = "Record ID,First Name,Last Name,Email\n1,Ada,Stone,a@x.example\n2,Bo,Kim,a@x.example\n"
    (folder / "contacts.csv").write_text(rows, "utf-8")
    importing.run(folder=folder, store=store, now=NOW)
    (folder / "contacts.csv").write_text(rows.replace("Bo,Kim,a@", "Bo,Kim,b@"), "utf-8")
    importing.run(folder=folder, store=store, now=NOW)
    assert f"{origin(store)}:2" not in stands_for(store)
