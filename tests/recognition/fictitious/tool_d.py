"""Exports of "Pollen", a fictitious French marketing suite: French lists, half-English logs.

`write` puts the files into a folder; `NOUNS` says what a row of each file is, and `LABELS` what
each column means. A label is `noun.field`; `a|b` when either will do; `attribute` for a property
that has no field of its own; `ignore` for a column that tells nothing. The lists are CSV made for
a French Excel (semicolons, byte-order mark, decimal commas, day first); the logs are JSON lines.
"""

import csv
import json
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ENCODING = "utf-8-sig"
START = datetime(2025, 1, 13, tzinfo=UTC)
DAYS = 520
PEOPLE = 400
PUSHES = 60
PIECES = 80

FIRST = ("Élodie", "Mathieu", "Aïcha", "Benoît", "Chloé", "Rémi", "Noémie", "Karim", "Hélène")
LAST = ("Lefèvre", "Garnier", "Benali", "Dupuis", "Marchand", "Roussel", "d'Hondt", "Peeters")
FIRMS = ("Ateliers Brun", "Groupe Vauban", "Sofralait", "Ternoy SA", "Mécanord", "Clinique Alba")
JOBS = ("Directrice des opérations", "Responsable achats", "DAF", "Chef de projet", "DSI", "Gérant")
TOWNS = (("Lyon", "France"), ("Nantes", "France"), ("Lille", "France"), ("Liège", "Belgique"))
SOURCES = ("Salon", "Formulaire site", "Webinaire", "Google Ads", "LinkedIn", "Parrainage")
STEPS = ("Abonné", "Lead", "MQL", "Transmis aux ventes", "Client", "Inactif")
PERSONAS = ("Décideur financier", "Responsable terrain", "Acheteur", "")
CHANNELS = ("Email", "SMS", "LinkedIn Ads", "Google Ads", "Webinaire", "Salon")
THEMES = ("Rentrée industrie", "Livre blanc énergie", "Salon Global Industrie", "Relance devis")
SUBJECTS = ("3 idées pour vos coûts d'énergie", "Votre place est réservée", "On en parle ?", "")
SEGMENTS = ("Clients actifs", "PME industrie 50-250", "Prospects chauds", "Toute la base")
SENDERS = ("Camille de Pollen", "Équipe marketing", "newsletter@notresociete.example")
EVENTS = ("sent", "sent", "sent", "delivered", "delivered", "open", "open", "click", "bounce")
PLATFORMS = ("Google Ads", "LinkedIn Ads", "Meta Ads")
TITLES = ("Étude de cas", "Comparatif solutions", "Guide pratique", "Argumentaire", "Démo vidéo")
KINDS = ("Étude de cas", "Livre blanc", "Fiche produit", "Présentation", "Vidéo", "Article")
PAINS = ("Coût de l'énergie", "Arrêts de ligne", "Conformité", "Recrutement", "")
SELLERS = ("s.moreau", "j.tran", "l.delcourt", "y.haddad", "p.vasseur")

NOUNS = {
    "contacts.csv": "person",
    "campagnes.csv": "campaign",
    "email_events.jsonl": "touch",
    "depenses_quotidiennes.csv": "spend",
    "bibliotheque_contenus.csv": "asset",
    "content_views.jsonl": "asset_use",
}

