"""What is brought stays where it belongs, whatever it is called and whatever is packed in it."""

import csv
import errno
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sameroom.importing import REASONS
from sameroom.importing.found import Found, from_text, say_wrong
from sameroom.importing.web import jobs, operations, uploads
from sameroom.importing.web.models import Bringing
from sameroom.importing.web.tests.builders import HEAD, leads, planned
from sameroom.people.web.models import User
from sameroom.report.tests.hostile import IMAGE, SCRIPT
from sameroom.room.web.tests.builders import people
from sameroom.webkit.templatetags.local import phrase

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.STORE, settings.ROOM = tmp_path / "record", tmp_path / "record" / "room"
    return tmp_path


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\exports\\a.csv", "C_/exports/a.csv"),
        (".bashrc", "bashrc"),
        ("a;rm -rf.csv", "a_rm -rf.csv"),
        ("...", "file"),
        ("", "file"),
        ("crm/./x/../a.csv", "crm/x/a.csv"),
        ("Kontakte März.csv", "Kontakte März.csv"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("1/2/3/4/5/6/7/8/a.csv", "1/2/3/4/5/6/a.csv"),
        ("x" * 400 + ".csv", "x" * 146 + ".csv"),
    ],
)
def test_a_path_stays_in_its_folder(path: str, kept: str) -> None:
    assert str(uploads.safe_path(path, taken=set())) == kept


@given(st.lists(st.text(max_size=40), max_size=6))
def test_no_two_paths_are_one_and_none_leads_out(paths: list[str]) -> None:
    taken: set[str] = set()
    made = [uploads.safe_path(path, taken=taken) for path in paths]
    assert len({str(path).lower() for path in made}) == len(paths)
    home = Path("/home/x")
    assert all((home / path).resolve().is_relative_to(home) for path in made)
    assert all(not part.startswith(".") for path in made for part in path.parts)


def test_a_folder_keeps_its_paths_and_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    files = [SimpleUploadedFile("a.csv", text) for text in (b"1", b"2", b"3", b"4")]
    paths = ["x/a.csv", "y/a.csv", "X/A.csv", "x/a.csv/a.csv"]
    kept = uploads.keep(files=files, paths=paths, folder=tmp_path)
    found = {path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()}
    assert found == {b"1", b"2", b"3", b"4"}
    assert (kept.folder / "x" / "a.csv").read_bytes() == b"1"
    assert (kept.count, kept.size) == (4, 4)
    assert kept.folder.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Pack files into a zip."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return sink.getvalue()


def test_a_zip_whose_names_lead_out_writes_nothing_outside(place: Path) -> None:
    evil = packed(("../../../evil.csv", leads(1, 2, 3)), ("/tmp/evil.csv", leads(4, 5, 6)))
    planned(folder=place / "up", files={"all.zip": evil})
    assert [path for path in place.rglob("*evil*") if path.is_file()] == []
    assert not Path("/tmp/evil.csv").exists()


def test_a_link_in_a_zip_is_not_followed(place: Path) -> None:
    link = zipfile.ZipInfo("leads.csv")
    link.external_attr = 0o120777 << 16
    one = planned(folder=place / "up", files={"all.zip": packed((link, b"/etc/passwd"))})
    found = from_text(one.found, Found)
    assert [(left.path, left.why) for left in found.left] == [
        ("all.zip!leads.csv", "a link inside a zip: not followed")
    ]


def test_a_bomb_is_not_unpacked(place: Path) -> None:
    bomb = packed(("zeros.csv", b"0" * 200_000_000))
    assert len(bomb) < 1_000_000
    one = planned(folder=place / "up", files={"bomb.zip": bomb, "leads.csv": leads(1, 2, 3)})
    found = from_text(one.found, Found)
    assert "far more than its size allows" in found.left[0].why
    assert [file.path for file in found.files] == ["leads.csv"], "the rest is read all the same"


def test_too_many_files_in_a_zip_are_told(place: Path) -> None:
    many = packed(*((f"{n}.csv", b"") for n in range(10_001)))
    one = planned(folder=place / "up", files={"many.zip": many})
    assert "10,000 are allowed" in from_text(one.found, Found).left[0].why


