"""A file whose kind is in doubt is asked about as a whole; people in rows of acts are asked."""

from collections.abc import Sequence

import pytest

from sameroom.connectors import headers
from sameroom.connectors.assign import Fit, Found
from sameroom.connectors.content import profile
from sameroom.connectors.mapping import ASK, FileMapping, SheetSample
from sameroom.connectors.matching import Column
from sameroom.connectors.recognise import propose
from sameroom.connectors.rivals import SUPPORTED, UNSUPPORTED, Rival, is_doubtful, strongest
from sameroom.connectors.shapes import get_shape

NUMBERS = range(40)
DAYS = [f"2026-01-{n % 28 + 1:02d}" for n in NUMBERS]
MAILS = [f"kim.vale{n}@firm{n}.example" for n in NUMBERS]


def sheet(path: str, columns: dict[str, Sequence[str | None]]) -> SheetSample:
    values = tuple(tuple(v) for v in columns.values())
    return SheetSample(path, path.rsplit(".", 1)[0], tuple(columns), values, len(values[0]))


def mapped(*samples: SheetSample) -> FileMapping:
    return propose(samples=samples).files[0]


DEAL: dict[str, Sequence[str | None]] = {
    "Stage": ["Proposal", "Negotiation"] * 20,
    "Amount": [f"{n * 37 + 5}.50" for n in NUMBERS],
    "Close date": DAYS,
}
CALL: dict[str, Sequence[str | None]] = {
    "Call type": ["Phone call", "Meeting"] * 20,
    "Call direction": ["Inbound", "Outbound"] * 20,
    "Call duration (min)": ["30", "45", "60", "15"] * 10,
    "Call subject": [f"About pump {n}" for n in NUMBERS],
}


def test_a_file_that_tells_of_two_things_is_asked_about_as_a_whole() -> None:
    file = mapped(sheet("export_1.csv", DEAL | CALL))
    assert {column.target for column in file.columns} == {ASK}
    assert any(column.guess for column in file.columns)
    assert "every column is asked" in file.why


def test_a_file_that_tells_of_one_thing_is_read() -> None:
    file = mapped(sheet("export_1.csv", DEAL | {"Deal name": [f"Pump {n}" for n in NUMBERS]}))
    assert {c.header: c.target for c in file.columns}["Stage"] == "deal.stage"
    assert not file.asked


def _fit(name: str, sure: dict[str, str]) -> Fit:
    """Give headers to fields of a shape, each with the score 1."""
    shape = get_shape(name=name)
    places = {h: n for n, h in enumerate(("Amount", "Stage", "Direction", "Company name"))}
    found = []
    for header, target in sure.items():
        column = Column(places[header], header, headers.read(header), profile(values=["inbound"]))
        field = next(f for f in shape.fields if f.target == target)
        found.append(Found(column, field, 1.0))
    return Fit(shape, tuple(found), 5.0)


def _weight(name: str, target: str) -> float:
    return next(f.weight for f in get_shape(name=name).fields if f.target == target)


def test_the_share_of_a_rival_is_what_it_alone_explains() -> None:
    best = _fit("deal", {"Amount": "deal.amount", "Stage": "deal.stage"})
    other = _fit("activity", {"Direction": "activity.direction", "Stage": "activity.outcome"})
    own = _weight("deal", "deal.amount") + _weight("deal", "deal.stage")
    rival = strongest(best=best, fits=[best, other], unread=frozenset())
    assert rival.shape == "activity"
    assert rival.share == pytest.approx(_weight("activity", "activity.direction") / own)


def test_what_the_rows_point_at_is_no_rival() -> None:
    best = _fit("deal", {"Amount": "deal.amount", "Stage": "deal.account_id"})
    other = _fit("account", {"Company name": "account.name"})
    assert strongest(best=best, fits=[best, other], unread=frozenset()).share == 0


def test_changes_of_a_stage_may_repeat_what_moved() -> None:
    best = _fit("stage_change", {"Direction": "stage_change.subject_id"})
    other = _fit("deal", {"Amount": "deal.amount", "Stage": "deal.stage"})
    assert strongest(best=best, fits=[best, other], unread=frozenset()).share == 0


def test_a_name_or_an_id_makes_a_kind_less_doubtful() -> None:
    between = Rival("activity", (SUPPORTED + UNSUPPORTED) / 2)
    assert is_doubtful(rival=between, support=0.0)
    assert not is_doubtful(rival=between, support=2.0)
    assert is_doubtful(rival=Rival("activity", SUPPORTED), support=2.0)


VISITS: dict[str, Sequence[str | None]] = {
    "Event name": ["Spring fair", "Autumn fair"] * 20,
    "Attendance": ["Attended", "No-show"] * 20,
    "Scanned at": [f"{day} 10:30" for day in DAYS],
}
NAMES: dict[str, Sequence[str | None]] = {
    "First name": ["Kim", "Ada"] * 20,
    "Last name": [f"Vale{chr(97 + n % 26)}" for n in NUMBERS],
}


def test_the_names_and_the_consent_of_who_came_are_asked() -> None:
    more = {"Email": MAILS, "Marketing opt-in": ["Yes", "No"] * 20}
    file = mapped(sheet("event_attendees.csv", VISITS | NAMES | more))
    found = {column.header: column.target for column in file.columns}
    assert found["Email"] == "touch.person_id"
    assert {found[header] for header in (*NAMES, "Marketing opt-in")} == {ASK}


def test_names_that_another_file_gives_are_left_aside() -> None:
    keys: dict[str, Sequence[str | None]] = {"Person ID": [f"P{n:05d}" for n in NUMBERS]}
    visits = sheet("email_events.csv", {
        "Event ID": [f"E-{n:04d}" for n in NUMBERS], "Event type": ["Open", "Click"] * 20,
        "Event time": [f"{day} 10:30" for day in DAYS]} | keys | NAMES)  # fmt: skip
    people = sheet("people.csv", keys | NAMES | {"Email": MAILS})
    found = {column.header: column.target for column in mapped(visits, people).columns}
    assert found["Person ID"] == "touch.person_id"
    assert ASK not in {found[header] for header in NAMES}
    alone = {column.header: column.target for column in mapped(visits).columns}
    assert {alone[header] for header in NAMES} == {ASK}


def test_the_stage_of_people_is_asked_where_they_could_be_leads_or_contacts() -> None:
    columns = NAMES | {
        "Prospect ID": [f"P{n:05d}" for n in NUMBERS],
        "Email": MAILS,
        "Title": ["Head of Sales", "Engineer"] * 20,
        "Stage": ["Cold", "Approaching", "Replied", "Interested"] * 10,
        "Created": DAYS,
    }
    found = {c.header: c.target for c in mapped(sheet("export_1.csv", columns)).columns}
    assert found["Stage"] == ASK
    assert found["Prospect ID"].endswith(".source_id")
