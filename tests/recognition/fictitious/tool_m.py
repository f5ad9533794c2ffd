"""Polderwerk, an invented Dutch CRM for installers: semicolons, decimal commas, short headers."""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]  # in the order of the file's labels

TODAY = datetime(2026, 3, 20, 16, 30)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Sanne", "Bram", "Lotte", "Daan", "Femke", "Joris", "Anouk", "Thijs", "Maaike", "Ruben",
         "Yasmina", "Koen", "Ilse", "Stijn")  # fmt: skip
LAST = ("de Vries", "Bakker", "van Dijk", "Smit", "Meijer", "Mulder", "de Boer", "Hendriks",
        "van Leeuwen", "Kuipers", "el Amrani", "Postma")  # fmt: skip
FIRMS = ("Dakwerken Zuid", "Warmtebedrijf Drenthe", "Gebr. Kuiper", "Hofstede Bouw", "Zonnig Wonen",
         "Installatiegroep Waal", "Van Rossum Techniek", "Bouwcombinatie Eem", "Klimaat Totaal",
         "Noorderlicht Energie", "De Lange Schilders", "Vastgoed Maas")  # fmt: skip
PLACES = (("Zwolle", "Overijssel", "038"), ("Breda", "Noord-Brabant", "076"),
          ("Gouda", "Zuid-Holland", "0182"), ("Assen", "Drenthe", "0592"),
          ("Venlo", "Limburg", "077"))  # fmt: skip
JOBS = ("Directeur", "Inkoper", "Projectleider", "Werkvoorbereider", "Bedrijfsleider", "Eigenaar")
USERS = ("j.terpstra", "m.vos", "a.brouwer", "k.jansen")
STAGES = ("Eerste gesprek", "Opname ter plaatse", "Offerte uit", "Onderhandeling")
LOST = ("Te duur", "Geen reactie meer", "Concurrent", "Project uitgesteld")
PRODUCTS = ("Warmtepomp L/W", "Zonnepanelen 12 st.", "Laadpaal zakelijk", "Onderhoudscontract")

NOUNS = {"relaties.csv": "account", "cpers.csv": "person", "offertes.csv": "deal",
         "leads_web.csv": "lead", "agenda.csv": "activity", "faseverloop.csv": "stage_change",
         "meldingen.csv": "ticket"}  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "relaties.csv": {
        "Relatienr": "account.source_id", "Naam relatie": "account.name", "Soort": "ignore",
        "Straat + nr": "ignore", "PC": "ignore", "Plaats": "account.region|ignore",
        "Prov.": "account.region", "Land": "account.country", "Tel. alg.": "account.phone",
        "Website": "account.domain", "KvK-nr": "ignore", "Branche": "account.industry",
        "Aantal mdw": "account.employees", "Omzet p/j": "account.annual_revenue",
        "Accounthouder": "account.owner_id", "Betaalterm. (dgn)": "ignore",
        "Samengevoegd met": "account.merged_into_id", "Aangemaakt": "ignore",
        "Gewijzigd": "account.seen_at|ignore",
    },
    "cpers.csv": {
        "CP-nr": "person.source_id", "Relatienr": "person.account_id", "Aanhef": "ignore",
        "Voorn.": "person.name", "Tussenv.": "person.name|ignore", "Achternaam": "person.name",
        "Functie": "person.title", "E-mailadres": "person.email", "Mobiel": "person.phone",
        "Rol bij aankoop": "person.buying_role", "Nieuwsbrief": "person.has_consent",
        "Ingevoerd op": "person.created_at", "Ingevoerd door": "ignore", "Opm.": "ignore",
    },
    "offertes.csv": {
        "Offertenr": "deal.source_id", "Omschrijving": "deal.name", "Relatienr": "deal.account_id",
        "CP-nr": "deal.person_id", "Verkoper": "deal.owner_id", "Fase": "deal.stage",
        "Kans %": "deal.probability", "Bedrag excl. btw": "deal.amount|deal.amount_stated",
        "Btw": "ignore", "Val.": "deal.currency", "Hoofdproduct": "deal.product",
        "Nieuw/best.": "deal.kind", "Herkomst": "deal.channel", "Aanmaakdatum": "deal.created_at",
        "Verw. sluitdat.": "ignore", "Datum besluit": "deal.closed_at", "Uitkomst": "deal.outcome",
        "Reden verlies": "deal.lost_reason", "Versie": "ignore",
        "Laatste wijz.": "deal.seen_at|ignore",
    },
    "leads_web.csv": {
        "Aanvraagnr": "lead.source_id", "Binnengekomen": "lead.created_at",
        "Naam": "lead.person_id|person.name", "E-mail": "lead.person_id|person.email",
        "Telefoon": "person.phone|ignore", "Bedrijfsnaam": "lead.account_id|account.name",
        "Kanaal": "lead.channel", "Campagne": "lead.campaign_id",
        "Landingspagina": "lead.landing_page", "Score": "lead.score", "Status": "lead.status",
        "Reden afwijzing": "lead.status_reason", "Toegewezen aan": "lead.owner_id",
        "Toegewezen op": "lead.assigned_at", "Offertenr": "lead.deal_id",
        "IP-adres": "ignore", "Vraag": "message.body|ignore",
    },
    "agenda.csv": {
        "Afspraaknr": "activity.source_id", "Dat/tijd": "activity.occurred_at",
        "Type afspr.": "activity.kind", "Duur (min)": "activity.minutes",
        "Mdw": "activity.member_id", "CP-nr": "activity.person_id",
        "Relatienr": "activity.account_id", "Offertenr": "activity.deal_id",
        "Onderwerp": "activity.subject", "Resultaat": "activity.outcome",
        "Locatie": "ignore", "Km": "ignore", "Verslag": "message.body|ignore",
    },
    "faseverloop.csv": {
        "Regelnr": "stage_change.source_id", "Offertenr": "stage_change.subject_id",
        "Van fase": "stage_change.from_stage", "Naar fase": "stage_change.to_stage",
        "Gewijzigd op": "stage_change.changed_at", "Gewijzigd door": "stage_change.changed_by_id",
        "Dgn in fase": "ignore",
    },
    "meldingen.csv": {
        "Meldingnr": "ticket.source_id", "Gemeld op": "ticket.opened_at",
        "Afgehandeld op": "ticket.closed_at", "Relatienr": "ticket.account_id",
        "CP-nr": "ticket.person_id", "Behandelaar": "ticket.member_id",
        "Rubriek": "ticket.category", "Urgentie": "ticket.priority", "Stand": "ticket.status",
        "Titel": "ticket.subject", "Toelichting": "ticket.body", "Garantie j/n": "ignore",
    },
}  # fmt: skip


