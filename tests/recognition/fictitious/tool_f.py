"""Signalkite, an invented marketing suite: its lists, its event exports and a report.

Written blind; its first sight is stated in the study, and the recogniser was mended on it since.

The lists are exported by hand in English, page visits by the data feed in lower case, and the
report of ad spend by a German colleague: semicolons, decimal commas, another encoding.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

START = datetime(2025, 9, 1, 8, 0)  # noqa: DTZ001  # written with its zone where the export has one
FIRST = ("Nora", "Felix", "Aisha", "Luca", "Marta", "Henrik", "Joana", "Emil", "Chloe", "Samir",
         "Greta", "Paul", "Ines", "Dario")  # fmt: skip
LAST = ("Keller", "Moreau", "Rossi", "Haddad", "Lund", "Ferreira", "Weiss", "Dupont", "Vance",
        "Berger", "Olsen", "Marin")  # fmt: skip
FIRMS = ("Alpenrad", "Bluequay Media", "Cendre Studio", "Dorfwerk", "Elmstead Labs", "Fjordline",
         "Gantry Works", "Helio Retail", "Isarbau", "Juno Clinics", "Kestrel & Co", "Lindgrid",
         "Morrow Bank", "Nimbra")  # fmt: skip
JOBS = ("Marketing Manager", "CMO", "E-Commerce Lead", "Founder", "Sales Ops", "Student")
PLACES = (("DE", "Bavaria", "Munich"), ("FR", "Île-de-France", "Paris"), ("GB", "England", "Bath"),
          ("AT", "Vienna", "Vienna"), ("US", "New York", "Buffalo"))  # fmt: skip
SOURCES = ("Paid Search", "Organic Search", "Webinar", "Content Download", "Referral", "Import",
           "Trade Fair")  # fmt: skip
STAGES = ("Subscriber", "Engaged", "MQL", "SQL", "Customer")
FORMS = (("frm_demo", "Request a demo", "/demo"), ("frm_guide", "Benchmark guide 2026", "/guide"),
         ("frm_news", "Newsletter footer", "/blog"),
         ("frm_web", "Webinar sign-up", "/webinar"))  # fmt: skip
SITE = "https://www.lattisse.example"
CAMPAIGNS = (
    ("CMP-2041", "2025-Q4 | Benchmark Guide", "Email", "Broadcast", "Your benchmark guide is here"),
    ("CMP-2042", "2025-Q4 | Nurture Trial", "Email", "Automation", "Three things to try this week"),
    ("CMP-2055", "2025-Q4 | Search Brand", "Paid Search", "Ad campaign", ""),
    ("CMP-2056", "2025-Q4 | Search Category DACH", "Paid Search", "Ad campaign", ""),
    ("CMP-2060", "2026-Q1 | LinkedIn Decision Makers", "Paid Social", "Ad campaign", ""),
    ("CMP-2061", "2026-Q1 | Retargeting Visitors", "Paid Social", "Ad campaign", ""),
    ("CMP-2077", "2026-Q1 | Webinar Attribution", "Email", "Broadcast", "Seats are going fast"),
    ("CMP-2083", "2026-Q2 | Product Launch", "Email", "A/B test", "It is finally live"),
    ("CMP-2090", "2026-Q2 | Reactivation", "Email", "Automation", "Shall we stop writing?"),
)
ADS = tuple(entry for entry in CAMPAIGNS if entry[2] != "Email")
MAILS = tuple(entry for entry in CAMPAIGNS if entry[2] == "Email")

NOUNS = {
    "Campaigns.csv": "campaign",
    "Contacts_All.csv": "person",
    "Email_Events.csv": "touch",
    "Form_Submissions.csv": "touch",
    "Werbekosten_pro_Tag.csv": "spend",
    "page_visits.csv": "touch",
}

LABELS: dict[str, dict[str, str]] = {
    "Contacts_All.csv": {
        "Profile ID": "person.source_id",
        "Email Address": "person.email",
        "First Name": "person.name",
        "Last Name": "person.name",
        "SMS Number": "person.phone",
        "Company": "person.account_id|account.name",
        "Job Title": "person.title",
        "Country Code": "person.country",
        "Region": "person.region",
        "City": "attribute|person.region",
        "Acquisition Source": "person.first_channel",
        "Email Marketing Status": "person.has_consent",
        "SMS Marketing Status": "attribute",
        "Lifecycle": "person.lifecycle_stage",
        "Engagement Score": "lead.score|attribute",
        "Lists": "attribute",
        "Buyer Persona": "person.persona",
        "Preferred Language": "attribute",
        "Predicted LTV": "attribute",
        "External CRM ID": "attribute",
        "Date of Birth": "attribute",
        "Emails Received": "ignore",
        "Last Open": "ignore",
        "Added On": "person.created_at",
        "Updated On": "person.seen_at|ignore",
    },
    "Campaigns.csv": {
        "Campaign ID": "campaign.source_id",
        "Campaign": "campaign.name",
        "Channel": "campaign.channel",
        "Type": "campaign.kind",
        "State": "campaign.status",
        "Subject Line": "campaign.subject",
        "Preview Text": "ignore",
        "Sender": "ignore",
        "Audience": "campaign.audience",
        "Starts": "campaign.starts_on",
        "Ends": "campaign.ends_on",
        "Planned Budget": "campaign.budget",
        "Budget Currency": "ignore",
        "Recipients": "ignore",
        "Delivery Rate": "ignore",
        "Unique Opens": "ignore",
        "Unique Clicks": "ignore",
        "Unsubscribes": "ignore",
        "Attributed Revenue": "ignore",
        "Created By": "ignore",
        "Last Edited": "campaign.seen_at|ignore",
    },
    "Email_Events.csv": {
        "Event ID": "touch.source_id",
        "Event Time (UTC)": "touch.occurred_at",
        "Event": "touch.kind",
        "Profile ID": "touch.person_id",
        "Recipient": "touch.person_id|person.email|ignore",
        "Campaign ID": "touch.campaign_id",
        "Campaign": "touch.campaign_id|campaign.name|ignore",
        "Variant": "ignore",
        "Subject Line": "message.subject|campaign.subject|ignore",
        "Clicked URL": "touch.url",
        "Bounce Type": "ignore",
        "Device": "ignore",
        "Mail Client": "ignore",
        "IP Country": "ignore",
        "Suspected Bot": "ignore",
    },
    "Form_Submissions.csv": {
        "Submission ID": "touch.source_id|lead.source_id",
        "Submitted At": "touch.occurred_at|lead.created_at",
        "Form ID": "touch.asset_id|ignore",
        "Form": "lead.landing_page|touch.asset_id|ignore",
        "Page URL": "touch.url|lead.landing_page",
        "Referrer": "ignore",
        "Profile ID": "touch.person_id|lead.person_id|person.source_id",
        "Email": "person.email|touch.person_id|lead.person_id",
        "First Name": "person.name",
        "Last Name": "person.name",
        "Company Name": "person.account_id|lead.account_id|touch.account_id|account.name",
        "Company Size": "attribute",
        "What brings you here?": "message.body|attribute",
        "Marketing Consent": "person.has_consent",
        "UTM Source": "touch.channel|lead.channel|person.first_channel",
        "UTM Medium": "touch.channel|lead.channel|person.first_channel|ignore",
        "UTM Campaign": "touch.campaign_id|lead.campaign_id",
        "GCLID": "ignore",
        "IP Address": "ignore",
        "Spam Check": "ignore",
    },
    "page_visits.csv": {
        "visit_id": "touch.source_id",
        "visitor_id": "ignore",
        "profile_id": "touch.person_id",
        "started_at": "touch.occurred_at",
        "landing_page_url": "touch.url",
        "landing_page_title": "touch.asset_id|asset.title|ignore",
        "referrer_host": "ignore",
        "channel_group": "touch.channel",
        "utm_source": "touch.channel|ignore",
        "utm_medium": "touch.channel|ignore",
        "utm_campaign": "touch.campaign_id",
        "company_domain": "touch.account_id|account.domain",
        "device_type": "ignore",
        "country": "ignore",
        "pages_viewed": "asset_use.pages|ignore",
        "time_on_site_s": "asset_use.seconds|ignore",
        "is_bounce": "ignore",
        "converted_form_id": "ignore",
    },
    "Werbekosten_pro_Tag.csv": {
        "Datum": "spend.spent_on",
        "Plattform": "spend.channel",
        "Werbekonto": "ignore",
        "Kampagnen-ID": "spend.campaign_id",
        "Kampagne": "spend.campaign_id|campaign.name|ignore",
        "Anzeigengruppe": "ignore",
        "Gebotsstrategie": "ignore",
        "Impressionen": "spend.impressions",
        "Klicks": "spend.clicks",
        "Klickrate": "ignore",
        "Ø CPC": "ignore",
        "Kosten": "spend.amount|spend.amount_stated",
        "Währung": "spend.currency",
        "Tagesbudget": "ignore",
        "Conversions": "ignore",
        "Kosten/Conv.": "ignore",
        "Notiz": "ignore",
    },
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact as the other files need to know them."""

    id: str
    first: str
    last: str
    firm: str
    added: datetime
    is_subscribed: bool

    @property
    def domain(self) -> str:
        """Tell the web domain of their company."""
        return self.firm.lower().replace(" & ", "").replace(" ", "") + ".example"

    @property
    def email(self) -> str:
        """Tell their address."""
        return f"{self.first}.{self.last}.{self.id[-3:]}@{self.domain}".lower()


