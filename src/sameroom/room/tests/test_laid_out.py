"""Rows as pages hold them: names stand beside ids."""

import pyarrow as pa

from sameroom.audit.document import EvidenceRows
from sameroom.engines.trial import Trial
from sameroom.measure import Evidence
from sameroom.room.finding import Finder
from sameroom.room.laid_out import _line

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
