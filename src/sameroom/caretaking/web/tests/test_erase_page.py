"""The pages on which a person is erased: found, looked up, confirmed, done by a job."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django_tasks import default_task_backend

from sameroom import importing
from sameroom.caretaking.tests.builders import CONTACTS
from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import erasing_queries, erasing_room, erasing_words, jobs
from sameroom.caretaking.web.erasing_all import joined
from sameroom.caretaking.web.models import BackedUp, Erasing, State
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.facts import list_tables
from sameroom.handoff.web.models import Act, Case
from sameroom.importing.web import said as said_of_imports
from sameroom.importing.wording import say_noun
from sameroom.notice.web.models import Notice
from sameroom.record.timeline import Entry, Subject, key_of
from sameroom.record.web import operations as record
from sameroom.record.web.models import SubjectWord
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
JANE, TOM = "jane.quxley@acme.example", "tom@bolt.example"
ACME = key_of(noun="account", subject_id="acme")
THEIRS = re.compile(r"quxley|555.?1234", re.IGNORECASE)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[People]:
    default_task_backend.clear()
    before = settings.STORE, settings.ROOM, settings.REPORT
    settings.REPORT = tmp_path / "report"  # around the record, as that of an invented company
    settings.STORE = settings.REPORT / "record"
    settings.ROOM = settings.STORE / "room"
    (settings.REPORT / "evidence").mkdir(parents=True)
    (settings.REPORT / "evidence" / "rows.csv").write_text(CONTACTS)
    (settings.REPORT / "own.parquet").write_text(CONTACTS)
    (settings.REPORT / "report.html").write_text(CONTACTS)
    (settings.REPORT / "report.de.html").write_text(CONTACTS)
    (settings.REPORT / "report.own.html").write_text(CONTACTS)
    (settings.REPORT / "own.txt").write_text(CONTACTS)
    (settings.REPORT / "other.html").write_text("nobody")
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "contacts.csv").write_text(CONTACTS)
    importing.run(folder=exports, store=settings.STORE, now=NOW)
    upload = settings.ROOM / "uploads" / "7" / "contacts.csv"
    upload.parent.mkdir(parents=True)
    upload.write_text(CONTACTS)
    errors = settings.ROOM / "imports" / "7" / "contacts.csv.errors.csv"
    errors.parent.mkdir(parents=True)
    errors.write_text(CONTACTS)
    made = people()
    lay_out(made)
    yield made
    settings.STORE, settings.ROOM, settings.REPORT = before


def enqueued() -> list[tuple[str, list[object]]]:
    """List the jobs that were asked for, with all that they are told."""
    jobs_asked = [job for job in default_task_backend.results if job.task.name in {"look", "erase"}]
    assert not any(job.kwargs for job in jobs_asked)
    return [(job.task.name, list(job.args)) for job in jobs_asked]


def ids() -> dict[str, str]:
    return {str(row["name"]): str(row["id"]) for row in ask("select id, name from person")}


def ask(question: str) -> list[dict[str, object]]:
    with Store.open(path=settings.STORE).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        try:
            return list(engine.ask(question).to_pylist())
        finally:
            engine.close()


def a_subject(key: str, name: str, *, noun: str = "person", **facts: str) -> Subject:
    return Subject(key, noun, name, facts, "", frozenset({"sales"}))


def lay_out(made: People) -> None:
    """Lay out what a refresh would: Jane, Tom, a second Jane, and the company of the first."""
    known = ids()
    jane, tom = (
        key_of(noun="person", subject_id=known[one]) for one in ("Jane Quxley", "Tom Other")
    )
    other = key_of(noun="person", subject_id="crm:77")
    record.write_subjects(generation=1, subjects=iter([
        a_subject(jane, "Jane Quxley", email=JANE, company="Acme", title="Buyer"),
        a_subject(tom, "Tom Other", email=TOM),
        a_subject(other, "Jane Quxley", email="jq@else.example"),
        a_subject(ACME, "Acme", noun="account", domain="acme.example"),
    ]))  # fmt: skip
    at = NOW - timedelta(days=30)
    record.write_entries(generation=1, entries=[
        Entry("1", at, "sales", "activity", "call", "", "spoke with Mrs Quxley", "", "", "", jane,
              ACME, ""),
        Entry("2", at, "sales", "activity", "call", "", "told of Jane Quxley", "", "", "", tom, "",
              ""),
    ])  # fmt: skip
    record.show(generation=1, team_sizes={})
    case = Case.objects.create(
        key="crm:9", person_key=jane, person_name="Jane Quxley", handed_over_at=at, team="sales",
        sent_note="she is keen",
    )  # fmt: skip
    moved = {"move": "accept", "from_state": "waiting", "to_state": "accepted"}
    Act.objects.create(case=case, at=at, note="rang her", **moved)
    Notice.objects.create(user=made.sol, kind="lead", key="1", words="Jane Quxley waits",
                          href="/leads/1", told_at=NOW)  # fmt: skip


@pytest.fixture
def client(room: People) -> Client:
    client = Client()
    client.force_login(room.admin)
    return client


def keys_of(page: str) -> list[str]:
    return re.findall(r'name="keys" value="(\w+)"', page)


def search(client: Client, question: str) -> str:
    return client.post("/erase", {"question": question}).content.decode()


def looked_up(client: Client, question: str = "jane acme", **told: object) -> Erasing:
    """Look somebody up as a person and a worker would; by name, unless an address is told."""
    said = {"question": question, **told} if told else {
        "question": question, "keys": keys_of(search(client, question))
    }  # fmt: skip
    response = client.post("/erase/look-up", said)
    assert response.status_code == 302, response.content.decode()
    one = Erasing.objects.latest("pk")
    assert response.headers["Location"] == f"/erase/{one.pk}"
    jobs.look.func(one.pk)
    one.refresh_from_db()
    return one


def confirmed(client: Client, one: Erasing, *, typed: str = JANE, mark: str = "") -> int:
    said = {"typed": typed, "mark": mark or one.mark, "is_shared": "on"}
    return client.post(f"/erase/{one.pk}", said).status_code


def emails() -> list[str]:
    rows = ask("select email from person where email is not null order by email")
    return [str(row["email"]) for row in rows]


@pytest.mark.parametrize("question", ["Quxley", "jane acme", "Acme", "QUXLEY j"])
def test_somebody_is_found_by_name_and_company(client: Client, question: str) -> None:
    page = search(client, question)
    assert "Jane Quxley" in page
    assert "first seen on 6 Jun 2026" in page
    assert "Tom Other" not in page


def test_two_of_one_name_are_told_apart_and_an_address_names_one(client: Client) -> None:
    both = search(client, "jane quxley")
    assert len(keys_of(both)) == 2
    assert JANE in both
    assert "jq@else.example" in both
    assert " checked" not in both, "nobody is chosen for them"
    assert len(keys_of(search(client, JANE))) == 1
    assert len(keys_of(search(client, "jane acme"))) == 1


def test_nobody_found_and_nobody_chosen_is_said_beside_the_field(client: Client) -> None:
    nobody = client.post("/erase", {"question": "Zaphod"})
    assert (nobody.status_code, "knows nobody like that" in nobody.content.decode()) == (422, True)
    none = client.post("/erase/look-up", {"question": "jane"})
    assert (none.status_code, "Choose whom you mean" in none.content.decode()) == (422, True)
    page = none.content.decode()
    assert 'value="jane"' in page, "what was typed stays"
    assert not Erasing.objects.exists()


def test_nobody_is_looked_up_who_was_not_among_those_found(client: Client) -> None:
    tom = keys_of(search(client, "tom"))
    for said in ({"keys": tom}, {"address": TOM}, {"keys": ["x' or 1=1"]}):
        assert client.post("/erase/look-up", {"question": "jane", **said}).status_code == 422
    assert not Erasing.objects.exists()


def test_it_is_told_before_what_the_erasing_then_tells(client: Client) -> None:
    before = AuditEntry.objects.count()
    one = looked_up(client)
    assert one.state == State.FOUND
    kinds = {
        "room.pages", "room.search", "room.timeline", "room.leads", "room.notices",
        "files.uploads", "files.errors", "files.report", "facts.person",
    }  # fmt: skip
    assert kinds <= set(one.expected), "of each there is something, else the test proves little"
    assert emails() == [JANE, TOM], "looking changes nothing"
    assert AuditEntry.objects.count() == before + 1
    page = client.get(f"/erase/{one.pk}").content.decode()
    for said in (
        "Jane Quxley",
        "+49 170 5551234",
        "Notices in inboxes",
        "Uploaded files",
        "No entry",
    ):
        assert said in page
    assert confirmed(client, one) == 302
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert joined(one.told) == one.expected
    assert (one.facts, one.rows, one.files) == tuple(
        sum(n for kind, n in one.expected.items() if kind.startswith(head))
        for head in ("facts.", "room.", "files.")
    )


def test_nothing_names_them_afterwards_and_the_receipt_neither(client: Client) -> None:
    one = looked_up(client)
    assert "quxley" not in one.sealed.lower()
    confirmed(client, one)
    assert enqueued() == [("look", [one.pk]), ("erase", [one.pk])], "a number, and not who"
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.sealed, one.mark, one.failure) == (State.DONE, "", "", "")
    assert emails() == [TOM]
    left = {file.name for file in settings.REPORT.iterdir()}
    others = {"own.txt", "own.parquet", "other.html", "report.own.html"}
    assert left == {*others, "evidence", "record"}, "of a folder of others, the report and no more"
    assert not list((settings.REPORT / "evidence").iterdir())
    assert not SubjectWord.objects.filter(word=b"quxley".hex(), key=ids_key())
    assert Case.objects.values_list("person_name", "sent_note").get() == ("Erased person", "")
    assert Act.objects.get().note == ""
    told = [f"{entry.action} {entry.subject} {entry.details}" for entry in AuditEntry.objects.all()]
    assert any(entry.startswith("person.erased") for entry in told)
    assert not any(THEIRS.search(entry) for entry in told)
    assert Refresh.objects.get().cause == "erasing"
    receipt = client.get(f"/erase/{one.pk}").content.decode()
    assert not THEIRS.search(receipt + client.get("/erase").content.decode())
    for said in (one.known_as, "Ruth", "They are erased", "Notices in inboxes"):
        assert said, "is there"
        assert said in receipt
    jobs.erase.func(one.pk)
    assert AuditEntry.objects.filter(action="person.erased").count() == 1, "once"


def ids_key() -> str:
    (one,) = (row["id"] for row in ask("select id from person where email is null"))
    return key_of(noun="person", subject_id=str(one))


def test_several_of_one_human_go_together_once_somebody_says_so(client: Client) -> None:
    keys = [*keys_of(search(client, JANE)), *keys_of(search(client, "tom"))]
    assert len(keys) == 2
    one = Erasing.objects.get(pk=asking.look_up(addresses=[], keys=keys, by=admin(), now=NOW))
    jobs.look.func(one.pk)
    one.refresh_from_db()
    refused = client.post(f"/erase/{one.pk}", {"typed": JANE, "mark": one.mark})
    assert refused.status_code == 422
    assert "all these names are meant" in refused.content.decode()
    assert confirmed(client, one) == 302
    jobs.erase.func(one.pk)
    assert emails() == []


def admin() -> object:
    from sameroom.people.web.models import User

    return User.objects.get(is_admin=True)


def test_an_address_that_the_record_does_not_know_is_looked_for_everywhere(
    client: Client, room: People
) -> None:
    text = settings.ROOM / "uploads" / "8" / "note.txt"
    text.parent.mkdir()
    text.write_text("write to zoe@far.example please")
    Notice.objects.create(user=room.sol, kind="lead", key="2", words="zoe@far.example wrote",
                          href="/leads/2", told_at=NOW)  # fmt: skip
    page = search(client, "zoe@far.example")
    assert "wherever it stands" in page
    one = looked_up(client, "zoe@far.example", address="zoe@far.example")
    assert one.expected == {"room.notices": 1, "files.uploads": 1}
    assert confirmed(client, one, typed="zoe@far.example") == 302
    jobs.erase.func(one.pk)
    assert not text.exists()
    assert Notice.objects.get(key="2").words == "erased wrote"
    assert emails() == [JANE, TOM]


@pytest.mark.parametrize("typed", [TOM, "jane", " "])
def test_nothing_is_asked_for_before_it_is_typed_once_more(client: Client, typed: str) -> None:
    one = looked_up(client)
    assert confirmed(client, one, typed=typed) == 422
    assert Erasing.objects.get().state == State.FOUND


def test_what_was_not_looked_at_is_not_erased_and_none_is_confirmed_twice(client: Client) -> None:
    one = looked_up(client)
    assert confirmed(client, one, mark="x") == 409
    assert confirmed(client, one) == 302
    assert confirmed(client, one) == 409
    assert client.post(f"/erase/{one.pk}/leave").status_code == 409
    assert client.post(f"/erase/{one.pk}/again").status_code == 409
    assert AuditEntry.objects.filter(action="erasing.asked").count() == 1


def test_one_that_is_left_keeps_nothing_of_whom_it_meant(client: Client) -> None:
    one, two = looked_up(client), looked_up(client)
    assert client.post(f"/erase/{one.pk}/leave").status_code == 302
    assert asking.forget_undecided(now=two.asked_at + 2 * asking.FORGOTTEN) == 1
    for each in (one, two):
        each.refresh_from_db()
        assert (each.state, each.sealed, each.mark) == (State.LEFT, "", "")
        assert "Nobody was erased" in client.get(f"/erase/{each.pk}").content.decode()
    assert confirmed(client, one, mark="x") == 409
    assert emails() == [JANE, TOM]


def test_one_of_us_is_not_erased_and_it_is_said_why(client: Client, room: People) -> None:
    one = looked_up(client, room.ada.email, address=room.ada.email)
    assert one.state == State.FAILED
    page = client.get(f"/erase/{one.pk}").content.decode()
    assert "is one of us" in page
    assert "Take away their account" in page
    assert room.ada.email not in one.failure


def test_backups_that_hold_them_are_listed_and_later_ones_are_not(client: Client) -> None:
    BackedUp.objects.create(file="/b/old.zip", made_at=NOW)
    BackedUp.objects.create(file="/b/kept.zip", made_at=NOW, kept_until="2026-09-30")
    one = looked_up(client)
    page = client.get(f"/erase/{one.pk}").content.decode()
    for said in ("/b/old.zip", "until somebody deletes it", "/b/kept.zip", "30 Sep 2026"):
        assert said in page
    confirmed(client, one)
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.ended_at is not None
    BackedUp.objects.create(file="/b/new.zip", made_at=one.ended_at + timedelta(hours=1))
    receipt = client.get(f"/erase/{one.pk}").content.decode()
    assert ("/b/old.zip" in receipt, "/b/new.zip" in receipt) == (True, False)


def test_an_administrator_who_does_not_see_somebody_is_told_numbers_only(
    client: Client, room: People
) -> None:
    one = looked_up(client)
    room.admin.sees = "team"
    room.admin.save()
    assert keys_of(search(client, "jane acme")) == []
    page = client.get(f"/erase/{one.pk}").content.decode()
    assert not THEIRS.search(page)
    assert "only numbers are shown" in page
    assert "Uploaded files" in page
    found = erasing_queries.find_page(number=one.pk, reader=room.admin.as_reader())
    assert found is not None
    assert confirmed(client, one, typed=found.to_type) == 302


def test_nobody_but_an_administrator_and_nobody_by_another_page(
    client: Client, room: People
) -> None:
    one = looked_up(client)
    before = Erasing.objects.count()
    places = ("/erase", "/erase/look-up", f"/erase/{one.pk}", f"/erase/{one.pk}/leave",
              f"/erase/{one.pk}/again")  # fmt: skip
    said = {"question": JANE, "address": JANE, "typed": JANE, "mark": one.mark}
    for user in (room.ada, room.sol, room.analyst, room.outsider):
        other = Client()
        other.force_login(user)
        assert {other.post(place, said).status_code for place in places} == {404}
        assert other.get(f"/erase/{one.pk}/progress").status_code == 404
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(room.admin)
    assert {forged.post(place, said).status_code for place in places} == {403}
    one.refresh_from_db()
    assert (one.state, Erasing.objects.count()) == (State.FOUND, before)


def test_what_is_shown_cannot_carry_markup(client: Client) -> None:
    page = search(client, '"><script>alert(1)</script>')
    assert "<script>alert(1)" not in page


def test_no_page_asks_the_database_more_than_a_dozen_times(
    client: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    one = looked_up(client)
    with django_assert_max_num_queries(12):
        search(client, "jane quxley acme example buyer")
    with django_assert_max_num_queries(12):
        client.get(f"/erase/{one.pk}")


@pytest.mark.parametrize("noun", [table.name for table in list_tables()])
def test_rows_of_every_noun_have_words_that_are_translated(noun: str) -> None:
    (told,) = erasing_words.say({f"facts.{noun}": 1})
    assert f"facts.{noun}" in erasing_words.KINDS or say_noun(noun=noun) in said_of_imports.WORDS
    assert told.words.startswith("In the record: ")


def test_rows_of_every_table_have_words() -> None:
    kinds = {f"room.{erasing_room.kind_of(model)}" for model in apps.get_models()}
    assert kinds <= set(erasing_words.KINDS)
