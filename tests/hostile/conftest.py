"""Writes a folder of exports as hostile as they come, and says how many rows each file holds."""

import gzip
import io
import random
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CONTACT = (
    "Record ID,First Name,Last Name,Email,Job Title,Lifecycle Stage,Original Source,Create Date,"
    "Contact owner"
)
DEAL = "Deal ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal Owner"
SECRET = "must-never-be-read@outside.example"


@dataclass(frozen=True)
class Hostile:
    """The folder, and what is in it.

    Args:
        folder: where it lies.
        rows: data rows by path, for files that must be read.
        unreadable: paths that must be passed over, and a word of the reason.
    """

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, content: bytes, *, rows: int) -> Path:
        """Write a file that holds so many rows."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.rows[name] = rows
        return target

    def refuse(self, name: str, content: bytes, *, why: str) -> None:
        """Write a file that must be passed over."""
        self.write(name, content, rows=0)
        del self.rows[name]
        self.unreadable[name] = why


def contacts(prefix: str, count: int, *, name: str = "Zoë") -> list[str]:
    """Write lines of contacts with ids of their own."""
    return [
        f"{prefix}-{n},{name},Müller {n},{prefix}{n}@acme.example,Head of Sales,lead,"
        f"Organic Search,2026-0{1 + n % 6}-1{n % 9} 10:00,sol@our.example"
        for n in range(count)
    ]


def deals(prefix: str, count: int) -> list[str]:
    """Write lines of deals with ids of their own."""
    return [
        f"{prefix}-{n},Deal {n},Closed Won,Sales,{100 + n}.50,2026-03-1{n % 9},2026-01-1{n % 9},"
        "sol@our.example"
        for n in range(count)
    ]


def text(header: str, lines: list[str], *, end: str = "\n") -> str:
    """Put lines below a header."""
    return end.join([header, *lines]) + end


def _encodings(made: Hostile) -> None:
    made.write("western.csv", text(CONTACT, contacts("west", 20)).encode("cp1252"), rows=20)
    wide = text(CONTACT, contacts("wide", 15)).replace(",", "\t")
    made.write("wide.tsv", wide.encode("utf-16"), rows=15)
    bare = text(CONTACT, contacts("bare", 12)).encode("utf-16-le")
    made.write("wide_without_mark.csv", bare, rows=12)
    lines = text(CONTACT, contacts("mixed", 10)).encode().split(b"\n")
    lines[4] = lines[4].decode().encode("cp1252")
    made.write("mixed_encodings.csv", b"\n".join(lines), rows=10)
    nul = text(CONTACT, contacts("nul", 10)).replace("Sales", "Sa\0les")
    made.write("nul.csv", nul.encode(), rows=10)
    right = text(CONTACT, contacts("right", 8, name="\u202eעדה\u202c"))
    made.write("right_to_left.csv", right.encode("utf-8-sig"), rows=8)
    made.write("mac.csv", text(CONTACT, contacts("mac", 9), end="\r").encode(), rows=9)
    mixed_ends = text(CONTACT, contacts("ends", 9)).replace("\n", "\r\n", 4)
    made.write("mixed_line_ends.csv", mixed_ends.encode(), rows=9)


def _shapes(made: Hostile) -> None:
    ragged = deals("ragged", 12)
    ragged[2] += ",surplus,more"
    ragged[5] = "ragged-5,cut off"
    ragged[7] += ",,,"
    made.write("ragged.csv", text(DEAL, ragged).encode(), rows=12)
    quotes = contacts("quotes", 12)
    quotes[3] = quotes[3].replace("Head of Sales", '"Head of "Sales')
    quotes[6] = quotes[6].replace("Head", '"Head')
    made.write("broken_quotes.csv", text(CONTACT, quotes).encode(), rows=12)
    lines = contacts("spans", 6)
    lines[1] = lines[1].replace("Head of Sales", '"Head\nof\n\nSales"')
    made.write("lines_in_cells.csv", text(CONTACT, lines).encode(), rows=6)
    huge = deals("huge", 5)
    huge[2] = huge[2].replace("Deal 2", "x" * 5_000_000)
    made.write("huge_cell.csv", text(DEAL, huge).encode(), rows=5)
    double = [*contacts("double", 5), *contacts("double", 3), contacts("double", 1, name="Ada")[0]]
    made.write("double.csv", text(CONTACT, double).encode(), rows=9)
    unnamed = [
        line.replace("unnamed-2", "").replace("unnamed-4", "  ") for line in contacts("unnamed", 6)
    ]
    made.write("without_id.csv", text(CONTACT, unnamed).encode(), rows=6)
    made.write("x.csv/inside.csv", text(CONTACT, contacts("inside", 7)).encode(), rows=7)


def _values(made: Hostile) -> None:
    days = ["0202-01-01", "2999-12-31", "2026-02-30", "yesterday", "infinity", "2026-05-31", ""]
    dated = [
        line.replace(line.split(",")[6], day)
        for line, day in zip(deals("dates", len(days)), days, strict=True)
    ]
    dated.append("dates-won,Won before it began,Closed Won,Sales,5,2026-01-01,2026-03-01,")
    made.write("dates.csv", text(DEAL, dated).encode(), rows=len(dated))
    amounts = ["-500", "1e400", "$ 70.00", "€ 80.00", "12.5.7", "nan", "(40.00)", '"1,234.50"']
    priced = [
        f"money-{n},Deal {n},Closed Won,Sales,{amount},2026-03-11,2026-01-11,"
        for n, amount in enumerate(amounts)
    ]
    made.write("money.csv", text(DEAL, priced).encode(), rows=len(priced))
    evil = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "<script>alert(1)</script>"]
    formulas = [
        f'formula-{n},"{name}",x,"{name}",Head,lead,Organic Search,2026-01-11,'
        for n, name in enumerate(evil)
    ]
    made.write("formulas.csv", text(CONTACT, formulas).encode(), rows=len(formulas))


def zipped(name: str, content: bytes) -> bytes:
    """Make a zip of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def _packed(made: Hostile, outside: Path) -> None:
    packed = gzip.compress(text(CONTACT, contacts("packed", 11)).encode())
    made.write("packed.csv.gz", packed, rows=0)
    made.rows["packed.csv"] = made.rows.pop("packed.csv.gz") + 11
    with zipfile.ZipFile(made.folder / "exports.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.csv", text(CONTACT, contacts("escaped", 6)))
        archive.writestr("bomb.csv", "a" * 30_000_000)
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../../outside.csv")
    made.rows["exports.zip!../../escaped.csv"] = 6
    made.unreadable["exports.zip!bomb.csv"] = "unpacks"
    made.unreadable["exports.zip!link.csv"] = "link"
    with zipfile.ZipFile(made.folder / "nested.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):  # each is within its limit; together they are not
            archive.writestr(f"{number}.zip", zipped("big.csv", b"\n" * 1_500_000))
    made.unreadable["nested.zip!0.zip!big.csv"] = "empty"
    made.unreadable["nested.zip!1.zip!big.csv"] = "unpacks"
    made.unreadable["nested.zip!2.zip!big.csv"] = "unpacks"
    made.refuse("bomb.xlsx", zipped("xl/workbook.xml", b" " * 17_000_000), why="unpacks")
    made.refuse("cut_short.csv.gz", packed[:60], why="damaged")
    made.refuse("damaged.zip", b"PK\x03\x04" + bytes(200), why="damaged")
    outside.write_text(text(CONTACT, [f"secret-1,A,B,{SECRET},x,lead,y,2026-01-01,"]))
    (made.folder / "leads_out.csv").symlink_to(outside)
    made.unreadable["leads_out.csv"] = "link"
    (made.folder / "around").symlink_to(made.folder)
    (made.folder / "dangling.csv").symlink_to(made.folder / "nowhere.csv")


def _other(made: Hostile) -> None:
    made.refuse("empty.csv", b"", why="empty")
    made.refuse("blank.csv", b"\n\n  \n", why="empty")
    made.refuse("damaged.xlsx", b"PK\x03\x04" + bytes(100), why="damaged")
    made.refuse("damaged.parquet", b"PAR1" + bytes(100), why="damaged")
    made.refuse("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), why="save it as")
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log>&b;</log>'
    )
    made.refuse("entities.xes", bomb, why="entities")
    made.refuse("not_well_formed.xes", b"<log><trace><event>", why="well-formed")
    deep = b'{"Record ID": "json-9", "deep": ' + b"[" * 90_000 + b"]" * 90_000 + b"}"
    good = [
        b'{"Record ID": "json-%d", "Email": "json%d@acme.example", "First Name": "Ada"}' % (n, n)
        for n in range(8)
    ]
    made.unreadable["dangling.csv"] = "nowhere"
    lines = [*good, b"{broken", b"[1, 2]", deep]
    made.write("contacts.jsonl", b"\n".join(lines), rows=11)
    noise = random.Random(7).randbytes(20_000)
    (made.folder / "noise.csv").write_bytes(noise)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Write the folder once."""
    root = tmp_path_factory.mktemp("hostile")
    made = Hostile(root / "exports")
    made.folder.mkdir()
    _encodings(made)
    _shapes(made)
    _values(made)
    _packed(made, root / "outside.csv")
    _other(made)
    return made


@pytest.fixture(scope="session")
def now() -> datetime:
    """Hold the clock still."""
    return NOW
