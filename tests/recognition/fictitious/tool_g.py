"""Tallowick, an invented sales CRM for mid-sized companies: what a full export of it looks like.

Commas, UTF-8, American dates with AM and PM, owners by name in most lists and by id in the
activity list, records linked by short prefixed ids.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

TODAY = datetime(2026, 5, 29, 17, 30)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Rachel", "Devon", "Mateo", "Ewa", "Simon", "Nadia", "Tyler", "Fiona", "Arjun", "Carmen",
         "Walter", "Beth", "Luis", "Karin", "Omar", "Joanne", "Pete", "Shreya", "Colin",
         "Adaeze")  # fmt: skip
LAST = ("Hollis", "Barrera", "Kowal", "Strand", "Mbeki", "Farrow", "Gutierrez", "Penney", "Rao",
        "Ashdown", "Vance", "Eklund", "Moreau", "Tully", "Haddad", "Boyle", "Nielsen")  # fmt: skip
FIRMS = (
    "Alderpoint Mechanical", "Bexley Dental Group", "Cardinal Freight Partners", "Dunmore Paper",
    "Eastgate Credit Union", "Fenwick & Stroud LLP", "Granite Ridge Homes", "Harlow Bearings",
    "Inkwell Media", "Juniper Valley Hospital", "Kestrel Avionics", "Lakeshore Builders Supply",
    "Marrow Creek Brewing", "Nordahl Instruments", "Oakhurst Schools Trust", "Pinecrest Insurance",
    "Quarry Street Studios", "Rowan Agricultural", "Silverton Plastics", "Thornbury Hotels",
    "Upland Water Services", "Vickery Tool & Die", "Westmark Staffing", "Yellowpine Energy",
    "Zephyr Couriers", "Ambler Textiles", "Blue Heron Foods", "Castleton Labs", "Delray Marine",
    "Elmswood Furniture", "Foxhall Security", "Gatewood Pharmacy", "Hartwell Chemicals",
    "Ironbridge Castings", "Jessop Optical", "Kirkland Signs", "Larkin Precision", "Mosswood Pets",
    "Newbury Glass", "Orchard Lane Care", "Palmer Rail", "Redfern Printing", "Stonecroft Legal",
    "Tidewater Seafood", "Union Square Travel",
)  # fmt: skip
SECTORS = ("Manufacturing", "Healthcare", "Transportation", "Financial services", "Construction",
           "Professional services", "Food & beverage", "Education", "Hospitality")  # fmt: skip
PLACES = (("Milwaukee", "WI", "United States", "Midwest"),
          ("Charlotte", "NC", "United States", "Southeast"),
          ("Sacramento", "CA", "United States", "West"),
          ("Hartford", "CT", "United States", "Northeast"),
          ("Hamilton", "ON", "Canada", "Canada"),
          ("Tulsa", "OK", "United States", "South Central"))  # fmt: skip
POSITIONS = ("Operations Director", "Controller", "VP Sales", "IT Director", "Office Manager",
             "CEO", "Purchasing Manager", "Head of Facilities", "Warehouse Supervisor",
             "HR Business Partner")  # fmt: skip
SOURCES = ("Inbound call", "Web chat", "Cold outreach", "Customer referral", "Google Ads",
           "Trade show", "Partner channel", "Email campaign")  # fmt: skip
CAMPAIGNS = ("Spring Efficiency Webinar", "Q1 Search - Scheduling", "MidAm Expo 2026",
             "Customer Referral Drive")  # fmt: skip
STAGES = ("Prospecting", "Qualification", "Site assessment", "Proposal", "Contract review")
CONFIDENCE = (10, 20, 45, 65, 85)
LOST = ("Price", "Lost to competitor", "No decision", "Timing", "Poor fit", "Unresponsive")
PRODUCTS = ("ShiftPlan Standard", "ShiftPlan Enterprise", "TimeClock Kiosk", "Payroll Connector")
DEPARTMENTS = ("Inside Sales", "Field Sales", "Field Sales", "Business Development",
               "Account Management", "Marketing", "Customer Support", "Executive")  # fmt: skip
OFFICES = ("Chicago", "Charlotte", "Toronto", "Remote")

_MEANINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NOUNS: dict[str, str] = _MEANINGS["nouns"]
LABELS: dict[str, dict[str, str]] = _MEANINGS["labels"]


@dataclass(frozen=True, slots=True)
class User:
    """A user of the system as the other files need to know them."""

    id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as the other files need to know it."""

    id: str
    name: str
    place: tuple[str, str, str, str]

    @property
    def domain(self) -> str:
        """Make a web domain of the name."""
        return "".join(sign for sign in self.name.lower() if sign.isalnum()) + ".example"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the other files need to know them."""

    id: str
    first: str
    last: str
    firm: Firm


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity with the stages it went through and when it entered each."""

    id: str
    name: str
    person: Person
    owner: User
    process: str
    path: tuple[tuple[str, datetime], ...]
    status: str
    amount: int


