"""Files that hold what their form allows and few expect: none ends the import of the others."""

import gzip
import json
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sameroom.importing import workbooks
from sameroom.importing.json_rows import flattened
from sameroom.importing.limits import Limits
from sameroom.importing.reading import PassedOver, read
from sameroom.importing.sampling import SHOWN, sample
from sameroom.importing.sources import find
from sameroom.importing.staging import Staged


def staged(file: Path) -> list[Staged] | PassedOver:
    """Read the one file of a folder."""
    (source,) = find(folder=file, scratch=file.parent / "scratch")
    with duckdb.connect() as connection:
        found = read(connection, source=source, scratch=file.parent / "scratch", limits=Limits())
        if isinstance(found, list):
            for sheet in found:
                sheet.keep(connection)
        return found


def rows(file: Path) -> tuple[tuple[str, ...] | None, list[tuple[str | None, ...]]]:
    """Read the headers and the rows of the one sheet of a file."""
    (source,) = find(folder=file, scratch=file.parent / "scratch")
    with duckdb.connect() as connection:
        found = read(connection, source=source, scratch=file.parent / "scratch", limits=Limits())
        assert isinstance(found, list)
        return found[0].headers, connection.execute(f"from {found[0].relation}").fetchall()


def test_half_a_character_in_json_spoils_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text('{"id": "1", "name": "\\ud800x"}\n{"id": "2", "\\udfff": "y"}\n')
    assert rows(file) == (("id", "name", "?"), [("1", "?x", None), ("2", None, "y")])


def test_keys_beyond_the_widest_are_said(tmp_path: Path) -> None:
    file = tmp_path / "wide.jsonl"
    file.write_text(json.dumps({f"k{n}": n for n in range(2_500)}) + "\n")
    found = staged(file)
    assert isinstance(found, list)
    assert "only its first 2,000 keys are read" in found[0].remark


def test_nested_parquet_is_laid_out_as_json_is(tmp_path: Path) -> None:
    given = {"id": 1, "contact": {"e mail": "a@b.example", "deep": {"it's": "x"}}, "tags": ["u"]}
    pq.write_table(pa.Table.from_pylist([given]), tmp_path / "people.parquet")
    headers, (row,) = rows(tmp_path / "people.parquet")
    assert dict(zip(headers or (), row, strict=True)) == flattened(given)


def test_rows_shorter_than_their_header_do_not_make_it_one_of_them(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name,note,city\n1,Ada\n2,Sol\n3,Max,x\n")
    assert rows(tmp_path / "people.csv")[1] == [
        ("id", "name", "note", "city"),
        ("1", "Ada", None, None),
        ("2", "Sol", None, None),
        ("3", "Max", "x", None),
    ]


def test_only_the_beginning_of_a_long_cell_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(f"id,note\n1,{'x' * 5_000_000}\n")
    with duckdb.connect() as connection:
        (source,) = find(folder=tmp_path / "people.csv", scratch=tmp_path)
        found = read(connection, source=source, scratch=tmp_path, limits=Limits())
        assert isinstance(found, list)
        told = sample(connection, staged=found[0])
        kept = connection.execute(f"select max(length(c1)) from {found[0].relation}").fetchone()
    assert [len(value or "") for value in told.columns[1]] == [SHOWN]
    assert kept == (5_000_000,)


def test_a_file_whose_name_is_a_pattern_is_read_alone(tmp_path: Path) -> None:
    for name, person in (("people[1]", "1"), ("people1", "2"), ("p*", "3")):
        pq.write_table(pa.table({"id": [person]}), tmp_path / f"{name}.parquet")
        (tmp_path / f"{name}.csv").write_text(f"id,name\n{person},x\n")
    for name, person in (("people[1]", "1"), ("p*", "3")):
        assert rows(tmp_path / f"{name}.parquet")[1] == [(person,)]
        assert rows(tmp_path / f"{name}.csv")[1] == [("id", "name"), (person, "x")]


def test_a_workbook_that_its_reader_stumbles_over_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart")  # without a drawing, its reader cannot open it again
    book.save(tmp_path / "book.xlsx")
    found = staged(tmp_path / "book.xlsx")
    assert isinstance(found, PassedOver)
    assert "a workbook that cannot be opened" in found.why

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbooks, "_stage", full)
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    with pytest.raises(OSError, match="No space left"):
        staged(tmp_path / "book.xlsx")


def test_a_file_wider_than_any_export_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text(f"{','.join(f'c{n}' for n in range(100_000))}\n" * 2)
    found = staged(tmp_path / "wide.csv")
    assert isinstance(found, PassedOver)
    assert "more than 20,000 columns" in found.why


def test_a_damaged_file_in_a_zip_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    packed = tmp_path / "exports.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bad.csv", "id,name\n" + "1,x\n" * 50)
        archive.writestr("good.csv", "id\n1\n")
        begins = archive.getinfo("bad.csv").header_offset + 30 + len("bad.csv")
    content = bytearray(packed.read_bytes())
    content[begins : begins + 2] = b"\xff\xff"
    packed.write_bytes(content)
    bad, good = find(folder=packed, scratch=tmp_path / "scratch")
    assert bad.remark.startswith("packed, and damaged")
    assert good.remark == ""
    assert good.file.read_bytes() == b"id\n1\n"


def test_a_damaged_gzip_and_a_zip_whose_names_are_no_text_are_passed_over(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"id,name\n1,x\n"))
    packed[10] = 0xFF
    (tmp_path / "a.csv.gz").write_bytes(packed)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("äöü.csv", "id\n1\n")
    content = (tmp_path / "b.zip").read_bytes().replace("äöü".encode(), b"\xff\xfe\xff\xfe\xff\xfe")
    (tmp_path / "b.zip").write_bytes(content)
    remarks = [one.remark for one in find(folder=tmp_path, scratch=tmp_path.parent / "scratch")]
    assert [remark.split(":")[0] for remark in remarks] == ["packed, and damaged"] * 2


def test_a_file_without_a_name_in_a_zip_is_read_all_the_same(tmp_path: Path) -> None:
    packed = tmp_path / "exports.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x", "id\n1\n")
    packed.write_bytes(packed.read_bytes().replace(b"x", b"\0"))
    (found,) = find(folder=packed, scratch=tmp_path / "scratch")
    assert found.file.read_bytes() == b"id\n1\n"
