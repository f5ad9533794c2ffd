"""What is fuzzed: each reader takes any bytes, and ends in rows, a remark, or an error it means."""

import gzip
import io
import math
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from sameroom import agreement
from sameroom.agreement.place import AgreementWrongError
from sameroom.connectors.mapping_reader import read_toml
from sameroom.errors import SameroomError
from sameroom.importing.dates import Spellings, date_sql, instant_sql
from sameroom.importing.limits import Limits
from sameroom.importing.money import read_rates
from sameroom.importing.numbers import currency_sql, mend_number, number_sql
from sameroom.importing.reading import PassedOver, read
from sameroom.importing.sources import find

LIMITS = Limits(unpacked_bytes=2_000_000)
Target = Callable[[bytes], None]
Told = TypeVar("Told", bound=SameroomError)


@cache
def scratch() -> Path:
    """Give a folder that lasts as long as the process."""
    return Path(tempfile.mkdtemp(prefix="sameroom-fuzz-"))


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """Give one engine for all examples."""
    return duckdb.connect()


def file_of(name: str) -> Target:
    """Read the bytes as a file of that name; every sheet can be read to its end."""

    def target(data: bytes) -> None:
        place = scratch()
        file = place / name
        file.write_bytes(data)
        for source in find(folder=file, scratch=place / "unpacked", limits=LIMITS):
            found = read(engine(), source=source, scratch=place / "unpacked", limits=LIMITS)
            if isinstance(found, PassedOver):
                assert found.why
                continue
            for sheet in found:
                sheet.keep(engine())
                kept = engine().execute(f"select count(*) from {sheet.table}").fetchone()
                assert kept == (sheet.rows,)
                assert sheet.headers is None or len(sheet.headers) == sheet.width
                if sheet.rows:
                    assert sheet.line_of(sheet.rows - 1) >= 1
                engine().execute(f"drop table {sheet.table}")

    return target


def dates(data: bytes) -> None:
    """Read a text as a date in every style: an instant, or nothing."""
    text = data.decode("utf-8", "ignore").replace("\0", "")
    for style in ("", "ymd", "dmy", "mdy", "epoch_s", "epoch_ms", "epoch_us", "excel"):
        spellings = Spellings(style=style, zone="Europe/Berlin")
        spellings.learn([text])
        for sql in (instant_sql, date_sql):
            asked = sql("t", spellings, session_zone="UTC")
            engine().execute(f"select epoch({asked}) from (select ? as t)", [text]).fetchall()


def numbers(data: bytes) -> None:
    """Read a text as a number by both decimal marks: finite, or nothing."""
    text = data.decode("utf-8", "ignore").replace("\0", "")
    for decimal in (".", ","):
        for into in ("double", "decimal(18, 2)", "bigint"):
            mended = mend_number(text, decimal=decimal)
            known = {text: mended} if mended else {}
            asked = number_sql("t", decimal=decimal, into=into, mended=known)
            sql = f"select {asked}, {currency_sql('t')} from (select ? as t)"
            ((value, code),) = engine().execute(sql, [text]).fetchall()
            assert value is None or into == "double" or math.isfinite(value)
            assert code is None or len(code) == 3


def rates(data: bytes) -> None:
    """Read a rates table: amounts by currency and day, or an error that says where."""
    file = scratch() / "rates.csv"
    file.write_bytes(data)
    told = _told(lambda: read_rates(engine(), file=file), SameroomError)
    assert told is None or told.where or told.remedy


def mapping(data: bytes) -> None:
    """Read a mapping file: rules, or an error that says where."""
    file = scratch() / "mapping.toml"
    file.write_bytes(data)
    told = _told(lambda: read_toml(path=file), SameroomError)
    assert told is None or told.where


def agreed(data: bytes) -> None:
    """Read an agreement: clauses, or problems each with its place."""
    text = data.decode("utf-8", "ignore")
    told = _told(lambda: agreement.parse(text=text), AgreementWrongError)
    assert told is None or all(problem.where for problem in told.problems)


