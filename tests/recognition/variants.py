"""Disturbs exports as companies do: other order, other names, other languages, no header at all."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from sameroom.connectors.mapping import SheetSample

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PREFIXES = ("", "", "", "crm_", "x_", "exp_")

_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "account": ("Company", "Organisation", "Firm"),
    "action": ("Event type", "Interaction"),
    "activity": ("Engagement", "Activity"),
    "amount": ("Value", "Deal value", "Amt"),
    "annual": ("Yearly",),
    "campaign": ("Campaign", "Mailing"),
    "category": ("Category", "Type"),
    "close": ("Closing", "Closed"),
    "closed": ("Closed",),
    "company": ("Account", "Organization", "Employer"),
    "contact": ("Person", "Contact"),
    "converted": ("Converted", "Conversion"),
    "country": ("Nation", "Country"),
    "create": ("Creation", "Created"),
    "created": ("Creation", "Added"),
    "createdate": ("Created on", "Creation date"),
    "date": ("Date", "Day"),
    "deal": ("Opportunity", "Opp"),
    "disposition": ("Result", "Outcome"),
    "domain": ("Domain",),
    "duration": ("Length", "Duration"),
    "email": ("E-Mail", "Mail", "Email address"),
    "employees": ("Employees", "Staff"),
    "engagement": ("Activity", "Engagement"),
    "first": ("Given", "First"),
    "firstname": ("Given name", "Forename"),
    "id": ("ID", "Key", "Identifier"),
    "industry": ("Sector", "Branch", "Vertical"),
    "job": ("Job",),
    "jobtitle": ("Position", "Job"),
    "last": ("Family", "Last"),
    "lastname": ("Surname", "Family name"),
    "lead": ("Lead",),
    "lifecycle": ("Lifecycle", "Funnel"),
    "name": ("Name",),
    "opportunity": ("Deal", "Opp"),
    "outcome": ("Result", "Outcome"),
    "owner": ("Rep", "Assignee", "Salesperson"),
    "phone": ("Telephone", "Tel", "Phone"),
    "priority": ("Urgency", "Prio"),
    "probability": ("Likelihood", "Chance", "Prob"),
    "reason": ("Cause", "Reason"),
    "recipient": ("Recipient", "Contact"),
    "revenue": ("Turnover", "Sales revenue"),
    "source": ("Origin", "Channel", "Source"),
    "stage": ("Phase", "Step", "Stage"),
    "start": ("Begin", "Start"),
    "state": ("Province", "State"),
    "status": ("Status", "State of it", "Stat"),
    "subject": ("Topic", "Headline", "Subject"),
    "ticket": ("Case", "Ticket"),
    "time": ("Time",),
    "timestamp": ("Time", "Date", "Timestamp"),
    "title": ("Title", "Position"),
    "type": ("Kind", "Type"),
    "url": ("Link", "URL"),
    "website": ("Web site", "Homepage"),
}

_LANGUAGES: dict[str, dict[str, str]] = {
    "german": {
        "first name": "Vorname", "last name": "Nachname", "name": "Name", "full name": "Name",
        "email": "E-Mail-Adresse", "phone": "Telefon", "phone number": "Telefonnummer",
        "mobile phone": "Mobiltelefon", "job title": "Berufsbezeichnung", "title": "Titel",
        "company": "Firma", "company name": "Unternehmensname", "industry": "Branche",
        "company domain name": "Domain des Unternehmens", "website": "Website-URL",
        "country": "Land", "state": "Bundesland", "state region": "Bundesland/Region",
        "number of employees": "Anzahl der Mitarbeiter", "annual revenue": "Jahresumsatz",
        "create date": "Erstellungsdatum", "created date": "Erstellt am",
        "close date": "Abschlussdatum", "closed date": "Geschlossen am",
        "lead source": "Lead-Quelle", "status": "Status", "lead status": "Lead-Status",
        "lifecycle stage": "Lebenszyklusphase", "stage": "Phase", "stage name": "Phase",
        "deal stage": "Deal-Phase", "deal name": "Name des Deals", "amount": "Betrag",
        "probability": "Wahrscheinlichkeit", "pipeline": "Pipeline", "type": "Typ",
        "deal type": "Deal-Typ", "closed lost reason": "Verlustgrund",
        "owner": "Zuständiger Mitarbeiter", "owner id": "Inhaber-ID",
        "contact owner": "Kontakt-Inhaber", "deal owner": "Deal-Inhaber",
        "company owner": "Unternehmensinhaber", "ticket owner": "Ticket-Inhaber",
        "activity owner": "Aktivitätsinhaber", "activity type": "Aktivitätstyp",
        "activity date": "Datum der Aktivität", "call outcome": "Anrufergebnis",
        "is won": "Gewonnen", "is closed": "Geschlossen", "is converted": "Konvertiert",
        "converted date": "Umwandlungsdatum", "subject": "Betreff", "priority": "Priorität",
        "ticket priority": "Ticket-Priorität", "ticket status": "Ticket-Status",
        "ticket name": "Ticketname", "ticket description": "Ticketbeschreibung",
        "contact id": "Kontakt-ID", "company id": "Unternehmens-ID", "deal id": "Deal-ID",
        "account id": "Account-ID", "timestamp": "Zeitstempel", "action": "Aktion",
        "campaign id": "Kampagnen-ID", "associated contact email": "E-Mail des Kontakts",
        "associated company domain": "Domain der Firma", "subject line": "Betreffzeile",
        "send time": "Versandzeit", "start time": "Startzeit", "title name": "Titel",
    },
    "french": {
        "first name": "Prénom", "last name": "Nom de famille", "name": "Nom",
        "email": "Adresse e-mail", "phone": "Téléphone", "phone number": "Numéro de téléphone",
        "mobile phone": "Téléphone mobile", "job title": "Intitulé du poste", "title": "Fonction",
        "company": "Société", "company name": "Nom de l'entreprise",
        "industry": "Secteur d'activité",
        "company domain name": "Nom de domaine de l'entreprise", "website": "Site web",
        "country": "Pays", "state": "Province", "state region": "Région",
        "number of employees": "Nombre d'employés", "annual revenue": "Chiffre d'affaires annuel",
        "create date": "Date de création", "created date": "Créé le",
        "close date": "Date de clôture", "closed date": "Date de fermeture",
        "lead source": "Origine de la piste", "status": "Statut", "lead status": "Statut du lead",
        "lifecycle stage": "Phase du cycle de vie", "stage": "Étape",
        "stage name": "Nom de l'étape",
        "deal stage": "Étape de la transaction", "deal name": "Nom de la transaction",
        "amount": "Montant", "probability": "Probabilité", "pipeline": "Pipeline", "type": "Type",
        "deal type": "Type de transaction", "closed lost reason": "Raison de la perte",
        "owner": "Propriétaire", "owner id": "ID du propriétaire",
        "contact owner": "Propriétaire du contact", "deal owner": "Propriétaire de la transaction",
        "company owner": "Propriétaire de l'entreprise", "ticket owner": "Propriétaire du ticket",
        "activity owner": "Responsable de l'activité", "activity type": "Type d'activité",
        "activity date": "Date de l'activité", "call outcome": "Résultat de l'appel",
        "is won": "Gagné", "is closed": "Fermé", "is converted": "Converti",
        "converted date": "Date de conversion", "subject": "Objet", "priority": "Priorité",
        "contact id": "ID du contact", "company id": "ID de l'entreprise",
        "deal id": "ID de la transaction", "account id": "ID du compte", "timestamp": "Horodatage",
        "campaign id": "ID de la campagne", "associated contact email": "E-mail du contact",
        "subject line": "Objet", "start time": "Heure de début",
    },
    "spanish": {
        "first name": "Nombre", "last name": "Apellidos", "email": "Correo electrónico",
        "phone": "Teléfono", "phone number": "Número de teléfono", "mobile phone": "Móvil",
        "job title": "Cargo", "title": "Puesto", "company": "Empresa",
        "company name": "Nombre de la empresa", "industry": "Sector", "website": "Sitio web",
        "country": "País", "state": "Provincia", "number of employees": "Número de empleados",
        "annual revenue": "Ingresos anuales", "create date": "Fecha de creación",
        "created date": "Fecha de creación", "close date": "Fecha de cierre",
        "closed date": "Fecha de cierre", "lead source": "Origen del lead", "status": "Estado",
        "lead status": "Estado del lead", "lifecycle stage": "Etapa del ciclo de vida",
        "stage": "Etapa", "stage name": "Etapa", "deal stage": "Etapa del negocio",
        "deal name": "Nombre del negocio", "amount": "Importe", "probability": "Probabilidad",
        "type": "Tipo", "deal type": "Tipo de negocio", "closed lost reason": "Motivo de pérdida",
        "owner": "Propietario", "owner id": "ID del propietario",
        "contact owner": "Propietario del contacto", "deal owner": "Propietario del negocio",
        "company owner": "Propietario de la empresa", "activity type": "Tipo de actividad",
        "activity date": "Fecha de la actividad", "call outcome": "Resultado de la llamada",
        "is won": "Ganado", "is closed": "Cerrado", "subject": "Asunto", "priority": "Prioridad",
        "contact id": "ID del contacto", "deal id": "ID del negocio",
        "account id": "ID de la cuenta",
        "campaign id": "ID de campaña", "subject line": "Línea de asunto",
    },
    "portuguese": {
        "first name": "Primeiro nome", "last name": "Sobrenome", "name": "Nome",
        "email": "E-mail", "phone": "Telefone", "job title": "Cargo", "company": "Empresa",
        "company name": "Nome da empresa", "industry": "Setor", "country": "País",
        "state": "Estado", "number of employees": "Número de funcionários",
        "annual revenue": "Receita anual", "create date": "Data de criação",
        "created date": "Data de criação", "close date": "Data de fechamento",
        "lead source": "Origem do lead", "lead status": "Status do lead",
        "lifecycle stage": "Estágio do ciclo de vida", "stage name": "Fase",
        "deal stage": "Etapa do negócio", "deal name": "Nome do negócio", "amount": "Valor",
        "probability": "Probabilidade", "type": "Tipo", "closed lost reason": "Motivo da perda",
        "owner id": "ID do proprietário", "contact owner": "Proprietário do contato",
        "deal owner": "Proprietário do negócio", "subject": "Assunto", "priority": "Prioridade",
        "phone number": "Número de telefone", "activity type": "Tipo de atividade",
        "activity date": "Data da atividade", "contact id": "ID do contato",
        "deal id": "ID do negócio", "is won": "Ganho", "is closed": "Fechado",
    },
    "italian": {
        "first name": "Nome", "last name": "Cognome", "email": "Indirizzo e-mail",
        "phone": "Telefono", "phone number": "Numero di telefono", "job title": "Qualifica",
        "title": "Qualifica", "company": "Azienda", "company name": "Nome azienda",
        "industry": "Settore", "country": "Paese", "state": "Provincia",
        "number of employees": "Numero di dipendenti", "annual revenue": "Fatturato annuo",
        "create date": "Data di creazione", "created date": "Creato il",
        "close date": "Data di chiusura", "lead source": "Fonte del lead", "status": "Stato",
        "lead status": "Stato del lead", "lifecycle stage": "Fase del ciclo di vita",
        "stage name": "Fase", "deal stage": "Fase della trattativa",
        "deal name": "Nome della trattativa", "amount": "Importo", "probability": "Probabilità",
        "type": "Tipo", "closed lost reason": "Motivo della perdita",
        "contact owner": "Proprietario del contatto", "deal owner": "Proprietario della trattativa",
        "owner id": "ID titolare", "subject": "Oggetto", "priority": "Priorità",
        "activity type": "Tipo di attività", "activity date": "Data attività",
        "call outcome": "Esito chiamata", "is won": "Vinto", "is closed": "Chiuso",
    },
    "dutch": {
        "first name": "Voornaam", "last name": "Achternaam", "name": "Naam",
        "email": "E-mailadres", "phone": "Telefoon", "phone number": "Telefoonnummer",
        "job title": "Functie", "title": "Functie", "company": "Bedrijf",
        "company name": "Bedrijfsnaam", "industry": "Branche", "country": "Land",
        "state": "Provincie", "number of employees": "Aantal medewerkers",
        "annual revenue": "Jaaromzet", "create date": "Aanmaakdatum",
        "created date": "Aangemaakt op", "close date": "Sluitingsdatum",
        "lead source": "Leadbron", "lead status": "Leadstatus",
        "lifecycle stage": "Levenscyclusfase", "stage name": "Fase", "deal stage": "Dealfase",
        "deal name": "Naam van de deal", "amount": "Bedrag", "probability": "Waarschijnlijkheid",
        "type": "Soort", "closed lost reason": "Reden van verlies",
        "contact owner": "Eigenaar van contact", "deal owner": "Eigenaar van deal",
        "owner id": "Eigenaar-ID", "subject": "Onderwerp", "priority": "Prioriteit",
        "activity type": "Soort activiteit", "activity date": "Datum van activiteit",
        "is won": "Gewonnen", "is closed": "Gesloten",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A disturbed sample, and for each of its columns the header it came from."""

    sample: SheetSample
    true_headers: tuple[str, ...]


