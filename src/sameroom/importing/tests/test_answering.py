"""What a person decides about a plan: put into its mapping, asked in words, kept for next time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from sameroom import importing
from sameroom.connectors.mapping import ASK, ColumnMapping, FileMapping, NounMapping
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.errors import SameroomError
from sameroom.importing import standing, wording
from sameroom.importing.answering import ColumnDecision, FileDecision, decide, extract, readdress
from sameroom.importing.progressing import how_far
from sameroom.importing.questions import DAY_OR_MONTH, list_questions

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEAD = "Lead ID,First Name,Last Name,Email,Created Date,Lead Status\n"
LEADS = HEAD + "".join(
    f"L{n},Ada{n},Winter,ada{n}@acme.example,0{n}/04/2026,New\n" for n in range(1, 9)
)


def planned(folder: Path, *, mapping: str = "") -> tuple[importing.Plan, str]:
    out, told = folder.parent / "out.toml", folder.parent / "in.toml"
    told.write_text(mapping, "utf-8")
    plan = importing.plan(
        folder=folder, now=NOW, mapping=told if mapping else None, mapping_out=out, origin="crm"
    )
    return plan, out.read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "leads [1].csv").write_text(LEADS, "utf-8")
    return tmp_path / "in"


def test_an_order_of_days_is_asked_for_answered_and_planned_so(folder: Path) -> None:
    plan, mapping = planned(folder)
    (question,) = list_questions(files=[file.mapping for file in plan.files])
    assert (question.kind, question.places, question.target) == ("order", (4,), "lead.created_at")
    said = ColumnDecision(4, target="lead.created_at", dates="mdy")
    decision = FileDecision("leads [1].csv", "leads [1]", columns=(said,))
    again, _ = planned(folder, mapping=decide(mapping=mapping, decisions=[decision]))
    column = again.files[0].mapping.columns[4]
    assert (column.target, column.parse.dates) == ("lead.created_at", "mdy")
    assert again.asked == 0
    assert [c.target for c in again.files[0].mapping.columns][:4] == [
        c.target for c in plan.files[0].mapping.columns
    ][:4], "what nobody spoke of stays"


def test_a_file_taken_for_something_else_has_its_columns_found_anew(folder: Path) -> None:
    _, mapping = planned(folder)
    decision = FileDecision("leads [1].csv", "leads [1]", fills=("person",))
    plan, _ = planned(folder, mapping=decide(mapping=mapping, decisions=[decision]))
    file = plan.files[0].mapping
    assert [noun.noun for noun in file.nouns] == ["person"]
    assert file.columns[3].target == "person.email"
    left = FileDecision("leads [1].csv", "leads [1]", fills=())
    plan, _ = planned(folder, mapping=decide(mapping=mapping, decisions=[left]))
    assert plan.files == ()


@pytest.mark.parametrize(
    "decision",
    [FileDecision("other.csv", "other"),
     FileDecision("leads [1].csv", "leads [1]", columns=(ColumnDecision(9, target="ignore"),))],
)  # fmt: skip
def test_what_the_plan_does_not_have_cannot_be_decided(
    folder: Path, decision: FileDecision
) -> None:
    _, mapping = planned(folder)
    with pytest.raises(SameroomError, match="the files anew"):
        decide(mapping=mapping, decisions=[decision])


def test_what_was_said_of_one_file_holds_for_another_of_its_shape(folder: Path) -> None:
    _, mapping = planned(folder)
    said = ColumnDecision(4, target="lead.created_at", dates="dmy")
    decision = FileDecision("leads [1].csv", "leads [1]", columns=(said,))
    rule = extract(
        mapping=decide(mapping=mapping, decisions=[decision]), path="leads [1].csv",
        name="leads [1]",
    )  # fmt: skip
    (folder / "leads [1].csv").rename(folder / "July*.csv")
    mapping = tomlkit.dumps({"file": [readdress(rule=rule, path="July*.csv", name="July*")]})
    plan, _ = planned(folder, mapping=mapping)
    assert plan.files[0].mapping.columns[4].parse.dates == "dmy"


def test_columns_that_could_be_the_same_are_asked_for_once() -> None:
    def column(place: int, header: str, *guess: str, why: str = "") -> ColumnMapping:
        return ColumnMapping(place, header, ASK, guess=guess, why=why)

    columns = (
        column(0, "x"), column(1, "Given", "lead.handed_over_at"),
        column(2, "Passed", "lead.handed_over_at"), column(3, "At", "lead.created_at"),
        column(4, "On", "lead.return_at", why=DAY_OR_MONTH),
    )  # fmt: skip
    file = FileMapping("a.csv", "a", "crm", (NounMapping("lead"),), columns)
    asked = list_questions(files=[file])
    assert [(one.kind, one.places) for one in asked] == [
        ("which", (1, 2)), ("order", (4,)), ("what", (0,)), ("what", (3,)),
    ]  # fmt: skip
    assert "handed it over" in asked[0].words


def test_every_kind_and_every_target_has_words() -> None:
    for kind in wording.list_kinds():
        nouns = tuple(kind.value.split("+"))
        assert wording.say_kind(nouns=nouns) == kind.words
        groups = wording.list_targets(nouns=nouns)
        assert len(groups) == len(nouns)
        assert all(choice.words for group in groups for choice in group.choices)


def test_an_import_is_found_by_its_folder_until_it_is_taken_back(
    folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    assert standing.find_import(folder=folder, store=store) is None
    done = importing.run(folder=folder, store=store, now=NOW, origin="crm")
    found = standing.find_import(folder=folder, store=store)
    assert found is not None
    assert found.id == done.run
    assert standing.find_undo(run=done.run, store=store) == ""
    back = importing.undo(run=done.run, store=store, now=NOW)
    assert standing.find_undo(run=done.run, store=store) == back.run
    assert standing.find_import(folder=folder, store=store) is None


def test_a_plan_says_file_by_file_what_the_record_has_already(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    importing.run(folder=folder, store=store, now=NOW, origin="crm")
    file = folder / "leads [1].csv"
    file.write_text(LEADS + "L9,Bob,Lenz,bob@bolt.example,04/05/2026,New\n", "utf-8")
    (planned_file,) = importing.plan(folder=folder, store=store, now=NOW, origin="crm").files
    assert (planned_file.taken, planned_file.known) == (9, 8)


WORDS = st.sampled_from(
    ["reading a", "converting b", "writing lead", "resolving who is who", "read"]
)


@given(what=WORDS, done=st.integers(0, 9), of=st.integers(0, 9))
def test_an_import_is_never_further_than_all_of_it(what: str, done: int, of: int) -> None:
    rows = {"a": 5, "b": 7}
    far = how_far(what=what, done=done, of=of, rows=rows)
    assert 0 <= far.percent <= 100
    assert 0 <= far.rows <= far.of == 12


def test_an_import_goes_on_from_phase_to_phase() -> None:
    told = [("reading a", 0, 2), ("reading b", 1, 2), ("read", 2, 2), ("converting b", 1, 2),
            ("writing lead", 0, 2), ("resolving who is who", 2, 2)]  # fmt: skip
    far = [how_far(what=w, done=d, of=o, rows={"a": 5, "b": 7}) for w, d, o in told]
    assert [one.percent for one in far] == sorted(one.percent for one in far)
    assert far[1].rows == 5


def test_words_of_a_mapping_are_found_however_they_are_capitalised(tmp_path: Path) -> None:
    """`ß` in small letters is `ß`, where a comparison without case makes `ss` of it."""
    (tmp_path / "in").mkdir()
    head = "no,what,status,since\n"
    rows = "".join(
        f"{n},Deal {n},{w},2026-05-0{n}\n" for n, w in ((1, "Groß"), (2, "GROSS"), (3, "außen vor"))
    )
    (tmp_path / "in" / "deals.csv").write_text(head + rows, "utf-8")
    mapping = """
        [[file]]
        path = "deals.csv"
        fills = ["deal"]
        only_if = { status = ["!", "Außen vor"] }
        [file.columns]
        no = "deal.source_id"
        what = "deal.name"
        since = "deal.created_at"
        status = { fills = "deal.outcome", words = { "Groß" = "won", "gross" = "lost" } }
    """
    store = tmp_path / "store"
    (tmp_path / "in" / "mapping.toml").write_text(mapping, "utf-8")
    importing.run(folder=tmp_path / "in", store=store, now=NOW)
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        told = engine.ask("select name, outcome from deal order by name").to_pylist()
    finally:
        engine.close()
    assert [(row["name"], row["outcome"]) for row in told] == [
        ("Deal 1", "won"), ("Deal 2", "lost"),
    ]  # fmt: skip
