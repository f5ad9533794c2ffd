"""An import from folder to record: what goes in, what changes, what is taken back."""

import gzip
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from sameroom import importing
from sameroom.engines.embedded import EmbeddedEngine
from sameroom.engines.store import NoSuchRunError, Store
from sameroom.errors import SameroomError
from sameroom.importing import Outcome, delimited

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MAPPING = """
[[file]]
path = "{path}"
origin = "crm"
fills = [{fills}]
{more}
[file.columns]
{columns}
"""


def mapping(path: str, fills: list[str], more: str = "", **columns: str) -> str:
    """Write what a mapping file says about one file."""
    listed = "\n".join(f'"{name}" = "{target}"' for name, target in columns.items())
    nouns = ", ".join(f'"{noun}"' for noun in fills)
    return MAPPING.format(path=path, fills=nouns, columns=listed, more=more)


class Folder:
    """A folder of exports and the record it goes into."""

    def __init__(self, root: Path) -> None:
        self.folder, self.store = root / "exports", root / "store"
        self.folder.mkdir()

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, **settings: Any) -> Outcome:  # Any: whatever `run` takes
        return importing.run(folder=self.folder, store=self.store, now=NOW, **settings)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:  # Any: a cell
        engine = EmbeddedEngine(snapshot=Store.open(path=self.store).snapshot())
        try:
            return [tuple(row.values()) for row in engine.ask(sql).to_pylist()]
        finally:
            engine.close()


