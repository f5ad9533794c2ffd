"""What both teams did with a person or their company: the latest of either, each once."""

from datetime import timedelta

import pytest

from sameroom.record.web.api import list_happenings
from sameroom.record.web.models import Shown, TimelineEntry
from sameroom.room.web.tests.builders import NOW, people

pytestmark = pytest.mark.django_db
ROSA, ACME = "a" * 20, "b" * 20


def test_the_latest_of_person_and_company_are_listed_each_once() -> None:
    reader = people().sol.as_reader()
    Shown.objects.all().delete()
    Shown.objects.create(generation=7)
    about = [(ROSA, ACME), (ROSA, ""), ("", ACME), ("c" * 20, ""), (ROSA, "")]
    for hours, (person, account) in enumerate(about):
        TimelineEntry.objects.create(
            generation=8 if hours == 4 else 7, happened_at=NOW - timedelta(hours=hours),
            entry_id=f"e{hours}", side="sales", noun="activity", kind="call",
            person_key=person, account_key=account,
        )  # fmt: skip

    def hours_of(person: str, account: str, most: int) -> list[float]:
        told = list_happenings(reader=reader, person_key=person, account_key=account, sizes={},
                               most=most)  # fmt: skip
        return [(NOW - one.happened_at) / timedelta(hours=1) for one in told]

    assert hours_of(ROSA, ACME, 9) == [0, 1, 2]
    assert hours_of(ROSA, ACME, 2) == [0, 1]
    assert hours_of(ROSA, "", 9) == [0, 1]
    assert hours_of("", ACME, 9) == [0, 2]
    assert hours_of("", "", 9) == []