Variant = Callable[[SheetSample, Random], Disturbed]


def words_of(header: str) -> list[str]:
    """Split a header into lower-case words."""
    return [word.lower() for word in _WORD.findall(header)]


def as_it_is(sample: SheetSample, _: Random) -> Disturbed:
    """Leave everything."""
    return Disturbed(sample, sample.headers or ())


def shuffled(sample: SheetSample, random: Random) -> Disturbed:
    """Put the columns into another order, and give the file a name that says nothing."""
    order = list(range(len(sample.columns)))
    random.shuffle(order)
    headers = tuple((sample.headers or ())[i] for i in order)
    columns = tuple(sample.columns[i] for i in order)
    number = random.randrange(1, 1000)
    mixed = replace(sample, headers=headers, columns=columns, path=f"export_{number}.csv",
                    name=f"export_{number}")  # fmt: skip
    return Disturbed(mixed, headers)


def renamed(sample: SheetSample, random: Random) -> Disturbed:
    """Use other words, short forms, another way to write them, and sometimes a prefix."""
    prefix, style = random.choice(_PREFIXES), random.choice(_STYLES)
    headers = sample.headers or ()
    names = tuple(
        header if header.startswith("_") else prefix + style(_other_words(header, random))
        for header in headers
    )
    return Disturbed(replace(sample, headers=names), headers)


