"""Rows as pages hold them: no team under five is named, and names stand beside ids."""

import pyarrow as pa
import pytest

from sameroom.audit.document import EvidenceRows
from sameroom.engines.trial import Trial
from sameroom.measure import Evidence
from sameroom.room.finding import Finder
from sameroom.room.laid_out import _called, _line

SHOWN = Evidence(
    "unlinked", ("id", "noun", "account_id", "owner_id"), "Leads", people=("owner_id",)
)
ROWS = EvidenceRows("record", "match_rate", SHOWN, pa.table({"id": ["crm:1"]}))


@pytest.mark.parametrize(
    ("column", "content", "size", "said"),
    [
        ("owner_id", "sales", 5, "sales"),
        ("owner_id", "sales", 4, "one of us"),
        ("owner_id", "no known team", 4, "no known team"),
        ("account_id", "sales", 4, "sales"),
    ],
)
def test_a_team_of_fewer_than_five_is_not_named_in_rows(
    column: str, content: str, size: int, said: str
) -> None:
    assert _called(column, content, ROWS, {"sales": size}) == said


def test_names_stand_beside_ids_and_the_row_keeps_its_own() -> None:
    record = Trial(
        facts={
            "account": [{"id": "crm:a", "name": "Acme"}],
            "deal": [{"id": "crm:d", "name": "Pumps", "account_id": "crm:a"}],
        }
    )
    finder = Finder(engine=record, buyer="account")
    row = {"id": "crm:d", "noun": "deal", "account_id": "crm:a", "owner_id": "sales"}
    line = _line(row, ROWS, finder, {"sales": 2}, "EUR")
    assert line.cells == ("Pumps (crm:d)", "deal", "Acme (crm:a)", "one of us")
    assert line.ref == "crm:d"
    assert finder.name(noun="account", ref="crm:unknown") == "crm:unknown"