def write(*, folder: Path, seed: int = 1, rows: int = 320) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    profiles = [_profile(random) for _ in range(rows)]
    _save(folder / "Contacts_All.csv", [_contact_row(random, one) for one in profiles])
    _save(folder / "Campaigns.csv", [_campaign_row(random, n) for n in range(len(CAMPAIGNS))])
    events = [event for one in profiles for event in _events(random, one)]
    _save(folder / "Email_Events.csv", sorted(events, key=lambda e: str(e["Event Time (UTC)"])))
    forms = [_form_row(random, profiles[n * 2 % rows], n) for n in range(rows * 2 // 3)]
    _save(folder / "Form_Submissions.csv", forms)
    _save(folder / "page_visits.csv", [_visit_row(random, profiles, n) for n in range(rows * 2)])
    days = range(max(rows // len(ADS), 2))
    spend = [_spend_row(random, day, ad) for day in days for ad in range(len(ADS))]
    _save(folder / "Werbekosten_pro_Tag.csv", spend, encoding="cp1252", delimiter=";")


def _save(
    path: Path, rows: Sequence[Row], *, encoding: str = "utf-8", delimiter: str = ","
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def _hex(random: Random, length: int) -> str:
    return f"{random.getrandbits(length * 4):0{length}x}"


def _after(random: Random, moment: datetime, days: int) -> datetime:
    return moment + timedelta(minutes=random.randrange(3, days * 1440))


def _spoken(moment: datetime) -> str:
    return moment.strftime("%b %d, %Y %I:%M %p")


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _comma(number: float, places: int = 2) -> str:
    text = f"{number:,.{places}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def _profile(random: Random) -> Profile:
    return Profile(
        "01" + _hex(random, 14).upper(), random.choice(FIRST), random.choice(LAST),
        random.choice(FIRMS), _after(random, START, 270), random.random() < 0.8,
    )  # fmt: skip


def _contact_row(random: Random, one: Profile) -> Row:
    country, region, city = random.choice(PLACES)
    received, stage = random.randrange(0, 40), random.choices(STAGES, (8, 5, 3, 2, 2))[0]
    return {
        "Profile ID": one.id, "Email Address": one.email,
        "First Name": _maybe(random, 0.9, one.first), "Last Name": _maybe(random, 0.85, one.last),
        "SMS Number": _maybe(random, 0.25, f"+49 151 5550{random.randrange(1000, 9999)}"),
        "Company": _maybe(random, 0.75, one.firm), "Job Title": _maybe(random, 0.6,
        random.choice(JOBS)), "Country Code": country, "Region": region,
        "City": _maybe(random, 0.7, city), "Acquisition Source": random.choice(SOURCES),
        "Email Marketing Status": "SUBSCRIBED" if one.is_subscribed else random.choice(
            ("UNSUBSCRIBED", "NEVER_SUBSCRIBED")),
        "SMS Marketing Status": "NEVER_SUBSCRIBED", "Lifecycle": stage,
        "Engagement Score": min(100, STAGES.index(stage) * 18 + random.randrange(28)),
        "Lists": random.choice(("Newsletter DACH", "Newsletter DACH; Webinar 03/26", "Trial users",
                                "Customers")),
        "Buyer Persona": _maybe(random, 0.5, random.choice(
            ("Performance Petra", "Founder Finn", "Agency Alex"))),
        "Preferred Language": random.choice(("de", "en", "fr")),
        "Predicted LTV": _maybe(random, 0.3, f"{random.lognormvariate(7, 0.7):.2f}"),
        "External CRM ID": _maybe(random, 0.4, random.randrange(204518, 209999)),
        "Date of Birth": "", "Emails Received": received,
        "Last Open": _spoken(_after(random, one.added, 60)) if received > 8 else "",
        "Added On": _spoken(one.added), "Updated On": _spoken(_after(random, one.added, 90)),
    }  # fmt: skip


def _campaign_row(random: Random, number: int) -> Row:
    code, name, channel, kind, subject = CAMPAIGNS[number]
    is_mail, starts = channel == "Email", (START + timedelta(days=31 * number)).date()
    sent = random.randrange(1800, 9000)
    opens = int(sent * random.uniform(0.2, 0.45))
    return {
        "Campaign ID": code, "Campaign": name, "Channel": channel, "Type": kind,
        "State": "Running" if number > 6 else random.choice(("Completed", "Completed", "Archived")),
        "Subject Line": subject, "Preview Text": "See what is new" if is_mail else "",
        "Sender": "Lattisse <hello@lattisse.example>" if is_mail else "",
        "Audience": random.choice(("Newsletter DACH", "Trial users", "Decision makers 50-500",
                                   "All engaged 90 days")),
        "Starts": starts, "Ends": starts + timedelta(days=28) if number < 7 else "",
        "Planned Budget": f"{random.randrange(8, 60) * 250}.00" if not is_mail else "",
        "Budget Currency": "EUR", "Recipients": sent if is_mail else "",
        "Delivery Rate": f"{random.uniform(96, 99.8):.1f}%" if is_mail else "",
        "Unique Opens": opens if is_mail else "", "Unique Clicks": opens // 9 if is_mail else "",
        "Unsubscribes": sent // 400 if is_mail else "",
        "Attributed Revenue": f"{random.lognormvariate(8.5, 1):.2f}",
        "Created By": random.choice(("Tess Aumann", "Remy Cole")),
        "Last Edited": _spoken(START + timedelta(days=31 * number, hours=5)),
    }  # fmt: skip


def _events(random: Random, one: Profile) -> list[Row]:
    code, name, _, _, subject = random.choice(MAILS)
    sent = _after(random, one.added, 40)
    steps = [("Sent", sent)]
    is_bounced = random.random() < 0.06
    if is_bounced:
        steps.append(("Bounced", sent + timedelta(seconds=9)))
    elif random.random() < 0.55:
        steps.append(("Opened", _after(random, sent, 2)))
        if random.random() < 0.35:
            steps.append(("Clicked", _after(random, steps[-1][1], 1)))
        elif random.random() < 0.1:
            steps.append(("Unsubscribed", _after(random, steps[-1][1], 1)))
    return [{
        "Event ID": "ev_" + _hex(random, 12), "Event Time (UTC)": _iso(moment), "Event": event,
        "Profile ID": one.id, "Recipient": one.email, "Campaign ID": code, "Campaign": name,
        "Variant": random.choice(("A", "B")) if code == "CMP-2083" else "", "Subject Line": subject,
        "Clicked URL": SITE + random.choice(FORMS)[2] if event == "Clicked" else "",
        "Bounce Type": random.choice(("Hard", "Soft")) if event == "Bounced" else "",
        "Device": random.choice(("Desktop", "Mobile")) if event in {"Opened", "Clicked"} else "",
        "Mail Client": random.choice(("Apple Mail", "Outlook", "Gmail"))
        if event == "Opened" else "",
        "IP Country": random.choice(("DE", "FR", "US")) if event in {"Opened", "Clicked"} else "",
        "Suspected Bot": "true" if event == "Opened" and random.random() < 0.2 else "false",
    } for event, moment in steps]  # fmt: skip


def _form_row(random: Random, one: Profile, number: int) -> Row:
    code, title, path = FORMS[number % len(FORMS)]
    source, medium = random.choice(
        (("google", "cpc"), ("linkedin", "paid_social"), ("newsletter", "email"), ("", ""))
    )
    campaign = random.choice(MAILS if medium == "email" else ADS)[0] if source else ""
    return {
        "Submission ID": f"SUB-{31007 + number}",
        "Submitted At": _iso(_after(random, one.added, 9)),
        "Form ID": code, "Form": title,
        "Page URL": f"{SITE}{path}" + (f"?utm_source={source}" if source else ""),
        "Referrer": _maybe(random, 0.5, "https://www.google.example/"), "Profile ID": one.id,
        "Email": one.email, "First Name": one.first, "Last Name": one.last,
        "Company Name": _maybe(random, 0.8, one.firm),
        "Company Size": _maybe(random, 0.7, random.choice(("1-10", "11-50", "51-200", "201-1000"))),
        "What brings you here?": random.choice(
            ("We want to compare channels.", "Reporting takes us two days a month",
             "Pricing for 12 seats?", "Just looking")) if code == "frm_demo" else "",
        "Marketing Consent": "Yes" if one.is_subscribed else "No", "UTM Source": source,
        "UTM Medium": medium, "UTM Campaign": campaign,
        "GCLID": "Cj0K" + _hex(random, 20) if source == "google" else "",
        "IP Address": f"203.0.113.{random.randrange(1, 255)}", "Spam Check": "passed",
    }  # fmt: skip


def _visit_row(random: Random, profiles: Sequence[Profile], number: int) -> Row:
    one, is_known = random.choice(profiles), random.random() < 0.35
    code, title, path = random.choice(FORMS)
    group, source, medium = random.choice((
        ("Paid Search", "google", "cpc"), ("Paid Social", "linkedin", "paid_social"),
        ("Email", "newsletter", "email"), ("Organic Search", "google", "organic"),
        ("Direct", "", "")))  # fmt: skip
    pool = {"Paid Search": ADS[:2], "Paid Social": ADS[2:], "Email": MAILS}.get(group, ())
    pages = random.choices((1, 2, 3, 5, 9), (10, 4, 3, 2, 1))[0]
    return {
        "visit_id": 8800231 + number, "visitor_id": _hex(random, 16),
        "profile_id": one.id if is_known else "", "started_at": _iso(_after(random, START, 290)),
        "landing_page_url": SITE + path, "landing_page_title": f"{title} | Lattisse",
        "referrer_host": "" if group == "Direct" else f"{source}.example", "channel_group": group,
        "utm_source": source if pool else "", "utm_medium": medium if pool else "",
        "utm_campaign": random.choice(pool)[0] if pool else "",
        "company_domain": one.domain if is_known else _maybe(random, 0.2, one.domain),
        "device_type": random.choice(("desktop", "mobile", "tablet")),
        "country": random.choice(("DE", "AT", "FR", "GB")), "pages_viewed": pages,
        "time_on_site_s": 0 if pages == 1 else pages * random.randrange(15, 90),
        "is_bounce": "true" if pages == 1 else "false",
        "converted_form_id": code if pages > 1 and random.random() < 0.12 else "",
    }  # fmt: skip


def _spend_row(random: Random, day: int, ad: int) -> Row:
    code, name, channel, _, _ = ADS[ad]
    on: date = (datetime(2026, 3, 1) + timedelta(days=day)).date()  # noqa: DTZ001  # a day only
    shown, cap = random.randrange(400, 22000), random.choice((40, 80, 120))
    clicks = int(shown * random.uniform(0.004, 0.05))
    cost = min(clicks * random.uniform(0.7, 4.8), cap * random.uniform(0.75, 1.2))
    leads = sum(random.random() < 0.03 for _ in range(clicks))
    return {
        "Datum": on.strftime("%d.%m.%Y"),
        "Plattform": "Google Ads" if channel == "Paid Search" else "LinkedIn Ads",
        "Werbekonto": "481-220-7719" if channel == "Paid Search" else "508831204",
        "Kampagnen-ID": code, "Kampagne": name,
        "Anzeigengruppe": ("Marke exakt", "Kategorie DACH", "CMO 50-500", "Besucher 30 Tage")[ad],
        "Gebotsstrategie": "Klicks maximieren" if ad % 2 else "Ziel-CPA",
        "Impressionen": _comma(shown, 0), "Klicks": _comma(clicks, 0),
        "Klickrate": _comma(100 * clicks / shown) + " %",
        "Ø CPC": _comma(cost / clicks) if clicks else "", "Kosten": _comma(cost),
        "Währung": "EUR", "Tagesbudget": _comma(cap), "Conversions": leads,
        "Kosten/Conv.": _comma(cost / leads) if leads else "--",
        "Notiz": _maybe(random, 0.02, "Anzeigentext getauscht"),
    }  # fmt: skip