def _other_words(header: str, random: Random) -> list[str]:
    if header.startswith("_"):
        return [header]
    plain = [w for w in words_of(header) if w not in {"property", "hs", "hubspot"}]
    chosen = [random.choice(_OTHER_WORDS.get(word, (word,))) for word in plain]
    split = [part for words in chosen for part in words.split()]
    return [_short(word, random) for word in split]


def _short(word: str, random: Random) -> str:
    """Leave the inner vowels out of one long word in twelve, as people do by hand."""
    if len(word) < 6 or random.random() > 1 / 12:
        return word
    return word[0] + re.sub("[aeiou]", "", word[1:])


def _snake(words: list[str]) -> str:
    return "_".join(words).lower()


def _camel(words: list[str]) -> str:
    return "".join(word[:1].upper() + word[1:] for word in words)


def _upper(words: list[str]) -> str:
    return "_".join(words).upper()


def _spoken(words: list[str]) -> str:
    return " ".join(words)


_STYLES = (_snake, _camel, _upper, _spoken)


def translated(language: str) -> Variant:
    """Make the variant that writes headers in another language, where it has a word for them."""
    table = _LANGUAGES[language]

    def vary(sample: SheetSample, _: Random) -> Disturbed:
        headers = sample.headers or ()
        return Disturbed(
            replace(sample, headers=tuple(_in_language(h, table) for h in headers)), headers
        )

    return vary