def write(*, folder: Path, seed: int = 1, rows: int = 60) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    quotes = [random.randrange(rows) for _ in range(rows * 2 // 3)]  # whose quote it is
    _save(folder / "relaties.csv", [_firm(random, n) for n in range(max(rows // 2, 1))])
    _save(folder / "cpers.csv", [_person(random, n, rows) for n in range(rows)])
    _save(folder / "offertes.csv", [_quote(random, n, who, rows) for n, who in enumerate(quotes)])
    _save(folder / "leads_web.csv", [_lead(random, n, quotes) for n in range(rows)])
    _save(folder / "agenda.csv", [_visit(random, n, quotes, rows) for n in range(rows * 2)])
    _save(folder / "faseverloop.csv", [_move(random, n, quotes) for n in range(rows * 2)])
    _save(folder / "meldingen.csv", [_report(random, n, rows) for n in range(rows)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LABELS[path.name])
        writer.writerows(rows)


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(30_000))


def _day(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y}"


def _time(moment: datetime) -> str:
    return f"{moment:%d-%m-%Y %H:%M}"


def _euro(amount: float) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _maybe(random: Random, share: float, *values: object) -> object:
    return random.choice(values) if random.random() < share else ""


def _firm_of(number: int, rows: int) -> str:
    return f"R{10400 + number % max(rows // 2, 1)}"


def _quote_id(number: int) -> str:
    return f"26-{number + 311:04}"


def _mail(number: int) -> str:
    name = f"{FIRST[number % 14]}.{LAST[number % 12]}{number}".lower().replace(" ", "")
    return f"{name}@{FIRMS[number % 12].lower().replace(' ', '').replace('.', '')}.example"


def _firm(random: Random, number: int) -> Row:
    name, (place, region, code) = FIRMS[number % 12], random.choice(PLACES)
    made = _before(random, 2500)
    return (
        f"R{10400 + number}", f"{name} {number // 12 or ''}".strip(),
        random.choice(("Klant", "Prospect", "Leverancier")), f"Dorpsstraat {number * 3 + 1}",
        f"{random.randrange(1011, 9990)} {random.choice('ABKLR')}{random.choice('CDXZ')}", place,
        region, "NL" if random.random() < 0.95 else "BE", f"{code}-{random.randrange(10**6)}",
        f"www.{name.lower().replace(' ', '').replace('.', '')}{number}.example",
        random.randrange(10**7, 10**8), random.choice(("Bouw", "Vastgoed", "Industrie", "Zorg")),
        _maybe(random, 0.8, 4, 12, 35, 80, 240),
        _maybe(random, 0.6, "450.000", "1.200.000", "8.500.000"),
        random.choice(USERS), random.choice((14, 30, 60)),
        f"R{10400 + max(number - 1, 0)}" if random.random() < 0.06 else "", _day(made),
        _time(_before(random, 90)),
    )  # fmt: skip


def _person(random: Random, number: int, rows: int) -> Row:
    last = LAST[number % 12].rsplit(" ", 1)
    return (
        f"CP{3000 + number}", _firm_of(number, rows), random.choice(("Dhr.", "Mevr.")),
        FIRST[number % 14], last[0] if len(last) > 1 else "", last[-1],
        _maybe(random, 0.85, *JOBS), _mail(number), f"06-{random.randrange(10**7, 10**8)}",
        _maybe(random, 0.5, "Beslisser", "Beïnvloeder", "Gebruiker", "Budgethouder"),
        random.choice(("J", "J", "N")), _day(_before(random, 1800)), random.choice(USERS),
        _maybe(random, 0.2, "Belt liever 's middags", "Kent Bram van de beurs"),
    )  # fmt: skip


def _quote(random: Random, number: int, who: int, rows: int) -> Row:
    made, product, amount = (
        _before(random, 500),
        random.choice(PRODUCTS),
        random.randrange(900, 60_000),
    )
    outcome = random.choice(("Open", "Gewonnen", "Gewonnen", "Verloren"))
    decided = made + (TODAY - made) * random.random()
    return (
        _quote_id(number), f"{product} {FIRMS[who % 12]}", _firm_of(who, rows), f"CP{3000 + who}",
        random.choice(USERS), random.choice(STAGES), random.choice((10, 25, 50, 75, 90)),
        _euro(amount), _euro(amount * 0.21), "EUR", product, random.choice(("Nieuw", "Bestaand")),
        random.choice(("Website", "Beurs", "Doorverwijzing", "Koude acquisitie")), _day(made),
        _day(made + timedelta(days=random.randrange(20, 150))),
        "" if outcome == "Open" else _day(decided), outcome,
        random.choice(LOST) if outcome == "Verloren" else "", random.randrange(1, 4),
        _time(decided),
    )  # fmt: skip


def _lead(random: Random, number: int, quotes: Sequence[int]) -> Row:
    at, who = _before(random, 200), random.randrange(max(len(quotes), 1)) + 500
    status = random.choice(("Nieuw", "In behandeling", "Afgewezen", "Omgezet naar offerte"))
    is_new = status == "Nieuw"
    return (
        f"WEB{70_400 + number}", _time(at), f"{FIRST[who % 14]} {LAST[who % 12]}", _mail(who),
        f"06{random.randrange(10**7, 10**8)}", _maybe(random, 0.7, *FIRMS),
        random.choice(("Google", "Facebook", "Direct", "Nieuwsbrief")),
        _maybe(random, 0.6, "Voorjaarsactie 2026", "ISDE-subsidie", "Laadpaal-webinar"),
        random.choice(("/warmtepomp", "/zonnepanelen/zakelijk", "/offerte")),
        random.randrange(0, 100), status,
        random.choice(("Buiten werkgebied", "Particulier",
        "Dubbel")) if status == "Afgewezen" else "",
        "" if is_new else random.choice(USERS),
        "" if is_new else _time(at + timedelta(minutes=random.randrange(10, 3000))),
        _quote_id(random.randrange(max(len(quotes), 1))) if status.startswith("Omgezet") else "",
        f"86.{random.randrange(80, 99)}.{random.randrange(255)}.{random.randrange(255)}",
        _maybe(random, 0.6, "Graag een prijs voor 3 woningen", "Kan dit met vloerverwarming?"),
    )  # fmt: skip


def _visit(random: Random, number: int, quotes: Sequence[int], rows: int) -> Row:
    place = random.randrange(max(len(quotes), 1))
    who = quotes[place] if quotes else 0
    kind = random.choice(("Belafspraak", "Bezoek", "Online demo", "E-mail"))
    return (
        88_000 + number, _time(_before(random, 300)), kind, random.choice((10, 15, 30, 60, 90)),
        random.choice(USERS), f"CP{3000 + who}", _firm_of(who, rows),
        _quote_id(place) if random.random() < 0.7 else "",
        random.choice(("Offerte doornemen", "Opname dak", "Kennismaking", "Nabellen")),
        _maybe(random, 0.8, "Doorgegaan", "Niet bereikt", "Verzet", "Afgezegd"),
        random.choice(("Kantoor", "Bij klant", "")), _maybe(random, 0.4, 12, 48, 103),
        _maybe(random, 0.4, "Klant wil eerst de subsidie afwachten.", "Dak ligt op het noorden."),
    )  # fmt: skip


def _move(random: Random, number: int, quotes: Sequence[int]) -> Row:
    place = random.randrange(len(STAGES))
    return (
        500_100 + number, _quote_id(random.randrange(max(len(quotes), 1))),
        STAGES[place - 1] if place else "", STAGES[place], _time(_before(random, 480)),
        random.choice(USERS), random.randrange(0, 60),
    )  # fmt: skip


def _report(random: Random, number: int, rows: int) -> Row:
    at, who = _before(random, 300), random.randrange(rows)
    stand = random.choice(("Nieuw", "In behandeling", "Afgehandeld", "Afgehandeld"))
    end = at + (TODAY - at) * random.random()
    return (
        f"M-{9100 + number}", _time(at), _time(end) if stand == "Afgehandeld" else "",
        _firm_of(who, rows), f"CP{3000 + who}", _maybe(random, 0.9, *USERS),
        random.choice(("Storing", "Factuur", "Planning", "Garantie")),
        random.choice(("Laag", "Normaal", "Hoog", "Spoed")), stand,
        random.choice(("Warmtepomp geeft fout E7", "Factuur klopt niet", "Monteur niet geweest")),
        random.choice(("Sinds maandag staat de installatie stil.", "Graag contact hierover.")),
        random.choice("jnn"),
    )  # fmt: skip