def test_too_many_files_at_once_are_refused_in_words(place: Path, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    client = Client()
    client.force_login(people().admin)
    files = [SimpleUploadedFile(f"{n}.csv", b"a") for n in range(4)]
    answer = client.post("/imports", {"exports": files, "whole": "yes"})
    assert answer.status_code == 400
    assert "zip" in answer.content.decode()
    assert Bringing.objects.count() == 0


def test_of_what_broke_off_on_its_way_nothing_is_kept_not_even_what_had_come(place: Path) -> None:
    client = Client()
    client.force_login(people().admin)
    files = [SimpleUploadedFile(f"{n}.csv", b"a") for n in range(2)]
    page = client.get("/imports").content.decode()
    form = page[page.index("data-drop") :].split("</form>")[0]
    last = form[form.rindex("<input") :]
    assert 'name="whole" value="yes"' in last, "it tells that all before it has come"
    answer = client.post("/imports", {"exports": files})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Only a part of it arrived" in told[told.index('id="id_exports_error"') :]
    assert 'name="whole" value="yes"' in told, "so that it can be sent again"
    assert Bringing.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "disk of the room is full"), (errno.EDQUOT, "disk of the room is full"),
        (errno.EIO, "could not write"),
    ],
)  # fmt: skip
def test_a_disk_that_does_not_take_it_is_told_beside_the_field_and_nothing_is_left(
    number: int, said: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, "no")

    monkeypatch.setattr(uploads, "_write", refuse)
    client = Client()
    client.force_login(people().admin)
    files = [SimpleUploadedFile("leads.csv", b"a")]
    answer = client.post("/imports", {"exports": files, "whole": "yes"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page[page.index('id="id_exports_error"') :]
    assert Bringing.objects.count() == 0
    assert list((place / "record" / "room" / "uploads").iterdir()) == []


@pytest.mark.parametrize("size", [1, 10_000, 300_000])
def test_a_full_place_for_what_arrives_is_told_beside_the_field(
    size: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = place / "full"
    full.symlink_to("/dev/full")
    opened = "django.core.files.uploadedfile.tempfile.NamedTemporaryFile"
    monkeypatch.setattr(opened, lambda **_: full.open("wb"))
    client = Client()
    client.force_login(people().admin)
    files = [SimpleUploadedFile(f"{n}.csv", b"a" * size) for n in range(3)]
    answer = client.post("/imports", {"exports": files, "whole": "yes"})
    assert answer.status_code == 422
    assert "disk of the room is full" in answer.content.decode()
    assert Bringing.objects.count() == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("when", ["new_file", "receive_data_chunk", "file_complete"])
def test_a_disk_that_is_full_while_files_arrive_is_told_beside_the_field_too(
    when: str, number: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    client = Client()
    client.force_login(people().admin)
    monkeypatch.setattr(TemporaryFileUploadHandler, when, refuse)
    files = [SimpleUploadedFile(f"{n}.csv", b"a") for n in range(3)]
    answer = client.post("/imports", {"exports": files, "whole": "yes"})
    assert answer.status_code == 422
    page = answer.content.decode()
    told = page[page.index('id="id_exports_error"') :].split("</div>")[0]
    assert ("is full" if number == errno.ENOSPC else "could not write") in told
    assert told.count("<li") == 1, "and nothing else"
    assert Bringing.objects.count() == 0
    with pytest.raises(OSError, match="no"):  # a form that does not say it goes on by nothing
        client.post("/agreement/begin", {"file": SimpleUploadedFile("a.yaml", b"a")})


def test_text_in_names_headers_and_cells_runs_nothing(place: Path) -> None:
    hostile = f"Lead ID,Email,{SCRIPT.replace(',', ' ')},Created Date\n" + "".join(
        f'L{n},a{n}@x.example,"{IMAGE.replace(chr(34), chr(39))}",0{n}/04/2026\n'
        for n in range(1, 8)
    )
    files = {"<img src=x>.csv": hostile.encode(), "z.zip": packed(("<img src=x>.csv", b""))}
    one = planned(folder=place / "up", files=files)
    client = Client()
    client.force_login(people().admin)
    for address in ("/imports", f"/imports/{one.pk}", f"/imports/{one.pk}/files/0"):
        said = client.get(address).content.decode()
        assert "<img" not in said, address
        assert "<script>window" not in said, address
        assert " style=" not in said, address


def test_no_cell_of_an_error_file_is_a_formula(place: Path) -> None:
    everybody = people()
    text = leads(1, 2, 3).decode() + ",=HYPERLINK(1),+1+1,@SUM(A1),-2+3,New\n"
    one = planned(folder=place / "up", files={"leads.csv": text.encode()})
    operations.ask_run(number=one.pk, version=one.version, by=everybody.admin, now=one.brought_at)
    jobs.run.func(one.pk)
    client = Client()
    client.force_login(everybody.admin)
    answer = client.get(f"/imports/{one.pk}/errors/0")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) > 1
    cells = [cell.strip('"') for row in rows for cell in row.split(",")]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(("language", "heads", "level", "about"), [
    ("en", "line,column,value,reason,level,remedy", "row", "The cells that tell this row"),
    ("de", "Zeile,Spalte,Wert,Grund,Folge,Abhilfe", "Zeile abgelehnt", "Die Zellen, die diese"),
])  # fmt: skip
def test_an_error_file_is_in_its_readers_words_and_comes_again_as_it_was(
    place: Path, language: str, heads: str, level: str, about: str
) -> None:
    everybody = people()
    one = planned(folder=place / "up", files={"leads.csv": leads(*range(1, 30), broken=(7,))})
    operations.ask_run(number=one.pk, version=one.version, by=everybody.admin, now=one.brought_at)
    jobs.run.func(one.pk)
    User.objects.filter(pk=everybody.admin.pk).update(language=language)
    client = Client()
    client.force_login(everybody.admin)
    with translation.override("en"):  # the answer's own language does not outlast it
        answer = client.get(f"/imports/{one.pk}/errors/0")
    raw = b"".join(answer.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="leads.csv.errors.csv"'
    head, row = csv.reader(raw.decode("utf-8-sig").splitlines())
    assert head == [*HEAD.strip().split(","), *heads.split(",")]
    assert row[:3] == ["", "Ada7", "Winter"]
    assert row[6:11] == ["8", "Lead ID", "", "MISSING_ID", level]
    assert row[11].startswith(about)
    for reason in REASONS:
        with translation.override(language):
            remedy = " ".join(map(phrase, say_wrong(reason=reason.name)))
        assert "mapping.toml" not in remedy
        assert (remedy != " ".join(say_wrong(reason=reason.name))) is (language == "de")
    kept = (jobs.errors_of(one.pk) / "leads.csv.errors.csv").read_text("utf-8-sig")
    assert ",line,column,value,reason,level,remedy" in kept, "as a program reads it"
    row[0] = "L7"
    with io.StringIO() as text:
        csv.writer(text).writerows([head, row])
        corrected = text.getvalue().encode()
    again = planned(folder=place / "up", files={"leads.csv.errors.csv": corrected})
    (file,) = from_text(again.found, Found).files
    assert [column.header for column in file.columns] == HEAD.strip().split(",")
    assert (file.taken, file.refused) == (1, 0)
