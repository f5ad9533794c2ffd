"""Rows as pages hold them: names stand beside ids."""

import pyarrow as pa

from sameroom.audit.document import EvidenceRows
from sameroom.engines.trial import Trial
from sameroom.measure import Evidence
from sameroom.report import parts
from sameroom.report.page import lay_out
from sameroom.report.tests.builders import AREAS, PLACED, a_share, an_audit
from sameroom.room.finding import Finder
from sameroom.room.laid_out import _front, _line

SHOWN = Evidence(
    "unlinked", ("id", "noun", "account_id", "owner_id"), "Leads", people=("owner_id",)
)
ROWS = EvidenceRows("record", "match_rate", SHOWN, pa.table({"id": ["crm:1"]}))


def test_names_stand_beside_ids_and_the_row_keeps_its_own() -> None:
    record = Trial(
        facts={
            "account": [{"id": "crm:a", "name": "Acme"}],
            "deal": [{"id": "crm:d", "name": "Pumps", "account_id": "crm:a"}],
        }
    )
    finder = Finder(engine=record, buyer="account")
    row = {"id": "crm:d", "noun": "deal", "account_id": "crm:a", "owner_id": "one of us"}
    line = _line(row, ROWS, finder, "EUR")
    assert line.cells == ("Pumps (crm:d)", "deal", "Acme (crm:a)", "one of us")
    assert line.ref == "crm:d"
    assert finder.name(noun="account", ref="crm:unknown") == "crm:unknown"


def test_where_no_disconnect_can_be_told_the_first_page_says_what_can() -> None:
    told = [("funnel", a_share(196, 2310, figure="won_share"))]
    front = _front(lay_out(audit=an_audit(told=told), placed=PLACED, areas=AREAS))
    assert front.rows == ()
    assert [section.name for section in front.told] == ["funnel"]
    said = parts.to_html(name="_told.html", told={"page": front})
    assert "What can be told already" in said
    assert "8.5" in said, "196 of 2,310"
    gap = parts.to_html(name="_gap.html", told={"page": front})
    assert "where the truth lies" not in gap, "there is no picture to explain"


def test_beside_disconnects_nothing_else_stands_on_the_first_page() -> None:
    front = _front(lay_out(audit=an_audit(), placed=PLACED, areas=AREAS))
    assert front.rows
    assert front.told == ()
