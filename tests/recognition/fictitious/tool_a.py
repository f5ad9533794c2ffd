"""Exports of "Kontor", a fictitious CRM: German and idiosyncratic headers, written by its own hand.

`write` puts the files into a folder; `NOUNS` says what a row of each file is, and `LABELS` what
each column means. A label is `noun.field`; `a|b` when either will do (both parts of a name are
`person.name`); `attribute` for a property that has no field of its own; `ignore` for a column
that tells nothing. Semicolons, Windows-1252, day-first dates and decimal commas throughout.
"""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ENCODING = "cp1252"
START = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)

FIRST = ("Jürgen", "Anke", "Mehmet", "Sabine", "Torsten", "Ilse", "Björn", "Katja", "Uwe", "Nadine")
LAST = ("Krämer", "Öztürk", "Vogt", "Lindner", "Schäfer", "Brandt", "Weiß", "Paulsen", "Hahn")
FIRMS = ("Nordlicht Guss", "Weser Antriebe", "Haller Präzision", "Ostsee Logistik", "Riedel Glas")
FORMS = ("GmbH", "AG", "GmbH & Co. KG", "KG", "SE")
TOWNS = ("Bremen", "Münster", "Halle (Saale)", "Graz", "St. Gallen", "Kassel", "Lübeck")
TRADES = ("Maschinenbau", "Handel", "Chemie", "Verkehr und Lagerei", "Gesundheitswesen")
ROLES = ("Einkaufsleiterin", "Werkleiter", "Geschäftsführer", "IT-Leitung", "Assistenz")
SELLERS = (("mho", "Maren Holt"), ("tbe", "Tilo Berger"), ("fwa", "Frauke Wanner"))
ORIGINS = ("Messe Hannover", "Webformular", "Empfehlung", "Telefonaktion", "Rundschreiben")
STEPS = ("erfasst", "übergeben", "angenommen", "abgelehnt", "in Klärung")
DEAL_STEPS = ("Bedarf", "Angebot", "Verhandlung", "Auftrag erhalten", "Auftrag verloren")
REJECTIONS = ("", "Ansprechpartner fehlt", "falsches Gebiet", "zu klein", "kein Bedarf")
LOST = ("", "Preis", "Wettbewerber", "Projekt verschoben")
ACTS = ("Anruf", "E-Mail raus", "E-Mail rein", "Besuch", "Vorführung", "Notiz")
OUTCOMES = ("erreicht", "nicht erreicht", "Rückruf vereinbart", "")

NOUNS = {
    "Firmen.csv": "account",
    "Ansprechpartner.csv": "person",
    "Belegschaft.csv": "member",
    "Anfragen.csv": "lead",
    "Verkaufschancen.csv": "deal",
    "Stufenprotokoll.csv": "stage_change",
    "Vorgänge.csv": "activity",
}

