"""Loopbench, an invented product-led stack: support desk, events, content hub, ads and dialer.

Commas, English headers; the files know people by e-mail and deals by the CRM's ids.
"""

import csv
from collections import namedtuple
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]  # in the order of the file's labels

TODAY = datetime(2026, 4, 30, 17, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Nadia", "Elliot", "Farah", "Caleb", "Mei", "Jonas", "Aisling", "Dmitri", "Paloma",
         "Theo", "Zanele", "Rupert", "Keiko", "Luis", "Greta", "Omar")  # fmt: skip
LAST = ("Hargrove", "Singh", "Lowell", "Petrov", "Achebe", "Mercer", "Vance", "Kowalski",
        "Thorne", "Yoon", "Ibarra", "Falk", "Denholm")  # fmt: skip
FIRMS = ("Brightkiln", "Cobaltry", "Dovetail Labs", "Everpost", "Fernway Studio", "Gridlark",
         "Hexaloom", "Ironquill", "Juniper Stack", "Kettleworks", "Lumenside", "Mistral Pay",
         "Northbeam Health", "Orchard Cloud", "Pixelforge")  # fmt: skip
JOBS = ("Product Manager", "Head of Growth", "Staff Engineer", "RevOps Lead", "CTO", "Founder",
        "Data Analyst", "VP Customer Success")  # fmt: skip
REPS = ("Tess Albright", "Kwame Boadi", "Ilse Groen", "Ryan Castellano", "Mo Farouk")
AGENTS = ("Hattie Pell", "Suresh Nair", "Bianca Frost", "Joel Amsel")
TOPICS = ("Billing", "SSO & permissions", "Integrations", "Onboarding", "Bug", "API limits")
TITLES = ("Cannot invite teammates", "Charged twice this month", "Webhook stopped firing",
          "SAML login loop", "How do I export a dashboard?", "429 on bulk endpoint")  # fmt: skip
BODIES = ("Since this morning nobody on our team can do this. Please help.",
          "We followed the docs but it still fails, screenshot attached.",
          "Our renewal is next month and this is blocking the rollout.")  # fmt: skip
EVENTS = (("Activation metrics that matter", "Webinar"), ("Scaling self-serve to sales", "Webinar"),
          ("Loopbench Live London", "Conference"), ("Builders' breakfast Austin", "Meetup"),
          ("Office hours: integrations", "Webinar"), ("Admin bootcamp", "Workshop"))  # fmt: skip
FORMATS = ("Case study", "One-pager", "Pitch deck", "Battlecard", "ROI calculator", "Demo video",
           "Security whitepaper", "Email template")  # fmt: skip
STAGES = ("Awareness", "Evaluation", "Decision", "Expansion")
PERSONAS = ("Growth leader", "Platform engineer", "Finance approver", "Team admin")
PAINS = ("Low activation", "Tool sprawl", "No view of usage", "Slow security review")
ADS = (("Google Ads", "GG-Search-Brand-US"), ("Google Ads", "GG-Search-Competitor"),
       ("LinkedIn Ads", "LI-ABM-Platform-Eng"), ("LinkedIn Ads", "LI-Retarget-Trial"),
       ("Meta Ads", "FB-Lookalike-Signups"), ("Reddit Ads", "RD-r/devops"))  # fmt: skip
DISPOSITIONS = ("Connected - interested", "Connected - not now", "Left voicemail", "No answer",
                "Gatekeeper", "Bad number", "Meeting booked")  # fmt: skip
CALL_NOTES = ("Trial ends Friday, wants pricing for 40 seats.", "Call back after board meeting.",
              "Evaluating Stackpilot too; cares about SSO.")  # fmt: skip

