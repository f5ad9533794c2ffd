"""What was left aside without a word although it was a field, and is read or asked now."""

from collections.abc import Sequence

import pytest

from sameroom.connectors import headers
from sameroom.connectors.content import profile
from sameroom.connectors.mapping import ASK, IGNORE, SheetSample
from sameroom.connectors.recognise import propose

NUMBERS = range(40)
DATES = [f"2026-01-{n % 28 + 1:02d}" for n in NUMBERS]
Columns = dict[str, Sequence[str | None]]


def taken(path: str, columns: Columns, *others: tuple[str, Columns]) -> dict[str, str]:
    files = [(path, columns), *others]
    samples = [
        SheetSample(name, name.rsplit(".", 1)[0], tuple(held), tuple(map(tuple, held.values())),
                    len(next(iter(held.values()))))
        for name, held in files
    ]  # fmt: skip
    return {c.header: c.target for c in propose(samples=samples).files[0].columns}


def deals(more: Columns) -> Columns:
    return {
        "Deal ID": [f"D-{n:04d}" for n in NUMBERS],
        "Deal name": [f"Pump {n}" for n in NUMBERS],
        "Stage": [("Proposal", "Closed won")[n % 2] for n in NUMBERS],
        "Amount": [f"{n * 37}.50" for n in NUMBERS],
    } | more


def calls(more: Columns) -> Columns:
    return {
        "Call ID": [f"C-{n:04d}" for n in NUMBERS],
        "Call type": ["Call", "Meeting"] * 20,
        "Call date": DATES,
        "Direction": ["Inbound", "Outbound"] * 20,
    } | more


@pytest.mark.parametrize(("short", "full"), [
    ("EML_ADDR", "EMAIL"), ("TERR", "REGION"), ("ACTV_FLG", "ACTIVE"), ("ASGN_DT", "ASSIGN"),
])  # fmt: skip
def test_short_forms_of_databases_are_read(short: str, full: str) -> None:
    assert full in headers.read(short)[0].senses


@pytest.mark.parametrize(("value", "kind"), [
    ("20260529", "date"), ("20260529 0930", "datetime"), ("20260529T093000Z", "datetime"),
])  # fmt: skip
def test_days_written_solid_are_dates(value: str, kind: str) -> None:
    assert kind in profile([value] * 9).kinds


def test_an_id_of_eight_digits_is_no_date() -> None:
    assert "date" not in profile([str(20_269_900 + n) for n in NUMBERS]).kinds


def test_a_solid_date_is_never_the_rows_own_id() -> None:
    days = [f"2026{n % 12 + 1:02d}{n % 28 + 1:02d}" for n in NUMBERS]
    found = taken("deals.csv", deals({"Qzx date": days}))
    assert found["Deal ID"] == "deal.source_id"


@pytest.mark.parametrize("header", ["Qzxkind", "Vlorp"])
def test_few_words_under_a_strange_header_are_asked(header: str) -> None:
    sorts = ["Case study", "Pitch deck", "One-pager", "Video"] * 10
    assert taken("deals.csv", deals({header: sorts}))[header] == ASK


def test_ids_of_the_same_files_rows_are_asked_not_dropped() -> None:
    merged = [None if n % 9 else f"D-{n // 2:04d}" for n in NUMBERS]
    assert taken("deals.csv", deals({"Vlorp": merged}))["Vlorp"] == ASK


def test_when_deals_closed_is_the_date_that_open_deals_do_not_have() -> None:
    closed = [day if n % 2 else None for n, day in enumerate(DATES)]
    found = taken("deals.csv", deals({"Expected close date": DATES, "Actual close date": closed}))
    assert found["Actual close date"] == "deal.closed_at"
    assert found["Expected close date"] != "deal.closed_at"


def test_a_date_nobody_can_read_makes_an_expected_close_a_question() -> None:
    closed = [day if n % 2 else None for n, day in enumerate(DATES)]
    found = taken("deals.csv", deals({"Expected close date": DATES, "Vlorp": closed}))
    assert found["Vlorp"] == ASK
    assert found["Expected close date"] == ASK


def test_an_address_goes_before_the_name_beside_it() -> None:
    names = [f"Ada Vale{chr(97 + n % 26)}" for n in NUMBERS]
    mails = [f"ada.{n}@firm{n % 7}.example" for n in NUMBERS]
    found = taken("calls.csv", calls({"Contact": names, "Contact email": mails}))
    assert found["Contact email"] == "activity.person_id"
    assert found["Contact"] == IGNORE


def test_an_address_beside_an_id_that_no_file_explains_is_asked() -> None:
    ids = [f"{70_000 + n % 20}" for n in NUMBERS]
    mails = [f"ada.{n % 20}@firm{n % 7}.example" for n in NUMBERS]
    found = taken("calls.csv", calls({"Contact ID": ids, "Contact email": mails}))
    assert found["Contact ID"] == "activity.person_id"
    assert found["Contact email"] == ASK


def test_rows_numbered_by_their_own_noun_have_that_for_an_id() -> None:
    tickets = {
        "Ticket #": [str(48_000 + n) for n in NUMBERS],
        "Subject": [f"Cannot log in {n}" for n in NUMBERS],
        "Priority": ["Low", "High"] * 20,
        "Created at": DATES,
    }
    assert taken("tickets.csv", tickets)["Ticket #"] == "ticket.source_id"


def test_numbers_under_step_make_no_deal_of_a_file() -> None:
    steps = {
        "Run ID": [f"R-{n:04d}" for n in NUMBERS],
        "Step": [str(n % 7) for n in NUMBERS],
        "Result": ["Opened", "Skipped"] * 20,
        "Vlorp at": DATES,
    }
    assert not any(t.startswith("deal.") for t in taken("export_1.csv", steps).values())


def test_people_of_one_house_whose_file_does_not_say_who_they_are_are_asked() -> None:
    found = taken("vlorp.csv", {
        "Vlorp": [f"U-{n}" for n in NUMBERS],
        "First name": ["Ada", "Sol"] * 20,
        "Last name": [f"Vale{chr(97 + n % 26)}" for n in NUMBERS],
        "Email": [f"a.vale{n}@ourfirm.example" for n in NUMBERS],
    })  # fmt: skip
    assert set(found.values()) == {ASK}


def test_enquiries_keyed_as_such_are_leads_also_where_nothing_else_says_so() -> None:
    found = taken("vlorp.csv", {
        "Enquiry ID": [f"ENQ-{n:04d}" for n in NUMBERS],
        "First name": ["Ada", "Sol"] * 20,
        "Last name": [f"Vale{chr(97 + n % 26)}" for n in NUMBERS],
        "Email": [f"a.vale{n}@firm{n}.example" for n in NUMBERS],
    })  # fmt: skip
    assert found["Enquiry ID"] == "lead.source_id"


def test_an_empty_column_is_no_reason_to_fall_over() -> None:
    empty = [None] * 40
    assert taken("deals.csv", deals({"Vlorp country": ["US", "DE"] * 20, "Zemp": empty}))
