"""Pages of a long timeline: each entry once, whichever way one goes, at a cost that stays."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sameroom.record.web import queries
from sameroom.record.web.models import TimelineEntry
from sameroom.record.web.operations import write_entries
from sameroom.record.web.turning import PAGE, Turn, turn
from sameroom.room.web.tests.builders import ACME, a_refresh, an_entry, people
from sameroom.webkit.rights import Reader, Sees

pytestmark = pytest.mark.django_db
READER = Reader(user_id=1, team="management", sees=Sees.ALL)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def a_long_one(count: int = 250) -> list[str]:
    """Write a timeline, three entries an instant; gives their ids, the latest first."""
    one = a_refresh()
    TimelineEntry.objects.all().delete()
    entry = an_entry("1", side="sales", kind="call", member=("crm:3", "Oda Lenz", "sales"))
    fields = {name: getattr(entry, name) for name in entry.__slots__}
    write_entries(
        generation=one.pk,
        entries=[
            type(entry)(**fields | {
                "entry_id": f"activity +&{number:03}",
                "happened_at": BEGAN + timedelta(hours=number // 3, microseconds=7),
            })
            for number in range(count)
        ],
    )  # fmt: skip
    rows = TimelineEntry.objects.order_by("-happened_at", "entry_id")
    return list(rows.values_list("entry_id", flat=True))


def test_each_entry_comes_once_backwards_and_forwards() -> None:
    ids = a_long_one()
    rows = TimelineEntry.objects.all()
    pages = [turn(rows=rows, to=Turn())]
    while pages[-1].earlier:
        pages.append(turn(rows=rows, to=Turn(before=pages[-1].earlier)))
    assert [one.entry_id for page in pages for one in page.rows] == ids
    assert [len(page.rows) for page in pages] == [PAGE, PAGE, 50]
    assert not pages[0].later
    back = turn(rows=rows, to=Turn(after=pages[2].later))
    assert back.rows == pages[1].rows
    first = turn(rows=rows, to=Turn(after=back.later))
    assert (first.rows, first.later, first.earlier) == (pages[0].rows, "", pages[0].earlier)


@pytest.mark.parametrize(
    "odd",
    ["x", "2026-13-01T00:00:00Z x", "2026-01-01T00:00:00 x", "0001-01-01T00:00:00+14:00 x",
     "2026-01-01T00:00:00Z \0"],
)  # fmt: skip
def test_what_names_no_entry_leads_to_the_first_page(odd: str) -> None:
    ids = a_long_one()
    for to in (Turn(before=odd), Turn(after=odd)):
        assert [one.entry_id for one in turn(rows=TimelineEntry.objects.all(), to=to).rows] == (
            ids[:PAGE]
        )


def test_links_lead_on_and_addresses_with_a_number_still_hold() -> None:
    a_long_one()
    client = Client()
    client.force_login(people().admin)
    page = client.get(f"/accounts/{ACME}").context["page"]
    earlier = client.get(f"/accounts/{ACME}", {"before": page.earlier})
    assert earlier.context["page"] == client.get(f"/accounts/{ACME}?page=2").context["page"]
    link = earlier.content.decode().split('class="pages"><a href="')[1].split('"')[0]
    assert parse_qs(urlsplit(link).query) == {"after": [earlier.context["page"].later]}
    assert client.get(f"/accounts/{ACME}{link}").context["page"] == page


def test_sides_are_counted_by_the_database_and_no_entry_of_another_page_is_loaded() -> None:
    a_long_one()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = queries.find_subject_page(reader=READER, noun="account", key=ACME)
    assert page is not None
    assert page.sides == (("sales", 250),)
    of_entries = [one["sql"] for one in asked if "record_timelineentry" in one["sql"]]
    assert ["LIMIT" in sql or "GROUP BY" in sql for sql in of_entries] == [True, True]
