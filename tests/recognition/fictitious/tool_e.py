"""Haverline, an invented CRM for mid-sized sales teams: what a full export of it looks like.

Written blind; its first sight is stated in the study, and the recogniser was mended on it since.

Commas, a byte order mark, English headers, owners by name, other records by name and by number,
as such systems export.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

TODAY = datetime(2026, 6, 30, 18, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Amelia", "Marcus", "Priya", "Tomasz", "Grace", "Diego", "Hannah", "Kofi", "Lena",
         "Owen", "Yuki", "Sofia", "Ravi", "Claire", "Ben", "Ingrid")  # fmt: skip
LAST = ("Whitlock", "Okafor", "Delgado", "Novak", "Brandt", "Iyer", "Sorensen", "Castell",
        "McBride", "Fairley", "Tanaka", "Lindqvist", "Abara", "Prior")  # fmt: skip
FIRM_STARTS = ("Bramley", "Northfold", "Ostrava", "Quillon", "Redmere", "Saltern", "Tarnfield",
               "Umberline", "Verrock", "Wexholm", "Yarrow", "Copperlea")  # fmt: skip
FIRM_ENDS = (("Logistics", "Transportation & Logistics"), ("Foods", "Food Production"),
             ("Robotics", "Industrial Automation"), ("Health", "Hospital & Health Care"),
             ("Software", "Computer Software"), ("Packaging", "Packaging & Containers"),
             ("Capital", "Financial Services"))  # fmt: skip
PLACES = (("Austin", "TX", "United States"), ("Columbus", "OH", "United States"),
          ("Denver", "CO", "United States"), ("Leeds", "West Yorkshire", "United Kingdom"),
          ("Toronto", "ON", "Canada"), ("Rotterdam", "Zuid-Holland", "Netherlands"))  # fmt: skip
JOBS = ("VP Operations", "Head of Procurement", "IT Manager", "Chief Financial Officer",
        "Plant Manager", "Director, Digital", "Operations Analyst", "Owner")  # fmt: skip
SOURCES = ("Website form", "Webinar", "Outbound - SDR", "Referral", "Trade show", "LinkedIn",
           "Partner")  # fmt: skip
PIPELINES = {
    "New Business": ("Discovery", "Demo Scheduled", "Solution Fit", "Proposal Made",
                     "Negotiations Started"),
    "Expansion": ("Need Identified", "Quote Sent", "Legal Review"),
}  # fmt: skip
CHANCES = (10, 25, 40, 60, 80)
LOST = ("Price too high", "Went with competitor", "No budget this year", "Champion left",
        "No response", "Missing feature")  # fmt: skip
PRODUCTS = ("Fleet Core", "Fleet Plus", "Dock Scheduler", "Yard Vision")
USERS = (
    ("Maya Renner", "Sales - Mid-Market", "Admin"), ("Jon Aske", "Sales - Mid-Market", "User"),
    ("Della Ruiz", "Sales - Enterprise", "User"), ("Patrick Oyelaran", "SDR", "User"),
    ("Siobhan Keane", "SDR", "User"), ("Wes Tatum", "Customer Success", "User"),
    ("Anika Bose", "Marketing", "Read only"), ("Gil Forrester", "Leadership", "Admin"),
)  # fmt: skip

NOUNS = {
    "activities.csv": "activity",
    "deal_stage_history.csv": "stage_change",
    "deals.csv": "deal",
    "organizations.csv": "account",
    "people.csv": "person",
    "users.csv": "member",
}

LABELS: dict[str, dict[str, str]] = {
    "users.csv": {
        "User ID": "member.source_id",
        "Name": "member.name",
        "Email": "member.email",
        "Permission set": "ignore",
        "Team": "member.team",
        "Reports to": "member.manager_id",
        "Office": "member.region",
        "Time zone": "ignore",
        "Seat type": "ignore",
        "Status": "member.is_active",
        "Calendar sync": "ignore",
        "Last login": "ignore",
        "Created": "ignore",
    },
    "organizations.csv": {
        "Haverline ID": "account.source_id",
        "Name": "account.name",
        "Label": "attribute",
        "Owner": "account.owner_id",
        "Website": "account.domain",
        "Phone": "account.phone",
        "Industry": "account.industry",
        "Headcount": "account.employees",
        "Annual revenue": "account.annual_revenue",
        "Address": "attribute",
        "City": "attribute|account.region",
        "State/County": "account.region",
        "Country": "account.country",
        "Parent organization": "attribute",
        "Account tier": "attribute",
        "ERP customer no.": "attribute",
        "VAT number": "attribute",
        "People": "ignore",
        "Open deals": "ignore",
        "Total won value": "attribute",
        "Next activity date": "ignore",
        "Visible to": "ignore",
        "Created": "ignore",
        "Last modified": "account.seen_at|ignore",
    },
    "people.csv": {
        "Haverline ID": "person.source_id",
        "Full name": "person.name",
        "First name": "person.name",
        "Last name": "person.name",
        "Email": "person.email",
        "Other emails": "attribute",
        "Work phone": "person.phone",
        "Mobile": "person.phone|attribute",
        "Job title": "person.title",
        "Organization": "person.account_id|account.name|ignore",
        "Organization ID": "person.account_id",
        "Owner": "person.owner_id",
        "Contact type": "person.lifecycle_stage|attribute",
        "Original source": "person.first_channel",
        "Marketing status": "person.has_consent",
        "Decision role": "person.buying_role",
        "City": "attribute|person.region",
        "Country": "person.country",
        "LinkedIn": "attribute",
        "Tags": "attribute",
        "Birthday": "attribute",
        "Last contacted": "ignore",
        "Email bounces": "ignore",
        "Created": "person.created_at",
        "Last modified": "person.seen_at|ignore",
    },
    "deals.csv": {
        "Haverline ID": "deal.source_id",
        "Deal name": "deal.name",
        "Organization": "deal.account_id|account.name|ignore",
        "Organization ID": "deal.account_id",
        "Primary contact": "deal.person_id|person.name|ignore",
        "Primary contact ID": "deal.person_id",
        "Owner": "deal.owner_id",
        "Pipeline": "deal.pipeline",
        "Stage": "deal.stage",
        "Status": "deal.outcome",
        "Value": "deal.amount|deal.amount_stated",
        "Currency": "deal.currency",
        "Win probability": "deal.probability",
        "Weighted value": "attribute",
        "Deal type": "deal.kind",
        "Product line": "deal.product",
        "Deal source": "deal.channel",
        "Expected close": "deal.closed_at|ignore",
        "Closed on": "deal.closed_at",
        "Loss reason": "deal.lost_reason",
        "Competitor": "attribute",
        "Next step": "attribute",
        "Days in stage": "ignore",
        "Created": "deal.created_at",
        "Last modified": "deal.seen_at|ignore",
    },
    "activities.csv": {
        "Haverline ID": "activity.source_id",
        "Type": "activity.kind",
        "Subject": "activity.subject",
        "Call direction": "activity.direction",
        "Outcome": "activity.outcome",
        "Due date": "activity.occurred_at|ignore",
        "Due time": "activity.occurred_at|ignore",
        "Duration": "activity.minutes",
        "Marked done": "activity.occurred_at",
        "Done": "ignore",
        "Assigned to": "activity.member_id",
        "Person": "activity.person_id|person.name|ignore",
        "Person ID": "activity.person_id",
        "Organization ID": "activity.account_id",
        "Deal": "activity.deal_id|deal.name|ignore",
        "Deal ID": "activity.deal_id",
        "Logged by automation": "activity.is_automatic",
        "Public note": "message.body|ignore",
        "Location": "ignore",
        "Created by": "ignore",
        "Last modified": "activity.seen_at|ignore",
    },
    "deal_stage_history.csv": {
        "Log ID": "stage_change.source_id",
        "Deal ID": "stage_change.subject_id",
        "Deal name": "deal.name|ignore",
        "Pipeline": "deal.pipeline|ignore",
        "From stage": "stage_change.from_stage",
        "To stage": "stage_change.to_stage",
        "Entered on": "stage_change.changed_at",
        "Moved by": "stage_change.changed_by_id",
        "Days in previous stage": "ignore",
        "Value at change": "ignore",
        "Loss reason": "stage_change.reason",
    },
}


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the other files need to know them."""

    id: int
    first: str
    last: str
    email: str
    firm: int

    @property
    def name(self) -> str:
        """Join the names."""
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal with the stages it went through and when it entered each."""

    id: int
    name: str
    person: Person
    owner: str
    pipeline: str
    path: tuple[tuple[str, datetime], ...]
    status: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as the other files need to know it."""

    id: int
    name: str
    industry: str
    domain: str
    place: tuple[str, str, str]