_SPELLINGS = {
    "firstname": "first name", "lastname": "last name", "createdate": "create date",
    "closedate": "close date", "jobtitle": "job title", "annualrevenue": "annual revenue",
    "dealname": "deal name", "number of employees": "number of employees",
    "company domain name": "company domain name", "mobile phone number": "mobile phone",
    "email address": "email", "merge fname": "first name", "merge lname": "last name",
    "lead source": "lead source", "billing country": "country", "billing state": "state",
    "ticket priority": "priority",
}  # fmt: skip


def _in_language(header: str, table: dict[str, str]) -> str:
    words = [w for w in words_of(header) if w not in {"property", "hs", "hubspot"}]
    key = " ".join(words)
    return table.get(_SPELLINGS.get(key, key), header)


def without_header(sample: SheetSample, _: Random) -> Disturbed:
    """Leave the first row out, so that a reader takes the first row of data for it."""
    first = tuple((column[0] if column else None) or "" for column in sample.columns)
    rest = tuple(column[1:] for column in sample.columns)
    return Disturbed(
        replace(sample, headers=first, columns=rest, rows=max(sample.rows - 1, 0)),
        sample.headers or (),
    )


VARIANTS: dict[str, tuple[Variant, ...]] = {
    "as it is": (as_it_is,),
    "shuffled, file renamed": (shuffled,),
    "renamed": (renamed,),
    "translated": tuple(translated(language) for language in _LANGUAGES),
    "without header": (without_header,),
}
