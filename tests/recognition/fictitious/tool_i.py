"""Kontorwerk, an invented German CRM with a French and an English corner: a full export of it.

Semicolons, UTF-8 with a byte order mark, decimal commas, dd.mm.yyyy. The group has a branch in
Lyon, so a few fields were set up in French; some fields of the vendor were never translated.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

Row = Mapping[str, object]

TODAY = datetime(2026, 6, 19, 16, 0)  # noqa: DTZ001  # the export carries no time zone
FIRST = (("Herr", "Jürgen"), ("Frau", "Sabine"), ("Herr", "Matthias"), ("Frau", "Birgit"),
         ("Herr", "Uwe"), ("Frau", "Katrin"), ("Herr", "Luca"), ("Frau", "Céline"),
         ("Herr", "Thierry"), ("Frau", "Anja"), ("Herr", "Florian"), ("Frau", "Özlem"),
         ("Herr", "Reto"), ("Frau", "Marlies"), ("Herr", "Bernd"))  # fmt: skip
LAST = ("Hoffstätter", "Krügel", "Dupuis", "Steinbach", "Lindenau", "Yıldırım", "Aeschbacher",
        "Moosbrugger", "Perrin", "Wessels", "Tiedemann", "Ostermeier", "Roussel", "Vogler",
        "Hempel", "Jankowski")  # fmt: skip
FIRMS = (
    "Albrecht Fördertechnik GmbH", "Bäckerei Sonnleitner KG", "Chemie Ostwald AG",
    "Drahtwerk Hagen GmbH", "Elektro Pfisterer GmbH & Co. KG", "Fassadenbau Lutz GmbH",
    "Gebr. Mangold OHG", "Hydraulik Weserland GmbH", "Imkerhof Tauber e.K.", "Jura Feinmechanik AG",
    "Klinikum Seeblick gGmbH", "Laboratoires Vauban SA", "Menuiserie Fontaine SARL",
    "Nordsee Kühllogistik GmbH", "Optik Reinhold GmbH", "Papierfabrik Murgtal AG",
    "Quadro Messebau GmbH", "Rhône Emballages SAS", "Stadtwerke Breisach", "Textil Vorarlberg GmbH",
    "Umformtechnik Siegen GmbH", "Verlag Morgenrot GmbH", "Wälzlager Schuster GmbH",
    "Xaver Huber Landtechnik", "Ytong & Söhne Bau GmbH", "Zürcher Apparatebau AG",
    "Ateliers du Rhin SA", "Brauhaus Ettal GmbH", "Dentaltechnik Kuhn", "Emaillerie Savoie SAS",
    "Feuerverzinkerei Ruhr GmbH", "Gartencenter Dehner-Lang", "Holzwerk Allgäu eG",
    "Innotherm Klima GmbH", "Kaffeerösterei Brandt", "Lackiererei Pohl GmbH",
    "Möbelwerke Lippe GmbH", "Oberlausitz Glas GmbH", "Pumpen Arnold AG", "Spedition Jessen KG",
)  # fmt: skip
BRANCHES = ("Maschinenbau", "Lebensmittel", "Chemie/Pharma", "Handwerk", "Logistik",
            "Gesundheitswesen", "Bau", "Energieversorgung", "Handel")  # fmt: skip
PLACES = (("70376", "Stuttgart", "Baden-Württemberg", "Deutschland", "Süd"),
          ("28195", "Bremen", "Bremen", "Deutschland", "Nord"),
          ("45128", "Essen", "Nordrhein-Westfalen", "Deutschland", "West"),
          ("6900", "Bregenz", "Vorarlberg", "Österreich", "Süd"),
          ("8005", "Zürich", "Zürich", "Schweiz", "Süd"),
          ("69003", "Lyon", "Auvergne-Rhône-Alpes", "Frankreich", "Frankreich"))  # fmt: skip
STAFF = ("Gerald Pichler", "Ines Rautenberg", "Dirk Wohlleben", "Nathalie Girard",
         "Tobias Kern", "Svenja Albers", "Heike Brockmann")  # fmt: skip
POSITIONS = ("Geschäftsführer", "Einkaufsleitung", "Leiter Produktion", "IT-Leiter",
             "Assistenz der Geschäftsführung", "Betriebsleiter", "Qualitätsmanagerin",
             "Responsable achats", "Prokurist")  # fmt: skip
ORIGINS = ("Messe", "Webseite", "Empfehlung", "Kaltakquise", "Newsletter", "Google Ads",
           "Fachpresse", "Partner")  # fmt: skip
CAMPAIGNS = ("Hannover Messe 2026", "Newsletter Q1/26", "Google Ads Waagen",
             "Mailing Eichfrist", "Global Industrie Lyon")  # fmt: skip
PHASES = ("Erstgespräch", "Bedarfsanalyse", "Angebot", "Verhandlung", "Entscheidung")
CHANCES = (10, 25, 50, 70, 90)
LOST = ("Preis", "Wettbewerb", "Projekt verschoben", "Kein Budget", "Technisch nicht geeignet")
GROUPS = ("Bodenwaagen", "Kontrollwaagen", "Dosiersysteme", "Service & Eichung")

_MEANINGS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NOUNS: dict[str, str] = _MEANINGS["nouns"]
LABELS: dict[str, dict[str, str]] = _MEANINGS["labels"]


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as the other files need to know it."""

    id: int
    name: str
    place: tuple[str, str, str, str, str]

    @property
    def domain(self) -> str:
        """Make a web domain of the first two words of the name."""
        plain = self.name.lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue",
                                                           "ô": "o", "ß": "ss"}))  # fmt: skip
        words = "-".join(word for word in plain.split()[:2] if word.isalnum())
        return f"{words}.example"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the other files need to know them."""

    id: int
    greeting: str
    first: str
    last: str
    firm: Firm


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead with what the opportunities need to know of it."""

    id: str
    person: Person
    created: datetime
    source: str
    status: str
    owner: str
    deal: str
    group: str


