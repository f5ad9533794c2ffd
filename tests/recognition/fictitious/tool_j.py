"""Adlanthe and Cadenza, an invented ads and event platform and the sales-engagement tool beside it.

Commas, UTF-8. The ad report writes money with two digits and shares as percentages; the event
list and the engagement tool use ISO days and minutes. The two know each other's people by mail.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

TODAY = datetime(2026, 4, 30, 20, 0)  # noqa: DTZ001  # the exports carry no time zone
FIRST = ("Naomi", "Trevor", "Isabel", "Kwame", "Lars", "Paige", "Rohan", "Sylvie", "Ted", "Uma",
         "Victor", "Wendy", "Yara", "Brian", "Celeste", "Darnell", "Elif", "Gareth")  # fmt: skip
LAST = ("Albright", "Bengtsson", "Cheng", "Darby", "Etienne", "Flores", "Gallagher", "Hassan",
        "Ivers", "Jankovic", "Kemp", "Lambert", "Mensah", "Norris", "Ogilvie",
        "Pruitt")  # fmt: skip
FIRMS = ("Arborline", "Bridgeport Steel", "Clearmont Clinics", "Dynaforge", "Elmbrook Capital",
         "Farsight Retail", "Goldcrest Mutual", "Helio Grid", "Inverness Foods", "Juno Aerospace",
         "Kingsway Logistics", "Landmark Tiles", "Meridian Pumps", "Nexlane", "Overton Paper",
         "Paragon Labs")  # fmt: skip
TITLES = ("Director of Security", "CISO", "IT Manager", "VP Infrastructure", "Security Analyst",
          "Head of Compliance", "CTO", "Network Engineer", "Procurement Manager")  # fmt: skip
COUNTRIES = ("United States", "United States", "Canada", "United Kingdom", "Germany")
REPS = ("jordan.pike@keelstone.example", "amira.saleh@keelstone.example",
        "chris.vogt@keelstone.example", "lena.brooks@keelstone.example",
        "marco.diaz@keelstone.example")  # fmt: skip
AES = ("Hope Stanley", "Ruben Aalto", "Tara McNeil")
CAMPAIGNS = (
    (18820341, "NA | Search | Brand", "Google Ads", "Search", 120),
    (18820377, "NA | Search | Zero trust", "Google Ads", "Search", 300),
    (60411902, "EMEA | Sponsored content | CISO report", "LinkedIn", "Website visits", 250),
    (60411957, "NA | Lead gen | Audit checklist", "LinkedIn", "Lead generation", 200),
    (51277003, "NA | Retargeting | All visitors", "Meta", "Conversions", 60),
    (18820415, "EMEA | Display | Breach calculator", "Google Ads", "Display", 80),
)  # fmt: skip
EVENTS = (
    ("EV-2610", "SecureCon East 2026", "Trade show", datetime(2026, 3, 10, 9, 0)),  # noqa: DTZ001
    ("EV-2612", "Audit-ready in 30 days", "Webinar", datetime(2026, 3, 24, 16, 0)),  # noqa: DTZ001
    ("EV-2615", "CISO Roundtable Boston", "Roundtable", datetime(2026, 4, 14, 18, 0)),  # noqa: DTZ001
)  # fmt: skip
SEQUENCES = ((412, "SecureCon follow-up"), (418, "Outbound - Healthcare CISO"),
             (425, "Webinar no-shows"), (431, "Inbound demo request"))  # fmt: skip
CONTENT = (("CNT-071", "2026 CISO Report", "PDF"), ("CNT-074", "Audit Checklist", "PDF"),
           ("CNT-080", "Keelstone Overview Deck", "Presentation"),
           ("CNT-083", "Clearmont Clinics Case Study", "Case study"),
           ("CNT-088", "Security Whitepaper", "PDF"), ("CNT-091", "Demo Recording", "Video"),
           ("CNT-095", "Pricing Summary", "One-pager"))  # fmt: skip
STEPS = ((1, "Auto email"), (2, "Phone call"), (3, "LinkedIn message"), (4, "Manual email"),
         (5, "Phone call"), (6, "Auto email"))  # fmt: skip

NOUNS = {
    "ad_report_daily.csv": "spend",
    "content_views.csv": "asset_use",
    "event_attendees.csv": "touch",
    "meetings_booked.csv": "activity",
    "prospects.csv": "person",
    "sequence_steps.csv": "activity",
}

LABELS: dict[str, dict[str, str]] = {
    "ad_report_daily.csv": {
        "Day": "spend.spent_on",
        "Platform": "spend.channel",
        "Account name": "ignore",
        "Campaign ID": "spend.campaign_id",
        "Campaign": "campaign.name|ignore",
        "Campaign type": "campaign.kind|ignore",
        "Campaign state": "campaign.status|ignore",
        "Ad group": "ignore",
        "Daily budget": "ignore",
        "Currency code": "spend.currency",
        "Cost": "spend.amount|spend.amount_stated",
        "Impr.": "spend.impressions",
        "Clicks": "spend.clicks",
        "CTR": "ignore",
        "Avg. CPC": "ignore",
        "Conversions": "ignore",
        "Cost / conv.": "ignore",
        "Search impr. share": "ignore",
    },
    "event_attendees.csv": {
        "Registration ID": "touch.source_id",
        "Event code": "touch.campaign_id",
        "Event name": "campaign.name|ignore",
        "Event format": "touch.channel|campaign.channel|campaign.kind|ignore",
        "Event start": "campaign.starts_on|ignore",
        "Registered on": "touch.occurred_at|ignore",
        "First name": "person.name",
        "Last name": "person.name",
        "Email": "touch.person_id|person.email",
        "Company": "touch.account_id|account.name|person.account_id",
        "Job title": "person.title",
        "Phone": "person.phone|ignore",
        "Country": "person.country|ignore",
        "Ticket type": "ignore",
        "Attendance": "touch.kind|ignore",
        "Scanned at": "touch.occurred_at",
        "Scanned by": "ignore",
        "Minutes attended": "ignore",
        "Lead rating": "ignore",
        "Booth notes": "message.body|ignore",
        "Marketing opt-in": "person.has_consent",
        "CRM push": "ignore",
    },
    "prospects.csv": {
        "Prospect ID": "person.source_id",
        "First name": "person.name",
        "Last name": "person.name",
        "Email": "person.email",
        "Title": "person.title",
        "Account": "person.account_id|account.name",
        "Account domain": "account.domain|person.account_id|ignore",
        "Owner": "person.owner_id",
        "Stage": "person.lifecycle_stage",
        "Persona": "person.persona",
        "Source": "person.first_channel",
        "Opted out": "person.has_consent|ignore",
        "CRM ID": "ignore",
        "Last contacted": "ignore",
        "Created": "person.created_at",
        "Updated": "person.seen_at|ignore",
    },
    "sequence_steps.csv": {
        "Step execution ID": "activity.source_id",
        "Sequence ID": "ignore",
        "Sequence": "ignore",
        "Step": "ignore",
        "Step type": "activity.kind",
        "Prospect ID": "activity.person_id",
        "Prospect email": "activity.person_id|person.email|ignore",
        "Sender": "activity.member_id",
        "Subject line": "activity.subject|message.subject",
        "Body preview": "message.body|ignore",
        "Due at": "activity.occurred_at|ignore",
        "Executed at": "activity.occurred_at",
        "State": "activity.outcome|ignore",
        "Disposition": "activity.outcome",
        "Automated": "activity.is_automatic",
        "Talk time (sec)": "activity.minutes|ignore",
        "Opens": "ignore",
        "Clicks": "ignore",
        "Replied at": "ignore",
        "Variant": "ignore",
    },
    "meetings_booked.csv": {
        "Meeting ID": "activity.source_id",
        "Meeting title": "activity.subject",
        "Meeting type": "activity.kind",
        "Booked at": "ignore",
        "Starts at": "activity.occurred_at",
        "Duration (min)": "activity.minutes",
        "Host": "activity.member_id",
        "Booked by": "ignore",
        "Invitee": "activity.person_id|person.name|ignore",
        "Invitee email": "activity.person_id|person.email",
        "Prospect ID": "activity.person_id",
        "Company": "activity.account_id|account.name",
        "Meeting status": "activity.outcome",
        "Opportunity ID": "activity.deal_id",
        "Booked via": "ignore",
        "Sequence": "ignore",
        "Reschedules": "ignore",
        "Conference link": "ignore",
        "Invitee notes": "message.body|ignore",
    },
    "content_views.csv": {
        "View ID": "asset_use.source_id",
        "Content ID": "asset_use.asset_id",
        "Content name": "asset.title|ignore",
        "Content type": "asset.kind|ignore",
        "Action": "asset_use.kind",
        "Viewed at": "asset_use.occurred_at",
        "Viewer email": "asset_use.person_id|person.email",
        "Viewer company": "account.name|ignore",
        "Shared by": "asset_use.member_id",
        "Opportunity ID": "asset_use.deal_id",
        "Time spent (s)": "asset_use.seconds",
        "Pages viewed": "asset_use.pages",
        "Completion": "ignore",
        "Link ID": "ignore",
        "Device": "ignore",
        "Location": "ignore",
    },
}


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer as the files need to know them; only some are prospects of the engagement tool."""

    id: int
    first: str
    last: str
    firm: str

    @property
    def domain(self) -> str:
        """Make a web domain of the firm's name."""
        return self.firm.lower().replace(" ", "") + ".example"

    @property
    def email(self) -> str:
        """Make an address."""
        return f"{self.first}.{self.last}@{self.domain}".lower()