def write(*, folder: Path, seed: int = 7, rows: int = 70) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    users = _users(random)
    firms = [Firm(f"CO-{4410 + 13 * n}", name, random.choice(PLACES))
             for n, name in enumerate(FIRMS)]  # fmt: skip
    people = [Person(f"CT-{20871 + 9 * n}", random.choice(FIRST), random.choice(LAST),
                     random.choice(firms)) for n in range(rows)]  # fmt: skip
    deals = [_deal(random, users, people, n) for n in range(rows * 5 // 7)]
    moves = [move for deal in deals for move in _moves(random, deal, users)]
    _save(folder / "team_members.csv", [_user_row(random, users, u) for u in users])
    _save(folder / "companies.csv", [_firm_row(random, firms, f, users, deals) for f in firms])
    _save(folder / "contacts.csv", [_person_row(random, p, users) for p in people])
    _save(folder / "opportunities.csv", [_deal_row(random, d) for d in deals])
    _save(folder / "opportunity_stage_log.csv", moves[: rows * 8 // 7])
    acts = [_activity_row(random, users, people, deals, n) for n in range(rows * 8 // 7)]
    _save(folder / "activities.csv", acts)


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%m/%d/%Y %I:%M %p")


def _day(moment: datetime) -> str:
    return moment.strftime("%m/%d/%Y")


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(30000))


def _later(random: Random, moment: datetime) -> datetime:
    return moment + (TODAY - moment) * random.random()


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _phone(random: Random) -> str:
    return f"({random.choice((414, 704, 916, 860))}) 555-{random.randrange(100, 200):04}"


def _users(random: Random) -> list[User]:
    names = [f"{first} {last}" for first, last in zip(FIRST[::-1] + FIRST, LAST + LAST,
                                                      strict=False)]  # fmt: skip
    random.shuffle(names)
    return [User(f"U-{301 + n}", name, DEPARTMENTS[n % 8]) for n, name in enumerate(names[:32])]


def _sellers(users: Sequence[User]) -> list[User]:
    return [user for user in users if "Sales" in user.department][:7]


def _deal(random: Random, users: Sequence[User], people: Sequence[Person], number: int) -> Deal:
    person, reached = random.choice(people), random.randrange(1, 6)
    won = 4 if reached == len(STAGES) else 0
    status = random.choices(("Open", "Won", "Lost"), (5, won, 4))[0]
    moment, path = _before(random, 300) - timedelta(days=60), []
    for stage in STAGES[:reached]:
        path.append((stage, moment))
        moment += timedelta(seconds=random.randrange(90_000, 900_000))
    if status != "Open":
        path.append((f"Closed {status.lower()}", moment))
    process = random.choices(("New customers", "Existing customers"), (3, 1))[0]
    name = f"{person.firm.name} / {random.choice(PRODUCTS)}"
    amount = round(random.lognormvariate(9.4, 0.8) / 100) * 100
    owner = random.choice(_sellers(users))
    return Deal(f"OP-{6120 + number}", name, person, owner, process, tuple(path), status, amount)


def _user_row(random: Random, users: Sequence[User], user: User) -> Row:
    first, _, last = user.name.partition(" ")
    boss = next(other for other in users if other.department == "Executive")
    lead = next(other for other in users if other.department == user.department)
    return {
        "User ID": user.id, "Full name": user.name,
        "Work email": f"{first[0]}{last}@shiftplan.example".lower(), "Department": user.department,
        "Reporting to": "" if user is boss else (boss if user is lead else lead).name,
        "Sales office": random.choice(OFFICES),
        "Profile": "Administrator" if user is boss else random.choice(("Standard", "Manager")),
        "License": random.choice(("Growth", "Growth", "Essential")),
        "Active": "No" if random.random() < 0.12 else "Yes",
        "Monthly quota": random.choice((40000, 60000, 85000)) if "Sales" in user.department else "",
        "Two-factor": random.choice(("Enabled", "Disabled")),
        "Last sign-in": _maybe(random, 0.9, _stamp(_before(random, 25))),
        "Date added": _stamp(_before(random, 1500)),
    }  # fmt: skip


def _firm_row(
    random: Random, firms: Sequence[Firm], firm: Firm, users: Sequence[User],
    deals: Sequence[Deal],
) -> Row:  # fmt: skip
    theirs = [deal for deal in deals if deal.person.firm is firm]
    is_customer = any(deal.status == "Won" for deal in theirs)
    staff, added = int(random.lognormvariate(5, 0.8)) + 9, _before(random, 1300)
    city, state, country, territory = firm.place
    return {
        "Company ID": firm.id, "Company name": firm.name,
        "Website URL": _maybe(random, 0.9, f"www.{firm.domain}"),
        "Main line": _maybe(random, 0.75, _phone(random)),
        "Sector": _maybe(random, 0.86, random.choice(SECTORS)),
        "No. of employees": _maybe(random, 0.8, staff),
        "Turnover (USD)": _maybe(random, 0.5, staff * random.randrange(110, 240) * 1000),
        "HQ city": city, "HQ state": state, "HQ country": country, "Territory": territory,
        "Account manager": random.choice(_sellers(users)).name,
        "Relationship": "Customer" if is_customer else random.choice(
            ("Prospect", "Prospect", "Prospect", "Partner", "Former customer")),
        "Parent company ID": _maybe(random, 0.08, random.choice(firms).id),
        "Duplicate of": firms[0].id if firm is firms[31] else
        firms[4].id if firm is firms[38] else "",
        "Health score": f"{random.uniform(2, 9.9):.1f}" if is_customer else "",
        "Open opportunities": sum(deal.status == "Open" for deal in theirs),
        "Last interaction": _maybe(random, 0.7, _day(_later(random, added))),
        "Added by": random.choice(("Web form", "Data import", random.choice(users).name)),
        "Date added": _stamp(added), "Date updated": _stamp(_later(random, added)),
        "Accounting sync": "Synced" if is_customer else "Not linked",
    }  # fmt: skip


def _person_row(random: Random, person: Person, users: Sequence[User]) -> Row:
    added, (_, state, country, _) = _before(random, 1000), person.firm.place
    title = random.choice(POSITIONS)
    return {
        "Contact ID": person.id, "Given name": person.first, "Surname": person.last,
        "Position": _maybe(random, 0.9, title),
        "Seniority": "Director+" if title.startswith(("VP", "C", "Head", "IT D", "Operations"))
        else random.choice(("Manager", "Individual contributor", "")),
        "Email address": _maybe(
            random, 0.95, f"{person.first}.{person.last}@{person.firm.domain}".lower()),
        "Email status": random.choices(("Valid", "Unknown", "Bounced"), (12, 4, 1))[0],
        "Direct dial": _maybe(random, 0.6, _phone(random)),
        "Mobile": _maybe(random, 0.3, _phone(random)),
        "Company": person.firm.name, "Company ID": person.firm.id,
        "Contact owner": random.choice(_sellers(users)).name,
        "Lifecycle": random.choice(("New", "Contacted", "Qualified", "Qualified", "Customer",
                                    "Dormant")),
        "Lead source": _maybe(random, 0.85, random.choice(SOURCES)),
        "Stakeholder type": _maybe(random, 0.4, random.choice(
            ("Economic buyer", "Champion", "Gatekeeper", "End user", "Technical evaluator"))),
        "Do not email": "Yes" if random.random() < 0.14 else "No",
        "State": _maybe(random, 0.9, state), "Country": country,
        "Time zone": _maybe(random, 0.7, random.choice(("US/Central", "US/Eastern", "US/Pacific"))),
        "Social profile": _maybe(
            random, 0.3, f"linkedin.example/in/{person.first}{person.last}".lower()),
        "Engagement score": f"{random.uniform(0, 100):.2f}", "Emails sent": random.randrange(24),
        "Last contacted": _maybe(random, 0.7, _stamp(_later(random, added))),
        "Date added": _stamp(added), "Date updated": _stamp(_later(random, added)),
    }  # fmt: skip


def _deal_row(random: Random, deal: Deal) -> Row:
    opened, last = deal.path[0][1], deal.path[-1][1]
    stages = [stage for stage, _ in deal.path if not stage.startswith("Closed")]
    sure = {"Won": 100, "Lost": 0}.get(deal.status, CONFIDENCE[len(stages) - 1])
    source, is_open = random.choice(SOURCES), deal.status == "Open"
    reason = random.choice(LOST) if deal.status == "Lost" else ""
    is_new = deal.process == "New customers"
    return {
        "Opportunity ID": deal.id, "Opportunity name": deal.name,
        "Company ID": deal.person.firm.id, "Company": deal.person.firm.name,
        "Main contact ID": _maybe(random, 0.93, deal.person.id), "Assigned rep": deal.owner.name,
        "Sales process": deal.process, "Current stage": deal.path[-1][0], "Status": deal.status,
        "Amount": deal.amount, "Currency": "CAD" if deal.person.firm.place[2] == "Canada"
        else "USD",
        "Confidence (%)": sure, "Forecast amount": f"{deal.amount * sure / 100:.2f}",
        "Forecast category": {"Won": "Closed", "Lost": "Omitted"}.get(
            deal.status, "Commit" if sure > 60 else "Best case" if sure > 40 else "Pipeline"),
        "Estimated close": _day(opened + timedelta(days=random.randrange(40, 150))),
        "Actual close": "" if is_open else _day(last), "Lost because": reason,
        "Lost to": random.choice(("Rosterly", "ClockBase", "Spreadsheet"))
        if reason == "Lost to competitor" else "",
        "Business type": "New logo" if is_new else random.choice(("Upsell", "Renewal", "Renewal")),
        "Primary product": deal.name.rpartition(" / ")[2],
        "Seats": _maybe(random, 0.8, random.randrange(10, 400, 5)), "Source": source,
        "Source campaign": random.choice(CAMPAIGNS)
        if source in {"Google Ads", "Trade show", "Email campaign"} else "",
        "Days open": ((TODAY if is_open else last) - opened).days,
        "Deleted": "true" if random.random() < 0.03 else "false", "Date added": _stamp(opened),
        "Date updated": _stamp(min(last + timedelta(minutes=random.randrange(9000)), TODAY)),
    }  # fmt: skip


def _moves(random: Random, deal: Deal, users: Sequence[User]) -> list[Row]:
    rows: list[Row] = []
    before, since = "", deal.path[0][1]
    for place, (after, moment) in enumerate(deal.path):
        is_robot = random.random() < 0.12
        rows.append({
            "Entry ID": f"SL-{int(deal.id[3:]) * 10 + place}", "Opportunity ID": deal.id,
            "Opportunity name": deal.name, "Previous stage": before, "New stage": after,
            "Changed at": _stamp(moment),
            "Changed by": users[0].name if is_robot else deal.owner.name,
            "Change source": random.choice(("Workflow", "API")) if is_robot
            else random.choice(("Web app", "Web app", "Mobile app")),
            "Amount at change": deal.amount,
            "Time in previous stage (days)":
            f"{(moment - since) / timedelta(days=1):.1f}" if before else "",
        })  # fmt: skip
        before, since = after, moment
    return rows


def _activity_row(
    random: Random, users: Sequence[User], people: Sequence[Person], deals: Sequence[Deal],
    number: int,
) -> Row:  # fmt: skip
    deal = random.choice(deals) if random.random() < 0.6 else None
    person = deal.person if deal else random.choice(people)
    kind, title, texts = random.choice((
        ("Phone call", "Discovery call", ("Talked to reception, ring back after lunch.",
                                          "They run three shifts and use paper rosters.")),
        ("Phone call", "Follow-up on quote", ("Needs board sign-off in July.", "Left message.")),
        ("Email", "Proposal attached", ("Thanks for your time today. The proposal is attached.",)),
        ("Email", "Re: kiosk pricing", ("Could you send the price for 12 kiosks?",)),
        ("Meeting", "Product walkthrough", ("Showed the payroll connector, finance was present.",)),
        ("To-do", "Prepare order form", ("",)),
        ("Site visit", "Plant tour", ("Two gates, kiosk at each. Wi-Fi is weak in hall B.",)),
        ("Note", "Internal note", ("New CFO starts in August.",)),
    ))  # fmt: skip
    start, is_talk = _before(random, 240), kind in {"Phone call", "Email"}
    minutes = random.choice((10, 15, 30, 45, 60)) if kind not in {"Email", "To-do", "Note"} else ""
    status = random.choices(("Completed", "Planned", "Cancelled"), (9, 2, 1))[0]
    if status == "Planned":
        start = TODAY + timedelta(hours=random.randrange(10, 300))
    return {
        "Activity ID": f"AC-{88013 + number}", "Activity type": kind, "Title": title,
        "Details": _maybe(random, 0.8, random.choice(texts)),
        "Direction": random.choice(("Outbound", "Outbound", "Inbound")) if is_talk else "",
        "Result": random.choice(("Interested", "Left voicemail", "No answer", "Call back later",
                                 "Not interested"))
        if kind == "Phone call" and status == "Completed" else "",
        "Status": status, "Priority": random.choice(("Normal", "Normal", "High")),
        "Start": _stamp(start),
        "End": _stamp(start + timedelta(minutes=minutes)) if isinstance(minutes, int) else "",
        "Length (min)": minutes,
        "Owner ID": (deal.owner if deal else random.choice(_sellers(users))).id,
        "Contact ID": person.id, "Company ID": person.firm.id,
        "Opportunity ID": deal.id if deal else "",
        "Recording link": f"https://rec.tallowick.example/{88013 + number}"
        if kind == "Phone call" and random.random() < 0.4 else "",
        "Logged via": random.choice(("Email sync", "Automation"))
        if kind == "Email" and random.random() < 0.7 else "Manual",
        "Date added": _stamp(min(start, TODAY) - timedelta(minutes=random.randrange(1, 3000))),
    }  # fmt: skip
