"""What helps with a tool that nobody has seen: twins, spans of time, consent, layouts."""

from collections.abc import Sequence

import pytest

from sameroom.connectors.content import profile
from sameroom.connectors.content_models import kind_votes
from sameroom.connectors.mapping import ASK, FileMapping, Fill, SheetSample
from sameroom.connectors.recognise import propose
from sameroom.connectors.rules import ColumnRule, FileRule
from sameroom.connectors.unwrapping import unwrapped

NUMBERS = range(40)
DATES = [f"2026-01-{n % 28 + 1:02d}" for n in NUMBERS]


def sheet(path: str, columns: dict[str, Sequence[str | None]]) -> SheetSample:
    values = tuple(tuple(v) for v in columns.values())
    return SheetSample(path, path.rsplit(".", 1)[0], tuple(columns), values, len(values[0]))


def mapped(*samples: SheetSample) -> FileMapping:
    return propose(samples=samples).files[0]


def taken(*samples: SheetSample) -> dict[str, str]:
    return {column.header: column.target for column in mapped(*samples).columns}


def deals(more: dict[str, Sequence[str | None]]) -> SheetSample:
    return sheet("deals.csv", {
        "Deal ID": [f"D-{n:04d}" for n in NUMBERS],
        "Deal name": [f"Pump {n}" for n in NUMBERS],
        "Stage": [("Proposal", "Closed won")[n % 2] for n in NUMBERS],
        "Amount": [f"{n * 37}.50" for n in NUMBERS],
    } | more)  # fmt: skip


def calls(more: dict[str, Sequence[str | None]]) -> SheetSample:
    return sheet("calls.csv", {
        "Call ID": [f"C-{n:04d}" for n in NUMBERS],
        "Call type": ["Call", "Meeting"] * 20,
        "Call date": DATES,
        "Direction": ["Inbound", "Outbound"] * 20,
    } | more)  # fmt: skip


def people(more: dict[str, Sequence[str | None]]) -> SheetSample:
    return sheet("people.csv", {
        "Person ID": [f"P{n:05d}" for n in NUMBERS],
        "First name": ["Ada", "Sol"] * 20,
        "Last name": [f"Vale{chr(97 + n % 26)}" for n in NUMBERS],
        "Email": [f"a.vale{n}@firm{n}.example" for n in NUMBERS],
    } | more)  # fmt: skip


@pytest.mark.parametrize(("header", "said"), [
    ("properties.hs_email", "email"),
    ("emails.0.email", "email"),
    ("associations.companies.results.0.id", "companies id"),
    ("(Do Not Modify) Lead", "Lead"),
    ("Account Name.id", "Account id"),
    ("Address 1: City", "City"),
    ("Amount", "Amount"),
])  # fmt: skip
def test_what_a_tool_wraps_around_a_header_is_taken_off(header: str, said: str) -> None:
    assert unwrapped(header) == said


def test_the_name_that_goes_with_an_id_is_passed_over() -> None:
    ids = [f"K{n % 9:04d}" for n in NUMBERS]
    names = [f"Firm {chr(65 + n % 9)}" for n in NUMBERS]
    found = taken(deals({"Account name": names, "Account ID": ids}))
    assert found["Account ID"] == "deal.account_id"
    assert found["Account name"] == "ignore"


def test_a_name_that_does_not_go_with_the_id_is_no_twin() -> None:
    ids = [f"K{n % 9:04d}" for n in NUMBERS]
    names = [f"Firm {chr(65 + n % 7)}" for n in NUMBERS]
    assert taken(deals({"Account ID": ids, "Account key": names}))["Account key"] != "ignore"


def test_times_that_no_row_has_both_of_fill_one_field() -> None:
    won = [DATES[n] if n % 3 == 0 else None for n in NUMBERS]
    lost = [DATES[n] if n % 3 == 1 else None for n in NUMBERS]
    found = taken(deals({"Won date": won, "Lost date": lost}))
    assert found["Won date"] == found["Lost date"] == "deal.closed_at"


@pytest.mark.parametrize(("values", "unit"), [
    (["0:15", "0:30", "1:45"], "h:mm"),
    (["12:07", "31:59", "3:08"], "m:ss"),
    (["0:12", "3:07", "4:33"], "?"),
])  # fmt: skip
def test_spans_of_time_are_told_by_their_values(values: list[str], unit: str) -> None:
    column = mapped(calls({"Duration": [values[n % 3] for n in NUMBERS]})).columns[-1]
    assert column.target == (ASK if unit == "?" else "activity.minutes")
    assert unit == "?" or column.parse.unit == unit