LABELS: dict[str, dict[str, str]] = {
    "contacts.csv": {
        "ID contact": "person.source_id",
        "Civilité": "attribute|ignore",
        "Prénom": "person.name",
        "Nom": "person.name",
        "Email": "person.email",
        "Téléphone": "person.phone",
        "Fonction": "person.title",
        "Société": "person.account_id",
        "Ville": "person.region",
        "Pays": "person.country",
        "Langue": "attribute",
        "Persona": "person.persona",
        "Source d'acquisition": "person.first_channel",
        "Étape du cycle de vie": "person.lifecycle_stage",
        "Score d'engagement": "attribute",
        "Opt-in email": "person.has_consent",
        "Date de création": "person.created_at",
        "Dernière ouverture": "attribute|ignore",
        "Tags": "attribute",
        "Propriétaire": "person.owner_id",
    },
    "campagnes.csv": {
        "ID campagne": "campaign.source_id",
        "Nom de la campagne": "campaign.name",
        "Canal": "campaign.channel",
        "Type de campagne": "campaign.kind",
        "Statut": "campaign.status",
        "Date de début": "campaign.starts_on",
        "Date de fin": "campaign.ends_on",
        "Budget prévu (€)": "campaign.budget",
        "Segment ciblé": "campaign.audience",
        "Objet": "campaign.subject",
        "Expéditeur": "ignore|attribute",
        "Destinataires": "ignore|attribute",
        "Taux d'ouverture": "ignore|attribute",
        "Taux de clic": "ignore|attribute",
        "utm_campaign": "ignore|attribute",
    },
    "email_events.jsonl": {
        "event_id": "touch.source_id",
        "timestamp": "touch.occurred_at",
        "event": "touch.kind",
        "canal": "touch.channel",
        "contact_id": "touch.person_id",
        "email": "touch.person_id|ignore|attribute",
        "campagne_id": "touch.campaign_id",
        "message_id": "ignore|attribute",
        "url": "touch.url",
        "contenu_id": "touch.asset_id",
        "user_agent": "ignore|attribute",
        "ip": "ignore|attribute",
    },
    "depenses_quotidiennes.csv": {
        "Date": "spend.spent_on",
        "Plateforme": "spend.channel",
        "Compte publicitaire": "ignore|attribute",
        "ID campagne": "spend.campaign_id",
        "Campagne": "spend.campaign_id|ignore|attribute",
        "Dépense": "spend.amount|spend.amount_stated",
        "Devise": "spend.currency",
        "Impressions": "spend.impressions",
        "Clics": "spend.clicks",
        "CPC moyen": "ignore|attribute",
        "Conversions": "ignore|attribute",
    },
    "bibliotheque_contenus.csv": {
        "Réf. contenu": "asset.source_id",
        "Titre": "asset.title",
        "Type de contenu": "asset.kind",
        "Équipe": "asset.made_by_team",
        "Auteur": "ignore|attribute",
        "Publié le": "asset.made_at",
        "Archivé le": "asset.retired_at",
        "Coût de production (€)": "asset.cost",
        "Étape du parcours d'achat": "asset.stage",
        "Persona cible": "asset.persona",
        "Problématique": "asset.pain",
        "Destiné à": "asset.meant_for",
        "URL": "asset.url",
        "Langue": "ignore|attribute",
        "Nb de pages": "ignore|attribute",
        "Modifié le": "asset.seen_at|ignore|attribute",
    },
    "content_views.jsonl": {
        "view_id": "asset_use.source_id",
        "content_ref": "asset_use.asset_id",
        "content_title": "asset_use.asset_id|ignore|attribute",
        "viewed_at": "asset_use.occurred_at",
        "action": "asset_use.kind",
        "contact_email": "asset_use.person_id",
        "partagé_par": "asset_use.member_id",
        "opportunité": "asset_use.deal_id",
        "durée_s": "asset_use.seconds",
        "pages_vues": "asset_use.pages",
        "completion": "ignore|attribute",
        "device": "ignore|attribute",
        "session_id": "ignore|attribute",
    },
}


def write(*, folder: Path, seed: int = 1, rows: int = 400) -> None:
    """Write one export of every Pollen list and log into the folder."""
    random = Random(seed)
    makers: dict[str, Callable[[Random, int], Sequence[object]]] = {
        "contacts.csv": _contact,
        "campagnes.csv": _campaign,
        "email_events.jsonl": _event,
        "depenses_quotidiennes.csv": _spend,
        "bibliotheque_contenus.csv": _piece,
        "content_views.jsonl": _view,
    }
    for name, make in makers.items():
        lines = [make(random, number) for number in range(rows)]
        save = _save_lines if name.endswith(".jsonl") else _save_list
        save(folder / name, lines)


