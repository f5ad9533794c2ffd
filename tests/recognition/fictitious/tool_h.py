"""Plumefield, an invented marketing automation and email suite: what its exports look like.

Commas, UTF-8. The lists of the screens (contacts, programs, costs, assets) have headers in title
case and plain stamps; the logs of the bulk extract have snake case and ISO stamps in UTC.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

TODAY = datetime(2026, 6, 12, 8, 0)  # noqa: DTZ001  # the lists carry no time zone
FIRST = ("Lucy", "Harun", "Petra", "Declan", "Ximena", "Noah", "Astrid", "Femi", "Greta", "Ian",
         "Meera", "Paolo", "Robin", "Stella", "Theo", "Wanda", "Zane", "Mira")  # fmt: skip
LAST = ("Ellison", "Demir", "Holub", "Quinn", "Salas", "Berger", "Lund", "Adeyemi", "Wirth",
        "Cooke", "Pillai", "Conti", "Marsh", "Ferrer", "Voss", "Nowak", "Drury")  # fmt: skip
FIRMS = (("Aspenridge Analytics", "Software"), ("Bolton Harbour Group", "Logistics"),
         ("Corvane", "Software"), ("Dovetail Interiors", "Retail"), ("Evergood Health", "Health"),
         ("Finch & Daughters", "Retail"), ("Glasswing Bank", "Banking"),
         ("Hollowell Engineering", "Manufacturing"), ("Isoterra", "Energy"),
         ("Jarrow Media", "Media"), ("Kelpworks", "Food"), ("Lumenfold", "Manufacturing"),
         ("Mistral Airfreight", "Logistics"), ("Neville Stone", "Construction"))  # fmt: skip
PLACES = (("United Kingdom", "Greater London"), ("United States", "New York"),
          ("United States", "Illinois"), ("Ireland", "Leinster"), ("Germany", "Bavaria"),
          ("Australia", "Victoria"), ("Netherlands", ""))  # fmt: skip
JOBS = ("Marketing Manager", "Head of Data", "CFO", "Procurement Lead", "Data Engineer",
        "Chief Digital Officer", "Analyst", "Operations Manager", "Student")  # fmt: skip
PERSONAS = ("Data Dana", "Finance Frank", "Ops Olivia", "Exec Ed")
SOURCES = ("Organic Search", "Paid Social", "Paid Search", "Webinar", "Content Syndication",
           "Trade Show", "Referral", "Direct")  # fmt: skip
OWNERS = ("t.barlow@quantmesh.example", "s.ikeda@quantmesh.example",
          "m.olofsson@quantmesh.example")  # fmt: skip
PROGRAM_KINDS = (
    ("Email", "Newsletter", "The {month} Mesh: what changed in data this month"),
    ("Email", "Nurture", "Your dashboards are slow. Here is why"),
    ("Webinar", "Live Event", "Save your seat: {month} live session"),
    ("Paid Social", "Advertising", ""),
    ("Paid Search", "Advertising", ""),
    ("Content Syndication", "List Buy", ""),
    ("Trade Show", "Live Event", "Meet us in hall 4"),
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun")
ASSET_NAMES = ("Data Trust Report", "Warehouse Buyer's Checklist", "Glasswing Bank Story",
               "Pricing One-Pager", "Quantmesh vs. Spreadsheets", "Migration Playbook",
               "ROI Calculator", "Security Overview", "Board Deck Template", "Lineage Explained",
               "Evergood Health Story", "Demo Video", "Governance Guide", "CFO Brief",
               "Integration Catalogue", "Onboarding Tour")  # fmt: skip
ASSET_KINDS = ("Report", "Checklist", "Case Study", "One-Pager", "Comparison", "Guide",
               "Calculator", "Datasheet", "Presentation", "Blog Post", "Case Study", "Video",
               "Guide", "One-Pager", "Datasheet", "Video")  # fmt: skip
CLIENTS = ("Outlook 365", "Gmail", "Apple Mail", "iPhone Mail", "Yahoo! Mail")
FORMS = ((31, "Demo request"), (32, "Gated content - short"), (33, "Webinar registration"),
         (34, "Contact us"), (35, "Newsletter sign-up"))  # fmt: skip

NOUNS = {
    "assets.csv": "asset",
    "contacts.csv": "person",
    "email_activity.csv": "touch",
    "form_submissions.csv": "touch",
    "program_costs_daily.csv": "spend",
    "programs.csv": "campaign",
}

LABELS: dict[str, dict[str, str]] = {
    "contacts.csv": {
        "Subscriber ID": "person.source_id",
        "Email Address": "person.email",
        "First Name": "person.name",
        "Last Name": "person.name",
        "Company Name": "person.account_id|account.name",
        "Company Website": "account.domain|person.account_id|ignore",
        "Job Title": "person.title",
        "Phone": "person.phone",
        "Country": "person.country",
        "State/Province": "person.region",
        "Industry": "account.industry|ignore",
        "Employee Range": "ignore",
        "Persona": "person.persona",
        "Lifecycle Stage": "person.lifecycle_stage",
        "MQL Date": "lead.handed_over_at|lead.created_at|ignore",
        "Lead Score": "lead.score|ignore",
        "Lead Grade": "ignore",
        "Acquisition Source": "person.first_channel",
        "Acquisition Program": "lead.campaign_id|ignore",
        "Opt-in Status": "person.has_consent",
        "Opt-in Timestamp": "ignore",
        "Hard Bounced": "ignore",
        "Last Engaged": "ignore",
        "Avg. Open Rate": "ignore",
        "Sales Owner": "person.owner_id",
        "CRM Contact ID": "ignore",
        "CRM Sync Status": "ignore",
        "Created At": "person.created_at",
        "Updated At": "person.seen_at|ignore",
    },
    "programs.csv": {
        "Program ID": "campaign.source_id",
        "Program Name": "campaign.name",
        "Channel": "campaign.channel",
        "Program Type": "campaign.kind",
        "Status": "campaign.status",
        "Start Date": "campaign.starts_on",
        "End Date": "campaign.ends_on",
        "Budgeted Cost": "campaign.budget",
        "Target Segment": "campaign.audience",
        "Subject Line": "campaign.subject",
        "Workspace": "ignore",
        "Folder": "ignore",
        "Program Owner": "ignore",
        "Members": "ignore",
        "New Names": "ignore",
        "Success Rate": "ignore",
        "Last Edited": "campaign.seen_at|ignore",
    },
    "email_activity.csv": {
        "activity_id": "touch.source_id",
        "activity_at": "touch.occurred_at",
        "activity_type": "touch.kind",
        "subscriber_id": "touch.person_id",
        "email_address": "touch.person_id|person.email|ignore",
        "program_id": "touch.campaign_id",
        "program_name": "campaign.name|ignore",
        "email_id": "touch.asset_id|ignore",
        "email_subject": "message.subject|campaign.subject|ignore",
        "link_url": "touch.url",
        "device_type": "ignore",
        "email_client": "ignore",
        "bounce_code": "ignore",
        "is_machine_open": "ignore",
    },
    "form_submissions.csv": {
        "submission_id": "touch.source_id",
        "submitted_at": "touch.occurred_at",
        "form_id": "ignore",
        "form_name": "lead.landing_page|ignore",
        "subscriber_id": "touch.person_id",
        "email": "touch.person_id|person.email|ignore",
        "page_url": "touch.url",
        "referrer": "ignore",
        "utm_source": "touch.channel|ignore",
        "utm_medium": "touch.channel",
        "utm_campaign": "touch.campaign_id|campaign.name|ignore",
        "utm_content": "ignore",
        "program_id": "touch.campaign_id",
        "asset_id": "touch.asset_id",
        "comments": "message.body|ignore",
        "consent_given": "person.has_consent|ignore",
        "is_first_submission": "ignore",
        "ip_address": "ignore",
    },
    "program_costs_daily.csv": {
        "Cost Date": "spend.spent_on",
        "Program ID": "spend.campaign_id",
        "Program Name": "campaign.name|ignore",
        "Channel": "spend.channel",
        "Vendor": "spend.channel|ignore",
        "Cost": "spend.amount|spend.amount_stated",
        "Currency": "spend.currency",
        "Impressions": "spend.impressions",
        "Clicks": "spend.clicks",
        "CPC": "ignore",
        "Conversions": "ignore",
        "Entry Method": "ignore",
        "Cost Note": "ignore",
        "Imported At": "spend.seen_at|ignore",
    },
    "assets.csv": {
        "Asset ID": "asset.source_id",
        "Asset Name": "asset.title",
        "Asset Type": "asset.kind",
        "Created By Team": "asset.made_by_team",
        "Published On": "asset.made_at",
        "Archived On": "asset.retired_at",
        "Production Cost": "asset.cost",
        "Buying Stage": "asset.stage",
        "Persona": "asset.persona",
        "Pain Point": "asset.pain",
        "Intended For": "asset.meant_for",
        "URL": "asset.url",
        "Language": "ignore",
        "Version": "ignore",
        "Downloads": "ignore",
        "File Size (KB)": "ignore",
        "Modified At": "asset.seen_at|ignore",
    },
}


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber as the other files need to know them."""

    id: str
    first: str
    last: str
    firm: int
    email: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program as the other files need to know it."""

    id: int
    name: str
    channel: str
    kind: str
    subject: str
    start: datetime
    budget: int


def write(*, folder: Path, seed: int = 11, rows: int = 70) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    people = [_person(random, number) for number in range(rows)]
    programs = [_program(random, number) for number in range(36)]
    _save(folder / "contacts.csv", [_person_row(random, p, programs) for p in people])
    _save(folder / "programs.csv", [_program_row(random, p) for p in programs])
    mails = [_mail_row(random, people, programs, n) for n in range(rows * 8 // 7)]
    _save(folder / "email_activity.csv", mails)
    forms = [_form_row(random, people, programs, n) for n in range(rows * 6 // 7)]
    _save(folder / "form_submissions.csv", forms)
    _save(folder / "program_costs_daily.csv",
          [_cost_row(random, programs, n) for n in range(rows)])  # fmt: skip
    _save(folder / "assets.csv", [_asset_row(random, n) for n in range(34)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _iso(random: Random, moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + f".{random.randrange(1000):03}Z"


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(80000))


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _domain(firm: int) -> str:
    return "".join(sign for sign in FIRMS[firm][0].lower() if sign.isalnum()) + ".example"


def _person(random: Random, number: int) -> Person:
    first, last, firm = random.choice(FIRST), random.choice(LAST), random.randrange(len(FIRMS))
    email = f"{first}.{last}@{_domain(firm)}"
    if number % 8 == 0:
        email = f"{first}{last}{number}@post.example"
    return Person(f"01HZ{random.randrange(16**6):06X}{number:02}", first, last, firm, email.lower())


def _program(random: Random, number: int) -> Program:
    channel, kind, subject = PROGRAM_KINDS[number % 7]
    month = number // 7 % 6
    start = datetime(2026, month + 1, random.randrange(1, 27))  # noqa: DTZ001
    name = f"2026-{month + 1:02} {kind} - {channel} - {random.choice(('EMEA', 'NA', 'Global'))}"
    budget = random.choice((0, 500, 1500, 4000, 12000))
    return Program(1042 + number * 3, name, channel, kind, subject.format(month=MONTHS[month]),
                   start, budget)  # fmt: skip


def _person_row(random: Random, person: Person, programs: Sequence[Program]) -> Row:
    created, (country, state) = _before(random, 800), random.choice(PLACES)
    stage = random.choices(("Known", "Engaged", "MQL", "SAL", "Opportunity", "Customer",
                            "Disqualified"), (6, 6, 4, 2, 2, 2, 1))[0]  # fmt: skip
    later = created + (TODAY - created) * random.random()
    score = random.uniform(0, 35) if stage in {"Known", "Disqualified"} else random.uniform(30, 140)
    status = random.choices(("Subscribed", "Unsubscribed", "Never subscribed"), (8, 2, 2))[0]
    is_handed = stage in {"MQL", "SAL", "Opportunity", "Customer"}
    return {
        "Subscriber ID": person.id, "Email Address": person.email,
        "First Name": _maybe(random, 0.95, person.first),
        "Last Name": _maybe(random, 0.95, person.last),
        "Company Name": _maybe(random, 0.85, FIRMS[person.firm][0]),
        "Company Website": _maybe(random, 0.5, f"https://{_domain(person.firm)}"),
        "Job Title": _maybe(random, 0.7, random.choice(JOBS)),
        "Phone": _maybe(random, 0.4, f"+44 20 7946 0{random.randrange(100, 999)}"),
        "Country": _maybe(random, 0.9, country), "State/Province": state,
        "Industry": _maybe(random, 0.6, FIRMS[person.firm][1]),
        "Employee Range": _maybe(random, 0.6, random.choice(
            ("1-10", "11-50", "51-200", "201-1000", "1001-5000"))),
        "Persona": _maybe(random, 0.55, random.choice(PERSONAS)), "Lifecycle Stage": stage,
        "MQL Date": later.date() if is_handed else "", "Lead Score": f"{score:.2f}",
        "Lead Grade": _maybe(random, 0.6, random.choice(("A", "B+", "B", "C", "D-"))),
        "Acquisition Source": random.choice(SOURCES),
        "Acquisition Program": _maybe(random, 0.6, random.choice(programs).name),
        "Opt-in Status": status,
        "Opt-in Timestamp": "" if status.startswith("Never") else _stamp(created),
        "Hard Bounced": "TRUE" if random.random() < 0.05 else "FALSE",
        "Last Engaged": _maybe(random, 0.7, _stamp(later)),
        "Avg. Open Rate": f"{random.uniform(0, 0.8):.4f}",
        "Sales Owner": random.choice(OWNERS) if is_handed else "",
        "CRM Contact ID": f"003Q{random.randrange(10**8):08}" if is_handed else "",
        "CRM Sync Status": "Synced" if is_handed else random.choice(("Not synced", "Queued")),
        "Created At": _stamp(created), "Updated At": _stamp(later + timedelta(minutes=7)),
    }  # fmt: skip


def _program_row(random: Random, program: Program) -> Row:
    is_long = program.kind in {"Nurture", "Advertising", "List Buy"}
    end = program.start + timedelta(days=random.randrange(14, 60) if is_long else 0)
    members = random.randrange(40, 4200)
    status = "Completed" if end < TODAY else "Live"
    if program.id % 11 == 0:
        status = random.choice(("Draft", "Paused"))
    return {
        "Program ID": program.id, "Program Name": program.name, "Channel": program.channel,
        "Program Type": program.kind, "Status": status, "Start Date": program.start.date(),
        "End Date": "" if program.kind == "Nurture" else end.date(),
        "Budgeted Cost": f"{program.budget:.2f}" if program.budget else "",
        "Target Segment": _maybe(random, 0.8, random.choice(
            ("Data leaders EMEA", "Open opportunities", "Customers - tier 2", "Finance 500+",
             "All subscribers"))),
        "Subject Line": program.subject, "Workspace": "Default",
        "Folder": f"2026 / Q{(program.start.month + 2) // 3}",
        "Program Owner": random.choice(("Ana Rusk", "Benedict Yeo", "Clara Hume")),
        "Members": members, "New Names": int(members * random.uniform(0, 0.2)),
        "Success Rate": f"{random.uniform(1, 32):.1f}%",
        "Last Edited": _stamp(min(end + timedelta(hours=random.randrange(90)), TODAY)),
    }  # fmt: skip


def _mail_row(
    random: Random, people: Sequence[Person], programs: Sequence[Program], number: int
) -> Row:
    program = random.choice([p for p in programs if p.channel in {"Email", "Webinar"}])
    person = random.choice(people)
    kind = random.choices(("sent", "delivered", "opened", "clicked", "soft_bounced",
                           "hard_bounced", "unsubscribed", "spam_complaint"),
                          (20, 18, 14, 7, 2, 1, 1, 1))[0]  # fmt: skip
    is_read = kind in {"opened", "clicked"}
    moment = program.start + timedelta(seconds=random.randrange(28_000, 400_000))
    return {
        "activity_id": 77120400 + number * 31, "activity_at": _iso(random, moment),
        "activity_type": kind, "subscriber_id": person.id, "email_address": person.email,
        "program_id": program.id, "program_name": program.name, "email_id": program.id + 50_000,
        "email_subject": program.subject,
        "link_url": random.choice(("https://quantmesh.example/demo",
                                   "https://quantmesh.example/blog/lineage?src=nl",
                                   "https://quantmesh.example/events/live"))
        if kind == "clicked" else "",
        "device_type": random.choice(("desktop", "mobile")) if is_read else "",
        "email_client": random.choice(CLIENTS) if is_read else "",
        "bounce_code": random.choice(("421", "550 5.1.1")) if "bounced" in kind else "",
        "is_machine_open": random.choice(("true", "false", "false")) if kind == "opened" else "",
    }  # fmt: skip


def _form_row(
    random: Random, people: Sequence[Person], programs: Sequence[Program], number: int
) -> Row:
    form, name = random.choice(FORMS)
    person = random.choice(people)
    source, medium, channel = random.choice((
        ("google", "cpc", "Paid Search"), ("linkedin", "paid-social", "Paid Social"),
        ("newsletter", "email", "Email"), ("google", "organic", ""), ("", "", ""),
    ))  # fmt: skip
    program = random.choice([p for p in programs if not channel or p.channel == channel])
    page = {31: "/demo", 32: "/library/data-trust-report", 33: "/events/live", 34: "/contact",
            35: "/newsletter"}[form]  # fmt: skip
    return {
        "submission_id": f"fs_{901100 + number * 17}",
        "submitted_at": _iso(random, _before(random, 150)),
        "form_id": form, "form_name": name, "subscriber_id": person.id, "email": person.email,
        "page_url": f"https://quantmesh.example{page}",
        "referrer": _maybe(random, 0.6, random.choice(
            ("https://www.google.example/", "https://www.linkedin.example/"))),
        "utm_source": source, "utm_medium": medium,
        "utm_campaign": f"2026-{program.start.month:02}-{program.kind}".lower().replace(" ", "-")
        if channel else "",
        "utm_content": _maybe(random, 0.5, random.choice(("banner-a", "banner-b", "text-link")))
        if channel else "",
        "program_id": program.id if channel else "",
        "asset_id": f"A-{200 + random.randrange(34)}" if form == 32 else "",
        "comments": random.choice(("We have 40 users on the old warehouse and want to move.",
                                   "Please call me before Friday.", "",
                                   "Do you integrate with SAP?"))
        if form in {31, 34} else "",
        "consent_given": random.choice(("true", "true", "false")),
        "is_first_submission": random.choice(("true", "false")),
        "ip_address": f"203.0.113.{random.randrange(1, 255)}",
    }  # fmt: skip


def _cost_row(random: Random, programs: Sequence[Program], number: int) -> Row:
    program = random.choice([p for p in programs if p.channel != "Email"])
    is_ad = program.kind == "Advertising"
    day = program.start + timedelta(days=random.randrange(14) if is_ad else 0)
    clicks = random.randrange(4, 160) if is_ad else 0
    cost = round(clicks * random.uniform(1.2, 6.5), 2) if is_ad else random.randrange(300, 9000)
    vendor = {"Paid Search": "Google", "Paid Social": random.choice(("LinkedIn", "Meta")),
              "Webinar": "Onstage24", "Content Syndication": "TechReach",
              "Trade Show": "Messe Events"}[program.channel]  # fmt: skip
    return {
        "Cost Date": day.date(), "Program ID": program.id, "Program Name": program.name,
        "Channel": program.channel, "Vendor": vendor, "Cost": f"{cost:.2f}",
        "Currency": "USD" if program.name.endswith("NA") else "GBP",
        "Impressions": clicks * random.randrange(30, 130) if is_ad else "",
        "Clicks": clicks if is_ad else "", "CPC": f"{cost / clicks:.2f}" if is_ad else "",
        "Conversions": random.randrange(6) if is_ad else "",
        "Entry Method": "API" if is_ad else "Manual",
        "Cost Note": "" if is_ad else _maybe(random, 0.5, f"Invoice {5100 + number}"),
        "Imported At": _stamp(day + timedelta(hours=27, minutes=random.randrange(50))),
    }  # fmt: skip


def _asset_row(random: Random, number: int) -> Row:
    base, kind = ASSET_NAMES[number % 16], ASSET_KINDS[number % 16]
    title = base if number < 16 else f"{base} ({('2024', '2025', 'DE')[number % 3]})"
    published = _before(random, 900)
    archived = "" if number < 16 else _maybe(
        random, 0.5, (published + (TODAY - published) * 0.8).date())  # fmt: skip
    slug = "".join(sign if sign.isalnum() else "-" for sign in title.lower()).strip("-")
    return {
        "Asset ID": f"A-{200 + number}", "Asset Name": title, "Asset Type": kind,
        "Created By Team": random.choice(("Content Marketing", "Product Marketing", "Sales",
                                          "Customer Success")),
        "Published On": published.date(), "Archived On": archived,
        "Production Cost": _maybe(random, 0.6, f"{random.randrange(150, 9000, 50):.2f}"),
        "Buying Stage": _maybe(random, 0.85, random.choice(
            ("Awareness", "Consideration", "Decision", "Retention"))),
        "Persona": _maybe(random, 0.6, random.choice(PERSONAS)),
        "Pain Point": _maybe(random, 0.5, random.choice(
            ("Slow reports", "No single source of truth", "Audit pressure", "Rising cloud bill"))),
        "Intended For": random.choice(("Prospects", "Prospects", "Sales team", "Partners",
                                       "Customers")),
        "URL": f"https://quantmesh.example/library/{slug}", "Language": "de" if "(DE)" in title
        else "en",
        "Version": f"{random.randrange(1, 4)}.{random.randrange(9)}",
        "Downloads": random.randrange(900), "File Size (KB)": random.randrange(80, 9400),
        "Modified At": _stamp(published + (TODAY - published) * random.random()),
    }  # fmt: skip