NOUNS = {
    "ads_by_day.csv": "spend", "asset_activity.csv": "asset_use", "call_log.csv": "activity",
    "content_library.csv": "asset", "event_registrations.csv": "touch",
    "support_tickets.csv": "ticket",
}  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "support_tickets.csv": {
        "Ticket #": "ticket.source_id", "Subject": "ticket.subject", "First message": "ticket.body",
        "Requester": "ticket.person_id|person.name|ignore",
        "Requester email": "ticket.person_id|person.email",
        "Organization": "ticket.account_id|account.name", "Plan": "ignore",
        "Assignee": "ticket.member_id", "Group": "ignore", "Via": "ignore",
        "Topic": "ticket.category", "Priority": "ticket.priority", "Status": "ticket.status",
        "Created at": "ticket.opened_at", "First reply at": "ignore",
        "Solved at": "ticket.closed_at", "Updated at": "ticket.seen_at|ignore", "Reopens": "ignore",
        "SLA breached": "ignore", "CSAT": "ignore", "CSAT comment": "ignore|message.body",
        "Tags": "ignore",
    },
    "event_registrations.csv": {
        "Registration ID": "touch.source_id", "Event ID": "touch.campaign_id",
        "Event": "touch.campaign_id|campaign.name|ignore",
        "Event format": "touch.channel|campaign.kind|ignore",
        "Event date": "touch.occurred_at|campaign.starts_on|ignore",
        "First name": "person.name|ignore", "Last name": "person.name|ignore",
        "Work email": "touch.person_id|person.email",
        "Company": "touch.account_id|account.name|ignore", "Job title": "person.title|ignore",
        "Country": "person.country|ignore", "Registered at": "touch.occurred_at|ignore",
        "Attendance": "touch.kind|ignore", "Minutes attended": "ignore", "Q&A questions": "ignore",
        "Heard about us via": "touch.channel|ignore", "Registration page": "touch.url",
        "Join link": "ignore", "Marketing opt-in": "person.has_consent|ignore",
    },
    "content_library.csv": {
        "Asset ID": "asset.source_id", "Asset name": "asset.title", "Format": "asset.kind",
        "Owning team": "asset.made_by_team", "Uploaded by": "ignore", "Published": "asset.made_at",
        "Archived": "asset.retired_at", "Review due": "ignore", "Production cost": "asset.cost",
        "Funnel stage": "asset.stage", "Persona": "asset.persona",
        "Problem addressed": "asset.pain", "Intended audience": "asset.meant_for",
        "Link": "asset.url", "Version": "ignore", "File size (KB)": "ignore",
        "Views (90 d)": "ignore", "Language": "ignore",
    },
    "asset_activity.csv": {
        "Event ID": "asset_use.source_id", "Timestamp": "asset_use.occurred_at",
        "Asset ID": "asset_use.asset_id", "Asset name": "asset.title|asset_use.asset_id|ignore",
        "Action": "asset_use.kind", "Rep": "asset_use.member_id|member.name|ignore",
        "Rep email": "asset_use.member_id", "Recipient email": "asset_use.person_id",
        "Opportunity ID": "asset_use.deal_id", "Time spent (s)": "asset_use.seconds",
        "Pages viewed": "asset_use.pages", "Share link": "ignore", "Device": "ignore",
    },
    "ads_by_day.csv": {
        "Day": "spend.spent_on", "Platform": "spend.channel", "Ad account": "ignore",
        "Campaign ID": "spend.campaign_id", "Campaign": "spend.campaign_id|campaign.name|ignore",
        "Objective": "campaign.kind|ignore", "Delivery": "campaign.status|ignore",
        "Currency": "spend.currency", "Amount spent": "spend.amount|spend.amount_stated",
        "Impr.": "spend.impressions", "Clicks": "spend.clicks", "CTR": "ignore",
        "Avg. CPC": "ignore", "Conversions": "ignore", "Daily budget": "campaign.budget|ignore",
    },
    "call_log.csv": {
        "Call ID": "activity.source_id", "Call started": "activity.occurred_at",
        "Direction": "activity.direction", "Rep": "activity.member_id",
        "Prospect": "activity.person_id|person.name|ignore",
        "Prospect email": "activity.person_id|person.email",
        "Account": "activity.account_id|account.name", "Opportunity ID": "activity.deal_id",
        "Purpose": "activity.subject", "Talk time (min)": "activity.minutes",
        "Disposition": "activity.outcome", "Sentiment": "ignore", "Sequence": "ignore",
        "Step": "ignore", "Dialed number": "person.phone|ignore", "Caller ID": "ignore",
        "Notes": "message.body|ignore", "Recording URL": "ignore",
    },
}  # fmt: skip

Person = namedtuple("Person", "first last email firm opportunity")
Asset = namedtuple("Asset", "id name format team")


