"""What is wrong with the data, how it moved, and where the rows to mend are."""

from datetime import timedelta

import pytest
from django.test import Client

from sameroom.room.web.models import EvidenceRow, EvidenceTable, Refresh, StoredReading
from sameroom.room.web.quality_queries import QualityLine, get_quality_page
from sameroom.room.web.tests.builders import NOW, a_refresh, people

pytestmark = pytest.mark.django_db


def told(one: Refresh, measure: str, figure: str, value: float, **part: str) -> None:
    StoredReading.objects.create(
        refresh=one, area="record", measure=measure, figure=figure, value=value, unit="share",
        part=[list(pair) for pair in part.items()], is_told=True, count=200, starts_at=NOW,
        ends_at=NOW, agreement_version="", code_version="",
    )  # fmt: skip


def to_mend(one: Refresh, title: str, lines: list[str]) -> EvidenceTable:
    table = EvidenceTable.objects.create(
        refresh=one, measure="data_quality", place=6, title=title, columns=["Row", "Field"],
        total=900,
    )  # fmt: skip
    for place, line in enumerate(lines, start=1):
        EvidenceRow.objects.create(
            table=table, place=place, cells=[f"crm:{place}", line], line=line, ref=f"crm:{place}"
        )
    return table


def lines() -> dict[str, QualityLine]:
    return {one.words: one for _, group in get_quality_page().groups for one in group}


def test_a_line_says_its_share_how_it_moved_and_leads_to_its_rows() -> None:
    before = a_refresh()
    told(before, "data_quality", "missing_share", 0.30, noun="person", field="email")
    told(before, "match_rate", "marketing_known_share", 0.5)
    shown = a_refresh()
    Refresh.objects.filter(pk=shown.pk).update(finished_at=NOW + timedelta(days=1))
    told(shown, "data_quality", "flawed_share", 0.4)
    told(shown, "data_quality", "missing_share", 0.25, noun="person", field="email")
    told(shown, "data_quality", "missing_share", 0.1, noun="deal", field="amount")
    told(shown, "match_rate", "marketing_known_share", 0.45)
    to_mend(shown, "What is missing", ["deal.amount", "person.email", "person.email"])
    mail = lines()["People: e-mail address"]
    assert (mail.share, mail.of, mail.place, mail.line, mail.rows) == (
        0.25, 200, 6, "person.email", 2
    )  # fmt: skip
    assert mail.moved == pytest.approx(-5)
    assert mail.is_better
    known = lines()["Of marketing's people, known to the CRM"]
    assert known.moved == pytest.approx(-5)
    assert not known.is_better, "fewer known is worse"
    assert lines()["Deals: amount"].moved is None
    client = Client()
    client.force_login(people().analyst)
    text = client.get("/quality").content.decode()
    assert "/readings/data_quality/rows/6?of=person.email" in text
    assert "−5.0 better" in text
    assert "−5.0 worse" in text
    rows = client.get("/readings/data_quality/rows/6?of=person.email").content.decode()
    assert "crm:2" in rows
    assert "crm:1<" not in rows


def test_before_anything_is_read_it_says_what_to_do() -> None:
    client = Client()
    client.force_login(people().analyst)
    assert "Bring exports" in client.get("/quality").content.decode()
