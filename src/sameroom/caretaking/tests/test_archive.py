"""What a backup may hold, and that a file which lies about itself changes nothing."""

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from sameroom.caretaking import archive, sealing
from sameroom.caretaking.archive import BadBackupError
from sameroom.errors import SameroomError


def a_backup(path: Path, *files: tuple[str, bytes], form: int = 1, size: int | None = None) -> Path:
    entries = [
        {
            "name": name,
            "size": len(held) if size is None else size,
            "sha256": hashlib.sha256(held).hexdigest(),
        }
        for name, held in files
    ]
    told = {
        "form": form, "made_at": "2026-07-06T08:00:00+00:00", "version": "9.9", "store_version": 4,
        "migrations": [], "tables": {}, "facts": {}, "entries": entries,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, held in files:
            zipped.writestr(name, held)
        zipped.writestr("manifest.json", json.dumps(told))
    return path


def test_what_was_backed_up_is_extracted_for_its_owner_only(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("agreement.yaml", b"company:\n"))
    backup = archive.open_backup(path=file)
    backup.verify()
    backup.extract(name="agreement.yaml", folder=tmp_path / "there")

    assert (tmp_path / "there/agreement.yaml").read_bytes() == b"company:\n"
    assert (tmp_path / "there/agreement.yaml").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "a/../../evil", "a\\..\\evil", "c:/evil", "a//b", "./a", "a/."]
)
def test_a_name_that_leaves_its_place_is_refused(tmp_path: Path, name: str) -> None:
    file = a_backup(tmp_path / "b.zip", (name, b"evil"))

    with pytest.raises(BadBackupError, match="outside its place"):
        archive.open_backup(path=file)


def test_a_link_is_refused(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("agreement.yaml", b"/etc/passwd"))
    with zipfile.ZipFile(file) as zipped:
        held = {info.filename: zipped.read(info) for info in zipped.infolist()}
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in held.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name == "agreement.yaml" else 0o100600) << 16
            zipped.writestr(info, content)

    with pytest.raises(BadBackupError, match="holds a link"):
        archive.open_backup(path=file)


def test_a_bomb_is_refused_by_its_stated_size(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("facts/a.parquet", b"\0" * 50_000_000), size=10)

    with pytest.raises(BadBackupError, match="not of the stated size"):
        archive.open_backup(path=file)


def test_too_much_for_the_disk_is_refused_before_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(SameroomError, match="bytes free"):
        archive.room_for(folder=tmp_path, needed=10**18)


def test_a_file_it_does_not_state_is_refused(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("agreement.yaml", b""))
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr("more.yaml", b"")

    with pytest.raises(BadBackupError, match="other files"):
        archive.open_backup(path=file)


def test_a_cut_file_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = a_backup(tmp_path / "b.zip", ("facts/a.parquet", os.urandom(3_000))).read_bytes()
    cut = tmp_path / "cut.zip"
    for size in range(0, len(whole), 97):
        cut.write_bytes(whole[:size])
        with pytest.raises(BadBackupError):
            archive.open_backup(path=cut).verify()


def test_one_changed_byte_of_the_content_is_noticed(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("facts/a.parquet", os.urandom(3_000)))
    damaged = bytearray(file.read_bytes())
    damaged[1_500] ^= 1
    file.write_bytes(damaged)

    with pytest.raises(BadBackupError, match=r"facts/a\.parquet"):
        archive.open_backup(path=file).verify()


def test_a_later_layout_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(SameroomError, match=r"later Sameroom \(9\.9\).*Install that version"):
        archive.open_backup(path=a_backup(tmp_path / "b.zip", form=2))


def test_the_key_opens_with_its_passphrase_only() -> None:
    sealed = sealing.seal(key="the key of the room", passphrase="four words are enough")

    assert b"the key of the room" not in sealed
    assert sealing.unseal(sealed=sealed, passphrase="four words are enough") == (
        "the key of the room"
    )
    with pytest.raises(SameroomError, match="does not open"):
        sealing.unseal(sealed=sealed, passphrase="four other words here")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(SameroomError, match="at least 12"):
        sealing.seal(key="k", passphrase="secret")


def test_a_file_packed_anew_with_other_words_of_the_same_length_is_refused(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "b.zip", ("agreement.yaml", b"within_hours: 8"))
    with zipfile.ZipFile(file) as zipped:
        manifest = zipped.read("manifest.json")
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("agreement.yaml", b"within_hours: 9")
        zipped.writestr("manifest.json", manifest)
    backup = archive.open_backup(path=file)
    with pytest.raises(BadBackupError, match="not what was backed up"):
        backup.verify()
