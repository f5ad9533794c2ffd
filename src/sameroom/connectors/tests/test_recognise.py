"""Files are taken for what they are, and doubt is said."""

from collections.abc import Sequence

from sameroom.connectors.mapping import FileMapping, SheetSample
from sameroom.connectors.recognise import propose


def sheet(
    *, path: str, headers: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> SheetSample:
    columns = tuple(tuple(row[place] for row in rows) for place in range(len(headers)))
    return SheetSample(path, path.rsplit(".", 1)[0], tuple(headers), columns, len(rows))


def mapped(*samples: SheetSample) -> FileMapping:
    return propose(samples=samples).files[0]


def targets(file: FileMapping) -> dict[str, str]:
    return {column.header: column.target for column in file.columns}


DEALS = sheet(
    path="geschaefte.csv",
    headers=("Deal-ID", "Name des Deals", "Phase", "Betrag", "Abschlussdatum", "Erstellt am",
             "Inhaber"),
    rows=[
        ("D-1001", "Pumps", "Gewonnen", "1.250,50", "31.01.2026", "02.01.2026", "sol@us.test"),
        ("D-1002", "Valves", "Verloren", "980,00", "28.02.2026", "05.01.2026", "sol@us.test"),
        ("D-1003", "Belts", "Angebot", "12.000,00", "15.03.2026", "09.01.2026", "max@us.test"),
    ],
)  # fmt: skip


def test_it_reads_german_headers_of_an_unknown_tool() -> None:
    assert targets(mapped(DEALS)) == {
        "Deal-ID": "deal.source_id",
        "Name des Deals": "deal.name",
        "Phase": "deal.stage",
        "Betrag": "deal.amount",
        "Abschlussdatum": "deal.closed_at",
        "Erstellt am": "deal.created_at",
        "Inhaber": "deal.owner_id",
    }


def test_it_finds_out_how_values_are_written() -> None:
    parse = {column.target: column.parse for column in mapped(DEALS).columns}
    assert parse["deal.amount"].decimal == ","
    assert parse["deal.closed_at"].dates == "dmy"
    assert parse["deal.owner_id"].reference == "email"


def test_it_reads_the_outcome_off_the_stage() -> None:
    (stage,) = [c for c in mapped(DEALS).columns if c.target == "deal.stage"]
    (outcome,) = stage.also
    assert outcome.target == "deal.outcome"
    assert dict(outcome.parse.words) == {"gewonnen": "won", "verloren": "lost"}
    assert outcome.parse.otherwise == "open"


def test_it_knows_a_salesforce_lead_as_a_person_and_a_case() -> None:
    headers = ("Id", "FirstName", "LastName", "Email", "Company", "Status", "IsConverted",
               "ConvertedOpportunityId", "CreatedDate")  # fmt: skip
    row = ("00Q5g000001AAAAEA4", "Ada", "Vale", "ada@acme.example", "Acme", "Open", "FALSE", None,
           "2026-01-05T09:00:00Z")  # fmt: skip
    file = mapped(sheet(path="Lead.csv", headers=headers, rows=[row]))
    assert (file.system, file.kind) == ("salesforce", "Lead")
    assert [noun.noun for noun in file.nouns] == ["lead", "person"]
    assert targets(file)["ConvertedOpportunityId"] == "lead.deal_id"
    assert [fill.target for fill in file.columns[0].fills] == ["lead.source_id", "person.source_id"]


def test_it_makes_stage_changes_of_hubspots_became_dates() -> None:
    headers = ("Record ID", "First Name", "Last Name", "Email", "Lifecycle Stage",
               "Became a Customer Date")  # fmt: skip
    row = ("101", "Ada", "Vale", "ada@acme.example", "Customer", "2026-02-01")
    file = mapped(sheet(path="contacts.csv", headers=headers, rows=[row]))
    assert targets(file)["Became a Customer Date"] == "stage:person:customer"
    assert [noun.noun for noun in file.nouns] == ["person", "lead"]


def test_a_subscriber_is_no_handover_case() -> None:
    headers = ("Record ID", "First Name", "Last Name", "Email", "Lifecycle Stage")
    file = mapped(sheet(path="contacts.csv", headers=headers,
                        rows=[("1", "Ada", "Vale", "ada@acme.example", "Subscriber")]))  # fmt: skip
    (lead,) = [noun for noun in file.nouns if noun.noun == "lead"]
    (when,) = lead.when
    assert when.inverted
    assert "subscriber" in when.words


def test_values_overrule_a_header() -> None:
    headers = ("Contact ID", "First name", "Last name", "E-mail", "Email")
    rows = [(str(n), "Ada", f"Vale{n}", f"ada{n}@acme.example", "yes") for n in range(10, 30)]
    found = targets(mapped(sheet(path="people.csv", headers=headers, rows=rows)))
    assert found["E-mail"] == "person.email"
    assert found["Email"] != "person.email"


def test_it_asks_about_a_header_nobody_can_read() -> None:
    headers = ("Contact ID", "First name", "Last name", "E-mail", "Qrzl")
    rows = [
        (str(n), "Ada", f"Vale{n}", f"ada{n}@acme.example", f"thing {n}") for n in range(10, 30)
    ]
    found = targets(mapped(sheet(path="people.csv", headers=headers, rows=rows)))
    assert found["Qrzl"] == "ask"


def test_it_notices_that_there_is_no_header() -> None:
    rows = [(f"DEAL-{n:06d}", f"ada{n}@acme.example", "2026-01-05", str(n * 10)) for n in range(30)]
    file = mapped(sheet(path="export.csv", headers=rows[0], rows=rows[1:]))
    assert not file.has_header
    assert all(column.header == "" for column in file.columns)


def test_it_asks_about_dates_that_do_not_tell_the_day() -> None:
    headers = ("Deal ID", "Deal name", "Deal stage", "Amount", "Close date")
    rows = [(f"D{n}", f"Deal {n}", "Closed won", "10", f"0{n}/0{n}/2026") for n in range(1, 9)]
    found = targets(mapped(sheet(path="deals.csv", headers=headers, rows=rows)))
    assert found["Close date"] == "ask"


def test_the_other_dates_of_a_file_settle_the_order() -> None:
    headers = ("Deal ID", "Deal name", "Deal stage", "Amount", "Close date", "Created at")
    rows = [
        (f"D{n}", f"Deal {n}", "Closed won", "10", "02/03/2026", "01/31/2026") for n in range(9)
    ]
    (column,) = [c for c in mapped(sheet(path="deals.csv", headers=headers, rows=rows)).columns
                 if c.target == "deal.closed_at"]  # fmt: skip
    assert column.parse.dates == "mdy"


def test_stage_ids_become_labels_where_a_file_lists_them() -> None:
    deals = sheet(
        path="deal.csv",
        headers=("deal_id", "property_dealname", "deal_pipeline_stage_id", "property_amount"),
        rows=[("1", "Pumps", "77", "10"), ("2", "Valves", "78", "20")],
    )
    stages = sheet(
        path="deal_pipeline_stage.csv",
        headers=("stage_id", "label", "closed_won", "is_closed", "display_order", "pipeline_id"),
        rows=[
            ("77", "Contract signed", "true", "true", "1", "p"),
            ("78", "Offer", "false", "false", "2", "p"),
        ],
    )  # fmt: skip
    (stage,) = [c for c in mapped(deals, stages).columns if c.target == "deal.stage"]
    assert dict(stage.parse.words) == {"77": "Contract signed", "78": "Offer"}
    assert dict(stage.also[0].parse.words) == {"77": "won"}


def test_a_link_table_completes_the_rows_it_links() -> None:
    file = mapped(sheet(path="x.csv", headers=("Opportunity ID", "Contact ID"),
                        rows=[("1", "7"), ("2", "8")]))  # fmt: skip
    (noun,) = file.nouns
    assert noun.completes
    assert targets(file) == {"Opportunity ID": "deal.source_id", "Contact ID": "deal.person_id"}


def test_a_file_of_orders_is_not_taken_for_deals() -> None:
    headers = ("order_number", "status", "total_price", "customer_id")
    rows = [(f"{n}", "shipped", "10.5", f"c{n}") for n in range(20)]
    file = mapped(sheet(path="orders.csv", headers=headers, rows=rows))
    assert file.nouns == ()
    assert set(targets(file).values()) == {"ask"}


def test_events_of_a_log_become_stage_changes() -> None:
    headers = ("case:concept:name", "concept:name", "time:timestamp", "org:resource")
    rows = [("A1", "Offer sent", "2026-01-05T09:00:00Z", "Sol")]
    file = mapped(sheet(path="log.xes", headers=headers, rows=rows))
    assert file.constants == (("stage_change.subject", "deal"),)
    assert targets(file)["concept:name"] == "stage_change.to_stage"


def test_a_column_that_says_won_and_lost_is_the_outcome_whatever_it_is_called() -> None:
    file = mapped(
        sheet(
            path="opportunities.csv",
            headers=("Opportunity ID", "Name", "Stage", "Status", "Amount"),
            rows=[
                ("D-1001", "Pumps", "Proposal", "Open", "1250.50"),
                ("D-1002", "Valves", "Closed Lost", "Lost", "980.00"),
                ("D-1003", "Belts", "Closed Won", "Won", "12000.00"),
            ],
        )
    )
    (status,) = (column for column in file.columns if column.header == "Status")
    assert status.target == "deal.outcome"
    assert dict(status.parse.words)["lost"] == "lost"


def test_the_state_of_a_lead_is_no_place() -> None:
    states = ("New", "Accepted", "Working", "Converted", "Passed on")
    file = mapped(
        sheet(
            path="enquiries.csv",
            headers=("Enquiry ID", "Name", "Email", "Phone", "State", "Source", "Lead Owner",
                     "Created Date", "Converted Date", "Lead Score"),
            rows=[
                (f"E-{n}", f"Ada Reed{n}", f"ada{n}@firm{n}.test", f"+44 20 7946 {n:04d}",
                 states[n % 5], ("Webinar", "Referral")[n % 2], "Sol Reed", f"2026-01-{n:02d}",
                 None, str(n))
                for n in range(1, 21)
            ],
        )
    )  # fmt: skip
    assert targets(file)["State"] == "lead.status"
