"""The words of columns with a closed list: listed as they are read, and said otherwise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sameroom import importing
from sameroom.connectors.mapping import Fill
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing import meanings
from sameroom.importing.answering import ColumnDecision, FileDecision, WordDecision, decide
from sameroom.importing.meanings import OUTCOME, Words
from sameroom.importing.texts import EMPTY

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CALL, DIRECTION = "activity.kind", "activity.direction"
STAGES = ("Unterschrieben", "In Klärung", "Groß", "Groß", 'a "b" = {#}', "x\ty")


def planned(folder: Path, *, mapping: str = "") -> tuple[importing.Plan, str]:
    out, told = folder.parent / "out.toml", folder.parent / "in.toml"
    told.write_text(mapping, "utf-8")
    plan = importing.plan(
        folder=folder, now=NOW, mapping=told if mapping else None, mapping_out=out, origin="crm"
    )
    return plan, out.read_text("utf-8")


def said(mapping: str, place: int, *words: WordDecision, name: str = "deals") -> str:
    column = ColumnDecision(place, words=words)
    return decide(mapping=mapping, decisions=[FileDecision(f"{name}.csv", name, columns=(column,))])


def words_of(plan: importing.Plan, place: int) -> tuple[Words, ...]:
    return tuple(words for words in plan.files[0].words if words.place == place)


def taken_for(words: Words) -> dict[str, str]:
    return {word.text: word.meaning for word in words.words}


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [
        f'D{n},Deal {n},{n}00 EUR,0{n % 9 + 1}.04.2026,"{stage.replace(chr(34), chr(34) * 2)}",'
        f"{('Neukunde', 'Sonstig')[n % 2]}\n"
        for n, stage in enumerate(STAGES * 3)
    ]
    head = "Deal ID,Deal Name,Amount,Create Date,Deal Stage,Deal Type\n"
    (folder / "deals.csv").write_text(head + "".join(rows), "utf-8")
    return folder


def test_a_stage_that_nobody_understands_is_listed_and_can_mean_won(deals: Path) -> None:
    plan, mapping = planned(deals)
    assert plan.files[0].mapping.columns[4].target == "deal.stage"
    (words,) = words_of(plan, 4)
    assert (words.target, words.is_beside, words.unknown, words.more) == (OUTCOME, True, 5, 0)
    assert (words.words[0].text, words.words[0].count) == ("Groß", 6)
    assert set(taken_for(words).values()) == {""}
    mapping = said(
        mapping, 4, WordDecision(OUTCOME, "groß", "won"),
        WordDecision(OUTCOME, "unterschrieben", "won"),
        WordDecision(OUTCOME, 'a "b" = {#}', "lost"), WordDecision(OUTCOME, "x\ty", "open"),
    )  # fmt: skip
    again, mapping = planned(deals, mapping=mapping)
    (words,) = words_of(again, 4)
    assert (words.is_beside, words.otherwise, words.unknown) == (False, "open", 1)
    assert taken_for(words) == {
        "In Klärung": "", "Groß": "won", "Unterschrieben": "won", 'a "b" = {#}': "lost",
        "x\ty": "open",
    }  # fmt: skip
    assert next(iter(taken_for(words))) == "In Klärung", "what is not understood comes first"
    third, _ = planned(deals, mapping=mapping)
    assert words_of(third, 4) == (words,), "what was said stays said"


def test_a_word_of_which_nobody_knows_the_meaning_is_left_empty_and_is_no_flaw(
    deals: Path,
) -> None:
    _, mapping = planned(deals)
    only = said(mapping, 4, WordDecision(OUTCOME, "groß", EMPTY))
    assert OUTCOME not in only, "that one is not known says nothing about all others"
    mapping = said(
        mapping, 4, WordDecision(OUTCOME, "groß", EMPTY),
        WordDecision(OUTCOME, "unterschrieben", "won"),
    )  # fmt: skip
    assert '"groß" = "-"' in mapping
    store = deals.parent / "store"
    told = deals.parent / "told.toml"
    told.write_text(mapping, "utf-8")
    plan, mapping = planned(deals, mapping=mapping)
    (words,) = words_of(plan, 4)
    assert taken_for(words)["Groß"] == EMPTY
    assert (words.unknown, words.otherwise) == (3, "open"), "it is decided"
    importing.run(folder=deals, store=store, now=NOW, mapping=told, origin="crm")
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    rows = engine.ask("select stage, min(outcome) as outcome from deal group by stage").to_pylist()
    engine.close()
    assert {row["stage"]: row["outcome"] for row in rows} == {
        "Unterschrieben": "won", "Groß": None, "In Klärung": "open", 'a "b" = {#}': "open",
        "x\ty": "open",
    }  # fmt: skip
    assert plan.files[0].reasons == ()
    again = said(mapping, 4, WordDecision(OUTCOME, "groß", ""))
    assert '"groß" = "-"' not in again, "and it can be taken back"


def imported(folder: Path, *, mapping: str, asked: str) -> tuple[list[dict[str, object]], str]:
    """Import a folder; give what the record has then, and what the error files say."""
    store, told = folder.parent / "store", folder.parent / "told.toml"
    told.write_text(mapping, "utf-8")
    importing.run(folder=folder, store=store, now=NOW, mapping=told, origin="crm")
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    rows = engine.ask(asked).to_pylist()
    engine.close()
    return rows, "".join(path.read_text("utf-8") for path in store.rglob("*errors*.csv"))


def test_a_blank_cell_becomes_what_blank_cells_become_whatever_words_are_left_empty(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = "Deal ID,Deal Name,Amount,Create Date,Deal Stage\n"
    cells = ("Signed", "Unclear", "", "Talking")
    rows = [f"D{n},Deal {n},100 EUR,2026-04-0{n + 1},{cell}\n" for n, cell in enumerate(cells)]
    (folder / "deals.csv").write_text(head + "".join(rows), "utf-8")
    mapping = """
        [[file]]
        path = "deals.csv"
        origin = "crm"
        fills = ["deal"]
        [file.columns]
        "Deal ID" = "deal.source_id"
        "Deal Name" = "deal.name"
        "Amount" = "deal.amount"
        "Create Date" = "deal.created_at"
        "Deal Stage" = [
            {{ fills = "deal.stage", words = {{ signed = "Won it", unclear = "{0}" }} }},
            {{ fills = "deal.outcome", otherwise = "open", words = {{ signed = "won"{1} }} }},
        ]
    """
    asked = "select stage, outcome from deal order by created_at"
    for number, (text, more, stage, outcome) in enumerate([
        ("unclear", "", "unclear", "open"), ("-", ', unclear = "-"', None, None),
    ]):  # fmt: skip
        here = tmp_path / str(number) / "in"
        here.mkdir(parents=True)
        (here / "deals.csv").write_bytes((folder / "deals.csv").read_bytes())
        found, _ = imported(here, mapping=mapping.format(text, more), asked=asked)
        assert [(row["stage"], row["outcome"]) for row in found] == [
            ("Won it", "won"), (stage, outcome), (None, "open"), ("Talking", "open"),
        ]  # fmt: skip


def test_a_word_that_is_left_empty_is_no_flaw_whatever_the_column_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = "No,Who,Mail,Ok,Source,Since\n"
    rows = ["1,Ada,ada@x.example,yes,web,2026-04-01\n", "2,Bo,NONE,Maybe,Hm,Never\n",
            "3,Cy,odd,odd,odd,odd\n", "4,Di,no@x.example,no,web,2026-04-02\n"]  # fmt: skip
    (folder / "who.csv").write_text(head + "".join(rows), "utf-8")
    mapping = """
        [[file]]
        path = "who.csv"
        origin = "crm"
        fills = ["person"]
        [file.columns]
        No = "person.source_id"
        Who = "person.name"
        Mail = { fills = "person.email", words = { none = "-", "no@x.example" = "-" } }
        Ok = { fills = "person.has_consent", words = { maybe = "-" } }
        Source = { fills = "person.first_channel", words = { web = "website", hm = "-" } }
        Since = { fills = "person.created_at", words = { never = "-" } }
    """
    asked = "select name, email, has_consent, created_at is null as blank from person order by name"
    found, errors = imported(folder, mapping=mapping, asked=asked)
    told = {row["name"]: (row["email"], row["has_consent"], row["blank"]) for row in found}
    assert told["Ada"] == ("ada@x.example", True, False)
    assert told["Bo"] == (None, None, True)
    assert told["Di"] == (None, False, False)
    assert "Bo" not in errors, "that nobody knows was said, so nothing is wrong"
    for reason in ("INVALID_EMAIL", "INVALID_YES_NO", "COULD_NOT_PARSE_DATE"):
        assert errors.count(reason) == 1, reason


def test_a_meaning_is_changed_and_taken_away_again(deals: Path) -> None:
    plan, mapping = planned(deals)
    (kind,) = words_of(plan, 5)
    assert taken_for(kind) == {"Sonstig": "", "Neukunde": "new"}
    plan, mapping = planned(
        deals, mapping=said(mapping, 5, WordDecision("deal.kind", "sonstig", "renewal"))
    )
    assert taken_for(words_of(plan, 5)[0]) == {"Neukunde": "new", "Sonstig": "renewal"}
    gone = [WordDecision("deal.kind", word, "") for word in ("sonstig", "neukunde")]
    plan, mapping = planned(deals, mapping=said(mapping, 5, *gone))
    assert taken_for(words_of(plan, 5)[0]) == {"Neukunde": "", "Sonstig": ""}


def test_words_said_of_a_field_that_the_column_is_no_more_are_passed_over(deals: Path) -> None:
    _, mapping = planned(deals)
    word = WordDecision("deal.kind", "sonstig", "renewal")
    column = ColumnDecision(5, target="deal.name", words=(word,))
    decision = FileDecision("deals.csv", "deals", columns=(column,))
    plan, _ = planned(deals, mapping=decide(mapping=mapping, decisions=[decision]))
    assert plan.files[0].mapping.columns[5].fills == (Fill("deal.name"),)


def test_yes_and_no_can_be_said_in_ones_own_words(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [f"P{n},Ada{n},ada{n}@acme.example,{('ja', 'NÖ', 'passt')[n % 3]}\n" for n in range(9)]
    (folder / "people.csv").write_text("Contact ID,Name,Email,Einwilligung\n" + "".join(rows))
    plan, mapping = planned(folder)
    column = ColumnDecision(3, target="person.has_consent")
    decision = FileDecision("people.csv", "people", columns=(column,))
    plan, mapping = planned(folder, mapping=decide(mapping=mapping, decisions=[decision]))
    (words,) = words_of(plan, 3)
    assert taken_for(words) == {"NÖ": "", "passt": "", "ja": "yes"}
    assert [one.is_own for one in words.words] == [False, False, True]
    told = [WordDecision("person.has_consent", word, meant)
            for word, meant in (("nö", "no"), ("passt", "yes"))]  # fmt: skip
    plan, mapping = planned(folder, mapping=said(mapping, 3, *told, name="people"))
    assert taken_for(words_of(plan, 3)[0]) == {"NÖ": "no", "ja": "yes", "passt": "yes"}
    assert plan.files[0].reasons == ()
    gone = [WordDecision("person.has_consent", word, "") for word in ("nö", "passt")]
    plan, _ = planned(folder, mapping=said(mapping, 3, *gone, name="people"))
    assert taken_for(words_of(plan, 3)[0]) == {"NÖ": "", "passt": "", "ja": "yes"}


def test_of_many_words_the_first_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = "Deal ID,Deal Name,Amount,Deal Type\n"
    rows = [f"D{n},Deal {n},100 EUR,kind {n}\n" for n in range(60)]
    long = f"D98,Deal,1 EUR,{'x' * 500}\n"
    (folder / "deals.csv").write_text(head + "".join(rows) + long + "D99,Deal,1 EUR,Neukunde\n")
    _, mapping = planned(folder)
    column = ColumnDecision(3, target="deal.kind")
    decision = FileDecision("deals.csv", "deals", columns=(column,))
    plan, _ = planned(folder, mapping=decide(mapping=mapping, decisions=[decision]))
    (words,) = words_of(plan, 3)
    assert (len(words.words), words.more, words.unknown) == (meanings.MOST, 22, 61)
    assert words.otherwise == ""


def test_of_a_file_too_large_to_keep_its_first_rows_are_looked_at(
    deals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sameroom.importing.delimited.READ_ANEW_FROM", 1)
    monkeypatch.setattr("sameroom.importing.meanings.LOOKED_AT", 4)
    plan, _ = planned(deals)
    (words,) = words_of(plan, 4)
    assert words.rows == 4
    assert sum(one.count for one in words.words) == 4


def test_only_fields_with_a_closed_list_have_meanings() -> None:
    assert meanings.list_meanings(target="deal.outcome") == ("open", "won", "lost")
    assert meanings.list_meanings(target="deal.is_won") == ("yes", "no")
    for target in ("deal.name", "attribute:x", "stage:person:customer", "ignore", "no.such", EMPTY):
        assert meanings.list_meanings(target=target) == ()
    assert meanings.list_fields(target="deal.stage") == (OUTCOME,)


def test_moments_without_an_offset_are_told_and_take_a_zone(tmp_path: Path, deals: Path) -> None:
    folder = tmp_path / "zoned"
    folder.mkdir()
    rows = [
        f"D{n},Deal {n},100 EUR,2026-04-0{n} 10:00,2026-05-0{n}T10:00:00+02:00\n"
        for n in range(1, 9)
    ]
    head = "Deal ID,Deal Name,Amount,Create Date,Close Date\n"
    (folder / "deals.csv").write_text(head + "".join(rows))
    plan, mapping = planned(folder)
    assert plan.files[0].zoneless == (3,)
    days = planned(deals)[0].files[0]
    assert (days.mapping.columns[3].target, days.zoneless) == ("deal.created_at", ())
    for zone, stands in (("Asia/Tokyo", "Asia/Tokyo"), ("", "Asia/Tokyo"), (EMPTY, "")):
        column = ColumnDecision(3, zone=zone)
        decision = FileDecision("deals.csv", "deals", columns=(column,))
        plan, mapping = planned(folder, mapping=decide(mapping=mapping, decisions=[decision]))
        assert plan.files[0].mapping.columns[3].parse.zone == stands
        assert plan.files[0].zoneless == (3,)


def test_a_company_known_by_name_only_keeps_the_letters_it_is_written_with(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    rows = [f"{n},Ada{n},Stone,ada{n}@x{n}.example, Dörn AG \n" for n in range(4)]
    head = "Record ID,First Name,Last Name,Email,Company Name\n"
    (folder / "contacts.csv").write_text(head + "".join(rows), "utf-8")
    importing.run(folder=folder, store=store, now=NOW)
    with Store.open(path=store).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        found = engine.ask("select account_id, name from who_account").to_pylist()
        engine.close()
    assert found == [{"account_id": "name:dörn ag", "name": "Dörn AG"}]
    again = importing.plan(folder=folder, store=store, now=NOW)
    assert not sum(noun.new + noun.changed for noun in again.nouns)
