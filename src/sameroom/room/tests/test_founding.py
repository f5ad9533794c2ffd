"""What the set-up writes is an agreement that reads as it was meant."""

from datetime import date, time

import pytest

from sameroom import agreement
from sameroom.room.founding import Asked, find_asked, first_agreement


@pytest.mark.parametrize("name", ["Tessaro", 'Rösch & "Söhne": AG', "no", "null", "#1"])
def test_the_first_agreement_reads_as_it_was_meant(name: str) -> None:
    asked = Asked(
        currency="CHF", zone="Europe/Zurich", days=("monday", "friday"),
        opens=time(8, 30), closes=time(16), holidays=(date(2026, 8, 1), date(2026, 12, 25)),
    )  # fmt: skip
    text = first_agreement(name=name, asked=asked)
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
    assert find_asked(text=text) == asked, "and it is found again"


PLAIN = first_agreement(
    name="Tessaro", asked=Asked("EUR", "UTC", ("monday",), time(9), time(17), ())
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "company: [", "company:\n  name: Tessaro\n", PLAIN + "\n# ours\n",
        PLAIN.replace('monday: ["09:00-17:00"]', 'monday: ["09:00-12:00", "13:00-17:00"]'),
        PLAIN + "promises:\n  first_touch:\n    within_hours: 4\n",
    ],
)  # fmt: skip
def test_what_anybody_worked_on_is_not_taken_for_what_the_set_up_wrote(text: str) -> None:
    assert find_asked(text=text) is None
