"""Exports of "Harborline", a fictitious CRM of a mid-sized British vendor: plain English headers.

`write` puts the files into a folder; `NOUNS` says what a row of each file is, and `LABELS` what
each column means. A label is `noun.field`; `a|b` when either will do; `attribute` for a property
that has no field of its own; `ignore` for a column that tells nothing. Commas, UTF-8 and
day-first dates throughout; rows point at each other by id, and at colleagues by name.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ENCODING = "utf-8"
START = datetime(2025, 1, 6, tzinfo=UTC)
DAYS = 530
MINUTE = "%d/%m/%Y %H:%M"
DAY = "%d/%m/%Y"

FIRST = ("Alison", "Gareth", "Imogen", "Devinder", "Niamh", "Callum", "Joanne", "Tariq", "Helen")
LAST = ("Pritchard", "O'Brien", "Ashworth", "Gill", "Mackenzie", "Fenwick", "Hussain", "Lowe")
PLACES = (("Leeds", "Yorkshire"), ("Bristol", "South West"), ("Cardiff", "Wales"), ("Cork", ""))
NAMES = ("Calder", "Swift", "Northgate", "Pennine", "Redwood", "Severn", "Albion", "Tamar", "Forth")
TRADES = ("Logistics", "Packaging", "Foods", "Facilities", "Engineering", "Housing Group")
SECTORS = ("Transport & Storage", "Manufacturing", "Food & Drink", "Real Estate", "Public Sector")
JOBS = ("Operations Director", "Head of Procurement", "Finance Manager", "IT Manager", "Owner")
SOURCES = ("Website", "Trade Show", "Referral", "Google Ads", "Webinar", "Outbound Call", "")
CAMPAIGNS = ("Spring Efficiency Webinar", "Multimodal 2025", "Paid Search - Brand", "Autumn Offer")
FORMS = ("/contact-us", "/book-a-demo", "/guides/fleet-costs", "/pricing", "")
PRODUCTS = ("Harbour Plan", "Route Optimiser", "Dock Scheduler", "Support Plus")
STATES = ("New", "Passed to Sales", "Accepted", "Working", "Nurture", "Declined")
DECLINED = ("Too small", "Duplicate enquiry", "No budget", "Student / job seeker", "Not reachable")
STAGES = ("Discovery", "Scoping", "Proposal", "Negotiation", "Closed Won", "Closed Lost")
LOST = ("Price", "Went with competitor", "No decision", "Project on hold", "Missing feature")
ACTS = ("Call", "Call", "Call", "Meeting", "Video Meeting", "Site Visit")
USERS = (
    "Rachel Dunmore", "Ben Okafor", "Steph Larkin", "Owen Price", "Marcus Tilley", "Kirsty Boyd",
    "Anita Shah", "Dominic Reeve", "Laura Whitfield", "Pete Garside", "Fiona Munro", "Jay Bains",
)  # fmt: skip

NOUNS = {
    "users.csv": "member",
    "organisations.csv": "account",
    "people.csv": "person",
    "enquiries.csv": "lead",
    "opportunities.csv": "deal",
    "stage_history.csv": "stage_change",
    "calls_and_meetings.csv": "activity",
}

LABELS: dict[str, dict[str, str]] = {
    "users.csv": {
        "User ID": "member.source_id",
        "Full Name": "member.name",
        "Email": "member.email",
        "Job Title": "ignore|attribute",
        "Team": "member.team",
        "Office": "member.region",
        "Reports To": "member.manager_id",
        "Active": "member.is_active",
        "Licence Type": "ignore|attribute",
        "Last Login": "ignore|attribute",
    },
    "organisations.csv": {
        "Organisation ID": "account.source_id",
        "Organisation Name": "account.name",
        "Website": "account.domain",
        "Main Phone": "account.phone",
        "Sector": "account.industry",
        "Headcount": "account.employees",
        "Turnover (GBP)": "account.annual_revenue",
        "Town": "attribute",
        "Region": "account.region",
        "Postcode": "attribute",
        "Country": "account.country",
        "Account Manager": "account.owner_id",
        "Tier": "attribute",
        "Parent Organisation ID": "attribute",
        "Company Reg. No.": "attribute",
        "Created On": "attribute|ignore",
        "Last Modified": "account.seen_at|attribute|ignore",
    },
    "people.csv": {
        "Person ID": "person.source_id",
        "Salutation": "attribute|ignore",
        "First Name": "person.name",
        "Last Name": "person.name",
        "Job Title": "person.title",
        "Department": "attribute",
        "Organisation ID": "person.account_id",
        "Organisation Name": "person.account_id|attribute|ignore",
        "Email Address": "person.email",
        "Direct Line": "person.phone",
        "Mobile": "person.phone|attribute",
        "Town": "person.region|attribute",
        "Country": "person.country",
        "Buying Role": "person.buying_role",
        "Relationship": "person.lifecycle_stage",
        "Original Source": "person.first_channel",
        "Marketing Opt-in": "person.has_consent",
        "Relationship Owner": "person.owner_id",
        "Date Added": "person.created_at",
        "Last Contacted": "attribute|ignore",
    },
    "enquiries.csv": {
        "Enquiry ID": "lead.source_id",
        "Received": "lead.created_at",
        "Person ID": "lead.person_id",
        "Name": "attribute|ignore",
        "Email": "lead.person_id|attribute|ignore",
        "Organisation ID": "lead.account_id",
        "Source": "lead.channel",
        "Campaign": "lead.campaign_id",
        "Landing Page": "lead.landing_page",
        "Interested In": "attribute",
        "Score": "lead.score",
        "State": "lead.status",
        "Passed to Sales On": "lead.handed_over_at",
        "Assigned To": "lead.owner_id",
        "Assigned On": "lead.assigned_at",
        "Decline Reason": "lead.status_reason",
        "Response Due": "attribute|ignore",
        "Converted On": "lead.converted_at",
        "Opportunity ID": "lead.deal_id",
    },
    "opportunities.csv": {
        "Opportunity ID": "deal.source_id",
        "Opportunity Name": "deal.name",
        "Organisation ID": "deal.account_id",
        "Primary Contact ID": "deal.person_id",
        "Enquiry ID": "deal.lead_id",
        "Owner": "deal.owner_id",
        "Pipeline": "deal.pipeline",
        "Stage": "deal.stage",
        "Status": "deal.outcome",
        "Value": "deal.amount|deal.amount_stated",
        "Currency": "deal.currency",
        "Probability (%)": "deal.probability",
        "Weighted Value": "attribute|ignore",
        "Type": "deal.kind",
        "Product": "deal.product|deal.product_id",
        "Source": "deal.channel",
        "Created On": "deal.created_at",
        "Expected Close": "deal.closed_at|attribute",
        "Closed On": "deal.closed_at",
        "Lost Reason": "deal.lost_reason",
    },
    "stage_history.csv": {
        "History ID": "stage_change.source_id",
        "Record Type": "stage_change.subject",
        "Record ID": "stage_change.subject_id",
        "Old Stage": "stage_change.from_stage",
        "New Stage": "stage_change.to_stage",
        "Changed On": "stage_change.changed_at",
        "Changed By": "stage_change.changed_by_id",
        "Reason": "stage_change.reason",
        "Days in Old Stage": "ignore|attribute",
        "Changed Via": "ignore|attribute",
    },
    "calls_and_meetings.csv": {
        "Activity ID": "activity.source_id",
        "Type": "activity.kind",
        "Direction": "activity.direction",
        "Subject": "activity.subject",
        "Start": "activity.occurred_at",
        "End": "ignore|attribute",
        "Duration (mins)": "activity.minutes",
        "Logged By": "activity.member_id",
        "Person ID": "activity.person_id",
        "Organisation ID": "activity.account_id",
        "Related Enquiry": "activity.lead_id",
        "Related Opportunity": "activity.deal_id",
        "Outcome": "activity.outcome",
        "Location": "ignore|attribute",
        "Notes": "ignore|attribute",
    },
}


@dataclass(frozen=True, slots=True)
class World:
    """What the files share: who asked, where they work, and which enquiries became deals."""

    random: Random
    firms: list[str]
    askers: list[tuple[str, str]]
    converted: list[bool]


def write(*, folder: Path, seed: int = 1, rows: int = 320) -> None:
    """Write one export of every Harborline list into the folder."""
    random = Random(seed)
    world = World(
        random,
        [f"{random.choice(NAMES)} {random.choice(TRADES)}" for _ in range(rows)],
        [(random.choice(FIRST), random.choice(LAST)) for _ in range(rows)],
        [random.random() < 0.3 for _ in range(rows)],
    )
    makers: dict[str, Callable[[World, int], Sequence[object]]] = {
        "organisations.csv": _organisation,
        "people.csv": _person,
        "enquiries.csv": _enquiry,
        "opportunities.csv": _opportunity,
        "stage_history.csv": _move,
        "calls_and_meetings.csv": _act,
    }
    _save(folder / "users.csv", [_user(world, number) for number in range(len(USERS))])
    for name, make in makers.items():
        _save(folder / name, [make(world, number) for number in range(rows)])


def _save(path: Path, lines: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LABELS[path.name])
        writer.writerows(lines)


def _when(world: World) -> datetime:
    day, minute = world.random.randrange(DAYS), world.random.randrange(7 * 60, 19 * 60)
    return START + timedelta(days=day, minutes=minute)


def _in_turn(world: World, number: int) -> datetime:
    """Pick a moment that is later for later rows, as in a log."""
    day = DAYS * number // len(world.firms)
    return START + timedelta(days=day, minutes=world.random.randrange(7 * 60, 19 * 60))


def _later(world: World, moment: datetime, days: int) -> datetime:
    return moment + timedelta(minutes=world.random.randrange(5, days * 1440))


def _some(world: World, share: float, value: object) -> object:
    return value if world.random.random() < share else ""


def _firm_of(world: World, person: int) -> int:
    return person * 7 // 9 % len(world.firms)


def _email(world: World, person: int) -> str:
    first, last = world.askers[person]
    firm = world.firms[_firm_of(world, person)].replace(" ", "").lower()
    return f"{first[0]}.{last.replace(chr(39), '')}{person}@{firm}.example".lower()


def _phone(world: World, area: str) -> str:
    return f"{area} {world.random.randrange(200, 999)} {world.random.randrange(1000, 9999)}"


def _user(world: World, number: int) -> list[object]:
    name, pick = USERS[number], world.random.choice
    team = ("Sales", "Sales", "Sales", "Marketing", "Customer Support", "Management")[number % 6]
    return [
        31 + number, name, f"{name.replace(' ', '.').lower()}@ourfirm.example", f"{team} Executive",
        team, pick(("Manchester", "London", "Dublin")), USERS[5] if number != 5 else "",
        pick(("Yes", "Yes", "Yes", "No")), pick(("Full", "Full", "Read Only")),
        _when(world).strftime(MINUTE),
    ]  # fmt: skip


def _organisation(world: World, number: int) -> list[object]:
    pick, created = world.random.choice, _when(world)
    town, region = pick(PLACES)
    firm = world.firms[number]
    staff = int(world.random.lognormvariate(4.3, 1.1)) + 1
    return [
        100201 + number, f"{firm} {pick(('Ltd', 'Ltd', 'plc', 'LLP', ''))}".strip(),
        _some(world, 0.9, f"https://www.{firm.replace(' ', '').lower()}{number}.example"),
        _some(world, 0.8, _phone(world, pick(("0113", "0117", "029 20", "+353 21")))),
        pick(SECTORS), _some(world, 0.85, staff),
        _some(world, 0.6, staff * world.random.randrange(60, 180) * 1000), town, region,
        f"{pick(('LS', 'BS', 'CF'))}{world.random.randrange(1, 29)} {pick('1234')}{pick('ABD')}Q",
        "Ireland" if town == "Cork" else "United Kingdom", pick(USERS[:6]),
        pick(("Key", "Standard", "Standard", "Developing")),
        _some(world, 0.08, 100201 + world.random.randrange(len(world.firms))),
        _some(world, 0.5, f"{world.random.randrange(10**6, 10**7):08d}"),
        created.strftime(MINUTE), _later(world, created, 90).strftime(MINUTE),
    ]  # fmt: skip


def _person(world: World, number: int) -> list[object]:
    pick, added, firm = world.random.choice, _when(world), _firm_of(world, number)
    first, last = world.askers[number]
    town, _ = pick(PLACES)
    return [
        500014 + number, pick(("Mr", "Mrs", "Ms", "Dr", "")), first, last,
        _some(world, 0.85, pick(JOBS)), pick(("Operations", "Finance", "IT", "Purchasing", "")),
        100201 + firm, world.firms[firm], _some(world, 0.95, _email(world, number)),
        _some(world, 0.5, _phone(world, "0161")), _some(world, 0.4, _phone(world, "07700")),
        _some(world, 0.7, town), "Ireland" if town == "Cork" else "United Kingdom",
        pick(("Decision Maker", "Influencer", "User", "Budget Holder", "", "")),
        pick(("Prospect", "Prospect", "Active Opportunity", "Customer", "Lapsed Customer")),
        pick(SOURCES), pick(("Yes", "Yes", "No")), pick(USERS[:6]), added.strftime(DAY),
        _some(world, 0.6, _later(world, added, 120).strftime(DAY)),
    ]  # fmt: skip


def _enquiry(world: World, number: int) -> list[object]:
    pick, received = world.random.choice, _in_turn(world, number)
    state = "Converted" if world.converted[number] else pick(STATES)
    passed = _later(world, received, 4)
    assigned = _later(world, passed, 2)
    is_passed = state != "New"
    return [
        f"ENQ-{number + 1:05d}", received.strftime(MINUTE), 500014 + number,
        " ".join(world.askers[number]), _email(world, number),
        _some(world, 0.9, 100201 + _firm_of(world, number)), pick(SOURCES),
        _some(world, 0.6, pick(CAMPAIGNS)), pick(FORMS), pick((*PRODUCTS, "")),
        world.random.randrange(0, 101, 5), state, passed.strftime(MINUTE) if is_passed else "",
        pick(USERS[:4]) if is_passed else "", assigned.strftime(MINUTE) if is_passed else "",
        pick(DECLINED) if state in ("Declined", "Nurture") else "",
        (passed + timedelta(hours=8)).strftime(MINUTE) if is_passed else "",
        _later(world, assigned, 30).strftime(MINUTE) if world.converted[number] else "",
        f"OPP-{2100 + number}" if world.converted[number] else "",
    ]  # fmt: skip


def _opportunity(world: World, number: int) -> list[object]:
    pick, opened = world.random.choice, _in_turn(world, number)
    stage, expected = pick(STAGES), _later(world, opened, 150)
    status = {"Closed Won": "Won", "Closed Lost": "Lost"}.get(stage, "Open")
    value = round(world.random.lognormvariate(9.6, 0.8), 2)
    chance = {"Won": 100, "Lost": 0}.get(status, 20 * (STAGES.index(stage) + 1) - 10)
    firm, item = _firm_of(world, number), pick(PRODUCTS)
    return [
        f"OPP-{2100 + number}", f"{world.firms[firm]} - {item}", 100201 + firm,
        _some(world, 0.85, 500014 + number),
        f"ENQ-{number + 1:05d}" if world.converted[number] else "", pick(USERS[:4]),
        pick(("Direct", "Direct", "Partner")), stage, status, f"{value:.2f}",
        pick(("GBP", "GBP", "GBP", "EUR")), chance, f"{value * chance / 100:.2f}",
        pick(("New Business", "New Business", "Upsell", "Renewal")), item, pick(SOURCES),
        opened.strftime(MINUTE), expected.strftime(DAY),
        _later(world, expected, 20).strftime(DAY) if status != "Open" else "",
        pick(LOST) if status == "Lost" else "",
    ]  # fmt: skip


def _move(world: World, number: int) -> list[object]:
    pick, record = world.random.choice, world.random.randrange(len(world.firms))
    is_deal = world.random.random() < 0.55
    steps = STAGES if is_deal else (*STATES, "Converted")
    before = world.random.randrange(len(steps) - 1)
    after = steps[world.random.randrange(before + 1, len(steps))]
    reasons = {"Declined": DECLINED, "Nurture": DECLINED, "Closed Lost": LOST}.get(after, ("",))
    return [
        880001 + number, "Opportunity" if is_deal else "Enquiry",
        f"OPP-{2100 + record}" if is_deal else f"ENQ-{record + 1:05d}", steps[before], after,
        _in_turn(world, number).strftime(MINUTE), pick(USERS[:6]), pick(reasons),
        world.random.randrange(0, 60), pick(("Web", "Web", "Mobile App", "Automation")),
    ]  # fmt: skip


def _act(world: World, number: int) -> list[object]:
    pick, person = world.random.choice, world.random.randrange(len(world.firms))
    kind, start = pick(ACTS), _in_turn(world, number)
    minutes = pick((2, 4, 7, 12, 18)) if kind == "Call" else pick((30, 45, 60, 90))
    has_deal = world.random.random() < 0.45
    return [
        640001 + number, kind, pick(("Outbound", "Outbound", "Inbound")) if kind == "Call" else "",
        pick(("Intro call", "Follow-up on quote", "Demo", "Left voicemail", "Contract review")),
        start.strftime(MINUTE), (start + timedelta(minutes=minutes)).strftime(MINUTE), minutes,
        pick(USERS[:6]), 500014 + person, 100201 + _firm_of(world, person),
        "" if has_deal else f"ENQ-{person + 1:05d}", f"OPP-{2100 + person}" if has_deal else "",
        pick(("Connected", "No answer", "Voicemail", "Completed", "Rescheduled", "")),
        pick(("Teams", "Client site", "Manchester office")) if kind != "Call" else "",
        _some(world, 0.4, pick(("Send pricing by Friday.", "Keen, but no budget until April."))),
    ]  # fmt: skip