LABELS: dict[str, dict[str, str]] = {
    "Firmen.csv": {
        "Kd-Nr.": "account.source_id",
        "Firmierung": "account.name",
        "Internet": "account.domain",
        "Branche": "account.industry",
        "MA-Zahl": "account.employees",
        "Jahresumsatz (EUR)": "account.annual_revenue",
        "Land": "account.country",
        "Vertriebsgebiet": "account.region",
        "Tel. Zentrale": "account.phone",
        "Betreuer": "account.owner_id",
        "Bonitätsklasse": "attribute",
        "Zuletzt gedruckt": "ignore|attribute",
    },
    "Ansprechpartner.csv": {
        "AP-Nr.": "person.source_id",
        "Vorname": "person.name",
        "Nachname": "person.name",
        "E-Post": "person.email",
        "Funktion": "person.title",
        "Durchwahl": "person.phone",
        "Gehört zu Kd-Nr.": "person.account_id",
        "Erfasst am": "person.created_at",
        "Kam über": "person.first_channel",
        "Werbung erlaubt": "person.has_consent",
        "Briefanrede": "attribute",
    },
    "Belegschaft.csv": {
        "Kürzel": "member.source_id",
        "Mitarbeiter": "member.name",
        "Dienstadresse": "member.email",
        "Abteilung": "member.team",
        "Standort": "member.region",
        "Aktiv": "member.is_active",
    },
    "Anfragen.csv": {
        "Anfrage-Nr.": "lead.source_id",
        "AP-Nr.": "lead.person_id",
        "Eingang": "lead.created_at",
        "Übergabe Vertrieb": "lead.handed_over_at",
        "Zugeteilt an": "lead.owner_id",
        "Zugeteilt am": "lead.assigned_at",
        "Herkunft": "lead.channel",
        "Aktion": "lead.campaign_id",
        "Bearbeitungsstand": "lead.status",
        "Ablehnungsgrund": "lead.status_reason",
        "Punkte": "lead.score",
        "Chance-Nr.": "lead.deal_id",
    },
    "Verkaufschancen.csv": {
        "Chance-Nr.": "deal.source_id",
        "Betreff": "deal.name",
        "Kd-Nr.": "deal.account_id",
        "Volumen": "deal.amount|deal.amount_stated",
        "Währung": "deal.currency",
        "Angelegt": "deal.created_at",
        "Entschieden am": "deal.closed_at",
        "Stufe": "deal.stage",
        "Verlustgrund": "deal.lost_reason",
        "Zuständig": "deal.owner_id",
        "Aussicht %": "deal.probability",
        "Warengruppe": "deal.product",
    },
    "Stufenprotokoll.csv": {
        "lfd. Nr.": "stage_change.source_id",
        "Anfrage-Nr.": "stage_change.subject_id",
        "von Stufe": "stage_change.from_stage",
        "nach Stufe": "stage_change.to_stage",
        "geändert am": "stage_change.changed_at",
        "durch": "stage_change.changed_by_id",
        "Grund": "stage_change.reason",
    },
    "Vorgänge.csv": {
        "Vorgang": "activity.source_id",
        "Art": "activity.kind",
        "Zeitpunkt": "activity.occurred_at",
        "Sachbearbeiter": "activity.member_id",
        "AP-Nr.": "activity.person_id",
        "Anfrage-Nr.": "activity.lead_id",
        "Dauer (Min.)": "activity.minutes",
        "Ergebnis": "activity.outcome",
        "Stichwort": "activity.subject",
        "Serienversand": "activity.is_automatic",
    },
}


def write(*, folder: Path, seed: int = 1, rows: int = 120) -> None:
    """Write one export of every Kontor list into the folder."""
    random = Random(seed)
    makers: dict[str, Callable[[Random, int], Sequence[str]]] = {
        "Firmen.csv": _firm,
        "Ansprechpartner.csv": _contact,
        "Anfragen.csv": _lead,
        "Verkaufschancen.csv": _deal,
        "Stufenprotokoll.csv": _move,
        "Vorgänge.csv": _act,
    }
    for name, make in makers.items():
        _save(folder / name, [make(random, number) for number in range(1, rows + 1)])
    _save(folder / "Belegschaft.csv", [_member(*seller) for seller in SELLERS])


def _save(path: Path, lines: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LABELS[path.name])
        writer.writerows(lines)


def _day(random: Random, pattern: str = "%d.%m.%Y %H:%M") -> str:
    moment = START + timedelta(minutes=random.randrange(480 * 1440))
    return moment.strftime(pattern)


def _comma(amount: float) -> str:
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _firm(random: Random, number: int) -> list[str]:
    name = random.choice(FIRMS)
    web = name.lower().split()[0].replace("ü", "ue").replace("ä", "ae")
    return [
        f"K{10000 + number}",
        f"{name} {random.choice(FORMS)}",
        f"www.{web}-{number}.example",
        random.choice(TRADES),
        str(random.choice((12, 48, 130, 420, 1900)) + random.randrange(9)),
        _comma(random.randrange(400_000, 90_000_000)),
        random.choice(("Deutschland", "Österreich", "Schweiz")),
        random.choice(("Nord", "Süd", "West", "Mitte")),
        f"+49 {random.randrange(200, 999)} {random.randrange(10_000, 999_999)}",
        random.choice(SELLERS)[0],
        random.choice("ABCD"),
        _day(random, "%d.%m.%y"),
    ]


