"""From files that are brought to rows in the record, and back."""

import re
from datetime import time, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sameroom.agreement.web.models import Version
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.importing.found import CameIn, Found, from_text
from sameroom.importing.web import jobs, operations, queries
from sameroom.importing.web.models import Bringing, Remembered, State
from sameroom.importing.web.operations import MovedOnError
from sameroom.importing.web.tests.builders import NOW, bring, leads, planned
from sameroom.room.founding import Asked, first_agreement
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import People
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db


def held(store: Path, noun: str = "lead") -> int:
    engine = EmbeddedEngine(snapshot=Store.open(path=store).snapshot())
    try:
        return int(engine.ask(f"select count(*) as n from {noun}").to_pylist()[0]["n"])
    finally:
        engine.close()


def test_files_are_brought_planned_asked_about_imported_and_taken_back(
    place: Path, client: Client
) -> None:
    files = [SimpleUploadedFile("leads.csv", leads(*range(1, 10), broken=(9,)))]
    answer = client.post("/imports", {"exports": files, "paths": ["crm/leads.csv"], "whole": "yes"})
    one = Bringing.objects.get()
    assert answer["Location"] == f"/imports/{one.pk}"
    assert "looked at" in client.get(f"/imports/{one.pk}").content.decode()
    jobs.plan.func(one.pk)
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "crm/leads.csv" in page
    assert "How are the dates in “Created Date” written?" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    said = {"version": version[1], "q0": "mdy", "zone": "UTC", "currency": ""}
    assert client.post(f"/imports/{one.pk}/answers", said).status_code == 302
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    found = from_text(one.found, Found)
    assert found.questions == ()
    assert (found.files[0].columns[4].dates, found.files[0].columns[4].why) == (
        "mdy", "you decided it",
    )  # fmt: skip
    assert not Store.open(path=place / "record", create=True).snapshot().runs()
    assert client.post(f"/imports/{one.pk}/run", {"version": one.version}).status_code == 302
    jobs.run.func(one.pk)
    assert held(place / "record") == 8
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "It is in the record" in page
    error_file = client.get(f"/imports/{one.pk}/errors/0")
    text = b"".join(error_file.streaming_content).decode("utf-8-sig")
    assert text.startswith(
        "Lead ID,First Name,Last Name,Email,Created Date,Lead Status,line,column"
    )
    assert "MISSING_ID" in text
    assert Refresh.objects.filter(cause="import").count() == 1
    page = client.get(f"/imports/{one.pk}/undo").content.decode()
    assert "8 leads" in page
    client.post(f"/imports/{one.pk}/undo")
    jobs.undo.func(one.pk)
    one.refresh_from_db()
    assert (one.state, held(place / "record")) == (State.UNDONE, 0)
    logged = AuditEntry.objects.filter(subject=str(one.pk)).order_by("pk")
    acts = logged.values_list("action", flat=True)
    assert [act for act in acts if act != "refresh.asked"] == [
        "files.brought", "import.decided", "import.asked", "import.done", "import.undo_asked",
        "import.undone",
    ]  # fmt: skip


def test_times_and_amounts_are_read_as_both_teams_have_agreed(place: Path, room: People) -> None:
    plain = planned(folder=place / "up")
    assert (plain.zone, plain.currency) == ("UTC", "")
    store = place / "record"
    store.mkdir(parents=True, exist_ok=True)
    (store / "agreement.yaml").write_text(
        "company: {time_zone: America/New_York, currency: USD}", "utf-8"
    )
    one = planned(folder=place / "up")
    assert (one.zone, one.currency) == ("America/New_York", "USD")