def write(*, folder: Path, seed: int = 1, rows: int = 60) -> None:
    """Write every file of an export; `rows` is the number of people known."""
    random = Random(seed)
    people = [_person(random, number) for number in range(max(rows, 1))]
    assets = [_asset(random, number) for number in range(max(rows * 2 // 3, 1))]
    tickets = [_ticket_row(random, people, n) for n in range(rows)]
    _save(folder / "support_tickets.csv", tickets)
    guests = [_guest_row(random, people, n) for n in range(rows * 4 // 3)]
    _save(folder / "event_registrations.csv", guests)
    _save(folder / "content_library.csv", [_asset_row(random, asset) for asset in assets])
    uses = [_use_row(random, people, assets, n) for n in range(rows * 4 // 3)]
    _save(folder / "asset_activity.csv", uses)
    days = [_ad_row(random, n) for n in range(rows * 6 // 5)]
    _save(folder / "ads_by_day.csv", days)
    _save(folder / "call_log.csv", [_call_row(random, people, n) for n in range(rows * 5 // 4)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LABELS[path.name])
        writer.writerows(rows)


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(30_000))


def _after(random: Random, moment: datetime, hours: int) -> datetime:
    return moment + timedelta(seconds=random.randrange(120, hours * 3600))


def _maybe(random: Random, share: float, *values: object) -> object:
    return random.choice(values) if random.random() < share else ""


def _mail(name: str) -> str:
    return name.lower().replace(" ", ".") + "@loopbench.example"


def _person(random: Random, number: int) -> Person:
    first, last, firm = random.choice(FIRST), random.choice(LAST), random.choice(FIRMS)
    mail = f"{first}.{last}{number if number % 8 == 0 else ''}@{firm.replace(' ', '')}.example"
    opportunity = f"006Rk0000{FIRMS.index(firm) * 37 + 1200:06}QAC"
    return Person(first, last, mail.lower(), firm, opportunity)


def _asset(random: Random, number: int) -> Asset:
    kind, about = FORMATS[number % 8], random.choice((*FIRMS[:6], *PAINS))
    team = random.choices(("Product Marketing", "Sales", "Customer Success"), (6, 2, 1))[0]
    return Asset(f"AST-{2040 + number * 3}", f"{kind}: {about}", kind, team)


def _ticket_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, opened, title = random.choice(people), _before(random, 200), random.randrange(6)
    status = random.choice(("New", "Open", "Pending", "On-hold", "Solved", "Solved", "Closed"))
    is_done, reply = status in {"Solved", "Closed"}, _after(random, opened, 20)
    solved = min(_after(random, reply, 96), TODAY)
    is_rated = is_done and random.random() < 0.5
    return (
        48213 + number, TITLES[title], random.choice(BODIES), f"{person.first} {person.last}",
        person.email, _maybe(random, 0.93, person.firm),
        random.choice(("Free", "Team", "Team", "Business", "Enterprise")),
        _maybe(random, 0.92, *AGENTS), random.choice(("Tier 1", "Tier 2", "Billing ops")),
        random.choice(("Email", "In-app widget", "Chat", "API")), random.choice(TOPICS),
        random.choice(("Low", "Normal", "Normal", "High", "Urgent")), status,
        f"{opened:%Y-%m-%d %H:%M}", "" if status == "New" else f"{reply:%Y-%m-%d %H:%M}",
        f"{solved:%Y-%m-%d %H:%M}" if is_done else "", f"{solved:%Y-%m-%d %H:%M}",
        random.choices((0, 1, 2), (12, 2, 1))[0], random.choice(("false", "false", "true")),
        random.choice(("Good", "Good", "Bad")) if is_rated else "",
        _maybe(random, 0.5, "Quick and friendly!", "Took three days", "Solved it") if is_rated
        else "", _maybe(random, 0.4, "sso", "billing vip", "churn_risk", "docs_gap"),
    )  # fmt: skip


def _guest_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, place = random.choice(people), random.randrange(len(EVENTS))
    (event, kind), held = EVENTS[place], TODAY - timedelta(days=20 + place * 27)
    registered = held - timedelta(days=random.randrange(0, 24), minutes=random.randrange(600))
    state = random.choices(("Attended", "No-show", "Cancelled", "Waitlisted"), (6, 4, 1, 1))[0]
    slug = "-".join(event.lower().replace("'", "").replace(":", "").split())
    return (
        f"reg_{random.getrandbits(32):08x}", f"EV-{310 + place}", event, kind, f"{held:%m/%d/%Y}",
        person.first, person.last, person.email, person.firm, _maybe(random, 0.8, *JOBS),
        _maybe(random, 0.9, "United States", "United Kingdom", "Germany", "India"),
        f"{registered:%m/%d/%Y %I:%M %p}", state,
        random.randrange(4, 58) if state == "Attended" and kind == "Webinar" else "",
        _maybe(random, 0.1, 1, 2), _maybe(random, 0.8, "Email invite", "LinkedIn", "In-app banner"),
        f"https://events.loopbench.example/{slug}",
        f"https://meet.loopbench.example/j/{number * 7919 + 10000}" if kind == "Webinar" else "",
        random.choice(("Yes", "Yes", "No")),
    )  # fmt: skip


def _asset_row(random: Random, asset: Asset) -> Row:
    made = _before(random, 900)
    retired = made + (TODAY - made) * 0.7 if random.random() < 0.2 else None
    return (
        asset.id, asset.name, asset.format, asset.team,
        random.choice(("Priya Lund", "Marco Deane", "Tess Albright")), made.date(),
        retired.date() if retired else "", _maybe(random, 0.5, (made + timedelta(365)).date()),
        _maybe(random, 0.6, 350, 900, 1800, 4200, 7500), _maybe(random, 0.85, *STAGES),
        _maybe(random, 0.8, *PERSONAS), _maybe(random, 0.7, *PAINS),
        random.choice(("Customer-facing", "Customer-facing", "Internal only", "Partners")),
        f"https://hub.loopbench.example/a/{asset.id.lower()}", f"v{random.randrange(1, 6)}",
        random.randrange(90, 22_000), random.randrange(0, 140), random.choice(("en", "en", "de")),
    )  # fmt: skip


def _use_row(random: Random, people: Sequence[Person], assets: Sequence[Asset], number: int) -> Row:
    asset, person, rep = random.choice(assets), random.choice(people), random.choice(REPS)
    action = random.choice(("Shared", "Viewed by buyer", "Presented", "Downloaded", "Bookmarked"))
    is_seen, is_buyers = action in {"Viewed by buyer", "Presented"}, action != "Bookmarked"
    return (
        f"{700_140 + number}", f"{_before(random, 180):%Y-%m-%dT%H:%M:%SZ}", asset.id, asset.name,
        action, rep, _mail(rep), person.email if is_buyers else "",
        _maybe(random, 0.7, person.opportunity) if is_buyers else "",
        random.randrange(5, 900) if is_seen else "", random.randrange(1, 19) if is_seen else "",
        f"https://hub.loopbench.example/s/{random.getrandbits(28):07x}" if is_buyers else "",
        random.choice(("Desktop", "Desktop", "Mobile", "Tablet")),
    )  # fmt: skip


def _ad_row(random: Random, number: int) -> Row:
    platform, name = ADS[number % 6]
    shown = random.randrange(800, 26_000)
    clicks = int(shown * random.uniform(0.004, 0.04))
    cost = round(clicks * random.uniform(0.9, 8.5), 2)
    return (
        (TODAY - timedelta(days=1 + number // 6)).date(), platform, f"Loopbench {platform[:2]}-US",
        f"{23_850_111_400 + number % 6 * 871}", name,
        ("Awareness", "Leads", "Leads", "Conversions", "Conversions", "Traffic")[number % 6],
        "Paused" if number % 6 == 5 and number < 30 else "Active",
        "EUR" if number % 6 == 2 else "USD", f"{cost:.2f}", shown, clicks,
        f"{clicks / shown:.2%}", f"{cost / clicks:.2f}" if clicks else "",
        int(clicks * random.uniform(0, 0.09)), (150, 80, 220, 120, 90, 60)[number % 6],
    )  # fmt: skip


def _call_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, result = random.choice(people), random.choice(DISPOSITIONS)
    is_talk, is_out = result.startswith(("Connected", "Meeting")), random.random() < 0.85
    return (
        f"CL{90_215 + number}", f"{_before(random, 120):%Y-%m-%d %H:%M:%S}",
        "Outbound" if is_out else "Inbound", random.choice(REPS),
        f"{person.first} {person.last}", _maybe(random, 0.9, person.email), person.firm,
        _maybe(random, 0.35, person.opportunity),
        random.choice(("Trial check-in", "Cold outreach", "Upgrade talk", "Event follow-up")),
        round(random.uniform(2, 34), 1) if is_talk else round(random.uniform(0, 0.9), 1), result,
        random.choice(("Positive", "Neutral", "Negative")) if is_talk else "",
        _maybe(random, 0.6, "PQL - hit seat limit", "Trial day 7", "Webinar no-shows"),
        random.randrange(1, 9) if is_out else "", f"+1 415-555-0{random.randrange(100, 200)}",
        "+1 628-555-0142", _maybe(random, 0.8, *CALL_NOTES) if is_talk else "",
        f"https://calls.loopbench.example/r/{90_215 + number}" if is_talk else "",
    )  # fmt: skip