def _save_list(path: Path, lines: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(LABELS[path.name])
        writer.writerows(lines)


def _save_lines(path: Path, lines: Sequence[Sequence[object]]) -> None:
    keyed = [dict(zip(LABELS[path.name], line, strict=True)) for line in lines]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in keyed)
    path.write_text(text, encoding="utf-8")


def _when(random: Random) -> datetime:
    day, second = random.randrange(DAYS), random.randrange(6 * 3600, 21 * 3600)
    return START + timedelta(days=day, seconds=second)


def _french(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


def _day(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y")


def _comma(amount: float) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _some(random: Random, share: float, value: object, otherwise: object = "") -> object:
    return value if random.random() < share else otherwise


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFD", words.lower())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def _phone(random: Random) -> str:
    pairs = [f"{random.randrange(100):02d}" for _ in range(4)]
    return " ".join([f"0{random.choice('1267')}", *pairs])


def _who(number: int) -> tuple[str, str, str]:
    """Name the first name, last name and company that a contact's number always stands for."""
    return FIRST[number * 5 % len(FIRST)], LAST[number * 3 % len(LAST)], FIRMS[number % len(FIRMS)]


def _email(number: int) -> str:
    first, last, firm = _who(number)
    return f"{_plain(first)}.{_plain(last)}{number}@{_plain(firm)}.example"


def _campaign_name(number: int) -> str:
    return f"{THEMES[number % len(THEMES)]} #{number // len(THEMES) + 1}"


def _title(number: int) -> str:
    return f"{TITLES[number % len(TITLES)]} – {FIRMS[number // 5 % len(FIRMS)]}"


def _contact(random: Random, number: int) -> list[object]:
    pick, created = random.choice, _when(random)
    first, last, firm = _who(number)
    town, country = pick(TOWNS)
    opened = created + timedelta(days=random.randrange(90), minutes=random.randrange(600))
    return [
        f"ct_{24_000 + number}", pick(("M.", "Mme", "")), first, last, _email(number),
        _some(random, 0.6, _phone(random)),
        _some(random, 0.8, pick(JOBS)), firm, _some(random, 0.7, town), country,
        "fr" if random.random() < 0.9 else "nl", pick(PERSONAS), pick(SOURCES), pick(STEPS),
        random.randrange(0, 100), pick(("Oui", "Oui", "Oui", "Non")), _french(created),
        _some(random, 0.6, _french(opened)),
        pick(("salon-2025", "salon-2025, vip", "newsletter", "", "")),
        _some(random, 0.5, f"{pick(SELLERS)}@notresociete.example"),
    ]  # fmt: skip


def _campaign(random: Random, number: int) -> list[object]:
    pick, start = random.choice, _when(random)
    end, channel = start + timedelta(days=pick((1, 14, 30, 60))), pick(CHANNELS)
    name = _campaign_name(number)
    is_mail = channel in ("Email", "SMS")
    return [
        f"CMP-{number + 1:04d}", name, channel,
        pick(("Newsletter", "Nurturing", "Acquisition", "Événement", "Promotion")),
        pick(("Brouillon", "Programmée", "En cours", "Terminée", "Terminée")), _day(start),
        _some(random, 0.9, _day(end)), _comma(pick((0, 450, 1200, 3500, 8000))), pick(SEGMENTS),
        pick(SUBJECTS[:3]) if is_mail else "", pick(SENDERS) if is_mail else "",
        random.randrange(120, 9000) if is_mail else "",
        f"{_comma(random.uniform(12, 45))} %" if is_mail else "",
        f"{_comma(random.uniform(0.4, 6))} %" if is_mail else "",
        name.lower().replace(" ", "-").replace("#", ""),
    ]  # fmt: skip


def _event(random: Random, number: int) -> list[object]:
    pick, person, push = random.choice, random.randrange(PEOPLE), random.randrange(PUSHES)
    event = pick((*EVENTS, "unsubscribe")) if random.random() < 0.4 else pick(EVENTS)
    is_read = event in ("open", "click")
    page = pick(("livre-blanc-energie", "tarifs", "etudes-de-cas/sofralait", "webinaire"))
    return [
        f"{random.getrandbits(64):016x}", _when(random).strftime("%Y-%m-%dT%H:%M:%SZ"), event,
        pick(("email", "email", "email", "sms")), f"ct_{24_000 + person}", _email(person),
        f"CMP-{push + 1:04d}", f"<{random.getrandbits(40):010x}@mail.pollen.example>",
        f"https://www.notresociete.example/{page}?utm_source=pollen" if event == "click" else None,
        f"DOC{random.randrange(PIECES) + 1:03d}" if event == "click" else None,
        pick(("Mozilla/5.0 (iPhone)", "Mozilla/5.0 (Windows NT 10.0)")) if is_read else None,
        f"198.51.100.{random.randrange(1, 255)}" if is_read else None,
    ]  # fmt: skip


def _spend(random: Random, number: int) -> list[object]:
    day, push = START + timedelta(days=number // 3), random.randrange(PUSHES)
    shown = random.randrange(300, 40_000)
    clicks = shown // random.randrange(40, 300)
    paid = round(clicks * random.uniform(0.4, 3.5), 2)
    return [
        _day(day), PLATFORMS[number % 3], f"{310 + number % 3}-448-{7712 + number % 3}",
        f"CMP-{push + 1:04d}", _campaign_name(push), _comma(paid), "EUR", shown, clicks,
        _comma(paid / clicks) if clicks else "", random.randrange(clicks // 10 + 1),
    ]  # fmt: skip


def _piece(random: Random, number: int) -> list[object]:
    pick, made = random.choice, _when(random)
    retired, changed = made + timedelta(days=200), made + timedelta(days=random.randrange(60))
    return [
        f"DOC{number + 1:03d}", _title(number), pick(KINDS),
        pick(("Marketing", "Marketing", "Marketing", "Commerce", "Support")),
        f"{pick(FIRST)} {pick(LAST)}", _day(made), _some(random, 0.15, _day(retired)),
        _some(random, 0.7, _comma(pick((180, 600, 1450, 3200)))),
        pick(("Découverte", "Évaluation", "Décision", "Fidélisation")), pick(PERSONAS), pick(PAINS),
        pick(("Commerciaux", "Prospects", "Partenaires", "Clients")),
        f"https://contenus.notresociete.example/{_plain(_title(number))}-{number + 1}",
        pick(("fr", "fr", "fr", "en")), _some(random, 0.8, random.randrange(1, 40)),
        _french(changed),
    ]  # fmt: skip


def _view(random: Random, number: int) -> list[object]:
    pick, piece = random.choice, random.randrange(PIECES)
    action = pick(("vue", "vue", "vue", "téléchargement", "partage"))
    pages = random.randrange(1, 25)
    moment = _when(random) + timedelta(milliseconds=random.randrange(1000))
    return [
        700_000 + number, f"DOC{piece + 1:03d}", _title(piece),
        moment.isoformat(timespec="milliseconds"), action,
        _some(random, 0.85, _email(random.randrange(PEOPLE)), None),
        _some(random, 0.6, f"{pick(SELLERS)}@notresociete.example", None),
        _some(random, 0.35, f"OPP-{2100 + random.randrange(300)}", None),
        None if action == "partage" else random.randrange(4, 1200),
        None if action == "partage" else pages,
        None if action == "partage" else round(random.random(), 2),
        pick(("desktop", "mobile", "tablette")), f"{random.getrandbits(48):012x}",
    ]  # fmt: skip
