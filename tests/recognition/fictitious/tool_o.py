"""Fjordpost, an invented Danish newsletter and webinar tool with a small pipeline."""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]  # in the order of the file's labels

TODAY = datetime(2026, 2, 27, 15, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = ("Mette", "Søren", "Ida", "Rasmus", "Kirsten", "Mikkel", "Freja", "Jeppe", "Astrid")
LAST = ("Holm", "Kjær", "Nørgaard", "Lund", "Bach", "Toft", "Østergaard", "Dahl")
FIRMS = ("Vestkyst Byg", "Havblik Foods", "Nordlys IT", "Klitgaard & Søn", "Aarø Pharma",
         "Skagen Logistik", "Grønne Tage", "Lyngby Læring")  # fmt: skip
NEWS = ("Forårsnyt 2026", "Invitation: webinar om løn", "Julehilsen", "Nye priser", "Kundehistorie")
SELLERS = ("Line Poulsen", "Anders Juul", "Camilla Friis")

NOUNS = {"kontakter.csv": "person", "kampagner.csv": "campaign", "haendelser.csv": "touch",
         "salgsmuligheder.csv": "deal", "annonceudgifter.csv": "spend"}  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "kontakter.csv": {
        "Kontakt-id": "person.source_id", "Fornavn": "person.name", "Efternavn": "person.name",
        "E-mail": "person.email", "Telefon": "person.phone", "Stilling": "person.title",
        "Firma": "person.account_id|account.name", "Branche": "account.industry|ignore",
        "Land": "person.country", "Samtykke": "person.has_consent", "Kilde": "person.first_channel",
        "Oprettet": "person.created_at", "Lister": "ignore", "Sidst åbnet": "ignore",
    },
    "kampagner.csv": {
        "Kampagne-id": "campaign.source_id", "Navn": "campaign.name", "Type": "campaign.kind",
        "Emnelinje": "campaign.subject", "Målgruppe": "campaign.audience",
        "Status": "campaign.status", "Startdato": "campaign.starts_on",
        "Slutdato": "campaign.ends_on", "Budget (kr.)": "campaign.budget",
        "Modtagere": "ignore", "Åbningsrate": "ignore",
    },
    "haendelser.csv": {
        "Hændelses-id": "touch.source_id", "Tidspunkt": "touch.occurred_at",
        "Hændelse": "touch.kind", "Kontakt-id": "touch.person_id",
        "Kampagne-id": "touch.campaign_id", "Kanal": "touch.channel", "Link": "touch.url",
        "Enhed": "ignore",
    },
    "salgsmuligheder.csv": {
        "Sag-id": "deal.source_id", "Titel": "deal.name", "Kontakt-id": "deal.person_id",
        "Firma": "deal.account_id|account.name", "Ansvarlig": "deal.owner_id",
        "Fase": "deal.stage", "Sandsynlighed": "deal.probability",
        "Beløb": "deal.amount|deal.amount_stated", "Valuta": "deal.currency",
        "Oprettet": "deal.created_at", "Forventet lukning": "ignore",
        "Lukket": "deal.closed_at", "Resultat": "deal.outcome", "Tabsårsag": "deal.lost_reason",
        "Kampagne-id": "deal.campaign_id",
    },
    "annonceudgifter.csv": {
        "Dato": "spend.spent_on", "Kampagne-id": "spend.campaign_id", "Medie": "spend.channel",
        "Forbrug": "spend.amount|spend.amount_stated", "Valuta": "spend.currency",
        "Visninger": "spend.impressions", "Klik": "spend.clicks", "Klikpris": "ignore",
    },
}  # fmt: skip


def write(*, folder: Path, seed: int = 1, rows: int = 60) -> None:
    """Write every file of an export; `rows` is the number of contacts."""
    random = Random(seed)
    campaigns = [_before(random, 500) for _ in range(20)]
    _save(folder / "kontakter.csv", [_person(random, n) for n in range(rows)])
    _save(folder / "kampagner.csv", [_campaign(random, n, at) for n, at in enumerate(campaigns)])
    _save(folder / "haendelser.csv", [_event(random, n, rows) for n in range(rows * 3)])
    _save(folder / "salgsmuligheder.csv", [_deal(random, n, rows) for n in range(rows)])
    _save(folder / "annonceudgifter.csv", [_cost(random, n) for n in range(rows)])


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LABELS[path.name])
        writer.writerows(rows)


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(1, days), seconds=random.randrange(30_000))


