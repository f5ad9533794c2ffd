"""The page on which a person is erased: looked up, shown, typed once more, done by a job."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django_tasks_db.models import DBTaskResult

from sameroom import importing
from sameroom.caretaking.tests.builders import CONTACTS
from sameroom.caretaking.web import asking_to_erase as asking
from sameroom.caretaking.web import jobs
from sameroom.caretaking.web.models import Erasing, State
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import Store
from sameroom.room.web.models import Refresh
from sameroom.room.web.tests.builders import NOW, People, people
from sameroom.webkit.models import AuditEntry

pytestmark = pytest.mark.django_db
JANE, TOM = "jane.quxley@acme.example", "tom@bolt.example"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[People]:
    before = settings.STORE, settings.ROOM
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "contacts.csv").write_text(CONTACTS)
    importing.run(folder=exports, store=settings.STORE, now=NOW)
    yield people()
    settings.STORE, settings.ROOM = before


@pytest.fixture
def client(room: People) -> Client:
    client = Client()
    client.force_login(room.admin)
    return client


def emails() -> list[str]:
    with Store.open(path=settings.STORE).snapshot() as snapshot:
        engine = EmbeddedEngine(snapshot=snapshot)
        rows = engine.ask("select email from person where email is not null order by email")
    return [str(row["email"]) for row in rows.to_pylist()]


def confirmed(client: Client, address: str, *, typed: str = "", mark: str = "") -> int:
    seen = asking.preview(store=settings.STORE, address=address)
    said = {"address": address, "typed": typed or address, "mark": mark or seen.mark}
    return client.post("/erase", said).status_code


def test_somebody_is_shown_confirmed_and_erased_and_nothing_names_them(client: Client) -> None:
    shown = client.post("/erase", {"address": JANE}).content.decode()
    assert "Jane Quxley" in shown
    assert "+49 170 5551234" in shown
    assert not Erasing.objects.exists(), "looking changes nothing"
    assert emails() == [JANE, TOM]
    assert confirmed(client, JANE) == 302
    one = Erasing.objects.get()
    assert "quxley" not in one.sealed.lower()
    assert not any("quxley" in str(job.args_kwargs) for job in DBTaskResult.objects.all())
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert (one.state, one.sealed, one.failure) == (State.DONE, "", "")
    assert emails() == [TOM]
    told = [f"{entry.action} {entry.subject} {entry.details}" for entry in AuditEntry.objects.all()]
    assert any(entry.startswith("person.erased") for entry in told)
    assert not any("quxley" in entry.lower() for entry in told)
    assert Refresh.objects.get().cause == "erasing"
    page = client.get("/erase").content.decode()
    assert "quxley" not in page.lower()
    jobs.erase.func(one.pk)
    assert AuditEntry.objects.filter(action="person.erased").count() == 1, "once"


@pytest.mark.parametrize("typed", [TOM, "jane", " "])
def test_nothing_is_asked_for_before_the_address_is_typed_once_more(
    client: Client, typed: str
) -> None:
    assert confirmed(client, JANE, typed=typed) == 422
    assert not Erasing.objects.exists()


def test_what_was_not_looked_at_is_not_erased(client: Client) -> None:
    other = asking.preview(store=settings.STORE, address=TOM).mark
    assert confirmed(client, JANE, mark=other) == 409
    assert confirmed(client, JANE, mark="x") == 409
    assert not Erasing.objects.exists()


def test_one_of_us_and_strangers_are_told_beside_the_field(client: Client, room: People) -> None:
    for address, said in ((room.ada.email, "is one of us"), ("no@x.example", "knows nobody")):
        response = client.post("/erase", {"address": address})
        assert response.status_code == 422
        assert said in response.content.decode()


def test_nobody_but_an_administrator_and_nobody_by_another_page(room: People) -> None:
    for user in (room.ada, room.sol, room.analyst, room.outsider):
        client = Client()
        client.force_login(user)
        assert client.post("/erase", {"address": JANE}).status_code == 404
        assert confirmed(client, JANE) == 404
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(room.admin)
    assert confirmed(forged, JANE) == 403
    assert not Erasing.objects.exists()


def test_one_that_was_killed_is_taken_up_and_one_is_done_once(client: Client) -> None:
    confirmed(client, JANE)
    one = Erasing.objects.get()
    assert asking.begin(number=one.pk, now=NOW) is not None
    assert asking.begin(number=one.pk, now=NOW) is None
    assert asking.resume(now=NOW) == 0
    assert asking.resume(now=NOW + 2 * asking.QUIET) == 1
    jobs.erase.func(one.pk)
    one.refresh_from_db()
    assert one.state == State.DONE
    assert emails() == [TOM]