@pytest.fixture
def exports(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def deals(exports: Folder, *rows: str, name: str = "deals.csv") -> None:
    exports.write(name, "\n".join(["Key,Value,Closed,State", *rows]) + "\n")
    said = mapping(
        name, ["deal"], 'id = ["Key"]',
        Key="deal.source_id", Value="deal.amount", Closed="deal.closed_at", State="deal.stage",
    )  # fmt: skip
    exports.write("mapping.toml", said)


def test_a_plan_writes_nothing(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Won")
    found = importing.plan(folder=exports.folder, store=exports.store, now=NOW)
    assert [(noun.noun, noun.new) for noun in found.nouns] == [("deal", 1)]
    assert not exports.store.exists()


def test_only_new_and_changed_rows_are_written(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open", "b,20,2026-03-01,Open")
    exports.run()
    deals(exports, "a,10,2026-03-01,Open", "b,20,2026-03-01,Won", "c,30,2026-03-01,Open")
    assert exports.run().written == {"deal": 2}
    assert exports.ask("select source_id, stage from deal order by 1") == [
        ("a", "Open"),
        ("b", "Won"),
        ("c", "Open"),
    ]


def test_the_same_folder_again_makes_no_run(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    first, second = exports.run(), exports.run()
    assert (first.run, second.run) == ("r000001", "")


@pytest.mark.parametrize(
    "again",
    [
        "kind,when,who\nclick,2026-03-01,a@b.example\nopen,2026-03-02,c@d.example\n",
        "when,,who,kind\n2026-03-01,,a@b.example,click\n2026-03-02,,c@d.example,open\n",
    ],
    ids=["columns moved", "an empty column added"],
)
def test_rows_without_an_id_are_known_again_wherever_their_columns_stand(
    exports: Folder, again: str
) -> None:
    columns = {"when": "touch.occurred_at", "who": "touch.person_id", "kind": "touch.kind"}
    exports.write("mapping.toml", mapping("touches.csv", ["touch"], "", **columns))
    exports.write(
        "touches.csv",
        "when,who,kind\n2026-03-01,a@b.example,click\n2026-03-02,c@d.example,open\n",
    )
    assert exports.run().written == {"touch": 2}
    exports.write("touches.csv", again)
    assert exports.run().run == ""


def test_what_stood_before_stands_again_after_an_undo(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    first = exports.run()
    deals(exports, "a,10,2026-03-01,Won")
    second = exports.run()
    importing.undo(run=second.run, store=exports.store, now=NOW)
    assert exports.ask("select stage from deal") == [("Open",)]
    importing.undo(run=first.run, store=exports.store, now=NOW)
    assert exports.ask("select stage from deal") == []


def test_it_refuses_to_undo_what_is_undone_already(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    first = exports.run()
    importing.undo(run=first.run, store=exports.store, now=NOW)
    with pytest.raises(NoSuchRunError, match="undone already"):
        importing.undo(run=first.run, store=exports.store, now=NOW)


def test_a_file_with_fewer_columns_leaves_the_others_as_they_are(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    exports.run()
    exports.write("deals.csv", "Key,State\na,Won\n")
    said = mapping("deals.csv", ["deal"], 'id = ["Key"]', Key="deal.source_id", State="deal.stage")
    exports.write("mapping.toml", said)
    exports.run()
    assert exports.ask("select stage, cast(amount as double) as amount from deal") == [
        ("Won", 10.0)
    ]


def test_money_is_converted_once_at_the_rate_of_its_day(exports: Folder) -> None:
    deals(exports, "a,$ 100,2026-02-01,Won", "b,$ 100,2026-05-01,Won", "c,50 €,2026-05-01,Won",
          "d,£ 9,2026-05-01,Won")  # fmt: skip
    exports.write("rates.csv", "currency,on,rate\nUSD,2026-01-01,0.5\nUSD,2026-04-01,0.8\n")
    done = exports.run(currency="EUR")
    rows = exports.ask(
        "select cast(amount as double) as a, amount_stated, currency from deal order by source_id"
    )
    assert rows == [
        (50.0, 100.0, "USD"),
        (80.0, 100.0, "USD"),
        (50.0, 50.0, "EUR"),
        (None, 9.0, "GBP"),
    ]
    assert [reason.reason for reason in done.plan.files[0].reasons] == ["NO_RATE_FOR_CURRENCY"]


def test_the_currency_most_amounts_state_is_the_companys(exports: Folder) -> None:
    deals(exports, "a,$ 100,2026-02-01,Won", "b,$ 7,2026-02-01,Won", "c,5 €,2026-02-01,Won")
    assert exports.run().plan.currency == "USD"


def test_a_broken_rates_file_is_named_with_its_line(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    exports.write("rates.csv", "currency,on,rate\nUSD,2026-01-01,cheap\n")
    with pytest.raises(SameroomError, match=r"rates.csv, line 2"):
        exports.run()


@pytest.mark.parametrize("name", ["mapping.toml", "rates.csv"])
def test_a_setting_in_another_encoding_is_told(exports: Folder, name: str) -> None:
    deals(exports, "a,10,2026-03-01,Won")
    (exports.folder / name).write_bytes(b"# f\xfcr Sol\ncurrency,on,rate\n")
    with pytest.raises(SameroomError, match="not UTF-8 text"):
        exports.run()


def test_a_mapping_with_a_byte_order_mark_is_read(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Won")
    file = exports.folder / "mapping.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert exports.run().written == {"deal": 1}


def test_the_whole_column_settles_whether_the_day_comes_first(exports: Folder) -> None:
    late = [f"k{n},1,03/04/2026,Won" for n in range(1200)]
    late[901] = "k901,1,25/04/2026,Won"
    deals(exports, *late)
    exports.run()
    found = exports.ask("select count(closed_at) as n, max(closed_at) as last from deal")
    assert found == [(1200, datetime(2026, 4, 25, tzinfo=UTC))]


def test_an_empty_row_does_not_hide_an_id_that_occurs_twice(exports: Folder) -> None:
    deals(exports, "a,10,2026-03-01,Won", ",,,", "a,20,2026-03-02,Won", "b,5,2026-03-01,Won")
    (file,) = exports.run().plan.files
    assert (file.taken, file.folded, file.idle) == (2, 1, 1)
    assert exports.ask("select source_id, amount from deal order by 1") == [("a", 20), ("b", 5)]
    assert exports.run().run == ""


def test_rows_that_only_complete_others_make_none_alone(exports: Folder) -> None:
    exports.write("deals.csv", "Key,State\na,Won\n")
    exports.write("links.csv", "Deal,Person\na,7\nz,8\n")
    said = mapping(
        "deals.csv", ["deal"], 'id = ["Key"]', Key="deal.source_id", State="deal.stage"
    ) + mapping(
        "links.csv", ["deal"], 'id = ["Deal"]\ncompletes = ["deal"]',
        Deal="deal.source_id", Person="deal.person_id",
    )  # fmt: skip
    exports.write("mapping.toml", said)
    done = exports.run()
    assert exports.ask("select id, stage, person_id from deal") == [("crm:a", "Won", "crm:7")]
    links = done.plan.files[1]
    assert (links.taken, links.refused, links.is_whole) == (1, 1, True)


def test_the_latest_state_of_a_row_counts_where_the_file_tells_when(exports: Folder) -> None:
    exports.write("deals.csv", "Key,State,Seen\na,Won,2026-03-05\na,Open,2026-03-01\n")
    said = mapping(
        "deals.csv", ["deal"], 'id = ["Key"]',
        Key="deal.source_id", State="deal.stage", Seen="deal.seen_at",
    )  # fmt: skip
    exports.write("mapping.toml", said)
    exports.run()
    assert exports.ask("select stage from deal") == [("Won",)]


def test_rows_that_their_source_deleted_are_no_longer_current(exports: Folder) -> None:
    exports.write("deals.csv", "Key,State,Gone\na,Won,false\nb,Won,true\n")
    said = mapping(
        "deals.csv", ["deal"], 'id = ["Key"]',
        Key="deal.source_id", State="deal.stage", Gone="deal.is_deleted",
    )  # fmt: skip
    exports.write("mapping.toml", said)
    exports.run()
    assert exports.ask("select source_id from deal") == [("a",)]


def test_every_form_of_file_gives_the_same_rows(tmp_path: Path) -> None:
    rows = [{"Key": f"k{n}", "Value": n + 0.5, "Closed": f"2026-03-{n + 1:02}", "State": "Won"}
            for n in range(9)]  # fmt: skip
    lines = ["Key;Value;Closed;State"] + [";".join(map(str, row.values())) for row in rows]
    forms = {
        "d.csv": "\n".join(lines).encode(),
        "d.tsv": "\n".join(lines).replace(";", "\t").encode("utf-16"),
        "d.csv.gz": gzip.compress("\n".join(lines).encode()),
        "d.jsonl": "\n".join(json.dumps(row) for row in rows).encode(),
        "d.json": json.dumps({"results": rows}).encode(),
    }
    for name, content in forms.items():
        _is_read(tmp_path / name.replace(".", "-"), name, content)
    book = openpyxl.Workbook()
    for line in [list(rows[0]), *(list(row.values()) for row in rows)]:
        book.active.append(line)
    book.save(tmp_path / "d.xlsx")
    _is_read(tmp_path / "book", "d.xlsx", (tmp_path / "d.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/d.csv", "\n".join(lines))
    _is_read(
        tmp_path / "zip", "all.zip", (tmp_path / "all.zip").read_bytes(), inside="all.zip!in/d.csv"
    )
    with duckdb.connect() as connection:
        connection.execute(
            'copy (select \'k\' || n as "Key", n + 0.5 as "Value", '
            "date '2026-03-01' + n::int as \"Closed\", 'Won' as \"State\" from range(9) as r(n)) "
            f"to '{tmp_path / 'd.parquet'}'"
        )
    _is_read(tmp_path / "parquet", "d.parquet", (tmp_path / "d.parquet").read_bytes())


def _is_read(root: Path, name: str, content: bytes, inside: str = "") -> None:
    root.mkdir()
    exports = Folder(root)
    (exports.folder / name).write_bytes(content)
    said = mapping(
        inside or name.removesuffix(".gz"), ["deal"], 'id = ["Key"]',
        Key="deal.source_id", Value="deal.amount", Closed="deal.closed_at", State="deal.stage",
    )  # fmt: skip
    exports.write("mapping.toml", said)
    exports.run()
    found = exports.ask(
        "select count(*) as n, sum(amount_stated) as total, max(closed_at) as last from deal"
    )
    assert found == [(9, 40.5, datetime(2026, 3, 9, tzinfo=UTC))], name


@pytest.mark.parametrize("read_anew_from", [0, 10**9])
def test_a_file_that_is_read_anew_tells_the_same(
    exports: Folder, monkeypatch: pytest.MonkeyPatch, read_anew_from: int
) -> None:
    monkeypatch.setattr(delimited, "READ_ANEW_FROM", read_anew_from)
    rows = [f"k{n},{n},2026-03-01,Open" for n in range(50)]
    rows[7], rows[9], rows[20] = "k7,x,2026-03-01,Open", "k8,9,2026-03-01,Won", ",1,2026-03-01,Open"
    deals(exports, *rows)
    done = exports.run()
    (file,) = done.plan.files
    assert (file.rows, file.taken, file.folded, file.refused) == (50, 48, 1, 1)
    assert [reason.examples for reason in file.reasons] == [
        ("line 22, Key",),
        ('line 9, Value: "x"',),
    ]
    assert exports.ask("select stage from deal where source_id = 'k8'") == [("Won",)]
    assert len(Path(done.error_files[0]).read_text("utf-8-sig").splitlines()) == 3
    assert exports.run().run == ""


def test_an_event_log_gives_a_row_an_event(exports: Folder) -> None:
    exports.write(
        "log.xes",
        """<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">
        <trace><string key="concept:name" value="case 1"/>
          <event><string key="concept:name" value="Called"/>
            <date key="time:timestamp" value="2026-03-01T10:00:00.000+01:00"/></event>
          <event><string key="concept:name" value="Won"/>
            <date key="time:timestamp" value="2026-03-02T10:00:00.000+01:00"/></event>
        </trace></log>""",
    )
    exports.run()
    rows = exports.ask("select subject_id, to_stage, changed_at from stage_change order by 3")
    assert [row[1:] for row in rows] == [
        ("Called", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("Won", datetime(2026, 3, 2, 9, tzinfo=UTC)),
    ]
    assert rows[0][0].endswith(":case 1")


def test_an_error_file_names_line_column_value_reason_and_remedy(exports: Folder) -> None:
    deals(exports, "a,10,someday,Open", '"b",ten,2026-03-01,"two\nlines"', "c,5,never,Open")
    (file,) = exports.run().error_files
    lines = Path(file).read_text("utf-8-sig").splitlines()
    assert lines[0] == "Key,Value,Closed,State,line,column,value,reason,level,remedy"
    assert lines[1].startswith("a,10,someday,Open,2,Closed,someday,COULD_NOT_PARSE_DATE,field,")
    assert any(",3,Value,ten,COULD_NOT_PARSE_NUMBER,field," in line for line in lines)
    assert lines[-1].startswith("c,5,never,Open,5,Closed,never,COULD_NOT_PARSE_DATE,field,")


@pytest.mark.parametrize(
    ("settings", "word"),
    [({"zone": "Mars/Base"}, "time zone"), ({"rates": Path("none.csv")}, "no such file"),
     ({"mapping": Path("none.toml")}, "no such file")],
)  # fmt: skip
def test_a_wrong_setting_is_said_before_anything_is_read(
    exports: Folder,
    settings: dict[str, Any],
    word: str,  # Any: whatever `run` takes
) -> None:
    deals(exports, "a,10,2026-03-01,Open")
    with pytest.raises(SameroomError, match=word):
        exports.run(**settings)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SameroomError, match="no such folder"):
        importing.run(folder=tmp_path / "none", store=tmp_path / "store", now=NOW)


def test_an_empty_folder_makes_no_run(exports: Folder) -> None:
    done = exports.run()
    assert (done.run, done.plan.files) == ("", ())


def test_each_file_has_an_error_file_of_its_own(exports: Folder) -> None:
    (exports.folder / "sub").mkdir()
    names = ["a b.csv", "a-b.csv", "sub/x.csv", "sub-x.csv", f"{'n' * 240}.csv"]
    for number, name in enumerate(names):
        rows = "Record ID,First Name,Last Name,Email,Lifecycle Stage,Original Source,Create Date\n"
        exports.write(name, f"{rows}{number},A,B,no address {number},lead,x,2026-03-01\n")
    files = exports.run().error_files
    told = "".join(Path(file).read_text("utf-8-sig") for file in files)
    assert len(set(files)) == len(names)
    assert all(f"no address {number}" in told for number in range(len(names)))
