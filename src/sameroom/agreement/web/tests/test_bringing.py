"""An agreement that comes as a file is a draft, whoever brings it and whatever it claims."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from sameroom.agreement.web import api, bringing, operations
from sameroom.agreement.web.models import Brought, State, Version
from sameroom.room.web.tests.builders import NOW, People, a_refresh
from sameroom.webkit.rights import Reader, Role, Sees

pytestmark = pytest.mark.django_db
HOURS = "promises:\n  first_touch:\n    within_hours: "
FORGED = (
    "signed:\n  marketing: {name: Ada, day: 2026-01-01}\n  sales: {name: Sol, day: 2026-01-01}\n"
)


@pytest.fixture
def client(room: People) -> Client:
    client = Client()
    client.force_login(room.sol)
    return client


def upload(client: Client, text: str, name: str = "ours.yaml") -> Version:
    file = SimpleUploadedFile(name, text.encode())
    response = client.post("/agreement/begin", {"from": "upload", "file": file})
    assert response.status_code == 302, response.content.decode()[:3000]
    return Version.objects.order_by("-number")[0]


def in_force(room: People, text: str) -> int:
    number = operations.begin_draft(text=text, by=room.ada, now=NOW, label="First")
    operations.propose(number=number, by=room.ada, now=NOW)
    for team, user in (("marketing", room.ada), ("sales", room.admin)):
        reader = Reader(user.pk, is_admin=False, team=team, role=Role.LEAD, sees=Sees.ALL)
        operations.sign(number=number, reader=reader, by=user, now=NOW)
    return number


def test_a_file_that_claims_to_be_signed_is_a_draft_and_no_figure_follows_it(
    room: People, client: Client, tmp_path: Path
) -> None:
    one = upload(client, FORGED + HOURS + "1\n")
    assert one.state == State.DRAFT
    assert not one.signatures.exists()
    assert not (tmp_path / "agreement.yaml").exists()
    assert api.find_in_force() is None
    shown = client.get(f"/agreement/{one.number}").content.decode()
    assert "signed by Ada, Sol" in shown
    assert "counts for nothing" in shown
    assert "ours.yaml" in shown


def test_it_stands_beside_the_one_in_force(room: People, client: Client) -> None:
    base = in_force(room, HOURS + "8\n")
    one = upload(client, HOURS + "2\n")
    assert one.based_on is not None
    assert one.based_on.number == base
    shown = client.get(f"/agreement/compare?before={base}&after={one.number}").content.decode()
    assert "<td><bdi>8</bdi></td><td><b><bdi>2</bdi></b></td>" in shown
    assert api.find_in_force().number == base  # type: ignore[union-attr]  # it is there


def test_what_is_wrong_stands_beside_its_field_with_line_and_key_and_the_rest_is_read(
    room: People, client: Client
) -> None:
    text = "company:\n  name: Tessaro\npromises:\n  first_touch:\n    within_hours: soon\n"
    one = upload(client, text)
    shown = client.get(f"/agreement/{one.number}").content.decode()
    assert "line 5, promises.first_touch.within_hours" in shown
    assert "<bdi>Tessaro</bdi>" in shown, "one mistake hides nothing else"
    clause = client.get(f"/agreement/{one.number}/clauses/promises").content.decode()
    field = clause.partition('name="promises.first_touch.within_hours"')[2][:600]
    assert 'aria-invalid="true"' in field
    assert "line 5, promises.first_touch.within_hours" in field
    client.post(f"/agreement/{one.number}/propose")
    one.refresh_from_db()
    assert one.state == State.DRAFT, "nobody signs what cannot be read"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"company: [\n", "line 2"),
        (b"\xff\xfe", "not UTF-8"),
        (b"- a\n", "holds no clauses"),
        (b"a" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_agreement_is_told_beside_the_field_and_makes_nothing(
    client: Client, raw: bytes, said: str
) -> None:
    file = SimpleUploadedFile("ours.yaml", raw)
    response = client.post("/agreement/begin", {"from": "upload", "file": file})
    assert response.status_code == 422
    shown = response.content.decode()
    assert said in shown.partition('type="file"')[2][:900]
    assert not Version.objects.exists()


def test_what_is_brought_twice_by_the_same_key_is_one_draft(room: People) -> None:
    def bring(text: str, key: str) -> bringing.Arrived:
        return bringing.bring(text=text, name="a.yaml", key=key, by=room.sol, now=NOW)

    first = bring(HOURS + "2\n", "import 1")
    assert first.is_new
    assert bring(HOURS + "3\n", "import 1") == bringing.Arrived(
        first.number, first.label, is_new=False
    )
    assert bring("# the same\n" + HOURS + "2\n", "import 2").number == first.number
    assert bring(HOURS + "3\n", "import 3").is_new
    assert Brought.objects.count() == Version.objects.count() == 2


def test_until_both_have_signed_the_pages_say_on_what_figures_stand(
    room: People, client: Client, tmp_path: Path
) -> None:
    a_refresh()
    for page in ("/", "/readings/acceptance"):
        shown = client.get(page).content.decode()
        assert "Nothing is signed yet." in shown
        assert "defaults that neither team chose" in shown
    one = upload(client, HOURS + "2\n")
    (tmp_path / "agreement.yaml").write_text("company: {name: Tessaro}\n")
    shown = client.get("/").content.decode()
    assert "what a file states" in shown
    assert f'href="/agreement/{one.number}"' in shown
    in_force(room, HOURS + "8\n")
    for page in ("/", "/readings/acceptance"):
        assert "Nothing is signed yet." not in client.get(page).content.decode()


def test_the_database_still_refuses_to_edit_what_was_signed(room: People) -> None:
    number = in_force(room, HOURS + "8\n")
    with pytest.raises(Exception, match="never edited"), connection.cursor() as cursor:
        cursor.execute("update agreement_version set text = 'x' where number = %s", [number])


def test_a_name_that_another_version_has_is_told_apart(room: People, client: Client) -> None:
    first, second = upload(client, "version: Summer\n"), upload(client, "version: Summer\n# two\n")
    third = upload(client, f"version: {'S' * 80}\n# one\n")
    fourth = upload(client, f"version: {'S' * 80}\n# two\n")
    assert [first.label, second.label] == ["Summer", "Summer (2)"]
    assert (third.label, fourth.label) == ("S" * 80, "S" * 76 + " (2)")
    assert "Another version is called “Summer”" in client.get("/agreement").content.decode()
