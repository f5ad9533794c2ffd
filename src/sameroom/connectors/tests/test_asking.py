"""What is not well supported is asked; only what is known for nothing is left aside."""

from collections.abc import Sequence

from sameroom.connectors.mapping import ASK, SheetSample
from sameroom.connectors.recognise import propose


def sheet(path: str, **columns: Sequence[str | None]) -> SheetSample:
    headers = tuple(name.replace("_", " ") for name in columns)
    rows = max(len(values) for values in columns.values())
    return SheetSample(path, path.rsplit(".", 1)[0], headers,
                       tuple(tuple(v) for v in columns.values()), rows)  # fmt: skip


def taken(*samples: SheetSample) -> dict[str, str]:
    file = propose(samples=samples).files[0]
    return {column.header: column.target for column in file.columns}


def deals(**more: Sequence[str | None]) -> SheetSample:
    numbers = range(40)
    return sheet(
        "deals.csv",
        Deal_ID=[f"D-{n:04d}" for n in numbers],
        Deal_name=[f"Pump {n}" for n in numbers],
        Stage=[("Proposal", "Closed won")[n % 2] for n in numbers],
        Amount=[f"{n * 37}.50" for n in numbers],
        **more,
    )


def people(**more: Sequence[str | None]) -> SheetSample:
    numbers = range(40)
    return sheet(
        "people.csv",
        Person_ID=[f"P{n:05d}" for n in numbers],
        First_name=["Ada", "Sol"] * 20,
        Last_name=[f"Vale{n}" for n in numbers],
        Email=[f"a.vale{n}@firm{n}.example" for n in numbers],
        **more,
    )


def test_a_known_word_that_no_field_needs_is_left_aside() -> None:
    dates = [f"2026-01-{n % 28 + 1:02d}" for n in range(40)]
    found = taken(deals(Last_modified=dates, Weighted_value=["1.25"] * 40, Tags=["hot"] * 40))
    assert {found["Last modified"], found["Weighted value"], found["Tags"]}.isdisjoint({ASK})


def test_values_of_an_open_field_are_asked_whatever_the_header_says() -> None:
    numbers = [f"+44 161 914 {n:04d}" for n in range(1000, 1040)]
    assert taken(people(Left_aside_line=numbers))["Left aside line"] == ASK


def test_a_date_that_could_be_an_open_field_is_asked() -> None:
    dates = [f"2026-01-{n % 28 + 1:02d}" for n in range(40)]
    assert taken(deals(Bespoke_date=dates))["Bespoke date"] == ASK


def test_two_columns_that_say_the_same_are_both_asked() -> None:
    first = [f"2026-01-{n % 28 + 1:02d}" for n in range(40)]
    second = [f"2026-02-{n % 28 + 1:02d}" for n in range(40)]
    found = taken(deals(Created_on=first, Creation_date=second))
    assert found["Created on"] == found["Creation date"] == ASK


def test_a_closed_vocabulary_without_a_known_word_is_asked() -> None:
    known = taken(deals(Type=["New business", "Renewal"] * 20))
    strange = taken(deals(Type=["Blue", "Green"] * 20))
    assert known["Type"] == "deal.kind"
    assert strange["Type"] == ASK


def test_hundreds_of_different_owners_are_not_us() -> None:
    few = taken(deals(Owner=["sol@us.test", "max@us.test"] * 20))
    many = taken(deals(Owner=[f"buyer{n}@firm{n}.test" for n in range(40)]))
    assert few["Owner"] == "deal.owner_id"
    assert many["Owner"] == ASK


def test_a_guessed_word_sets_nothing_aside() -> None:
    words = ["yes", "no"] * 20
    assert taken(people(Salutation=words))["Salutation"] != ASK
    assert taken(people(Salutatn=words))["Salutatn"] == ASK


def test_a_lead_that_names_its_person_by_id_does_not_repeat_the_person() -> None:
    numbers = range(40)
    leads = sheet(
        "leads.csv",
        Lead_ID=[f"L-{n:04d}" for n in numbers],
        Person_ID=[f"P{n:05d}" for n in numbers],
        Email=[f"a.vale{n}@firm{n}.example" for n in numbers],
        Lead_status=["New", "Contacted"] * 20,
        Lead_source=["Web", "Fair"] * 20,
    )
    assert taken(leads, people())["Email"] == "ignore"
    assert taken(leads)["Email"] == "person.email"


def test_names_of_colleagues_found_in_one_file_join_another() -> None:
    numbers = range(40)
    uses = sheet(
        "content_use.csv",
        Asset_ID=[f"AS-{n % 9:04d}" for n in numbers],
        Action=["Viewed", "Shared"] * 20,
        Date=[f"2026-01-{n % 28 + 1:02d}" for n in numbers],
        Zqrx=["sol@us.test", "max@us.test"] * 20,
    )
    owners = deals(Owner=["sol@us.test", "max@us.test"] * 20)
    assert taken(uses, owners)["Zqrx"] == "asset_use.member_id"
    assert taken(uses)["Zqrx"] == ASK