def write(*, folder: Path, seed: int = 17, rows: int = 70) -> None:
    """Write every file of both exports; `rows` is the number of buyers."""
    random = Random(seed)
    people = [Person(310_400 + 11 * n, FIRST[n * 5 % 18], LAST[n * 7 % 16], random.choice(FIRMS))
              for n in range(rows)]  # fmt: skip
    known = people[: rows * 6 // 7]
    _save(folder / "ad_report_daily.csv", [_ad_row(random, n) for n in range(rows * 15 // 14)])
    guests = [_guest_row(random, person, n) for n, person in enumerate(people[rows // 7 :])]
    _save(folder / "event_attendees.csv", guests)
    _save(folder / "prospects.csv", [_prospect_row(random, person) for person in known])
    steps = [_step_row(random, known, n) for n in range(rows * 8 // 7)]
    _save(folder / "sequence_steps.csv", steps)
    meetings = [_meeting_row(random, known, n) for n in range(rows * 9 // 14)]
    _save(folder / "meetings_booked.csv", meetings)
    _save(folder / "content_views.csv", [_view_row(random, people, n) for n in range(rows)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(36_000))


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _ad_row(random: Random, number: int) -> Row:
    campaign, name, platform, kind, budget = CAMPAIGNS[number % 6]
    day = datetime(2026, 4, 1) + timedelta(days=number // 6)  # noqa: DTZ001
    cost = round(budget * random.uniform(0.35, 1.08), 2)
    clicks = int(cost / random.uniform(2, 11)) if platform != "Meta" else int(cost / 0.8)
    shown = clicks * random.randrange(18, 160) + random.randrange(40)
    leads = random.choice((0, 0, 1, 1, 2, 3.5)) if clicks else 0
    return {
        "Day": day.date(), "Platform": platform,
        "Account name": f"Keelstone - {'EMEA' if name.startswith('EMEA') else 'North America'}",
        "Campaign ID": campaign, "Campaign": name, "Campaign type": kind,
        "Campaign state": "Paused" if campaign == 51277003 else "Enabled",
        "Ad group": random.choice(("Exact", "Phrase", "Broad")) if kind == "Search"
        else f"{random.choice(('Static', 'Video', 'Carousel'))} {random.randrange(1, 4)}",
        "Daily budget": f"{budget:.2f}", "Currency code": "EUR" if name.startswith("EMEA")
        else "USD",
        "Cost": f"{cost:.2f}", "Impr.": shown, "Clicks": clicks,
        "CTR": f"{100 * clicks / shown:.2f}%", "Avg. CPC": f"{cost / max(clicks, 1):.2f}",
        "Conversions": f"{leads:.2f}", "Cost / conv.": f"{cost / leads:.2f}" if leads else "--",
        "Search impr. share": f"{random.uniform(20, 92):.1f}%" if kind == "Search" else "--",
    }  # fmt: skip


def _guest_row(random: Random, person: Person, number: int) -> Row:
    code, name, kind, start = random.choice(EVENTS)
    attendance = random.choices(("Attended", "No-show", "Cancelled"), (7, 3, 1))[0]
    is_there, is_show = attendance == "Attended", kind == "Trade show"
    scan = start + timedelta(minutes=random.randrange(500 if is_show else 12))
    return {
        "Registration ID": f"R{4471900 + number * 7}", "Event code": code, "Event name": name,
        "Event format": kind, "Event start": _stamp(start),
        "Registered on": _stamp(start - timedelta(minutes=random.randrange(90, 54_000))),
        "First name": person.first, "Last name": person.last, "Email": person.email,
        "Company": _maybe(random, 0.95, person.firm),
        "Job title": _maybe(random, 0.85, random.choice(TITLES)),
        "Phone": _maybe(random, 0.35, f"+1 617-555-{random.randrange(100, 200):04}"),
        "Country": random.choice(COUNTRIES),
        "Ticket type": random.choice(("Expo pass", "Full conference")) if is_show else "Free",
        "Attendance": attendance, "Scanned at": _stamp(scan) if is_there else "",
        "Scanned by": random.choice(("Booth iPad 1", "Booth iPad 2", "Amira S."))
        if is_there and is_show else "",
        "Minutes attended": "" if is_show or not is_there else random.randrange(4, 61),
        "Lead rating": random.choice(("Hot", "Warm", "Cold")) if is_there and is_show else "",
        "Booth notes": random.choice(("Wants a demo of log archiving", "Renewal with rival in Q3",
                                      "Just here for the socks",
                                      "Runs two data centres, audit in June", ""))
        if is_there and is_show else "",
        "Marketing opt-in": random.choice(("Yes", "Yes", "No")),
        "CRM push": random.choice(("Success", "Success", "Failed: duplicate")),
    }  # fmt: skip


def _prospect_row(random: Random, person: Person) -> Row:
    created = _before(random, 400)
    last = created + (TODAY - created) * random.random()
    return {
        "Prospect ID": person.id, "First name": person.first, "Last name": person.last,
        "Email": person.email, "Title": _maybe(random, 0.9, random.choice(TITLES)),
        "Account": person.firm, "Account domain": _maybe(random, 0.85, person.domain),
        "Owner": random.choice(REPS),
        "Stage": random.choice(("Cold", "Approaching", "Approaching", "Replied", "Interested",
                                "Unresponsive", "Do not contact")),
        "Persona": _maybe(random, 0.5, random.choice(("Security leader", "Practitioner",
                                                      "Economic buyer"))),
        "Source": random.choice(("CSV upload", "Event list", "CRM", "Prospecting extension",
                                 "Inbound form")),
        "Opted out": "true" if random.random() < 0.1 else "false",
        "CRM ID": _maybe(random, 0.8, f"00Q8d{random.randrange(10**9):09}"),
        "Last contacted": _maybe(random, 0.75, _iso(last)), "Created": _iso(created),
        "Updated": _iso(last + timedelta(seconds=random.randrange(4000))),
    }  # fmt: skip


def _step_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, (sequence, name) = random.choice(people), random.choice(SEQUENCES)
    step, kind = random.choice(STEPS)
    due, is_mail, is_call = _before(random, 90), kind.endswith("email"), kind == "Phone call"
    is_done = random.random() < 0.85
    done = due + timedelta(minutes=random.randrange(1, 30 if kind == "Auto email" else 2400))
    state = random.choices(("Delivered", "Bounced", "Replied"), (10, 1, 2))[0] if is_mail \
        else "Completed"  # fmt: skip
    if not is_done:
        state = random.choice(("Scheduled", "Skipped", "Overdue"))
    subject, body = random.choice((
        ("{firm} + audit season", "Hi {first}, teams like yours spend six weeks on evidence …"),
        ("Quick question, {first}", "Saw that {firm} is hiring for compliance. Usually that …"),
        ("Re: SecureCon", "Good to meet you at the booth. You mentioned log archiving …"),
    ))  # fmt: skip
    dial = random.choice(("Connected - interested", "Connected - not now", "Voicemail",
                          "No answer", "Bad number"))  # fmt: skip
    talked = random.randrange(35, 900) if dial.startswith("Connected") else random.randrange(4, 40)
    is_replied = state == "Replied"
    return {
        "Step execution ID": 95500120 + number * 3, "Sequence ID": sequence, "Sequence": name,
        "Step": step, "Step type": kind, "Prospect ID": person.id, "Prospect email": person.email,
        "Sender": random.choice(REPS),
        "Subject line": subject.format(firm=person.firm, first=person.first) if is_mail else "",
        "Body preview": body.format(firm=person.firm, first=person.first) if is_mail else "",
        "Due at": _iso(due), "Executed at": _iso(done) if is_done else "", "State": state,
        "Disposition": dial if is_call and is_done else random.choice(
            ("Interested", "Not interested", "Out of office", "Wrong person"))
        if is_replied else "",
        "Automated": "true" if kind == "Auto email" else "false",
        "Talk time (sec)": talked if is_call and is_done else "",
        "Opens": random.randrange(6) if is_mail and is_done else "",
        "Clicks": random.choice((0, 0, 0, 1, 2)) if is_mail and is_done else "",
        "Replied at": _iso(done + timedelta(minutes=random.randrange(5, 4000)))
        if is_replied else "",
        "Variant": random.choice("AB") if is_mail else "",
    }  # fmt: skip


def _meeting_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, booked = random.choice(people), _before(random, 110)
    kind, minutes = random.choice((("Intro call", 30), ("Product demo", 45), ("Follow-up", 30),
                                   ("Booth meeting", 20), ("Security review", 60)))  # fmt: skip
    start = (booked + timedelta(days=random.randrange(1, 15))).replace(
        hour=random.randrange(13, 22), minute=random.choice((0, 30)), second=0)  # fmt: skip
    status = "Scheduled" if start > TODAY else random.choices(
        ("Held", "No-show", "Cancelled", "Rescheduled"), (7, 2, 1, 1))[0]  # fmt: skip
    via = random.choice(("Sequence email", "Booking page", "Manual", "Event booth"))
    return {
        "Meeting ID": f"mtg_{60313 + number * 19}", "Meeting title": f"{person.firm} x Keelstone",
        "Meeting type": kind, "Booked at": _iso(booked), "Starts at": _iso(start),
        "Duration (min)": minutes, "Host": random.choice(AES), "Booked by": random.choice(REPS),
        "Invitee": f"{person.first} {person.last}", "Invitee email": person.email,
        "Prospect ID": person.id, "Company": person.firm, "Meeting status": status,
        "Opportunity ID": f"0068d{77120 + number * 3:08}"
        if status == "Held" and random.random() < 0.6 else "",
        "Booked via": via,
        "Sequence": random.choice(SEQUENCES)[1] if via == "Sequence email" else "",
        "Reschedules": random.choices((0, 1, 2), (9, 2, 1))[0],
        "Conference link": _maybe(random, 0.9, f"https://meet.example/{7_700_100 + number * 13}"),
        "Invitee notes": _maybe(random, 0.25, random.choice(
            ("Please include our network lead.", "We would like to see pricing as well.",
             "Short on time, 20 minutes max."))),
    }  # fmt: skip


def _view_row(random: Random, people: Sequence[Person], number: int) -> Row:
    person, (content, title, kind) = random.choice(people), random.choice(CONTENT)
    action = random.choices(("View", "View", "Download", "Forward"), (6, 4, 3, 1))[0]
    pages = random.randrange(1, 15)
    is_read, is_video = action == "View", kind == "Video"
    return {
        "View ID": f"v-{13_400_871 + number * 23}", "Content ID": content, "Content name": title,
        "Content type": kind, "Action": action, "Viewed at": _iso(_before(random, 100)),
        "Viewer email": _maybe(random, 0.85, person.email), "Viewer company": person.firm,
        "Shared by": random.choice(REPS),
        "Opportunity ID": _maybe(random, 0.4, f"0068d{77120 + random.randrange(45) * 3:08}"),
        "Time spent (s)": random.randrange(3, 1400) if is_read else "",
        "Pages viewed": pages if is_read and not is_video else "",
        "Completion": f"{random.randrange(5, 101)}%" if is_read else "",
        "Link ID": f"lnk{random.randrange(10**5, 10**6)}",
        "Device": random.choice(("Desktop", "Desktop", "Mobile")),
        "Location": _maybe(random, 0.8, random.choice(
            ("Boston, US", "Toronto, CA", "London, GB", "Frankfurt, DE"))),
    }  # fmt: skip