def _contact(random: Random, number: int) -> list[str]:
    first, last = random.choice(FIRST), random.choice(LAST)
    plain = "".join(letter for letter in (first[0] + last).lower() if letter.isascii())
    return [
        f"AP-{5000 + number}",
        first,
        last,
        f"{plain}{number}@kontakt{random.randrange(90)}.example",
        random.choice(ROLES),
        f"0{random.randrange(200, 999)}/{random.randrange(10_000, 99_999)}-{random.randrange(99)}",
        f"K{10000 + random.randrange(1, 120)}",
        _day(random, "%d.%m.%Y"),
        random.choice(ORIGINS),
        random.choice(("ja", "nein")),
        random.choice(("Sehr geehrte Frau", "Sehr geehrter Herr", "Guten Tag")),
    ]


def _member(short: str, name: str) -> list[str]:
    return [short, name, f"{short}@kontor-kunde.example", "Vertrieb", "Bremen", "ja"]


def _lead(random: Random, number: int) -> list[str]:
    step = random.choice(STEPS)
    return [
        f"AN{2025000 + number}",
        f"AP-{5000 + random.randrange(1, 120)}",
        _day(random),
        _day(random) if step != "erfasst" else "",
        random.choice(SELLERS)[0],
        _day(random),
        random.choice(ORIGINS),
        random.choice(("Frühjahrsmailing", "Fachmesse 2025", "Suchanzeigen DACH")),
        step,
        random.choice(REJECTIONS[1:]) if step == "abgelehnt" else "",
        str(random.randrange(0, 100)),
        f"VC-{number:04d}" if step == "angenommen" else "",
    ]


def _deal(random: Random, number: int) -> list[str]:
    step = random.choice(DEAL_STEPS)
    return [
        f"VC-{number:04d}",
        f"{random.choice(FIRMS)}: {random.choice(('Erstausstattung', 'Nachrüstung', 'Wartung'))}",
        f"K{10000 + random.randrange(1, 120)}",
        _comma(random.randrange(3_000, 250_000) + random.random()),
        random.choice(("EUR", "EUR", "CHF")),
        _day(random, "%d.%m.%Y"),
        _day(random, "%d.%m.%Y"),
        step,
        random.choice(LOST[1:]) if step == "Auftrag verloren" else "",
        random.choice(SELLERS)[0],
        str(random.choice((10, 25, 50, 75, 100))),
        random.choice(("Anlagen", "Ersatzteile", "Dienstleistung")),
    ]


def _move(random: Random, number: int) -> list[str]:
    before = random.randrange(len(STEPS) - 1)
    after = random.randrange(before + 1, len(STEPS))
    return [
        str(number),
        f"AN{2025000 + random.randrange(1, 120)}",
        STEPS[before],
        STEPS[after],
        _day(random, "%d.%m.%Y %H:%M:%S"),
        random.choice(SELLERS)[0],
        random.choice(REJECTIONS[1:]) if STEPS[after] == "abgelehnt" else "",
    ]


def _act(random: Random, number: int) -> list[str]:
    return [
        f"V{number:06d}",
        random.choice(ACTS),
        _day(random),
        random.choice(SELLERS)[0],
        f"AP-{5000 + random.randrange(1, 120)}",
        f"AN{2025000 + random.randrange(1, 120)}" if random.random() < 0.7 else "",
        str(random.choice((5, 10, 15, 30, 45, 60))),
        random.choice(OUTCOMES),
        random.choice(("Erstgespräch", "Nachfassen", "Unterlagen", "Terminabstimmung")),
        random.choice(("nein", "nein", "nein", "ja")),
    ]
