"""What the words of a column mean is said on the page of its file, and remembered."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.html import escape

from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing import wording
from sameroom.importing.found import Column, Found, from_text
from sameroom.importing.meanings import OUTCOME
from sameroom.importing.texts import EMPTY
from sameroom.importing.web import jobs
from sameroom.importing.web.file_forms import SHOWN, ColumnRow, FileForm
from sameroom.importing.web.models import Bringing, Remembered
from sameroom.importing.web.said import say
from sameroom.importing.web.tests.builders import planned
from sameroom.importing.web.word_fields import NOBODY_KNOWS, name_of, read_name
from sameroom.room.web.tests.builders import People

pytestmark = pytest.mark.django_db
STAGES = ("Unterschrieben", "Groß & <b>bunt</b>", "Vertagt")
STAGE, KIND = 4, 5
SIGNED = name_of(place=STAGE, target=OUTCOME, word="unterschrieben")
PUT_OFF = name_of(place=STAGE, target=OUTCOME, word="vertagt")
OTHER = name_of(place=KIND, target="deal.kind", word="sonstig")


def deals(count: int = 9, *, first: int = 0) -> bytes:
    """Write an export of deals whose stages no list knows."""
    rows = [
        f"D{n},Deal {n},{n}00 EUR,0{n % 9 + 1}.04.2026 10:00,{STAGES[n % 3]},"
        f"{('Neukunde', 'Sonstig')[n % 2]}\n"
        for n in range(first, first + count)
    ]
    return ("Deal ID,Deal Name,Amount,Create Date,Deal Stage,Deal Type\n" + "".join(rows)).encode()


@pytest.fixture
def one(place: Path, room: People) -> Bringing:
    return planned(folder=place / "up", by=room.analyst, files={"deals.csv": deals()})


def logged_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # a user
    return client


def sent(page: str) -> dict[str, str]:
    """Give what a browser would send of a page as it stands."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    origin = re.search(r'name="origin" value="([^"]*)"', page)
    fields["origin"] = origin[1] if origin else ""
    return fields


def look(client: Client, one: Bringing) -> str:
    return client.get(f"/imports/{one.pk}/files/0").content.decode()


def send(client: Client, one: Bringing, said: dict[str, str]) -> tuple[int, str]:
    answer = client.post(f"/imports/{one.pk}/files/0", said)
    return answer.status_code, answer.content.decode()


def column(one: Bringing, place: int) -> Column:
    one.refresh_from_db()
    return from_text(one.found, Found).files[0].columns[place]


def meanings(one: Bringing, place: int) -> dict[str, str]:
    return {word.key: word.meaning for told in column(one, place).words for word in told.words}


def outcomes(store: Path) -> dict[str, str | None]:
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        rows = engine.ask("select stage, min(outcome) as outcome from deal group by stage")
        return {row["stage"]: row["outcome"] for row in rows.to_pylist()}
    finally:
        engine.close()


def test_a_stage_is_said_to_mean_won_imported_so_and_remembered(
    place: Path, client: Client, one: Bringing
) -> None:
    page = look(client, one)
    assert "What the words of “Deal Stage” mean" in page
    assert escape("groß & <b>bunt</b>") in page.lower()
    assert "<b>bunt" not in page.lower()
    asked = page[page.index(f'id="words-{KIND}"') :]
    assert asked.index("Sonstig") < asked.index("Neukunde"), "what is not understood comes first"
    plan = client.get(f"/imports/{one.pk}").content.decode()
    assert f"/imports/{one.pk}/files/0#words-{KIND}" in plan
    assert "1 word not understood" in plan
    said = sent(page) | {SIGNED: "won", PUT_OFF: "lost", OTHER: "renewal"}
    assert send(client, one, said)[0] == 302
    jobs.plan.func(one.pk)
    assert meanings(one, STAGE) == {
        "groß & <b>bunt</b>": "", "unterschrieben": "won", "vertagt": "lost",
    }  # fmt: skip
    assert meanings(one, KIND) == {"neukunde": "new", "sonstig": "renewal"}
    assert "taken as “still open”" in look(client, one)
    client.post(f"/imports/{one.pk}/run", {"version": one.version})
    jobs.run.func(one.pk)
    assert outcomes(place / "record") == {
        "Unterschrieben": "won", "Vertagt": "lost", "Groß & <b>bunt</b>": "open",
    }  # fmt: skip
    later = planned(folder=place / "up", files={"sub/july.csv": deals(first=9)})
    assert meanings(later, STAGE)["unterschrieben"] == "won"
    assert meanings(later, KIND)["sonstig"] == "renewal"
    assert column(later, KIND).why == "as was decided for such a file before"


def test_a_word_that_nobody_knows_is_left_empty_while_all_others_are_open(
    place: Path, client: Client, one: Bringing
) -> None:
    said = sent(look(client, one)) | {SIGNED: "won", PUT_OFF: NOBODY_KNOWS}
    assert send(client, one, said)[0] == 302
    jobs.plan.func(one.pk)
    page = look(client, one)
    assert sent(page)[PUT_OFF] == NOBODY_KNOWS
    assert "nobody knows: left empty" in page
    assert "1 word is not decided and is taken as “still open”" in page
    one.refresh_from_db()
    before = one.mapping
    assert send(client, one, sent(page))[0] == 302, "sent as it stands it changes nothing"
    one.refresh_from_db()
    assert one.mapping == before
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    client.post(f"/imports/{one.pk}/run", {"version": one.version})
    jobs.run.func(one.pk)
    assert outcomes(place / "record") == {
        "Unterschrieben": "won", "Vertagt": None, "Groß & <b>bunt</b>": "open",
    }  # fmt: skip
    assert "left empty" in client.get("/imports/mappings").content.decode()


def options(page: str, name: str) -> list[str]:
    """List what can be chosen in a field."""
    found = re.search(rf'<select name="{re.escape(name)}".*?>(.*?)</select>', page, re.S)
    assert found is not None
    return re.findall(r'<option value="([^"]*)"', found[1])


def test_that_nobody_knows_is_offered_only_where_it_says_more_than_not_decided(
    client: Client, one: Bringing
) -> None:
    page = look(client, one)
    assert NOBODY_KNOWS in options(page, PUT_OFF)
    assert "left empty, if another word is decided along with it" in page
    assert NOBODY_KNOWS not in options(page, OTHER), "it is left empty in any case"


def test_a_page_opened_before_an_upgrade_takes_nothing_for_unknown(
    client: Client, one: Bringing
) -> None:
    page = look(client, one)
    assert send(client, one, sent(page) | {SIGNED: "won", PUT_OFF: EMPTY})[0] == 302
    jobs.plan.func(one.pk)
    assert meanings(one, STAGE)["vertagt"] == "", "not decided, as it said there"
    assert meanings(one, STAGE)["unterschrieben"] == "won"


def test_a_word_of_yes_and_no_that_a_mapping_leaves_empty_stays_so(
    place: Path, client: Client, room: People
) -> None:
    rows = "".join(f"P{n},Ada{n},a{n}@x.example,{('ja', 'hm')[n % 2]}\n" for n in range(9))
    mapping = """
        [[file]]
        path = "people.csv"
        origin = "crm"
        fills = ["person"]
        [file.columns]
        No = "person.source_id"
        Who = "person.name"
        Mail = "person.email"
        Ok = { fills = "person.has_consent", words = { hm = "-" } }
    """
    people = f"No,Who,Mail,Ok\n{rows}".encode()
    files = {"people.csv": people, "mapping.toml": mapping.encode()}
    one = planned(folder=place / "up", by=room.analyst, files=files)
    assert meanings(one, 3) == {"ja": "yes", "hm": EMPTY}
    before = one.mapping
    page = look(client, one)
    assert sent(page)[name_of(place=3, target="person.has_consent", word="hm")] == NOBODY_KNOWS
    assert send(client, one, sent(page))[0] == 302
    one.refresh_from_db()
    assert one.mapping == before


def test_what_a_phone_cuts_off_of_a_choice_is_said_in_full(one: Bringing) -> None:
    told = column(one, STAGE)
    field = FileForm(file=from_text(one.found, Found).files[0])[f"c{STAGE}"]
    long = next(
        choice.value for group in wording.list_targets(nouns=("deal", "lead", "person"))
        for choice in group.choices if len(say(wording.say(target=choice.value))) > SHOWN
    )  # fmt: skip
    for target, said in ((long, say(wording.say(target=long))), ("deal.name", "")):
        row = ColumnRow(replace(told, target=target), field, None, None, None)
        assert row.long_choice == said


def test_the_states_of_leads_are_led_to_the_agreement(
    place: Path, client: Client, room: People
) -> None:
    one = planned(folder=place / "up", by=room.analyst)  # leads
    page = look(client, one)
    assert page.count("What its words mean is said in") == 1
    assert '<a href="/agreement">the agreement</a>, under Lifecycle' in page


def test_a_page_sent_as_it_stands_says_nothing_of_words(client: Client, one: Bringing) -> None:
    before = one.mapping
    assert send(client, one, sent(look(client, one)))[0] == 302
    one.refresh_from_db()
    assert one.mapping == before
    assert Remembered.objects.count() == 0


def test_a_meaning_that_there_is_not_is_told_beside_its_word_and_the_rest_kept(
    client: Client, one: Bringing
) -> None:
    said = sent(look(client, one)) | {SIGNED: "triumph", OTHER: "renewal"}
    status, page = send(client, one, said)
    assert status == 422
    assert f'id="id_{SIGNED}_error"' in page
    assert sent(page)[OTHER] == "renewal"
    one.refresh_from_db()
    assert "renewal" not in one.mapping


def test_who_comes_second_sees_what_the_first_said_and_takes_either(
    client: Client, room: People, one: Bringing
) -> None:
    ruth = logged_in(room.admin)
    page = look(client, one)
    assert send(ruth, one, sent(page) | {SIGNED: "won"})[0] == 302
    jobs.plan.func(one.pk)
    status, stale = send(client, one, sent(page) | {SIGNED: "lost", PUT_OFF: "lost"})
    assert status == 409
    told = stale[stale.index('role="alert"') : stale.index('id="yours"')]
    assert re.search("“Unterschrieben” means.*won.*lost", told, re.S)
    assert "“Vertagt” means" in told
    assert sent(stale)[SIGNED] == "lost"
    assert send(client, one, sent(stale))[0] == 302
    jobs.plan.func(one.pk)
    assert meanings(one, STAGE)["unterschrieben"] == "lost"
    assert meanings(one, STAGE)["vertagt"] == "lost"


def test_words_of_a_column_that_somebody_left_out_meanwhile_are_kept(
    client: Client, room: People, one: Bringing
) -> None:
    page = look(client, one)
    assert send(logged_in(room.admin), one, sent(page) | {f"c{STAGE}": "ignore"})[0] == 302
    jobs.plan.func(one.pk)
    assert column(one, STAGE).words == ()
    status, stale = send(client, one, sent(page) | {SIGNED: "won"})
    assert status == 409
    assert sent(stale)[SIGNED] == "won"
    assert "groß &amp; &lt;b&gt;bunt" in stale
    assert send(client, one, sent(stale))[0] == 302
    jobs.plan.func(one.pk)
    assert meanings(one, STAGE)["unterschrieben"] == "won"


def test_words_that_somebody_made_up_in_a_form_are_passed_over(
    client: Client, one: Bringing
) -> None:
    for name in ("w4-!", "w4-é", "w4-AAAA", "wx-AAAA", "w4", name_of(
        place=4, target="deal.name", word="x"
    ), name_of(place=4, target=OUTCOME, word="x" * 81)):  # fmt: skip
        assert read_name(name) is None
    assert read_name(SIGNED) == (STAGE, OUTCOME, "unterschrieben")
    many = QueryDict(mutable=True)
    many.update(sent(look(client, one)))
    for n in range(200):
        many[name_of(place=STAGE, target=OUTCOME, word=f"w{n}")] = "won"
    answer = client.post(
        f"/imports/{one.pk}/files/0", many.urlencode(),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status_code == 302
    one.refresh_from_db()
    assert one.mapping.count('= "won"') < 100