def write(*, folder: Path, seed: int = 1, rows: int = 320) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    firms = [_firm(random, number) for number in range(max(rows * 2 // 3, 1))]
    people = [_person(random, firms, number) for number in range(rows)]
    deals = [_deal(random, firms, people, number) for number in range(rows * 4 // 5)]
    _save(folder / "users.csv", [_user_row(random, n) for n in range(len(USERS))])
    _save(folder / "organizations.csv", [_firm_row(random, f, people, deals) for f in firms])
    _save(folder / "people.csv", [_person_row(random, firms, p) for p in people])
    _save(folder / "deals.csv", [_deal_row(random, firms, d) for d in deals])
    acts = [_activity_row(random, people, deals, n) for n in range(rows * 3 // 2)]
    _save(folder / "activities.csv", acts)
    moves = [move for deal in deals for move in _moves(random, deal)]
    _save(folder / "deal_stage_history.csv", moves)


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(36000))


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _firm(random: Random, number: int) -> Firm:
    start, (end, industry) = FIRM_STARTS[number % 12], FIRM_ENDS[number // 12 % 7]
    nth = "" if number < 84 else f" {number // 84 + 1}"
    domain = f"{start}{end}{nth}".replace(" ", "").lower() + ".example"
    return Firm(70113 + number * 3, f"{start} {end}{nth}", industry, domain, random.choice(PLACES))


def _person(random: Random, firms: Sequence[Firm], number: int) -> Person:
    first, last = random.choice(FIRST), random.choice(LAST)
    firm = random.randrange(len(firms))
    address = f"{first[0]}.{last}{number if number % 9 == 0 else ''}@{firms[firm].domain}".lower()
    return Person(204518 + number * 7, first, last, address, firm)


def _deal(random: Random, firms: Sequence[Firm], people: Sequence[Person], number: int) -> Deal:
    person, pipeline = random.choice(people), random.choices(tuple(PIPELINES), (3, 1))[0]
    stages = PIPELINES[pipeline]
    reached = random.randrange(1, len(stages) + 1)
    status = random.choices(("Open", "Won", "Lost"), (4, 3 if reached == len(stages) else 0, 4))[0]
    moment, path = _before(random, 430) - timedelta(days=70), []
    for stage in stages[:reached]:
        path.append((stage, moment))
        moment += timedelta(seconds=random.randrange(72_000, 1_000_000))
    if status != "Open":
        path.append((status, moment))
    name = f"{firms[person.firm].name} - {random.choice(PRODUCTS)}"
    value = round(random.lognormvariate(9.7, 0.9) / 50) * 50.0
    reason = random.choice(LOST) if status == "Lost" else ""
    owner = USERS[number % 3][0]
    return Deal(9031 + number, name, person, owner, pipeline, tuple(path), status, value, reason)


def _user_row(random: Random, number: int) -> Row:
    name, team, permission = USERS[number]
    return {
        "User ID": 1187 + 4 * number, "Name": name,
        "Email": name.lower().replace(" ", ".") + "@fleetwright.example",
        "Permission set": permission, "Team": team,
        "Reports to": "" if team == "Leadership" else USERS[0 if "SDR" in team else 7][0],
        "Office": random.choice(("Austin", "Leeds", "Remote - US")),
        "Time zone": random.choice(("America/Chicago", "Europe/London")),
        "Seat type": "Professional" if permission != "Read only" else "Light",
        "Status": "Deactivated" if number == 4 else "Active",
        "Calendar sync": random.choice(("Google", "Microsoft 365", "Off")),
        "Last login": _stamp(_before(random, 20)), "Created": _stamp(_before(random, 1200)),
    }  # fmt: skip


def _firm_row(random: Random, firm: Firm, people: Sequence[Person], deals: Sequence[Deal]) -> Row:
    place, staff = firm.place, int(random.lognormvariate(5.2, 0.9)) + 4
    theirs = [deal for deal in deals if deal.name.startswith(firm.name)]
    won = sum(deal.value for deal in theirs if deal.status == "Won")
    created = _before(random, 1100)
    return {
        "Haverline ID": firm.id, "Name": firm.name,
        "Label": "Customer" if won else _maybe(random, 0.4, random.choice(("Target", "Cold"))),
        "Owner": random.choice(USERS[:3])[0],
        "Website": _maybe(random, 0.93, f"https://www.{firm.domain}"),
        "Phone": _maybe(random, 0.7, f"+1 512-555-{random.randrange(100, 200):04}"),
        "Industry": _maybe(random, 0.85, firm.industry), "Headcount": _maybe(random, 0.8, staff),
        "Annual revenue": _maybe(random, 0.55, staff * random.randrange(90, 260) * 1000),
        "Address": f"{random.randrange(1, 990)} Mill Road, {place[0]}, {place[1]}, {place[2]}",
        "City": place[0], "State/County": place[1], "Country": place[2],
        "Parent organization": "",
        "Account tier": random.choice(("A", "B", "C", "")),
        "ERP customer no.": f"C-{random.randrange(10000, 99999)}" if won else "",
        "VAT number": "",
        "People": sum(person.email.endswith(f"@{firm.domain}") for person in people),
        "Open deals": sum(deal.status == "Open" for deal in theirs), "Total won value": won or "",
        "Next activity date": _maybe(random, 0.3, date(2026, 7, random.randrange(1, 29))),
        "Visible to": "All users", "Created": _stamp(created),
        "Last modified": _stamp(created + (TODAY - created) * random.random()),
    }  # fmt: skip


def _person_row(random: Random, firms: Sequence[Firm], person: Person) -> Row:
    firm, created = firms[person.firm], _before(random, 900)
    return {
        "Haverline ID": person.id, "Full name": person.name, "First name": person.first,
        "Last name": person.last, "Email": person.email,
        "Other emails": _maybe(random, 0.07, f"{person.first}{person.id}@mailbox.example".lower()),
        "Work phone": _maybe(random, 0.6, f"+1 614-555-{random.randrange(100, 200):04}"),
        "Mobile": _maybe(random, 0.35, f"+1 303-555-{random.randrange(100, 200):04}"),
        "Job title": _maybe(random, 0.88, random.choice(JOBS)), "Organization": firm.name,
        "Organization ID": firm.id, "Owner": random.choice(USERS[:5])[0],
        "Contact type": random.choice(("Prospect", "Prospect", "Customer", "Former customer")),
        "Original source": _maybe(random, 0.9, random.choice(SOURCES)),
        "Marketing status": random.choices(
            ("Subscribed", "Unsubscribed", "No consent"), (6, 1, 2))[0],
        "Decision role": _maybe(random, 0.45, random.choice(
            ("Decision maker", "Champion", "Influencer", "End user", "Blocker"))),
        "City": firm.place[0], "Country": firm.place[2],
        "LinkedIn": _maybe(random, 0.4, "https://linkedin.example/in/"
                           f"{person.first}-{person.last}".lower()),
        "Tags": _maybe(random, 0.3, random.choice(("newsletter", "expo26, vip", "beta", "vip"))),
        "Birthday": "",
        "Last contacted": _maybe(random, 0.6, _stamp(created + (TODAY - created) / 2)),
        "Email bounces": random.choices((0, 1, 2), (20, 1, 1))[0], "Created": _stamp(created),
        "Last modified": _stamp(created + (TODAY - created) * random.random()),
    }  # fmt: skip


def _deal_row(random: Random, firms: Sequence[Firm], deal: Deal) -> Row:
    firm, opened, (_, last) = firms[deal.person.firm], deal.path[0][1], deal.path[-1]
    stages = [stage for stage, _ in deal.path if stage not in {"Won", "Lost"}]
    chance = {"Won": 100, "Lost": 0}.get(deal.status, CHANCES[len(stages) - 1])
    return {
        "Haverline ID": deal.id, "Deal name": deal.name, "Organization": firm.name,
        "Organization ID": firm.id, "Primary contact": deal.person.name,
        "Primary contact ID": deal.person.id, "Owner": deal.owner, "Pipeline": deal.pipeline,
        "Stage": stages[-1], "Status": deal.status, "Value": f"{deal.value:.2f}",
        "Currency": "GBP" if firm.place[2] == "United Kingdom" else "USD",
        "Win probability": chance, "Weighted value": f"{deal.value * chance / 100:.2f}",
        "Deal type": "New business" if deal.pipeline == "New Business" else random.choice(
            ("Upsell", "Cross-sell", "Renewal")),
        "Product line": deal.name.rpartition(" - ")[2], "Deal source": random.choice(SOURCES),
        "Expected close": (opened + timedelta(days=random.randrange(45, 160))).date(),
        "Closed on": "" if deal.status == "Open" else _stamp(last), "Loss reason": deal.reason,
        "Competitor": _maybe(random, 0.25, random.choice(("Routiva", "In-house", "Trakmere"))),
        "Next step": _maybe(random, 0.4, random.choice(
            ("Send revised quote", "Security review", "Intro to CFO", "Call after the holidays"))),
        "Days in stage": (TODAY - last).days if deal.status == "Open" else "",
        "Created": _stamp(opened),
        "Last modified": _stamp(last + timedelta(minutes=random.randrange(5, 9000))),
    }  # fmt: skip


def _activity_row(
    random: Random, people: Sequence[Person], deals: Sequence[Deal], number: int
) -> Row:
    deal = random.choice(deals) if random.random() < 0.6 else None
    person = deal.person if deal else random.choice(people)
    kind = random.choice(("Call", "Call", "Email", "Email", "Meeting", "Task", "Lunch"))
    due = deal.path[0][1] + timedelta(days=random.randrange(30)) if deal else _before(random, 400)
    is_done, is_call = random.random() < 0.85, kind == "Call"
    subject = {"Call": "Intro call", "Email": "Re: pricing", "Meeting": "Product demo",
               "Task": "Prepare quote", "Lunch": "Lunch with team"}[kind]  # fmt: skip
    user = random.choice(USERS[:6])[0]
    return {
        "Haverline ID": 550020 + number, "Type": kind, "Subject": f"{subject} - {person.first}",
        "Call direction": random.choice(("Outgoing", "Outgoing", "Incoming")) if is_call else "",
        "Outcome": random.choice(("Connected", "No answer", "Left voicemail", "Wrong number"))
        if is_call and is_done else "",
        "Due date": due.date(), "Due time": _maybe(random, 0.7, due.strftime("%H:%M")),
        "Duration": random.choice(("00:15", "00:30", "01:00", "01:30"))
        if kind in {"Call", "Meeting", "Lunch"} else "",
        "Marked done": _stamp(due + timedelta(seconds=random.randrange(-1800, 14_000)))
        if is_done else "",
        "Done": "Done" if is_done else "To do", "Assigned to": user, "Person": person.name,
        "Person ID": person.id, "Organization ID": 70113 + person.firm * 3,
        "Deal": deal.name if deal else "", "Deal ID": deal.id if deal else "",
        "Logged by automation": "Yes" if kind == "Email" and random.random() < 0.4 else "No",
        "Public note": _maybe(random, 0.3, random.choice(
            ("Wants to see the dock module.", "Asked for a reference in food production.",
             "Budget is decided in September.", "Voicemail, try again on Thursday."))),
        "Location": "", "Created by": user,
        "Last modified": _stamp(due + timedelta(minutes=random.randrange(2000, 9000))),
    }  # fmt: skip


def _moves(random: Random, deal: Deal) -> list[Row]:
    rows: list[Row] = []
    steps = (("", deal.path[0][1]), *deal.path)
    for place, ((before, since), (after, moment)) in enumerate(zip(steps, deal.path, strict=False)):
        rows.append({
            "Log ID": deal.id * 10 + place, "Deal ID": deal.id, "Deal name": deal.name,
            "Pipeline": deal.pipeline, "From stage": before, "To stage": after,
            "Entered on": _stamp(moment),
            "Moved by": deal.owner if random.random() < 0.9 else USERS[0][0],
            "Days in previous stage": (moment - since).days if before else "",
            "Value at change": f"{deal.value:.2f}",
            "Loss reason": deal.reason if after == "Lost" else "",
        })  # fmt: skip
    return rows