def write(*, folder: Path, seed: int = 13, rows: int = 70) -> None:
    """Write every file of an export; `rows` is the number of leads."""
    random = Random(seed)
    firms = [Firm(10017 + 6 * n, name, _place(random, name)) for n, name in enumerate(FIRMS)]
    people = [_person(random, firms, number) for number in range(rows * 13 // 14)]
    leads = [_lead(random, people, number) for number in range(rows)]
    deals = [_deal_row(random, lead) for lead in leads if lead.deal]
    start = len(deals)
    deals += [_deal_row(random, _direct(random, people, start + n))
              for n in range(max(rows * 5 // 7 - start, 0))]  # fmt: skip
    _save(folder / "firmen.csv", [_firm_row(random, firm) for firm in firms])
    _save(folder / "kontakte.csv", [_person_row(random, person) for person in people])
    _save(folder / "leads.csv", [_lead_row(random, lead) for lead in leads])
    _save(folder / "chancen.csv", deals)
    acts = [_act_row(random, people, leads, deals, n) for n in range(rows * 8 // 7)]
    _save(folder / "besuche_telefonate.csv", acts)


def _save(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _day(moment: datetime) -> str:
    return moment.strftime("%d.%m.%Y")


def _stamp(moment: datetime) -> str:
    return moment.strftime("%d.%m.%Y %H:%M")


def _amount(value: float) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _before(random: Random, days: int) -> datetime:
    return TODAY - timedelta(days=random.randrange(2, days), seconds=random.randrange(28_000))


def _later(random: Random, moment: datetime) -> datetime:
    return moment + (TODAY - moment) * random.random()


def _maybe(random: Random, share: float, value: object) -> object:
    return value if random.random() < share else ""


def _phone(random: Random, country: str) -> str:
    code = {"Österreich": "+43 5574", "Schweiz": "+41 44", "Frankreich": "+33 4 72"}
    prefix = code.get(country, "+49 (0)711")
    return f"{prefix} {random.randrange(100, 999)} {random.randrange(10, 99)}"


def _place(random: Random, name: str) -> tuple[str, str, str, str, str]:
    if name.endswith(("SA", "SAS", "SARL")):
        return PLACES[5]
    return PLACES[4] if name.startswith("Zürcher") else random.choice(PLACES[:5])


def _person(random: Random, firms: Sequence[Firm], number: int) -> Person:
    greeting, first = random.choice(FIRST)
    return Person(50230 + 4 * number, greeting, first, random.choice(LAST), random.choice(firms))


def _lead(random: Random, people: Sequence[Person], number: int) -> Lead:
    status = random.choices(("Neu", "In Bearbeitung", "Qualifiziert", "Konvertiert", "Abgelehnt",
                             "Zurückgestellt"), (3, 4, 2, 5, 3, 2))[0]  # fmt: skip
    deal = f"CH-26-{1001 + number}" if status == "Konvertiert" else ""
    return Lead(f"L-{7301 + number}", random.choice(people), _before(random, 330),
                random.choice(ORIGINS), status, random.choice(STAFF[:5]), deal,
                random.choice(GROUPS))  # fmt: skip


def _direct(random: Random, people: Sequence[Person], number: int) -> Lead:
    """Make an opportunity that came without a lead."""
    return Lead("", random.choice(people), _before(random, 330), random.choice(ORIGINS), "",
                random.choice(STAFF[:5]), f"CH-26-{1201 + number}",
                random.choice(GROUPS))  # fmt: skip


def _firm_row(random: Random, firm: Firm) -> Row:
    code, town, state, country, area = firm.place
    staff, created = int(random.lognormvariate(4.5, 0.9)) + 3, _before(random, 2000)
    is_customer, is_french = random.random() < 0.45, country == "Frankreich"
    return {
        "Firmen-Nr.": firm.id, "Firmenname": firm.name,
        "Matchcode": "".join(s for s in firm.name.upper() if s.isalnum())[:10],
        "Debitorennummer": f"D{random.randrange(10000, 19999)}" if is_customer else "",
        "Branche": _maybe(random, 0.9, random.choice(BRANCHES)),
        "Mitarbeiterzahl": _maybe(random, 0.75, staff),
        "Jahresumsatz (EUR)": _maybe(random, 0.5, _amount(staff * random.randrange(90, 230) * 1e3)),
        "Straße": f"{random.choice(('Industriestr.', 'Am Hafen', 'Bahnhofstr.'))} "
        f"{random.randrange(1, 120)}" if not is_french
        else f"{random.randrange(1, 90)} rue de la Gare",
        "PLZ": code, "Ort": town, "Bundesland/Kanton": state, "Land": country, "Gebiet": area,
        "Telefon": _maybe(random, 0.9, _phone(random, country)),
        "Homepage": _maybe(random, 0.85, f"www.{firm.domain}"),
        "USt-IdNr.": _maybe(random, 0.6, f"DE{random.randrange(10**8, 10**9)}")
        if country == "Deutschland" else "",
        "SIRET": f"{random.randrange(10**13, 10**14)}" if is_french else "",
        "Statut client": "Client actif" if is_customer else random.choice(
            ("Prospect", "Prospect", "Client inactif")),
        "ABC-Klasse": _maybe(random, 0.7, random.choice("ABC")),
        "Bonität": _maybe(random, 0.4, f"{random.uniform(1, 5):.1f}".replace(".", ",")),
        "Zahlungsziel (Tage)": random.choice((14, 30, 30, 60)) if is_customer else "",
        "Betreuer": STAFF[3] if is_french else random.choice(STAFF[:5]),
        "Angelegt am": _day(created), "Geändert am": _stamp(_later(random, created)),
        "Geändert von": random.choice((*STAFF, "Schnittstelle")),
        "Sync Status": random.choice(("OK", "OK", "OK", "Error", "Pending")),
    }  # fmt: skip


def _person_row(random: Random, person: Person) -> Row:
    created, firm = _before(random, 1500), person.firm
    short = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "é": "e", "ı": "i"})
    mail = f"{person.first[0]}.{person.last}".lower().translate(short).replace("i̇", "i")
    consent = random.choices(("ja", "nein", "widerrufen", ""), (5, 4, 1, 2))[0]
    return {
        "Kontakt-Nr.": person.id, "Firmen-Nr.": firm.id, "Anrede": person.greeting,
        "Titel": _maybe(random, 0.15, random.choice(("Dr.", "Dipl.-Ing.", "Prof. Dr."))),
        "Vorname": person.first, "Nachname": person.last,
        "Position": _maybe(random, 0.8, random.choice(POSITIONS)),
        "Abteilung": _maybe(random, 0.6, random.choice(
            ("Einkauf", "Produktion", "IT", "Geschäftsleitung", "QS"))),
        "E-Mail": _maybe(random, 0.92, f"{mail}@{firm.domain}"),
        "Telefon (direkt)": _maybe(random, 0.7, _phone(random, firm.place[3])),
        "Mobil": _maybe(random, 0.4, f"+49 171 {random.randrange(10**6, 10**7)}"),
        "Ort": firm.place[1], "Land": firm.place[3],
        "Langue": "français" if firm.place[3] == "Frankreich" else "allemand",
        "Rolle im Kaufprozess": _maybe(random, 0.5, random.choice(
            ("Entscheider", "Beeinflusser", "Anwender", "Einkäufer", "Gatekeeper"))),
        "Herkunft": _maybe(random, 0.9, random.choice(ORIGINS)),
        "Kontaktstatus": random.choice(("Interessent", "Interessent", "Kunde", "Ehemaliger Kunde",
                                        "Neu")),
        "Newsletter": consent, "Einwilligung am": _day(created) if consent == "ja" else "",
        "Geburtstag": _maybe(random, 0.1, f"{random.randrange(1, 29):02}."
                             f"{random.randrange(1, 13):02}.{random.randrange(1960, 1995)}"),
        "Betreuer": random.choice(STAFF[:5]),
        "Letzter Kontakt": _maybe(random, 0.7, _day(_later(random, created))),
        "Angelegt am": _stamp(created), "Geändert am": _stamp(_later(random, created)),
    }  # fmt: skip


def _lead_row(random: Random, lead: Lead) -> Row:
    is_ours, person = lead.status != "Neu", lead.person
    handed = lead.created + timedelta(hours=random.randrange(3, 90))
    given = handed + timedelta(hours=random.randrange(1, 40))
    last = min(given + timedelta(days=random.randrange(2, 25)), TODAY)
    is_web = lead.source in {"Webseite", "Google Ads", "Newsletter"}
    return {
        "Lead-Nr.": lead.id, "Eingang am": _stamp(lead.created), "Lead-Quelle": lead.source,
        "Campaign": random.choice(CAMPAIGNS) if is_web or lead.source == "Messe" else "",
        "Landing Page": random.choice(("/kontrollwaagen/angebot", "/eichservice", "/fr/devis",
                                       "/kontakt")) if is_web else "",
        "Firma": person.firm.name, "Firmen-Nr.": person.firm.id,
        "Ansprechpartner": f"{person.first} {person.last}", "Kontakt-Nr.": person.id,
        "Interesse": _maybe(random, 0.8, lead.group),
        "Lead Score": f"{random.uniform(5, 99):.1f}".replace(".", ","),
        "Priorität": random.choice(("hoch", "mittel", "mittel", "niedrig")),
        "Status": lead.status,
        "Motif de refus": random.choice(
            ("Hors cible", "Coordonnées incomplètes", "Pas de budget", "Doublon", "Injoignable"))
        if lead.status == "Abgelehnt" else "",
        "Bearbeiter": lead.owner if is_ours else "",
        "Übergabe an Vertrieb": _stamp(handed) if is_ours else "",
        "Zugewiesen am": _stamp(given) if is_ours else "",
        "Wiedervorlage": _day(TODAY + timedelta(days=random.randrange(20, 200)))
        if lead.status == "Zurückgestellt" else "",
        "Konvertiert am": _stamp(last) if lead.deal else "", "Chancen-Nr.": lead.deal,
        "Last Modified": _stamp(last if is_ours else lead.created),
    }  # fmt: skip


def _deal_row(random: Random, lead: Lead) -> Row:
    opened = min(lead.created + timedelta(days=random.randrange(9, 40)), TODAY)
    reached = random.randrange(5)
    status = random.choices(("offen", "gewonnen", "verloren"), (5, 4 if reached > 2 else 0, 3))[0]
    closed = opened + (TODAY - opened) * random.uniform(0.3, 0.95)
    chance = {"gewonnen": 100, "verloren": 0}.get(status, CHANCES[reached])
    value = round(random.lognormvariate(9.8, 0.9), 2)
    is_service = lead.group.startswith("Service")
    reason = random.choice(LOST) if status == "verloren" else ""
    return {
        "Chancen-Nr.": lead.deal, "Bezeichnung": f"{lead.group} {lead.person.firm.name}",
        "Firmen-Nr.": lead.person.firm.id, "Kontakt-Nr.": lead.person.id, "Lead-Nr.": lead.id,
        "Verantwortlich": lead.owner,
        "Vertriebsprozess": "Servicevertrag" if is_service else "Projektgeschäft",
        "Phase": PHASES[reached], "Status": status, "Auftragswert": _amount(value),
        "Währung": "CHF" if lead.person.firm.place[3] == "Schweiz" else "EUR",
        "Wahrscheinlichkeit": f"{chance} %", "Gewichteter Wert": _amount(value * chance / 100),
        "Produktgruppe": lead.group,
        "Art des Geschäfts": "Verlängerung" if is_service else random.choice(
            ("Neugeschäft", "Neugeschäft", "Erweiterung")),
        "Quelle": lead.source,
        "Abschluss geplant": _day(opened + timedelta(days=random.randrange(40, 200))),
        "Abgeschlossen am": "" if status == "offen" else _day(closed), "Verlustgrund": reason,
        "Concurrent": random.choice(("Waagenbau Ilm", "Pesage Alpes", "ScaleTec"))
        if reason == "Wettbewerb" else _maybe(random, 0.15, "ScaleTec"),
        "Rabatt %": _maybe(random, 0.4, random.choice(("5,0", "7,5", "10,0", "12,5"))),
        "Next Step": _maybe(random, 0.5, random.choice(
            ("Angebot nachfassen", "Vorführung planen", "Eichtermin abstimmen")))
        if status == "offen" else "",
        "Angelegt am": _stamp(opened),
        "Last Modified": _stamp(_later(random, opened) if status == "offen" else closed),
    }  # fmt: skip


def _act_row(
    random: Random, people: Sequence[Person], leads: Sequence[Lead], deals: Sequence[Row],
    number: int,
) -> Row:  # fmt: skip
    kind = random.choice(("Besuch", "Besuch", "Telefonat", "Telefonat", "Telefonat",
                          "Videokonferenz"))  # fmt: skip
    chosen, deal, lead = random.random(), random.choice(deals), random.choice(leads)
    contact, firm = random.choice([(p.id, p.firm.id) for p in people])
    if chosen < 0.45:
        contact, firm = deal["Kontakt-Nr."], deal["Firmen-Nr."]
    elif chosen < 0.75:
        contact, firm = lead.person.id, lead.person.firm.id
    moment, is_visit = _before(random, 260), kind == "Besuch"
    is_done = random.random() < 0.9
    if not is_done:
        moment = TODAY + timedelta(days=random.randrange(1, 20))
    moment = moment.replace(hour=random.randrange(8, 17), minute=random.choice((0, 15, 30, 45)))
    return {
        "Vorgangs-Nr.": f"V{260400 + number}", "Vorgangsart": kind,
        "Richtung": "" if is_visit else random.choice(("ausgehend", "ausgehend", "eingehend")),
        "Datum": _day(moment), "Uhrzeit": _maybe(random, 0.85, moment.strftime("%H:%M")),
        "Dauer (Min.)": random.choice((60, 90, 120)) if is_visit else random.choice(
            (5, 10, 12, 20, 45)),
        "Objet": random.choice(("Vorführung Kontrollwaage", "Nachfassen Angebot",
                                "Présentation de la gamme", "Eichtermin", "Erstgespräch",
                                "Suivi de devis", "Reklamation Anzeige")),
        "Ergebnis": random.choice(("erfolgreich", "nicht erreicht", "Rückruf vereinbart",
                                   "kein Interesse", "Angebot gewünscht")) if is_done else "",
        "Compte rendu": _maybe(random, 0.55, random.choice(
            ("Herr M. möchte bis Monatsende ein Angebot über zwei Waagen.",
             "Le client compare avec Pesage Alpes, décision en septembre.",
             "Mailbox, bitte Donnerstag erneut versuchen.",
             "Rencontre avec le directeur de production, besoin confirmé."))) if is_done else "",
        "Mitarbeiter": random.choice(STAFF[:6]), "Kontakt-Nr.": contact, "Firmen-Nr.": firm,
        "Chancen-Nr.": deal["Chancen-Nr."] if chosen < 0.45 else "",
        "Lead-Nr.": lead.id if 0.45 <= chosen < 0.75 else "",
        "Besuchsort": random.choice(("beim Kunden", "Werk", "Messe")) if is_visit else "",
        "Kilometer": f"{random.uniform(8, 320):.1f}".replace(".", ",") if is_visit else "",
        "Spesen (EUR)": _maybe(random, 0.4, _amount(random.uniform(9, 140))) if is_visit else "",
        "Erledigt": "ja" if is_done else "nein",
        "Erfasst am": _stamp(min(moment, TODAY) + timedelta(minutes=random.randrange(400))),
    }  # fmt: skip