def test_without_a_header_names_are_told_by_the_addresses_beside_them() -> None:
    given, family = ["Anna", "Peter", "Maria", "James"], ["Voss", "Holm", "Abara", "Quist"]
    numbers = range(40)
    full = [(given[n % 4], family[n // 4 % 4]) for n in numbers]
    rows = tuple(
        (f"KP-{n:04d}", first, last, f"{first.lower()}.{last.lower()}@firm{n}.example",
         f"+49 30 555 {n:04d}")
        for n, (first, last) in zip(numbers, full, strict=True)
    )  # fmt: skip
    columns = tuple(tuple(row[place] for row in rows[1:]) for place in range(5))
    sample = SheetSample("people.csv", "people", rows[0], columns, 39)
    (file,) = propose(samples=(sample,)).files
    assert [column.target for column in file.columns] == [
        "person.source_id", "person.first_name", "person.last_name", "person.email",
        "person.phone",
    ]  # fmt: skip


def firms() -> SheetSample:
    numbers = range(40)
    return sheet(
        "organizations.csv",
        Organization_ID=[f"{70100 + n}" for n in numbers],
        Name=[f"Firm {chr(65 + n % 26)}{n}" for n in numbers],
        Website=[f"https://www.firm{n}.example" for n in numbers],
    )


def test_an_id_that_joins_decides_over_the_name_beside_it() -> None:
    which = [n * 7 % 20 for n in range(40)]
    found = taken(
        deals(
            Organization=[f"Firm {chr(65 + n % 26)}{n}" for n in which],
            Organization_ID=[f"{70100 + n}" for n in which],
        ),
        firms(),
    )
    assert found["Organization ID"] == "deal.account_id"
    assert found["Organization"] != ASK


def profiles() -> SheetSample:
    numbers = range(40)
    return sheet(
        "contacts_all.csv",
        Profile_ID=[f"01{n * 7919 + 10**9:010X}AF" for n in numbers],
        First_name=["Ada", "Sol"] * 20,
        Last_name=[f"Vale{n}" for n in numbers],
        Email=[f"a.vale{n}@firm{n}.example" for n in numbers],
    )


def visits(**more: Sequence[str | None]) -> SheetSample:
    numbers = range(40)
    ids = profiles().columns[0]
    return sheet(
        "page_visits.csv",
        visit_id=[f"{8800000 + n}" for n in numbers],
        visitor_id=[f"{n * 104729 + 10**9:012x}a1f0" for n in numbers],
        profile_id=[ids[n * 7 % 20] for n in numbers],
        started_at=[f"2026-03-{n % 28 + 1:02d}T09:{n:02d}:00Z" for n in numbers],
        landing_page_url=[f"https://www.us.example/{n % 5}" for n in numbers],
        **more,
    )


def test_an_id_that_another_file_repeats_by_its_name_is_the_rows_own() -> None:
    assert taken(profiles(), visits())["Profile ID"] == "person.source_id"
    assert taken(profiles())["Profile ID"] == ASK


def test_visits_are_read_by_their_keys_their_time_and_their_links() -> None:
    found = taken(
        visits(
            channel_group=["Direct", "Organic Search", "Paid Search", "Email"] * 10,
            utm_source=["google", None, "newsletter", None] * 10,
            pages_viewed=[str(n % 6) for n in range(40)],
        ),
        profiles(),
    )
    assert found["visit id"] == "touch.source_id"
    assert found["profile id"] == "touch.person_id"
    assert found["started at"] == "touch.occurred_at"
    assert found["landing page url"] == "touch.url"
    assert found["channel group"] == "touch.channel"
    assert found["pages viewed"] == "ignore"


def test_a_time_in_every_row_is_never_left_aside_while_nothing_says_when() -> None:
    times = [f"2026-03-{n % 28 + 1:02d}T09:{n:02d}:00Z" for n in range(40)]
    assert taken(people(Consent_date=times))["Consent date"] == ASK
    assert taken(people(Last_modified=times))["Last modified"] != ASK
    rare = [times[0], *[None] * 39]
    assert taken(people(Consent_date=rare))["Consent date"] != ASK


def test_a_time_with_the_month_in_words_is_a_time() -> None:
    times = [f"Mar {n % 28 + 1:02d}, 2026 09:{n:02d} PM" for n in range(40)]
    assert taken(people(Added_on=times))["Added on"] == "person.created_at"


def test_an_open_yes_or_no_of_strange_words_is_asked() -> None:
    numbers = range(40)
    acts = sheet(
        "activities.csv",
        Activity_ID=[f"A-{n:04d}" for n in numbers],
        Type=["Call", "Meeting"] * 20,
        Date=[f"2026-01-{n % 28 + 1:02d}" for n in numbers],
        Subject=[f"About pumps {n}" for n in numbers],
        Owner=["sol@us.example", "max@us.example"] * 20,
        Entered_by_workflow=["true", "false"] * 20,
    )
    assert taken(acts)["Entered by workflow"] == ASK


def test_ids_of_another_files_rows_are_read_before_the_address_that_goes_with_them() -> None:
    ids = profiles().columns[0]
    numbers = range(40)
    touches = sheet(
        "mail_events.csv",
        Event_ID=[f"ev_{n:06d}" for n in numbers],
        Event=["Sent", "Opened"] * 20,
        Event_time=[f"2026-03-{n % 28 + 1:02d}T09:{n:02d}:00Z" for n in numbers],
        Recipient=[f"a.vale{n * 7 % 20}@firm{n * 7 % 20}.example" for n in numbers],
        Profile_key=[ids[n * 7 % 20] for n in numbers],
    )
    assert taken(touches, profiles())["Profile key"] == "touch.person_id"
