"""What the set-up writes is an agreement that reads as it was meant."""

from datetime import date, time

import pytest

from sameroom import agreement
from sameroom.room.founding import first_agreement


@pytest.mark.parametrize("name", ["Tessaro", 'Rösch & "Söhne": AG', "no", "null", "#1"])
def test_the_first_agreement_reads_as_it_was_meant(name: str) -> None:
    text = first_agreement(
        name=name, currency="CHF", zone="Europe/Zurich", days=["monday", "friday"],
        opens=time(8, 30), closes=time(16), holidays=[date(2026, 12, 25), date(2026, 8, 1)],
    )  # fmt: skip
    read = agreement.parse(text=text)
    assert read.clauses.company.name == name
    assert read.clauses.company.currency == "CHF"
    assert read.clauses.company.time_zone == "Europe/Zurich"
    office = read.clauses.calendars["office"]
    assert office.monday == ((time(8, 30), time(16)),)
    assert office.tuesday == ()
    assert office.friday == ((time(8, 30), time(16)),)
    assert set(office.holidays) == {date(2026, 8, 1), date(2026, 12, 25)}
    assert read.is_default("promises.first_touch.within_hours")