def test_what_was_decided_is_remembered_for_the_next_file_of_its_shape(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    said = {"version": one.version, "q0": "mdy", "zone": "UTC"}
    client.post(f"/imports/{one.pk}/answers", said)
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    assert Remembered.objects.count() == 0, "what nobody ran may have been a slip"
    client.post(f"/imports/{one.pk}/run", {"version": one.version})
    assert Remembered.objects.count() == 1
    later = planned(folder=place / "up", files={"sub/july [2].csv": leads(3, 4, 5, 6)})
    found = from_text(later.found, Found)
    assert found.questions == ()
    assert found.files[0].columns[4].dates == "mdy"
    assert found.files[0].columns[4].why == "as was decided for such a file before"


def test_a_file_can_be_taken_for_something_else_and_left_out(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    page = client.get(f"/imports/{one.pk}/files/0").content.decode()
    assert "What each row of it is" in page
    form = {"version": one.version, "kind": "person", "origin": "pipedrive"}
    assert client.post(f"/imports/{one.pk}/files/0", form).status_code == 302
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    file = from_text(one.found, Found).files[0]
    assert (file.nouns, file.origin) == (("person",), "pipedrive")
    form = {"version": one.version, "kind": "", "origin": "pipedrive"}
    client.post(f"/imports/{one.pk}/files/0", form)
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    found = from_text(one.found, Found)
    assert (found.files, found.left[0].can_be_read) == ((), True)
    assert client.get(f"/imports/{one.pk}/files/0").status_code == 200
    form = {"version": one.version, "kind": "lead+person"}
    client.post(f"/imports/{one.pk}/files/0", form)
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    assert from_text(one.found, Found).files[0].nouns == ("lead", "person")


def test_what_a_form_cannot_say_is_told_beside_the_field(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    said = {"version": one.version, "currency": "euro", "zone": "Mars/Base", "q0": "mdy"}
    answer = client.post(f"/imports/{one.pk}/answers", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write the three letters" in page
    assert 'value="euro"' in page
    assert re.search(r'value="mdy"[^>]*checked', page), "what was answered is kept"
    form = {"version": one.version, "kind": "lead", "origin": "CRM!", "c0": "no.such"}
    answer = client.post(f"/imports/{one.pk}/files/0", form)
    assert answer.status_code == 422
    assert "small letters" in answer.content.decode()
    assert client.post("/imports", {}).status_code == 422


def test_a_plan_that_somebody_changed_meanwhile_is_not_run(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    operations.answer(
        number=one.pk, version=one.version, decisions=[], settings=operations.Settings(),
        by=room.admin, now=NOW,
    )  # fmt: skip
    jobs.plan.func(one.pk)
    answer = client.post(f"/imports/{one.pk}/run", {"version": one.version})
    assert answer.status_code == 409
    assert "Ruth changed this on" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == State.PLANNED
    stale = client.post(f"/imports/{one.pk}/answers", {"version": 1, "zone": "UTC"})
    assert stale.status_code == 409


def test_what_was_chosen_on_a_stale_page_is_kept_by_what_was_asked_not_by_its_place(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    page = client.get(f"/imports/{one.pk}").content.decode()
    key = re.search(r'name="k0" value="([^"]+)"', page)
    assert key is not None
    assert not re.search(r'value="mdy"[^>]* checked', page)
    said = {"version": 1000, "zone": "Europe/Berlin", "q7": "mdy"}
    stale = client.post(f"/imports/{one.pk}/answers", said | {"k7": unescape(key[1])})
    assert stale.status_code == 409
    assert re.search(r'name="q0" value="mdy"[^>]* checked', stale.content.decode())
    assert "hat you typed is below" in stale.content.decode()
    other = client.post(f"/imports/{one.pk}/answers", said | {"k7": "another question"})
    assert not re.search(r'value="mdy"[^>]* checked', other.content.decode())
    assert "decided otherwise by now" not in other.content.decode()


def test_what_is_dropped_is_gone_and_cannot_be_run(
    place: Path, room: People, client: Client
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    client.post(f"/imports/{one.pk}/drop")
    assert not Path(one.folder).exists()
    assert "was dropped" in client.get(f"/imports/{one.pk}").content.decode()
    with pytest.raises(MovedOnError):
        operations.ask_run(number=one.pk, version=one.version, by=room.analyst, now=NOW)
    with pytest.raises(MovedOnError):
        operations.ask_undo(number=one.pk, by=room.analyst, now=NOW)


def test_files_that_hold_nothing_are_told_so(place: Path, client: Client) -> None:
    one = planned(folder=place / "up", files={"a.pdf": b"%PDF-1", "b.csv": b""})
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "a picture or document" in page
    assert "Nothing here can be imported yet" in page
    assert f'action="/imports/{one.pk}/run"' not in page


def test_a_mapping_of_ones_own_that_is_wrong_is_told_and_can_be_dropped(
    place: Path, client: Client
) -> None:
    files = {"leads.csv": leads(1, 2, 3), "mapping.toml": b"[[file]]\npath = 3"}
    one = planned(folder=place / "up", files=files)
    assert one.state == State.UNREADABLE
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "cannot be read as they are" in page
    assert "mapping.toml" in page
    client.post(f"/imports/{one.pk}/drop")
    one.refresh_from_db()
    assert one.state == State.DROPPED


def test_importing_the_same_again_writes_nothing_and_says_so(
    place: Path, room: People, client: Client
) -> None:
    for _ in range(2):
        one = planned(folder=place / "up", by=room.analyst)
        operations.ask_run(number=one.pk, version=one.version, by=room.analyst, now=NOW)
        jobs.run.func(one.pk)
        one.refresh_from_db()
    assert one.run_id == ""
    assert from_text(one.found, Found).files[0].known == 8
    assert "had all of this already" in client.get(f"/imports/{one.pk}").content.decode()
    assert client.get(f"/imports/{one.pk}/undo")["Location"] == f"/imports/{one.pk}"
    assert client.post(f"/imports/{one.pk}/undo").status_code == 409
    first = Bringing.objects.order_by("pk").first()
    assert first is not None
    page = queries.find_undo_page(number=first.pk)
    assert page is not None
    assert [number for number, _, _ in page.leaning] == [one.pk], "the later one counted on it"


@pytest.mark.parametrize("job", ["run", "undo"])
def test_one_that_finds_the_record_written_to_waits_and_says_so(
    place: Path, room: People, client: Client, job: str
) -> None:
    store = Store.open(path=place / "record", create=True)
    one = planned(folder=place / "up", by=room.analyst)
    operations.ask_run(number=one.pk, version=one.version, by=room.analyst, now=NOW)
    if job == "undo":
        jobs.run.func(one.pk)
        operations.ask_undo(number=one.pk, by=room.analyst, now=NOW)
    other = planned(folder=place / "up", files={"other.csv": leads(11)})
    Bringing.objects.filter(pk=other.pk).update(state=State.RUNNING, beat_at=NOW)
    with store.write(kind="import", now=NOW):
        jobs.by_name(job).func(one.pk)
        one.refresh_from_db()
        assert one.state in {State.ASKED, State.UNDO_ASKED}
        assert one.failure == ""
        page = client.get(f"/imports/{one.pk}").content.decode()
        assert "only one may write to the record at a time" in page
        assert "other.csv" in page
    jobs.by_name(job).func(one.pk)
    one.refresh_from_db()
    assert one.state == (State.DONE if job == "run" else State.UNDONE)


def test_an_agreement_that_comes_along_is_a_draft_and_ours_stays(
    place: Path, room: People, client: Client
) -> None:
    own = place / "record" / "agreement.yaml"
    own.parent.mkdir(parents=True, exist_ok=True)

    def text(name: str) -> str:
        asked = Asked("EUR", "Europe/Berlin", ("monday",), opens=time(9), closes=time(17))
        return first_agreement(name=name, asked=asked)

    own.write_text(text("Ours"), "utf-8")
    theirs = text("Theirs") + "signed:\n  sales: {name: Sol, day: 2026-01-01}\n"
    brought = {"leads.csv": leads(1, 2, 3), "agreement.yaml": theirs.encode()}
    one = planned(folder=place / "up", files=brought, by=room.analyst)
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "No figure follows it until one of each team has signed" in page
    assert "<b><bdi>Theirs</bdi></b>" in page
    assert "It says that Sol signed it" in page
    client.force_login(room.admin)
    said = {"version": one.version, "zone": "UTC", "agreement": "replace"}
    client.post(f"/imports/{one.pk}/answers", said)
    jobs.plan.func(one.pk)
    one.refresh_from_db()
    operations.ask_run(number=one.pk, version=one.version, by=room.admin, now=NOW)
    jobs.run.func(one.pk)
    assert own.read_text("utf-8") == text("Ours"), "not even an administrator passes the signatures"
    assert {path.name for path in own.parent.glob("*.yaml")} == {"agreement.yaml"}
    draft = Version.objects.get()
    assert (draft.state, draft.text) == ("draft", theirs)
    assert draft.begun_by == room.analyst
    one.refresh_from_db()
    assert "is the draft" in from_text(one.came_in, CameIn).remarks[-1]


def test_an_agreement_alone_becomes_a_draft_once(place: Path, room: People, client: Client) -> None:
    one = planned(folder=place / "up", files={"agreement.yaml": b"company: {name: Tessaro}\n"})
    assert "Make only the agreement a draft" in client.get(f"/imports/{one.pk}").content.decode()
    for _again in range(2):
        response = client.post(f"/imports/{one.pk}/agreement")
        assert response.headers["Location"] == "/agreement/1"
    assert Version.objects.count() == 1
    page = client.get(f"/imports/{one.pk}").content.decode()
    assert "It says the same as one that is here already" in page


def test_an_agreement_that_cannot_be_read_is_told_with_its_line_and_the_rest_comes_in(
    place: Path, room: People, client: Client
) -> None:
    files = {"leads.csv": leads(1, 2, 3), "agreement.yaml": b"company: [\n"}
    one = planned(folder=place / "up", files=files, by=room.analyst)
    assert "agreement.yaml, line 2" in client.get(f"/imports/{one.pk}").content.decode()
    operations.ask_run(number=one.pk, version=one.version, by=room.analyst, now=NOW)
    jobs.run.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE
    assert "line 2" in from_text(one.came_in, CameIn).remarks[-1]
    assert not Version.objects.exists()


def test_work_that_was_killed_is_taken_up_again_and_one_that_lives_is_not(place: Path) -> None:
    number = bring(folder=place / "up")
    assert operations.begin(number=number, state=State.PLANNING, now=NOW)
    assert not operations.begin(number=number, state=State.PLANNING, now=NOW)
    assert operations.resume(now=NOW + timedelta(minutes=1)) == 0
    operations.beat(number=number, now=NOW + timedelta(minutes=2))
    assert operations.resume(now=NOW + timedelta(minutes=3)) == 0, "it said that it is alive"
    assert operations.resume(now=NOW + timedelta(minutes=5)) == 1
    jobs.plan.func(number)
    assert Bringing.objects.get(pk=number).state == State.PLANNED


def test_pages_ask_the_database_little_however_many_imports_there_are(
    place: Path, room: People, client: Client, django_assert_max_num_queries: object
) -> None:
    one = planned(folder=place / "up", by=room.analyst)
    for _ in range(30):
        Bringing.objects.create(
            title="x", folder="/x", file_count=1, byte_count=1, brought_at=NOW, state=State.DROPPED
        )
    client.get("/account")  # the first page of a visit notes it, once in a few minutes
    for address in ("/imports", f"/imports/{one.pk}", f"/imports/{one.pk}/files/0"):
        with django_assert_max_num_queries(12):  # type: ignore[operator]  # a fixture without types
            assert client.get(address).status_code == 200