def test_a_header_says_what_a_span_of_time_counts() -> None:
    spans = ["0:12", "3:07", "4:33", "0:02"] * 10
    assert mapped(calls({"Duration (mm:ss)": spans})).columns[-1].parse.unit == "m:ss"


def test_yes_to_unsubscribed_is_no_consent() -> None:
    column = mapped(people({"Unsubscribed": ["Yes", "No"] * 20})).columns[-1]
    assert column.target == "person.has_consent"
    assert (column.parse.yes, column.parse.no) == (("no",), ("yes",))


def test_words_of_consent_are_read() -> None:
    words = ["Subscribed", "Never subscribed", "Unsubscribed", "Subscribed"] * 10
    column = mapped(people({"Marketing status": words})).columns[-1]
    assert column.target == "person.has_consent"
    assert column.parse.yes == ("subscribed",)
    assert set(column.parse.no) == {"never subscribed", "unsubscribed"}


def test_a_place_called_state_is_no_status() -> None:
    places = ["Bavaria", "Hesse", "Saxony", "Berlin"] * 10
    assert taken(people({"Estado": places}))["Estado"] == "person.region"


def test_acts_speak_for_the_list_that_knows_most_of_them() -> None:
    votes = kind_votes(profile(["Send Email", "Open Email", "Click Email", "Unsubscribe Email"]))
    assert votes["touch"] == 1
    assert votes["activity"] == 0


def test_a_strange_word_is_asked_only_where_the_values_could_be_a_field() -> None:
    places = [f"10.0.{number}.7" for number in range(40)]
    forms = ["GmbH", "AG", "SE", "KG"] * 10
    found = taken(deals({"Qzxplace": places, "Qzxform": forms, "Qzxday": DATES}))
    assert found["Qzxplace"] != ASK
    assert found["Qzxform"] == ASK  # a company's own words for a kind of deal look so as well
    assert found["Qzxday"] == ASK


def test_nobody_says_without_a_header_whose_people_of_one_house_are() -> None:
    rows = {
        "1": [f"{n:05d}x{n % 7}" for n in NUMBERS],
        "a.vale@house.example": [f"a.vale{n}@house.example" for n in NUMBERS],
        "+44 161 914 0001": [f"+44 161 914 {n:04d}" for n in range(1000, 1040)],
        "2026-01-01": DATES,
    }
    assert not any(c.target.startswith("person.") for c in mapped(sheet("x17.csv", rows)).columns)


def bare(path: str, start: int, words: tuple[str, str]) -> SheetSample:
    rows = range(start, start + 40)
    values: dict[str, Sequence[str | None]] = {
        f"a{start}@firm.example": [f"a{n}@firm{n % 9}.example" for n in rows],
        "2026-01-02": DATES,
        words[0]: [words[n % 2] for n in rows],
        f"{start}.50": [f"{n}.50" for n in rows],
    }
    return sheet(path, values)


CONFIRMED = FileRule(
    "first.csv", "ours", ("deal",), has_header=False,
    columns=(ColumnRule("#1", (Fill("deal.person_id"),)), ColumnRule("#4", (Fill("deal.amount"),))),
)  # fmt: skip


def test_a_confirmed_layout_is_known_again_in_a_file_of_another_name() -> None:
    samples = (bare("first.csv", 100, ("red", "blue")), bare("later.csv", 500, ("blue", "red")))
    later = propose(samples=samples, rules=(CONFIRMED,)).files[1]
    assert [c.target for c in later.columns][::3] == ["deal.person_id", "deal.amount"]


def test_another_layout_is_not_taken_for_the_confirmed_one() -> None:
    samples = (bare("first.csv", 100, ("red", "blue")), bare("later.csv", 500, ("oak", "elm")))
    later = propose(samples=samples, rules=(CONFIRMED,)).files[1]
    assert "deal.amount" not in {c.target for c in later.columns}


def test_a_list_of_meetings_is_no_list_of_who_came_to_an_event() -> None:
    meetings = sheet("booked.csv", {
        "Meeting ID": [f"M-{n:04d}" for n in NUMBERS],
        "Meeting title": ["Intro", "Demo", "Review", "Closing"] * 10,
        "Meeting type": ["Demo", "Call"] * 20,
        "Sequence": ["Webinar no-shows", "Inbound demo request"] * 20,
        "Starts at": DATES,
        "Duration (min)": ["30", "45", "60", "15"] * 10,
        "Invitee email": [f"a.vale{n}@firm{n}.example" for n in NUMBERS],
    })  # fmt: skip
    found = taken(meetings)
    assert found["Meeting ID"] == "activity.source_id"
    assert found["Duration (min)"] == "activity.minutes"