def _maybe(random: Random, share: float, *values: object) -> object:
    return random.choice(values) if random.random() < share else ""


def _kr(amount: float) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _plain(text: str) -> str:
    return text.lower().translate(str.maketrans({"ø": "o", "æ": "ae", "å": "aa", " ": "", "&": ""}))


def _person(random: Random, number: int) -> Row:
    first, last, firm = random.choice(FIRST), random.choice(LAST), FIRMS[number % 8]
    return (
        f"k{1200 + number}", first, last,
        f"{_plain(first)}.{_plain(last)}{number}@{_plain(firm)}.example",
        f"+45 {random.randrange(20, 99)} {random.randrange(10, 99)} {random.randrange(10, 99)} 14",
        _maybe(random, 0.8, "HR-chef", "Økonomichef", "Direktør", "Indkøber", "Lønansvarlig"), firm,
        random.choice(("Byggeri", "Fødevarer", "IT", "Transport")),
        random.choice(("Danmark", "Danmark", "Norge")),
        random.choice(("Ja", "Ja", "Nej")),
        random.choice(("Messe", "Webinar", "Nyhedsbrev", "LinkedIn")),
        f"{_before(random, 900):%d-%m-%Y}", random.choice(("Nyheder", "Nyheder, Webinar")),
        f"{_before(random, 60):%d-%m-%Y %H:%M}",
    )  # fmt: skip


def _campaign(random: Random, number: int, at: datetime) -> Row:
    return (
        f"KA-{number + 51}", f"{NEWS[number % 5]} {number // 5 + 1}",
        random.choice(("Nyhedsbrev", "Webinar", "Annonce")),
        random.choice(("Er du klar til den nye ferielov?", "Spar tid på lønkørslen",
        "Vi ses på webinar")),
        random.choice(("HR i SMV", "Eksisterende kunder", "Lønbureauer")),
        random.choice(("Kladde", "Aktiv", "Afsluttet")), f"{at:%d-%m-%Y}",
        f"{at + timedelta(30):%d-%m-%Y}",
        random.choice((5000, 12_000, 40_000)), random.randrange(200, 4000),
        f"{random.randrange(15, 55)} %",
    )  # fmt: skip


def _event(random: Random, number: int, rows: int) -> Row:
    kind = random.choice(("Sendt", "Åbnet", "Åbnet", "Klikket", "Afmeldt", "Tilmeldt webinar"))
    return (
        700_000 + number, f"{_before(random, 300):%d-%m-%Y %H:%M:%S}", kind,
        f"k{1200 + random.randrange(rows)}",
        f"KA-{random.randrange(20) + 51}", random.choice(("E-mail", "E-mail", "Hjemmeside")),
        f"https://fjordpost.example/{random.choice(('ferielov', 'priser', 'webinar'))}"
        if kind == "Klikket"
        else "",
        random.choice(("Mobil", "Computer")),
    )  # fmt: skip


def _deal(random: Random, number: int, rows: int) -> Row:
    made, result = _before(random, 400), random.choice(("Åben", "Vundet", "Tabt"))
    return (
        f"S{3300 + number}", f"Lønsystem {FIRMS[number % 8]}", f"k{1200 + random.randrange(rows)}",
        FIRMS[number % 8],
        random.choice(SELLERS), random.choice(("Behov", "Demo", "Tilbud", "Forhandling")),
        f"{random.choice((10, 25, 50, 80))} %", _kr(random.randrange(9000, 250_000)), "DKK",
        f"{made:%d-%m-%Y}",
        f"{made + timedelta(90):%d-%m-%Y}",
        "" if result == "Åben" else f"{made + (TODAY - made) * random.random():%d-%m-%Y}",
        result, random.choice(("Pris", "Valgte anden", "Intet behov")) if result == "Tabt" else "",
        _maybe(random, 0.6, *(f"KA-{n + 51}" for n in range(20))),
    )  # fmt: skip


def _cost(random: Random, number: int) -> Row:
    clicks = random.randrange(3, 400)
    cost = clicks * random.uniform(3, 25)
    return (
        f"{TODAY - timedelta(days=number // 4 + 1):%d-%m-%Y}", f"KA-{number % 20 + 51}",
        ("Google", "Facebook", "LinkedIn", "Google")[number % 4], _kr(cost), "DKK",
        clicks * random.randrange(20, 90),
        clicks, _kr(cost / clicks),
    )  # fmt: skip