def _told(attempt: Callable[[], object], meant: type[Told]) -> Told | None:
    """Give the error that an attempt ends in, where it is one that was meant; else raise it."""
    try:
        attempt()
    except meant as error:
        return error
    return None


def _zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(
                zipfile.ZipInfo(f"{name}.csv", date_time=(2026, 1, 1, 0, 0, 0)), content
            )
    return packed.getvalue()


def _workbook() -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["id", "name", "made"], [1, "a", 46143.5], [2, None, "=1+1"]):
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def _parquet() -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "n": [1.5, None]}), written, compression="none")
    return written.getvalue()


CORPUS = Path(__file__).with_name("corpus")


def seeds(name: str) -> list[bytes]:
    """Give what a target begins with: inputs written by hand, then those kept from earlier runs."""
    kept = sorted((CORPUS / name).glob("*")) if (CORPUS / name).is_dir() else []
    return [*SEEDS[name], *(path.read_bytes() for path in kept)]


TARGETS: dict[str, Target] = {
    "delimited": file_of("export.csv"),
    "workbook": file_of("export.xlsx"),
    "json": file_of("export.jsonl"),
    "xes": file_of("export.xes"),
    "parquet": file_of("export.parquet"),
    "packed": file_of("export.zip"),
    "dates": dates,
    "numbers": numbers,
    "rates": rates,
    "mapping": mapping,
    "agreement": agreed,
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "delimited": (
        b'id,name\n1,"a\nb"\n2,c\n', b"a;b;c\n1;2\n3;4;5;6\n", b"\xff\xfea\x00,\x00b\x00\n\x00",
        b'sep=|\nx|y\n"1|2\n', b"a\tb\r1\t2\r",
    ),
    "json": (b'{"a": 1, "b": {"c": [1, 2]}}\n{"a": null}\n', b'[{"a": "\\ud800"}, 1]', b'{"x":'),
    "xes": (
        b'<log><trace><string key="concept:name" value="c"/><event>'
        b'<date key="time:timestamp" value="2026-03-01"/></event></trace></log>',
    ),
    "parquet": (b"PAR1\x00\x00\x00\x00PAR1", _parquet()),
    "workbook": (b"PK\x03\x04", _workbook()),
    "packed": (
        b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"PK\x05\x06" + b"\0" * 18,
        _zipped(a=b"id,name\n1,x\n", b=b"k;v\n1;2\n"), gzip.compress(b"id,name\n1,x\n", mtime=0),
    ),
    "dates": (
        b"2026-05-01T10:00:00+02:00", b"13.05.26 9:05 PM", b"May 3rd, 2026", b"1777593600000",
        b"46143.5", b"20260501T101500Z", b"1 mai 2026 10:30",
    ),
    "numbers": (b"1.234,50 EUR", b"(1,234.5)", b"$1.5M", b"12'345-", b"1e400", b"12 %"),
    "rates": (
        b"currency,on,rate\nUSD,2026-01-01,0.92\nGBP,2026-02-01,1.2\n",
        b"\xef\xbb\xbfcurrency,on,rate\nUSD,,nan\n",
    ),
    "mapping": (
        b'[[file]]\npath = "a.csv"\norigin = "crm"\nfills = ["deal"]\nid = ["Key"]\n'
        b'[file.columns]\n"Key" = "deal.source_id"\n"V" = { to = "deal.amount", decimal = "," }\n',
    ),
    "agreement": (
        b"company: {currency: EUR}\ncosts: {rep_hour: [1, 2, 3]}\n",
        b"calendars:\n  office:\n    friday: ['09:00-12:00']\n    holidays: [2026-04-03]\n",
        b"ideal_customer:\n  - attribute: industry\n    is_one_of: [a]\n",
    ),
}  # fmt: skip
