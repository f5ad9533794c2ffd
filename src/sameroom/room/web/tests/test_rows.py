"""Which rows behind a reading somebody sees."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape

import pyarrow as pa
import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.test import Client
from django.utils import translation

from sameroom.audit.document import EvidenceRows
from sameroom.engines.trial import Trial
from sameroom.measure import Evidence
from sameroom.people.web.models import User
from sameroom.record import timeline
from sameroom.record.web.models import Subject
from sameroom.record.web.operations import write_subjects
from sameroom.report.cells import head
from sameroom.report.tests.builders import an_audit
from sameroom.room.finding import Finder
from sameroom.room.laid_out import Table, _line, _tables
from sameroom.room.web import operations, queries, readings
from sameroom.room.web.models import EvidenceRow, EvidenceTable
from sameroom.room.web.tests.builders import ACME, People, a_refresh, people, some_rows
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db
NO_ROWS = pa.table({})


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Reader(user_id=1, team="management", sees=Sees.ALL), ["row 1", "row 2", "row 3", "row 4"]),
        (Reader(user_id=1, team="sales", sees=Sees.TEAM), ["row 1", "row 3"]),
        (Reader(user_id=1, team="marketing", sees=Sees.TEAM), ["row 2", "row 3"]),
        (Reader(user_id=1, team="sales", sees=Sees.OWN, member_id="crm:3"), ["row 1", "row 3"]),
        (Reader(user_id=1, team="sales", sees=Sees.OWN), ["row 3"]),
        (Reader(user_id=1, sees=Sees.ALL), ["row 3"]),
    ],
)
def test_rows_are_those_about_whom_one_sees_and_those_about_nobody(
    reader: Reader, seen: list[str]
) -> None:
    some_rows(a_refresh())
    page = queries.find_rows_page(reader=reader, measure="acceptance", place=1, number=1)
    assert page is not None
    assert [line.cells[0].text for line in page.lines] == seen
    assert (page.total, page.seen) == (4, len(seen))
    names = [line.name for line in page.lines]
    assert names == [{"row 1": "Acme", "row 2": "Bolt"}.get(row, "") for row in seen]


def test_each_row_says_whom_it_is_about_and_leads_there() -> None:
    room, shown = people(), a_refresh()
    some_rows(shown)
    Subject.objects.filter(generation=shown.pk, key=ACME).update(name="Acme <b>Works</b>")
    client = Client()
    client.force_login(room.sol)
    text = client.get("/readings/acceptance/rows/1").content.decode()
    assert f'<a href="/accounts/{ACME}"><bdi>Acme &lt;b&gt;Works&lt;/b&gt;</bdi></a>' in text
    assert "Bolt" not in text
    assert "Times are in UTC" not in text
    EvidenceRow.objects.filter(cells__0="row 1").update(cells=["row 1", "2026-06-25 07:59"])
    assert "Times are in UTC." in client.get("/readings/acceptance/rows/1").content.decode()
    EvidenceRow.objects.update(key="", noun="", is_open=True)
    assert ">About</th>" not in client.get("/readings/acceptance/rows/1").content.decode()


@pytest.fixture
def long_list() -> People:
    """Put 900 deals behind a reading: Oda's 500 come first, Sol's are 501 to 510, then 390."""
    everybody = people()
    one = a_refresh()
    owners = ["3"] * 500 + ["2"] * 10 + ["3"] * 390
    record = Trial(
        facts={
            "member": [
                {"source_id": "2", "name": "Sol", "team": "sales"},
                {"source_id": "3", "name": "Oda", "team": "sales"},
            ],
            "deal": [
                {"source_id": f"{place:03}", "name": f"Deal {place:03}", "owner_id": f"crm:{owner}"}
                for place, owner in enumerate(owners, start=1)
            ],
        }
    )
    evidence = Evidence("deal_case", ("deal_id", "amount"), "Deals", order="deal_id")
    audit = replace(
        an_audit(), evidence=(EvidenceRows("handoff", "acceptance", evidence, NO_ROWS, 900),)
    )
    finder = Finder(engine=record, buyer="account")
    for table in _tables(record, audit, finder, {"acceptance"}):
        operations._write_table(one.pk, table)
    subjects = timeline.list_subjects(engine=record)
    write_subjects(generation=one.pk, subjects=subjects)
    return everybody


def test_whose_rows_stand_behind_the_first_500_finds_them_on_the_page_as_csv_and_by_a_program(
    long_list: People,
) -> None:
    User.objects.filter(pk=long_list.sol.pk).update(sees=Sees.OWN)
    client = Client()
    client.force_login(long_list.sol)
    page = client.get("/readings/acceptance/rows/1").content.decode()
    assert "Deal 501 (crm:501)" in page
    assert "Deal 510 (crm:510)" in page
    assert "900 rows" in page
    assert "510 of them are kept here" in page
    assert "The 10 that you may see are shown." in page
    assert "More of yours" not in page, "all ten are kept"
    file = client.get("/readings/acceptance/rows/1.csv").content.decode()
    assert file.count("Deal ") == 10
    reader = Reader(user_id=1, team="sales", sees=Sees.OWN, member_id="crm:2")
    table = readings.find_table(measure="acceptance", place=1)
    assert table is not None
    rows = readings.list_rows(reader=reader, table=table, after=0, limit=100)
    assert [row.cells[0] for row in rows] == [f"Deal {n} (crm:{n})" for n in range(501, 511)]


def test_whose_rows_are_not_all_kept_is_told_so_and_not_that_they_may_see_no_more(
    long_list: People,
) -> None:
    client = Client()
    client.force_login(long_list.own)
    page = client.get("/readings/acceptance/rows/1").content.decode()
    assert "The 500 that you may see are shown." in page
    assert "More of yours may be among those that are not kept here." in page
    EvidenceRow.objects.update(key=ACME[::-1])
    assert (
        "Yours may be among those that are not"
        in client.get("/readings/acceptance/rows/1").content.decode()
    )
    EvidenceTable.objects.update(counts={"": {"total": 900, "cut_for": ["own:crm:9"]}})
    assert (
        "Whoever administers the room" in client.get("/readings/acceptance/rows/1").content.decode()
    )


def test_what_was_laid_out_before_it_was_counted_for_whom_may_miss_some_for_everybody() -> None:
    table = some_rows(a_refresh())
    EvidenceTable.objects.filter(pk=table.pk).update(total=900)
    reader = Reader(user_id=1, team="sales", sees=Sees.OWN, member_id="crm:8")
    page = queries.find_rows_page(reader=reader, measure="acceptance", place=1, number=1)
    assert page is not None
    assert (page.total, page.kept, page.may_miss) == (900, 4, True)


def test_a_line_of_flaws_is_counted_by_itself() -> None:
    table = some_rows(a_refresh())
    EvidenceRow.objects.filter(table=table, place=1).update(line="person.email")
    counts = {"": {"total": 4, "cut_for": []}, "person.email": {"total": 1, "cut_for": []}}
    EvidenceTable.objects.filter(pk=table.pk).update(counts=counts)
    reader = Reader(user_id=1, team="management", sees=Sees.ALL)
    page = queries.find_rows_page(
        reader=reader, measure="acceptance", place=1, number=1, line="person.email"
    )
    assert page is not None
    assert (page.total, page.kept, page.seen, page.is_cut) == (1, 1, 1, False)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL plans so")
@pytest.mark.parametrize("member_id", ["", "crm:3"])
def test_whom_one_sees_is_looked_up_for_the_rows_and_never_read_whole(member_id: str) -> None:
    one = a_refresh()
    some_rows(one)
    reader = Reader(user_id=1, team="sales", sees=Sees.TEAM, member_id=member_id)
    rows = EvidenceRow.objects.filter(table__refresh=one)
    subjects = Subject.objects.filter(generation=one.pk, key=OuterRef("key"))
    with connection.cursor() as cursor:
        # As if the record were so large that to look up many costs more than to read it whole.
        for way in ("indexscan", "indexonlyscan", "bitmapscan"):
            cursor.execute(f"set local enable_{way} = off")
    plain = rows.filter(Q(is_open=True) | Exists(subjects))
    assert "hashed SubPlan" in plain.explain(), "else this shows nothing"
    assert "hashed SubPlan" not in queries.seen_rows(reader, one.pk, rows).explain()


def cells_of(client: Client) -> list[str]:
    with translation.override("en"):  # the page's own language does not outlast it
        page = client.get("/readings/acceptance/rows/1").content.decode()
    page = page.partition('class="plain rows stacks"')[2].partition("</table>")[0]
    cells = re.findall('<td data-label="[^"]+">(.*?)</td>', page)
    return [unescape(re.sub(r"<a.*?>|</a>", "", one)) for one in cells]


def test_our_words_and_figures_are_in_the_readers_language_and_what_was_brought_as_it_is() -> None:
    everybody = people()
    one = a_refresh()
    row = {
        "name": "Yes & <b>no</b>", "amount": Decimal("1234.00"), "won": True, "score": 1234.5,
        "closed_at": datetime(2026, 3, 1, tzinfo=UTC), "kind": "email_sent",
        "channel": "email_sent", "campaign": "yes", "reason": "1,234.5", "step": None,
    }  # fmt: skip
    told = EvidenceRows("handoff", "acceptance", Evidence("t", tuple(row), "Deals"), NO_ROWS, 1)
    line = _line(row, told, Finder(engine=Trial(), buyer="account"), "EUR")
    table = Table("acceptance", 1, "Deals", tuple(map(head, row)), 1, (line,), ())
    operations._write_table(one.pk, table)
    client = Client()
    client.force_login(everybody.admin)
    name, brought = "<bdi>Yes & <b>no</b></bdi>", ["email_sent", "yes", "1,234.5"]
    kept = [f"<bdi>{text}</bdi>" for text in brought]
    english = ["€1,234", "yes", "1,234.5", "2026-03-01", "email sent"]
    assert cells_of(client) == [name, *english, *kept, "–"]
    User.objects.filter(pk=everybody.admin.pk).update(language="de")
    german = ["1.234\u00a0€", "ja", "1.234,5", "01.03.2026", "Mail versandt"]
    assert cells_of(client) == [name, *german, *kept, "–"]
    with translation.override("en"):
        file = client.get("/readings/acceptance/rows/1.csv").content.decode()
    assert '"Yes & <b>no</b>","€1,234","yes","1,234.5","2026-03-01","email_sent",' in file
    EvidenceRow.objects.update(ours=None)  # as a room holds it that has not been read anew yet
    assert "<bdi>€1,234</bdi>" in cells_of(client)


def test_a_german_page_says_that_the_file_keeps_english_names() -> None:
    room = people()
    some_rows(a_refresh())
    client = Client()
    client.force_login(room.admin)
    where = "/readings/acceptance/rows/1"
    german = client.get(where, headers={"Accept-Language": "de"}).content.decode()
    assert "Die Datei behält englische Spaltennamen." in german
    english = client.get(where, headers={"Accept-Language": "en"}).content.decode()
    assert "The file keeps English names" not in english
